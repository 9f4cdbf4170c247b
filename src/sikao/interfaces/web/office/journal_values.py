"""What an entry of the journal says of before and after, part by part, in words where a part has one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rules.words import FIELDS, GRANT_STATES
from sikao.office.cycle.rules import ConfirmState, DecisionState, TaskState, VerifyState
from sikao.office.groundwork.jobs.models import State as JobState
from sikao.office.rulebook.rules import State as SchemeState

PARTS: Mapping[str, Term] = FIELDS | {
    "accepted": Term("通过的数据", "figures accepted"),
    "accounts": Term("账号", "accounts"),
    "asked": Term("要求说明的单位", "asked to explain"),
    "asked_by": Term("提出人", "asked by"),
    "code": Term("代码", "code"),
    "codes": Term("拒绝的原因（代码）", "why refused, by code"),
    "confirmations": Term("反馈核对", "checks"),
    "digest": Term("摘要", "digest"),
    "disputed": Term("有异议的数据", "figures disputed"),
    "due": Term("截止", "due"),
    "errors": Term("错误", "errors"),
    "figures": Term("数据个数", "figures"),
    "files": Term("文件", "files"),
    "founding": Term("首次登记", "founding register"),
    "grant": Term("授权", "grant"),
    "grants": Term("授权", "grants"),
    "key": Term("密钥", "key"),
    "notify": Term("通报", "named in a circular"),
    "number": Term("版本", "version"),
    "organisations": Term("单位", "organisations"),
    "people": Term("人员", "people"),
    "public_key": Term("公钥", "public key"),
    "refused": Term("拒绝", "refused"),
    "remind": Term("提醒", "reminded"),
    "request": Term("申请", "request"),
    "returned": Term("退回的数据", "figures returned"),
    "revision": Term("更正", "correction"),
    "rows": Term("行数", "rows"),
    "state": Term("状态", "state"),
    "submission": Term("报送", "submission"),
    "supervise": Term("督办", "supervised"),
    "tasks": Term("任务", "tasks"),
    "title": Term("标题", "title"),
    "title_en": Term("英文标题", "English title"),
    "version": Term("版本", "version"),
    "warnings": Term("警告", "warnings"),
    "off": Term("放假天数", "days off"),
    "worked": Term("调休上班天数", "weekend days worked"),
    "year": Term("年度", "year"),
}
"""The words of the parts that acts tell of; one without a word is shown by its name."""
_STATES: Mapping[str, Mapping[str, Term]] = {
    "task": {state.value: state.term for state in TaskState},
    "decision": {state.value: state.term for state in DecisionState},
    "confirmation": {state.value: state.term for state in ConfirmState},
    "verification": {state.value: state.term for state in VerifyState},
    "scheme": {state.value: state.term for state in SchemeState},
    "job": {state.value: state.term for state in JobState},
    "person": GRANT_STATES,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what changed: its name, and what it was and became; empty where there was nothing."""

    name: str
    old: str
    new: str


def parts(kind: str, old: Any, new: Any) -> list[Part]:
    """What an entry about an object of a kind tells, in the order in which it is told."""
    before, after = _named(old), _named(new)
    return [
        Part(_name(name), _text(kind, name, before.get(name)), _text(kind, name, after.get(name)))
        for name in [*before, *(name for name in after if name not in before)]
    ]


def _named(told: Any) -> dict[str, Any]:
    if told is None:
        return {}
    return told if isinstance(told, dict) else {"": told}


def _name(name: str) -> str:
    known = PARTS.get(name)
    return name if known is None else known.text(language())


def _text(kind: str, name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "\n".join(f"{_name(key)}: {_text(kind, key, one)}" for key, one in value.items()) or "—"
    if isinstance(value, list):
        return "\n".join(_text(kind, name, one) for one in value) or "—"
    words = _STATES.get(kind, {}).get(str(value)) if name == "state" else None
    if name == "role" and str(value) in set(Role):
        words = Role(value).term
    return str(value) if words is None else words.text(language())
