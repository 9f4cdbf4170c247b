"""Units of measure: a closed table of families with exact factors, extended only by a scheme."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.figures.decimals import chinese_numeral, grouped, shifted
from sikao.core.wording import NOWHERE, Finding, Findings, Language, Place, Term

_SCALE_WORDS = {"万": 4, "亿": 8, "万亿": 12}


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """One unit of measure.

    ``power`` says that one of it is ten to that power of the family's base unit; powers of ten keep every
    conversion exact in decimals. ``noun`` is the name of the base unit where 万 and 亿 may stand before it
    (元, 人, 吨标准煤); without a noun (%, 位) scale words are refused. ``spellings`` are further exact
    spellings; the code and the Chinese name are always accepted.
    """

    code: str
    family: str
    power: int
    zh: str
    en: str
    noun: Term | None = None
    spellings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(not spelling or spelling[0] in "0123456789+-.," for spelling in self.accepted_spellings()):
            raise ValueError(f"the spelling of a unit of measure could belong to a number: {self.code}")

    @property
    def term(self) -> Term:
        """The name in both languages."""
        return Term(self.zh, self.en)

    def accepted_spellings(self) -> tuple[str, ...]:
        """Every text that means this unit."""
        return (self.code, self.zh, *self.spellings)

    def suffixes(self) -> dict[str, int]:
        """Texts that may follow a number of this unit, with the power of ten that each one shifts it by."""
        own = dict.fromkeys((self.zh, *self.spellings), 0)
        if self.noun is None:
            return own
        words = {word: power - self.power for word, power in _SCALE_WORDS.items()}
        named = {word + self.noun.zh: shift for word, shift in words.items()}
        return {**own, **words, **named, self.noun.zh: -self.power}


def _scaled(code: str, noun: Term, *powers: int) -> tuple[UnitOfMeasure, ...]:
    """The base unit and its 万 and 亿 forms; the base unit's code is also the family's."""
    names = {
        0: (code, noun.zh, noun.en),
        4: (f"wan_{code}", f"万{noun.zh}", f"10,000 {noun.en}"),
        8: (f"yi_{code}", f"亿{noun.zh}", f"100 million {noun.en}"),
    }
    return tuple(UnitOfMeasure(names[power][0], code, power, *names[power][1:], noun) for power in powers)


def _single(code: str, zh: str, en: str, *spellings: str, family: str = "", power: int = 0) -> UnitOfMeasure:
    return UnitOfMeasure(code, family or code, power, zh, en, None, spellings)


_STANDARD_UNITS = (
    *_scaled("yuan", Term("元", "yuan"), 0, 4, 8),
    *_scaled("usd", Term("美元", "US dollars"), 0, 4, 8),
    *_scaled("persons", Term("人", "persons"), 0, 4),
    *_scaled("person_times", Term("人次", "person-times"), 0, 4, 8),
    *_scaled("households", Term("户", "households"), 0, 4),
    *_scaled("enterprises", Term("家", "entities"), 0, 4),
    *_scaled("pieces", Term("个", "items"), 0, 4),
    *_scaled("documents", Term("件", "pieces"), 0, 4),
    *_scaled("cases", Term("起", "incidents"), 0),
    *_scaled("projects", Term("项", "projects"), 0),
    *_scaled("sets", Term("套", "housing units"), 0, 4),
    *_scaled("tce", Term("吨标准煤", "tonnes of standard coal"), 0, 4),
    *_scaled("tonnes", Term("吨", "tonnes"), 0, 4, 8),
    *_scaled("kwh", Term("千瓦时", "kWh"), 0, 4, 8),
    *_scaled("cubic_metres", Term("立方米", "cubic metres"), 0, 4, 8),
    *_scaled("square_metres", Term("平方米", "square metres"), 0, 4),
    _single("hectares", "公顷", "hectares", family="square_metres", power=4),
    _single("square_kilometres", "平方公里", "square kilometres", "km²", family="square_metres", power=6),
    _single("kilometres", "公里", "kilometres", "km"),
    *_scaled("mu", Term("亩", "mu"), 0, 4),
    _single("percent", "%", "%"),
    _single("per_mille", "‰", "‰"),
    _single("percentage_points", "个百分点", "percentage points", "百分点"),
    _single("tce_per_wan_yuan", "吨标准煤/万元", "tonnes of standard coal per 10,000 yuan"),
    _single("yuan_per_person", "元/人", "yuan per person"),
    _single("micrograms_per_m3", "微克/立方米", "µg/m³", "µg/m³", "μg/m³", "µg/m3", "ug/m3"),
    _single(
        "milligrams_per_m3",
        "毫克/立方米",
        "mg/m³",
        "mg/m³",
        "mg/m3",
        family="micrograms_per_m3",
        power=3,
    ),
    _single("points", "分", "points"),
    _single("index", "指数", "index", "无量纲"),
    _single("rank", "位", "place", "位次", "名"),
    _single("days", "天", "days"),
    _single("months", "个月", "months"),
    _single("per_ten_thousand_persons", "件/万人", "per 10,000 persons"),
)


class MeasureTable:
    """An immutable set of units of measure, found by exact spelling only."""

    def __init__(self, units: Iterable[UnitOfMeasure]) -> None:
        self._by_code: dict[str, UnitOfMeasure] = {}
        self._by_spelling: dict[str, UnitOfMeasure] = {}
        for unit in units:
            for spelling in unit.accepted_spellings():
                if self._by_spelling.setdefault(spelling, unit) is not unit:
                    raise ValueError(f"spelling of a unit of measure declared twice: {spelling}")
            self._by_code[unit.code] = unit

    def __iter__(self) -> Iterator[UnitOfMeasure]:
        return iter(self._by_code.values())

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> UnitOfMeasure:
        return self._by_code[code]

    def extended(self, units: Iterable[UnitOfMeasure]) -> MeasureTable:
        """A table with more units; a spelling that is already taken raises ``ValueError``."""
        return MeasureTable((*self, *units))

    def find(self, text: str, where: Place = NOWHERE) -> tuple[UnitOfMeasure | None, tuple[Finding, ...]]:
        """The unit with exactly this spelling, or the reason why there is none. Nothing is guessed."""
        unit = self._by_spelling.get(text)
        if unit is not None:
            return unit, ()
        found = Findings()
        twin = self._by_spelling.get(_folded(text))
        if not text.strip():
            found.error("measure.blank", where)
        elif twin is not None:
            found.error("measure.look_alike", where, text=text, known=twin.zh)
        else:
            found.error("measure.unknown", where, text=text)
        return None, tuple(found)


def _folded(text: str) -> str:
    """What the text looks like, used only to name the right spelling in a refusal."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if unicodedata.category(char)[0] not in "CZ")


STANDARD_MEASURES = MeasureTable(_STANDARD_UNITS)


def convertible(given: UnitOfMeasure, wanted: UnitOfMeasure) -> bool:
    """Whether both units measure the same thing."""
    return given.family == wanted.family


def convert(value: Decimal, given: UnitOfMeasure, wanted: UnitOfMeasure) -> Decimal:
    """The value in another unit of the same family, exactly; across families it raises ``ValueError``."""
    if not convertible(given, wanted):
        raise ValueError(f"cannot convert {given.code} to {wanted.code}")
    return shifted(value, given.power - wanted.power)


def after_number(name: str) -> str:
    """The name of a unit of measure behind a number: one that is a number itself is multiplied."""
    return f"× {name}" if name[:1].isdecimal() else name


def echo(value: Decimal, unit: UnitOfMeasure, lang: Language) -> str:
    """The value read back so that a wrong unit is noticed: ``12,345.67 亿元 = 一万二千三百四十五亿…元``.

    Scaled units are read in their base unit. In English the digits are grouped instead of spelt.
    """
    digits = grouped(value)
    noun = unit.noun or unit.term
    base = shifted(value, unit.power) if unit.noun else value
    if lang == "zh":
        return f"{digits} {unit.zh} = {_read_aloud(base, unit, noun.zh)}"
    said = f"{digits} {after_number(unit.en)}"
    return f"{said} = {grouped(base)} {noun.en}" if base != value else said


def _read_aloud(base: Decimal, unit: UnitOfMeasure, noun: str) -> str:
    prefix = {"percent": "百分之", "per_mille": "千分之"}.get(unit.code)
    if prefix is None:
        return chinese_numeral(base) + noun
    return ("负" if base < 0 else "") + prefix + chinese_numeral(base.copy_abs())
