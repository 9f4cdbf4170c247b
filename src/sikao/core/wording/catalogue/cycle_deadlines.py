"""What the cycle says about deadlines that were missed or put off."""

from sikao.core.wording.message import Message

MESSAGES: dict[str, Message] = {
    "notice.silence": Message(
        "{bureau}{period}数据的核对期限已过，按“逾期未反馈”登记。",
        "The time to check the figures of {period} by {bureau} has passed; no answer is on record.",
        "仍有异议的，请尽快向考核办反映。",
        "If something is wrong, turn to the assessment office soon.",
    ),
    "notice.late": Message(
        "{what}逾期{days}个工作日未报，已{step}。",
        "{days} working days late ({step}): {what}.",
        "请尽快报送；确有困难的，向考核办申请延期。",
        "Deliver soon; if you cannot, ask the assessment office for an extension.",
    ),
    "notice.late_revision": Message(
        "{what}的更正逾期{days}个工作日未报，已{step}。",
        "{days} working days late ({step}): the revision of {what}.",
        "请尽快报出更正；确有困难的，向考核办申请延期。",
        "Deliver it soon; if you cannot, ask the assessment office for an extension.",
    ),
    "notice.late_answer": Message(
        "{other}对{what}的异议，逾期{days}个工作日未答复，已{step}。",
        "{days} working days late ({step}): the answer to {other}, who disputes {what}.",
        "请尽快答复：维持原数的写明理由，确需改正的提出更正。",
        "Answer soon: uphold them with a reason, or file a revision.",
    ),
    "notice.late_verification": Message(
        "{other}自报的{what}，逾期{days}个工作日未核实，已{step}。",
        "{days} working days late ({step}): to verify {what}, as reported by {other}.",
        "请尽快核实：通过，或者退回并写明理由。",
        "Do it soon: accept, or return with a reason.",
    ),
    "notice.lateness": Message(
        "逾期督办{supervised}项、通报{notified}项，涉及{organisations}个单位。",
        "Late and escalated: {supervised} supervised, {notified} notified; organisations: {organisations}.",
        "打开进度看板，看谁逾期、逾期多久、已采取什么措施。",
        "The board shows who is late, for how long, and what was done.",
    ),
    "notice.extended": Message(
        "{what}的截止时间延到{until}。",
        "New deadline {until}: {what}.",
        "请在新的期限前报出。",
        "Deliver before the new deadline.",
    ),
}
