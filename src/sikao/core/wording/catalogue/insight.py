"""What the room of insight says."""

from sikao.core.wording.message import Message

MESSAGES = {
    "whatif.unknown_scorecard": Message(
        "方案中没有考核表“{scorecard}”。",
        "The scheme has no scorecard “{scorecard}”.",
        "请从以下考核表中选择：{known}。",
        "Choose one of: {known}.",
    ),
    "whatif.unknown_leaf": Message(
        "考核表“{scorecard}”中没有可计分的指标“{node}”。",
        "Scorecard “{scorecard}” has no scored indicator “{node}”.",
        "请写指标代码，例如 {known}。",
        "Give the code of a leaf, for instance {known}.",
    ),
    "whatif.unknown_item": Message(
        "方案中没有这种数据：“{indicator}”。",
        "The scheme has no such figure: “{indicator}”.",
        "请写数据项代码及其数据类型，例如 {known}。",
        "Give the code of an item and one of its kinds, for instance {known}.",
    ),
    "whatif.unreadable": Message(
        "看不懂这项改动：“{text}”。",
        "This change cannot be read: “{text}”.",
        "请按帮助中的写法填写，例如 districts.fai.points=70。",
        "Write it as the help shows, for instance districts.fai.points=70.",
    ),
}
