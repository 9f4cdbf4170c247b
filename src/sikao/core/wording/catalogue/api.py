"""What is said to programs that ask through the API, and to whoever reads their logs."""

from sikao.core.wording.message import Message

MESSAGES = {
    "api.no_token": Message(
        "没有令牌，或者令牌无效、已到期、已作废。",
        "There is no token, or it is unknown, expired or ended.",
        "请在 Authorization 请求头中写“Bearer”和令牌；令牌在网页“接口令牌”中制作。",
        "Send Authorization: Bearer and a token; tokens are made on the page of one's own tokens.",
    ),
    "api.not_there": Message(
        "没有这个对象，或者不对这个令牌开放。",
        "There is no such thing, or it is not open to this token.",
        "请核对地址和引用号；对象须在令牌持有人可见的范围内，令牌须有 task.view 等相应的范围。",
        "Check the address and the reference; it must be visible to the token's owner and within its scopes.",
    ),
    "api.method": Message(
        "这个地址不接受 {method}。",
        "This address does not take {method}.",
        "请改用响应头 Allow 中列出的方法。",
        "Use a method that the header Allow lists.",
    ),
    "api.malformed": Message(
        "请求的内容无法读取：{reason}。",
        "The body cannot be read: {reason}.",
        "请以 UTF-8 编码发送符合接口说明的 JSON 或表单。",
        "Send JSON in UTF-8, or a form, as the description of the API says.",
    ),
    "api.shape": Message(
        "请求不符合接口说明：{reason}。",
        "The request is not of the shape that is described: {reason}.",
        "请对照接口说明 /api/v1/openapi.json 修改。",
        "Compare it with the description at /api/v1/openapi.json.",
    ),
    "api.media": Message(
        "不接受这种内容类型：{media}。",
        "Content of this type is not taken: {media}.",
        "请用 {wanted}。",
        "Use {wanted}.",
    ),
    "api.too_large": Message(
        "请求的内容太大。",
        "The body is too large.",
        "请减小文件；上限由考核办的系统设定。",
        "Make the file smaller; the limit is a setting of the place.",
    ),
    "api.too_many": Message(
        "请求过于频繁，请在 {seconds} 秒后再试。",
        "Too many requests; try again in {seconds} seconds.",
        "请按响应头 Retry-After 等待，并降低请求频率。",
        "Wait as the header Retry-After says, and ask less often.",
    ),
    "api.failed": Message(
        "程序出了错，这次请求没有办成（编号 {reference}）。",
        "Something went wrong here, and the request was not carried out (reference {reference}).",
        "请把编号告诉系统管理员，服务器的日志里有它；确认没有办成之后可以再试。",
        "Give the reference to the system administrator, whose log has it; look before you ask again.",
    ),
    "api.key_used": Message(
        "这个 Idempotency-Key 已经用于另一个请求。",
        "This Idempotency-Key was used for another request.",
        "重发同一个请求时内容须完全相同；新的请求请用新的键。",
        "Send exactly the same to repeat a request, and a new key with a new one.",
    ),
    "ledger.later": Message(
        "日志还没有第 {seq} 条，最后一条是第 {last} 条。",
        "The journal has no entry {seq} yet; the last one is {last}.",
        "请用不大于 {last} 的序号，或者不写序号。",
        "Use a number up to {last}, or none.",
    ),
}
