"""Expressions in words: item names in the place of codes, so that an official can read what is measured."""

from __future__ import annotations

from sikao.core.figures.decimals import canonical
from sikao.core.scheme.expressions import (
    FUNCTIONS,
    Apply,
    Constant,
    Expression,
    FigureRef,
    Parameter,
    expression_text,
)
from sikao.core.scheme.model import Item, Member, Reference, Scheme, Unit
from sikao.core.scheme.model.items import KINDS
from sikao.core.wording import Language, Term

_SIGNS = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠"}
_BINDING = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6, "^": 8}
_COMPARISON = 4
_LOGIC = {"or": Term("或", "or"), "and": Term("且", "and"), "not": Term("非", "not")}
_EVERY = Term("各成员", "every member")
_LAST_YEAR = Term("上年同期", "a year before")
_TARGET = Term("目标值", "target")


def expression_words(expression: Expression, scheme: Scheme, lang: Language) -> str:
    """The expression as words and signs, in one language."""
    return _Phrasing(scheme, lang).words(expression)


def expression_terms(expression: Expression, scheme: Scheme) -> Term:
    """The expression as words and signs, in both languages."""
    return Term(expression_words(expression, scheme, "zh"), expression_words(expression, scheme, "en"))


class _Phrasing:
    def __init__(self, scheme: Scheme, lang: Language) -> None:
        self._scheme = scheme
        self._lang = lang

    def words(self, node: Expression) -> str:
        if isinstance(node, Constant):
            return canonical(node.value)
        if isinstance(node, Parameter):
            return _TARGET.text(self._lang) if node.name == "target" else self._parameter(node.name)
        if isinstance(node, FigureRef):
            return self._figure(node)
        if node.operator == "neg":
            return f"−{self._inner(node.arguments[0], 7)}"
        if node.operator == "not":
            return f"{_LOGIC['not'].text(self._lang)} {self._inner(node.arguments[0], 3)}"
        if node.operator in FUNCTIONS and not node.arguments:
            return FUNCTIONS[node.operator].title.text(self._lang)
        if node.operator in FUNCTIONS:
            title, zh = FUNCTIONS[node.operator].title.text(self._lang), self._lang == "zh"
            inner = ("，" if zh else ", ").join(self.words(argument) for argument in node.arguments)
            return f"{title}（{inner}）" if zh else f"{title}({inner})"
        return self._between(node)

    def _parameter(self, name: str) -> str:
        return f"参数“{name}”" if self._lang == "zh" else f'parameter "{name}"'

    def _between(self, node: Apply) -> str:
        level = _BINDING.get(node.operator, _COMPARISON)
        left, right = node.arguments
        logic = _LOGIC.get(node.operator)
        sign = _SIGNS.get(node.operator, node.operator) if logic is None else logic.text(self._lang)
        return f"{self._inner(left, level)} {sign} {self._inner(right, level + 1)}"

    def _inner(self, node: Expression, least: int) -> str:
        words = self.words(node)
        if isinstance(node, Apply) and node.operator not in FUNCTIONS:
            level = 7 if node.operator == "neg" else _BINDING.get(node.operator, _COMPARISON)
            return words if level >= least else f"({words})"
        return words

    def _figure(self, figure: FigureRef) -> str:
        item = self._scheme.items.get(figure.item)
        if item is None:
            return expression_text(figure)  # an expression of last year's scheme, say
        said = [self._name(item)]
        if figure.member is not None:
            said.append(self._member(item, figure))
        kind = figure.kind or item.main_kind
        if len(item.kinds) > 1 or kind != "level":
            said.append(KINDS[kind].text(self._lang))
        if figure.carrier is not None:
            carrier = self._scheme.references.get(figure.carrier) or self._scheme.units.get(figure.carrier)
            said.insert(0, figure.carrier if carrier is None else self._name(carrier))
        if figure.years:
            said.append(_LAST_YEAR.text(self._lang))
        return "·".join(said) if self._lang == "zh" else ", ".join(said)

    def _member(self, item: Item, figure: FigureRef) -> str:
        """The name of a member where one code has one name, else what stands for all of them."""
        register = self._scheme.registers.get(item.members or "")
        if figure.member in (None, "*", "each") or register is None:
            return _EVERY.text(self._lang)
        for members in register.entries.values():
            if figure.member in members:
                return self._name(members[figure.member])
        return str(figure.member)

    def _name(self, named: Item | Unit | Reference | Member) -> str:
        return (named.name_en if self._lang == "en" else None) or named.name
