"""What the figures room says: numbers, units of measure, periods, code ids, tables."""

from sikao.core.wording.message import Message

MESSAGES: dict[str, Message] = {
    "number.blank": Message(
        "此处为空，空白不是数。",
        "This is blank, and blank is not a number.",
        "请填写数值；确实没有数据的，请选择缺数情形；数值为零的，请填 0。",
        "Enter the value; if there is none, choose the kind of absence; if it is zero, enter 0.",
    ),
}
