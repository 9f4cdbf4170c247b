"""One text to one value, by the kind of the field it stands in; a refusal is a finding and ``INVALID``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import yaml

from sikao.core.figures.absence import Absence
from sikao.core.figures.codes import CODE_PATTERN, check_code
from sikao.core.figures.numbers import NumberRule, parse_number
from sikao.core.scheme.expressions import Expression, ExpressionError, parse_expression
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Consequence,
    DueDay,
    Formula,
    Kind,
    Number,
    Ref,
    Text,
    Truth,
    Whole,
    Word,
    Worth,
)
from sikao.core.scheme.tree import Scalar
from sikao.core.scheme.values import EFFECTS, Amount, DayAfter, Effect
from sikao.core.wording import Detail, Findings, Listed, Place, Written, nearest

_EFFECT_WORDS = Listed.of(Written(word, term.zh) for word, term in EFFECTS.items())


class _Invalid:
    """The value of what was refused."""


INVALID = _Invalid()

_PERCENT = NumberRule(suffixes={"%": -2})
_SHARE_EFFECT = re.compile(r"share +([^ ]+)")
_TRANSFER_EFFECT = re.compile(rf"transfer +({CODE_PATTERN})")
_DAYS = re.compile(r"[0-9]{1,3}")
_MONTH_AND_DAY = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2})|月([0-9]{1,2})日)")
MOST_DAYS = 366
_MEANT_OTHERWISE = frozenset({"int", "float", "bool", "null", "timestamp", "value"})
# Words and numbers of the other YAML versions, which the resolver of this one leaves alone.
_OTHER_VERSIONS = re.compile(
    r"[yYnN]|[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)


def meant_otherwise(text: str) -> bool:
    """Whether a YAML reader would take this plain text for a number, a boolean, nothing, or a date."""
    resolvers = yaml.resolver.Resolver.yaml_implicit_resolvers
    candidates = [*resolvers.get(text[:1], []), *resolvers.get(None, [])]
    tags = {tag.rpartition(":")[2] for tag, pattern in candidates if pattern.match(text)}
    return bool(tags & _MEANT_OTHERWISE) or _OTHER_VERSIONS.fullmatch(text) is not None


def build_scalar(kind: Kind, scalar: Scalar, found: Findings) -> Any:
    """The value of a scalar, or ``INVALID``."""
    return INVALID if scalar.broken else _READERS[type(kind)](kind, scalar, found)


def _words(kind: Text, scalar: Scalar, found: Findings) -> Any:
    text = scalar.text.strip("\n")
    if not text.strip():
        found.error("scheme.blank", scalar.where)
        return INVALID
    if scalar.plain and meant_otherwise(text):
        found.error("scheme.quote_it", scalar.where, text=text)
        return INVALID
    if text != text.strip() or (kind.name and "\n" in text):
        found.error("scheme.outer_space", scalar.where, text=text)
        return INVALID
    return text


def _word(kind: Kind, scalar: Scalar, found: Findings) -> Any:  # noqa: ARG001 - one signature for all readers
    return _words(Text(name=True), scalar, found)


def _code(kind: Kind, scalar: Scalar, found: Findings) -> Any:  # noqa: ARG001
    if scalar.plain and scalar.text and meant_otherwise(scalar.text):
        found.error("scheme.quote_it", scalar.where, text=scalar.text)
        return INVALID
    refused = check_code(scalar.text, scalar.where)
    found.extend(refused)
    return INVALID if refused else scalar.text


def _decimal(scalar: Scalar, rule: NumberRule, found: Findings) -> Decimal | _Invalid:
    number, findings = parse_number(scalar.text, rule, scalar.where)
    found.extend(findings)
    return INVALID if number is None else number.value


def _number(kind: Number, scalar: Scalar, found: Findings) -> Any:
    if kind.absent and scalar.text == Absence.NOT_APPLICABLE.value:
        return Absence.NOT_APPLICABLE
    return _decimal(scalar, _PERCENT if kind.percent else NumberRule(), found)


def _whole(kind: Whole, scalar: Scalar, found: Findings) -> Any:
    value = _decimal(scalar, NumberRule(), found)
    if isinstance(value, _Invalid):
        return INVALID
    if value != value.to_integral_value() or not kind.low <= value <= kind.high:
        found.error(
            "scheme.not_whole", scalar.where, text=scalar.text, low=str(kind.low), high=str(kind.high)
        )
        return INVALID
    return int(value)


def _truth(kind: Truth, scalar: Scalar, found: Findings) -> Any:  # noqa: ARG001
    if scalar.text in ("true", "false"):
        return scalar.text == "true"
    found.error("scheme.not_truth", scalar.where, text=scalar.text)
    return INVALID


def _choice(kind: Choice, scalar: Scalar, found: Findings) -> Any:
    if scalar.text in kind.options:
        return scalar.text
    words = {option: term.zh for option, term in kind.options.items()}
    found.error("scheme.unknown_choice", scalar.where, text=scalar.text, **choices(scalar.text, words))
    return INVALID


def choices(text: str, words: Mapping[str, str]) -> dict[str, Detail]:
    """What could have been written instead of a text; ``words``: option → the workbook's word for it."""
    near, listed = nearest(text, words), Listed.of(Written(*pair) for pair in words.items())
    return {"near": listed if near is None else Written(near, words[near]), "choices": listed}


def _formula(kind: Formula, scalar: Scalar, found: Findings) -> Any:
    return _expression(scalar, found, condition=kind.condition)


def _expression(scalar: Scalar, found: Findings, *, condition: bool = False) -> Expression | _Invalid:
    try:
        return parse_expression(scalar.text, condition=condition)
    except ExpressionError as error:
        where = _inside(scalar, error.position)
        found.error(error.code, where, position=str(error.position + 1), **error.details)
        return INVALID


def _inside(scalar: Scalar, position: int) -> Place:
    """The place of a character of a scalar, where line and column tell it."""
    column = scalar.where.column
    if not scalar.plain or column is None or "\n" in scalar.text:
        return scalar.where
    return replace(scalar.where, column=column + position)


def _worth(kind: Worth, scalar: Scalar, found: Findings) -> Any:  # noqa: ARG001
    number, _ = parse_number(scalar.text, _PERCENT)
    if number is not None:
        if scalar.text.rstrip().endswith("%"):
            return Amount(share=number.value)
        return Amount(points=number.value)
    tree = _expression(scalar, found)
    return INVALID if isinstance(tree, _Invalid) else Amount(expression=tree)


def _consequence(kind: Consequence, scalar: Scalar, found: Findings) -> Any:  # noqa: ARG001
    if match := _TRANSFER_EFFECT.fullmatch(scalar.text):
        return Effect("transfer", node=match.group(1))
    if match := _SHARE_EFFECT.fullmatch(scalar.text):
        number, findings = parse_number(match.group(1), _PERCENT, scalar.where)
        found.extend(findings)
        if number is None:
            return INVALID
        if not 0 <= number.value <= 1:
            found.error("scheme.share_range", scalar.where, text=match.group(1))
            return INVALID
        return Effect("share", share=number.value)
    if scalar.text in EFFECTS.keys() - {"share", "transfer"}:
        return Effect(scalar.text)
    found.error("scheme.unknown_effect", scalar.where, text=scalar.text, choices=_EFFECT_WORDS)
    return INVALID


def _due_day(kind: DueDay, scalar: Scalar, found: Findings) -> Any:  # noqa: ARG001
    text = scalar.text.strip()
    if _DAYS.fullmatch(text) and int(text) <= MOST_DAYS:
        return DayAfter(days=int(text))
    if match := _MONTH_AND_DAY.fullmatch(text):
        try:
            return DayAfter(month=int(match[1]), day=int(match[2] or match[3]))
        except ValueError:
            pass  # no such day: told below
    found.error("scheme.not_due_day", scalar.where, text=scalar.text, most=str(MOST_DAYS))
    return INVALID


_READERS: dict[type[Any], Callable[[Any, Scalar, Findings], Any]] = {
    Text: _words,
    Word: _word,
    Code: _code,
    Ref: _code,
    Whole: _whole,
    Number: _number,
    Truth: _truth,
    Choice: _choice,
    Formula: _formula,
    Worth: _worth,
    Consequence: _consequence,
    DueDay: _due_day,
}
SCALAR_KINDS = frozenset(_READERS)
