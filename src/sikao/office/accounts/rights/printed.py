"""The table of rights in words, as the page, the command and the handbook print it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sikao.core.wording import Language, Term
from sikao.office.accounts.rights.deciding import EVERYBODY
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation, Right, rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.actor import MACHINE

PROGRAM = Term("程序按规则办理", "the program, by rule")


@dataclass(frozen=True, slots=True)
class Line:
    """One verb: its words, who may do it, and in which states of its object where not in all."""

    verb: Verb
    words: Term
    who: tuple[Term, ...]
    states: tuple[str, ...]


def grid(roles: Collection[Role] | None = None) -> tuple[Line, ...]:
    """Every verb in its order; one that differs by state has a line for each.

    With ``roles`` only what somebody with these roles may do, by whichever of them or without any.
    """
    found: list[Line] = []
    for verb in Verb:
        rows = [row for row in rights_for(verb) if roles is None or row.role is None or row.role in roles]
        if roles is not None and not rows:
            continue
        groups = dict.fromkeys(tuple(sorted(row.states)) for row in rows) or {(): None}
        for states in groups:
            who = tuple(_who(row) for row in rows if tuple(sorted(row.states)) == states)
            found.append(Line(verb, verb_words(verb), who or (_nobody(verb),), states))
    return tuple(found)


def verb_words(verb: Verb) -> Term:
    """A verb in words; one that has none yet is shown by its code."""
    return VERBS.get(verb) or Term(verb.value, verb.value)


def _nobody(verb: Verb) -> Term:
    return OPEN_TO_ALL if verb is Verb.SIGN_IN else PROGRAM


OPEN_TO_ALL = Term("任何人", "anybody")


def _who(row: Right) -> Term:
    role = row.role.term if row.role is not None else EVERYBODY
    if row.relation is Relation.ANY or row.role is None:
        return role
    relation = row.relation.term
    return Term(f"{role.zh}（{relation.zh}）", f"{role.en} ({relation.en})")


SELF = Term("本人", "oneself")


def capacity_words(capacity: str) -> Term:
    """A capacity of the journal, such as ``signer@laoshan``, in words."""
    role, _, organisation = capacity.partition("@")
    if role not in set(Role):
        return {"self": SELF, MACHINE: PROGRAM}.get(role, Term(capacity, capacity))
    words, at = Role(role).term, f" · {organisation}" if organisation else ""
    return Term(words.zh + at, words.en + at)


def as_text(lang: Language) -> str:
    """The table as lines of text."""
    between = "、" if lang == "zh" else ", "
    lines = []
    for line in grid():
        states = f" [{' '.join(line.states)}]" if line.states else ""
        who = between.join(term.text(lang) for term in line.who)
        lines.append(f"{line.verb.value:26} {line.words.text(lang)}{states}\n{'':26} {who}")
    return "\n".join(lines)


def as_content() -> list[dict[str, object]]:
    """The table as plain data: one entry per row."""
    return [
        {
            "verb": row.verb.value,
            "role": row.role.value if row.role is not None else "*",
            "relation": row.relation.value,
            "states": sorted(row.states),
        }
        for verb in Verb
        for row in rights_for(verb)
    ]


VERBS: dict[Verb, Term] = {
    Verb.SIGN_IN: Term("登录", "sign in"),
    Verb.SIGN_OUT: Term("退出登录", "sign out"),
    Verb.STEP_UP: Term("再次验证", "verify again"),
    Verb.PASSWORD_CHANGE: Term("修改口令", "change the password"),
    Verb.FACTOR_SET: Term("启用验证器", "set a second factor"),
    Verb.TOKEN_MAKE: Term("发放接口令牌", "make an API token"),
    Verb.TOKEN_END: Term("作废接口令牌", "end an API token"),
    Verb.HOME_VIEW: Term("查看待办", "see what is to do"),
    Verb.NOTICE_READ: Term("阅读通知", "read notices"),
    Verb.MAIL_SET: Term("设置邮件提醒", "have reminders mailed"),
    Verb.JOB_VIEW: Term("查看后台任务", "see background work"),
    Verb.JOB_CANCEL: Term("取消排队的后台任务", "cancel waiting background work"),
    Verb.DELEGATION_VIEW: Term("查看委托", "see delegations"),
    Verb.DELEGATION_GIVE: Term("委托代签", "name a delegate"),
    Verb.DELEGATION_END: Term("收回委托", "take a delegation back"),
    Verb.ORGANISATION_ADD: Term("登记单位", "add an organisation"),
    Verb.ORGANISATION_CHANGE: Term("变更单位", "change an organisation"),
    Verb.PERSON_ADD: Term("登记人员", "enter a person"),
    Verb.MEMBERSHIP_ADD: Term("登记任职", "enter a membership"),
    Verb.MEMBERSHIP_END: Term("结束任职", "end a membership"),
    Verb.ACCOUNT_OPEN: Term("开通账号", "open an account"),
    Verb.ACCOUNT_CLOSE: Term("停用账号", "close an account"),
    Verb.ACCOUNT_RESET: Term("申请重置口令或验证器", "ask to reset password or factor"),
    Verb.ACCOUNT_UNLOCK: Term("申请解除锁定", "ask to unlock an account"),
    Verb.ACCOUNT_CONFIRM: Term("确认账号申请", "confirm what was asked for an account"),
    Verb.ACCOUNT_LINK: Term("关联统一身份", "link to single sign-on"),
    Verb.ACCOUNT_RECOVER: Term("恢复管理员", "recover an administrator"),
    Verb.PEOPLE_IMPORT: Term("批量登记人员", "import people"),
    Verb.PEOPLE_VIEW: Term("查看人员与单位", "see people and organisations"),
    Verb.GRANT_PROPOSE: Term("提出授权", "propose a grant"),
    Verb.GRANT_CONFIRM: Term("确认授权", "confirm a grant"),
    Verb.GRANT_END: Term("终止授权", "end a grant"),
    Verb.RIGHTS_VIEW: Term("查看权限表", "see the table of rights"),
    Verb.JOURNAL_VIEW: Term("查看日志", "read the journal"),
    Verb.JOURNAL_EXPORT: Term("导出日志", "export the journal"),
    Verb.JOURNAL_VERIFY: Term("核验全部记录", "verify all records"),
    Verb.SHARING_VIEW: Term("查看同机登录提示", "see shared sign-ins"),
    Verb.SCHEME_DRAFT: Term("起草方案", "draft a scheme"),
    Verb.SCHEME_SUBMIT: Term("提交方案审批", "submit a scheme"),
    Verb.SCHEME_WITHDRAW: Term("撤回方案", "withdraw a scheme"),
    Verb.SCHEME_REFUSE: Term("退回方案", "refuse a scheme"),
    Verb.SCHEME_APPROVE: Term("批准方案", "approve a scheme"),
    Verb.SCHEME_APPROVE_OFFLINE: Term("登记会议批准", "record an approval on paper"),
    Verb.SCHEME_SEAL: Term("定稿方案", "seal a scheme"),
    Verb.SCHEME_VIEW_DRAFT: Term("查看方案草稿", "see a draft scheme"),
    Verb.SCHEME_VIEW: Term("查看方案", "see a scheme"),
    Verb.RESULTS_VIEW: Term("查看结果", "see results"),
    Verb.YEAR_OPEN: Term("开启年度", "open a year"),
    Verb.HISTORY_TAKE_OVER: Term("导入历史数据", "take over earlier years"),
    Verb.TASK_VIEW: Term("查看任务", "see a task"),
    Verb.TASK_FILL: Term("填报", "fill in"),
    Verb.TASK_SUBMIT: Term("提交填报", "submit"),
    Verb.TASK_TAKE_BACK: Term("撤回填报", "take back"),
    Verb.TASK_SIGN: Term("签审", "sign"),
    Verb.TASK_RETURN: Term("退回填报", "return"),
    Verb.TASK_RECORD_PAPER: Term("代录", "record a paper sheet"),
    Verb.TASK_EXTEND: Term("准予延期", "extend a deadline"),
    Verb.REVISION_DROP: Term("放弃修订", "drop a revision"),
    Verb.CONFIRM_GIVE: Term("核对确认", "confirm figures"),
    Verb.CONFIRM_DISPUTE: Term("提出异议", "dispute a figure"),
    Verb.DISPUTE_ANSWER: Term("答复异议", "answer a dispute"),
    Verb.VERIFY_ACCEPT: Term("核实通过", "accept a self-reported figure"),
    Verb.VERIFY_RETURN: Term("核实退回", "return a self-reported figure"),
    Verb.FIGURE_VIEW: Term("查看数据", "see a figure"),
    Verb.FIGURE_SEARCH: Term("查询数据", "search figures"),
    Verb.FIGURE_EXPORT: Term("导出数据", "export figures"),
    Verb.FIGURE_REVISE: Term("修订数据", "revise a figure"),
    Verb.EVIDENCE_ADD: Term("上传佐证", "add evidence"),
    Verb.EVIDENCE_FETCH: Term("下载佐证", "fetch evidence"),
    Verb.BRIEFING_VIEW: Term("查看进度说明汇总", "read the briefings of all units"),
    Verb.BRIEFING_EXPORT: Term("导出进度说明", "export the briefings"),
    Verb.BRIEFING_RETURN: Term("退回进度说明补充", "ask a unit to tell a briefing better"),
    Verb.RECEIPT_VIEW: Term("查看回执", "see a receipt"),
    Verb.BOARD_VIEW: Term("查看进度", "see the board"),
    Verb.BOARD_EXPORT: Term("导出进度", "export the board"),
    Verb.SILENCE_RECORD: Term("记录逾期未核对", "record silence"),
    Verb.LATENESS_ESCALATE: Term("逾期提醒督办通报", "escalate lateness"),
    Verb.TASKS_MOVE: Term("转移任务", "move tasks"),
    Verb.SHARING_FLAG: Term("提示同机登录", "flag shared sign-ins"),
}
