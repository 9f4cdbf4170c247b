"""Values of a scheme in words, by the kinds of its shape: names for codes, headings for keys.

The printed document and the list of differences speak through this; expressions are ``phrasing``'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical
from sikao.core.scheme.model import (
    ALL,
    EFFECTS,
    SELF,
    Amount,
    Effect,
    Scheme,
    Scorecard,
    Selector,
    share_text,
)
from sikao.core.scheme.model.outcomes import YEARS
from sikao.core.scheme.model.scorecards import ROLES
from sikao.core.scheme.phrasing import expression_words
from sikao.core.scheme.plain import given_fields, plain_value, way_of
from sikao.core.scheme.shape import (
    Choice,
    Consequence,
    Either,
    Field,
    Formula,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    TableOf,
    Tagged,
    Truth,
    Worth,
    shape_of,
)
from sikao.core.scheme.values import DayAfter, points, share
from sikao.core.wording import Language, Term

NOTHING = "—"
LEVELS = {
    "block": Term("板块", "blocks"),
    "level1": Term("一级指标", "level-1 indicators"),
    "level2": Term("二级指标", "level-2 indicators"),
    "indicator": Term("指标", "indicators"),
    "part": Term("计分点", "parts"),
}
"""What people call the levels that schemes usually have; another level is called by its own word."""

_EVERYBODY = Term("全部单位", "all units")
_ITSELF = Term("本单位", "the unit itself")
_TRUTHS = {True: Term("是", "yes"), False: Term("否", "no")}
_WORDS_OF_CODES = {
    ("Selector", "scorecard"): "scorecard",
    ("Selector", "block"): "any_node",
    ("Selector", "nodes"): "any_node",
    ("Selector", "register"): "register",
    ("Selector", "schedule"): "schedule",
    ("Briefing", "tags"): "tag",
    ("MonthlyReview", "tags"): "tag",
    ("Veto", "grade"): "grade",
    ("Promotion", "grade"): "grade",
}
"""Fields that hold a code as a plain word, since their record may look at another year's scheme."""


def signed(text: str) -> str:
    """A number's text with a real minus."""
    return text.replace("-", "−")


@dataclass(frozen=True, slots=True)
class Saying:
    """What a scheme calls its things, in one language. Codes that are unknown to it stand as they are."""

    scheme: Scheme
    lang: Language

    def say(self, zh: str, en: str) -> str:
        """One of two sentences."""
        return zh if self.lang == "zh" else en

    def named(self, record: Any) -> str:
        """The name of a record; the Chinese one where there is no English one, a sentence's words."""
        english = getattr(record, "name_en", None)
        name = getattr(record, "name", None) or getattr(record, "text", "")
        return str(english if self.lang == "en" and english else name)

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row."""
        return self.say("、", ", ").join(words)

    def joined(self, words: Iterable[str]) -> str:
        """Remarks in a row."""
        return self.say("；", "; ").join(words)

    def bracketed(self, words: str) -> str:
        """Words in brackets, to stand behind others."""
        return self.say(f"（{words}）", f" ({words})")

    def points(self, text: str) -> str:
        """A number of points."""
        return self.say(f"{signed(text)}分", f"{signed(text)} point{'' if text in {'1', '-1'} else 's'}")

    def amount(self, amount: Amount) -> str:
        """An amount of points."""
        if amount.share is not None:
            share = signed(share_text(amount.share))
            return self.say(f"分值的{share}", f"{share} of the points")
        if amount.points is not None:
            return self.points(canonical(amount.points))
        return (
            "" if amount.expression is None else expression_words(amount.expression, self.scheme, self.lang)
        )

    def effect(self, effect: Effect) -> str:
        """What happens where a figure is absent."""
        words = EFFECTS[effect.kind].text(self.lang)
        if effect.share is not None:
            return f"{words}{self.bracketed(share_text(effect.share))}"
        return words if effect.node is None else f"{words}{self.bracketed(self.called('node', effect.node))}"

    def node_names(self, card: Scorecard) -> dict[str, str]:
        """Names of a scorecard's nodes, by code; a 计分点 stands behind the name of its indicator."""
        part = card.levels.index("part") if "part" in card.levels else None
        names: dict[str, str] = {}
        for placed in card.walk():
            above = [self.named(placed.parent.node)] if placed.parent and placed.depth == part else []
            names[placed.node.code] = self.say("·", ", ").join([*above, self.named(placed.node)])
        return names

    def called(self, sort: str, code: str) -> str:
        """The name of what has a code, of one sort of record."""
        if code == ALL:
            return _EVERYBODY.text(self.lang)
        if code == SELF:
            return _ITSELF.text(self.lang)
        record = _TABLES[sort](self.scheme).get(code) if sort in _TABLES else None
        return code if record is None else self.named(record)

    def value(self, kind: Kind, given: Any, field: tuple[str, str] = ("", "")) -> str:
        """A value of one kind; ``field`` is the record and key that hold it."""
        if given is None:
            return NOTHING
        if isinstance(kind, Either):
            return self.value(way_of(kind, given), given, field)
        if isinstance(kind, ListOf):
            separate = self.joined if isinstance(kind.of, Nested) else self.listed
            return separate(self.value(kind.of, item, field) for item in given) or NOTHING
        if isinstance(kind, MapOf):
            pairs = (f"{self.value(kind.key, key)} {self.value(kind.value, v)}" for key, v in given.items())
            return self.listed(pairs) or NOTHING
        if isinstance(kind, TableOf):
            return self.listed(self.named(item) or code for code, item in given.items()) or NOTHING
        if isinstance(kind, Nested):
            return self.selector(given) if isinstance(given, Selector) else self.record(given)
        if isinstance(kind, Tagged):
            return self.method(given)
        return self._scalar(kind, given, field)

    def _scalar(self, kind: Kind, given: Any, field: tuple[str, str]) -> str:
        if isinstance(kind, Formula):
            return expression_words(given, self.scheme, self.lang)
        if isinstance(kind, Worth):
            return self.amount(given)
        if isinstance(kind, Consequence):
            return self.effect(given)
        if isinstance(kind, Choice):
            return kind.options[given].text(self.lang)
        if isinstance(kind, Truth):
            return _TRUTHS[given].text(self.lang)
        if isinstance(kind, Ref):
            return self._referred(kind.to, given)
        if field in {("Scorecard", "levels"), ("Selector", "level")}:
            return LEVELS.get(given, Term(given, given)).text(self.lang)
        if field in _WORDS_OF_CODES:
            return self.called(_WORDS_OF_CODES[field], given)
        if isinstance(given, Absence | DayAfter):
            return given.term.text(self.lang)
        text = str(plain_value(kind, given))
        return signed(text) if isinstance(kind, Number) else text

    def _referred(self, sorts: tuple[str, ...], code: str) -> str:
        names = (self.called(sort, code) for sort in sorts)
        return next((name for name in names if name != code), code)

    def record(self, given: Any, *, titled: bool = False) -> str:
        """A record as its headings with what stands under them; ``titled``: its name is told already."""
        shape = shape_of(given)
        coded = shape.code_field is not None
        told = {"name", "name_en", "text"} if titled or coded else set()
        words = self.say("，", ", ").join(
            self.headed(field, value, shape.name)
            for field, value in given_fields(shape, given, named=titled or coded)
            if field.key not in told
        )
        if titled or not coded:
            return words
        return self.named(given) + (self.bracketed(words) if words else "")

    def headed(self, field: Field, given: Any, record: str) -> str:
        """A heading and what stands under it."""
        heading = field.heading.text(self.lang)
        if isinstance(field.kind, Truth) and given:
            return heading
        if field.kind == ListOf(Nested("Node")):
            return f"{heading} {self.listed(self.named(node) for node in given)}"
        words = self.value(field.kind, given, (record, field.key))
        if isinstance(field.kind, ListOf) and isinstance(field.kind.of, Nested):
            return heading + self.bracketed(words)
        return f"{heading} {words}"

    def method(self, method: Any, *, without: frozenset[str] = frozenset()) -> str:
        """A scoring method with its parameters; ``without``: keys told elsewhere."""
        shape = shape_of(method)
        title = shape.title.text(self.lang)
        given = {field.key: value for field, value in given_fields(shape, method)}
        said = self.joined(
            self.headed(field, given[field.key], shape.name) if field.key in given else self._usual(field)
            for field in shape.fields
            if field.key not in without and (field.key in given or _tells(field))
        )
        return self.say(f"{title}：{said}", f"{title}: {said}") if said else title

    def _usual(self, field: Field) -> str:
        """A parameter of a method that the scheme leaves as it is by default."""
        if field.default is None:
            return f"{field.heading.text(self.lang)} {field.doc.text(self.lang).removeprefix('默认')}"
        return self.headed(field, field.default, "")

    def selector(self, selector: Selector) -> str:
        """What a claim looks at."""
        parts = [YEARS["previous"].text(self.lang)] if selector.year == "previous" else []
        for key in ("scorecard", "block", "register", "schedule"):
            code = getattr(selector, key)
            if code is not None:
                parts.append(self.called(_WORDS_OF_CODES[("Selector", key)], code))
        if selector.nodes:
            parts.append(self.listed(self.called("any_node", code) for code in selector.nodes))
        if selector.role != "main":
            parts.append(ROLES[selector.role].text(self.lang))
        if selector.level is not None:
            parts.append(LEVELS.get(selector.level, Term(selector.level, selector.level)).text(self.lang))
        if selector.tag is not None:
            tag = self.called("tag", selector.tag)
            parts.append(self.say(f"标签“{tag}”", f'tag "{tag}"'))
        return self.say("·", ", ").join(parts) or self.say("全方案", "the whole scheme")


def _nodes(scheme: Scheme) -> Mapping[str, Any]:
    """Nodes of all scorecards by code; of several with one code the first."""
    found: dict[str, Any] = {}
    for card in scheme.scorecards.values():
        for placed in card.walk():
            found.setdefault(placed.node.code, placed.node)
    return found


def _grades(scheme: Scheme) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for grades in scheme.grades.values():
        for grade in grades:
            found.setdefault(grade.code, grade)
    return found


_TABLES: Mapping[str, Callable[[Scheme], Mapping[str, Any]]] = {
    "unit": lambda scheme: scheme.units,
    "group": lambda scheme: scheme.groups,
    "reference": lambda scheme: scheme.references,
    "provider": lambda scheme: scheme.providers,
    "register": lambda scheme: scheme.registers,
    "item": lambda scheme: scheme.items,
    "scorecard": lambda scheme: scheme.scorecards,
    "checkpoint": lambda scheme: scheme.checkpoints,
    "schedule": lambda scheme: scheme.schedules,
    "tag": lambda scheme: scheme.tags,
    "key_task": lambda scheme: scheme.key_tasks,
    "sentence": lambda scheme: scheme.sentences,
    "claim": lambda scheme: scheme.claims,
    "veto": lambda scheme: scheme.vetoes,
    "promotion": lambda scheme: scheme.promotions,
    "award": lambda scheme: {**scheme.awards, **scheme.item_awards},
    "measure": lambda scheme: scheme.measures,
    "grade": _grades,
    "node": _nodes,
    "any_node": _nodes,
}


def _tells(field: Field) -> bool:
    """Whether a method's default decides scores: points that are not nothing, a bound set by the group."""
    if field.key in _NEUTRAL or field.required:
        return False
    if isinstance(field.kind, Worth):
        return field.default is not None and field.default not in (share("0"), points("0"))
    return isinstance(field.kind, Formula) and field.default is None and field.doc.zh.startswith("默认")


_NEUTRAL = frozenset({"met", "short"})
"""Parameters of methods whose default says no more than the method's name."""


def decimal_text(value: Decimal) -> str:
    """A number as people read it, exact."""
    return signed(canonical(value))
