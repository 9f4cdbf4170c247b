"""What is said when the working office refuses something."""

from sikao.core.wording.message import Message

MESSAGES = {
    "right.not_you": Message(
        "您没有“{verb}”的权限。",
        "You have no right to do this: {verb}.",
        "请核对是否用对了账号；确需办理的，请本单位负责人向安全保密管理员申请授权。",
        "Check that you used the right account; if you need the right, ask the security administrator.",
    ),
    "right.not_now": Message(
        "现在不能办理“{verb}”：这件事的状态已经变了。",
        "This cannot be done now: {verb}. The state of the matter has changed.",
        "请刷新页面查看最新状态；可能别人已经办理了。",
        "Reload the page to see the present state; somebody may have acted already.",
    ),
    "clock.moved": Message(
        "程序运行期间服务器时钟被拨动了 {seconds} 秒，暂停登记。",
        "The server's clock was set by {seconds} seconds while the program ran; nothing is recorded.",
        "请系统管理员核对服务器时间是否准确，然后重新启动；已经填写的内容没有丢失。",
        "Have the system administrator see that the clock is right and start the program again; "
        "what you entered is kept.",
    ),
    "clock.behind": Message(
        "服务器时钟（{now}）早于最近一次登记的时间（{last}），暂停登记。",
        "The server's clock ({now}) lies before the last recorded act ({last}); nothing is recorded for now.",
        "请系统管理员校准服务器时间后再试；已经填写的内容没有丢失。",
        "Have the system administrator set the clock right, then try again; what you entered is kept.",
    ),
}
