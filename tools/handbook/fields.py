"""The page of fields: every record of the scheme language, with its columns, keys, values and defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sikao.core.scheme import Scheme
from sikao.core.scheme.plain import plain_value
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Consequence,
    DueDay,
    Either,
    Field,
    Formula,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Shape,
    TableOf,
    Tagged,
    Text,
    Truth,
    Whole,
    Word,
    Worth,
    all_shapes,
    shape_named,
)
from sikao.core.wording import Language, Term
from tools.handbook.markdown import code, page, table

TITLE = Term("附录 A 方案语言的全部栏目", "Appendix A: every field of the scheme language")
_INTRO = Term(
    """这里按记录列出方案语言的每一个栏目。**栏目**是工作簿里的表头，**键**是文本形式里的写法，
两者一一对应，含义相同。
带 * 的必填。“不填时”一栏空着，表示不填就没有这项内容，或者按[第 3 章](03-scheme-language.md)的说明处理。""",
    """Every field of the scheme language, record by record. The **workbook column** is the (Chinese) heading
in the workbook, the **key** is how the text form writes it; they mean the same. A star marks what is
required. Where "when left out" is empty the field simply is not there, or [chapter
3](03-scheme-language.md) says what happens.""",
)
_HEADS = {
    "zh": ("栏目", "键", "填什么", "不填时"),
    "en": ("field", "workbook column", "key", "what may stand", "when left out"),
}
_SORTS = {
    "key_task": Term("重点任务", "key task"),
    "all": Term("all（全部）", "`all`"),
    "any_node": Term("指标代码", "code of a node"),
    "checkpoint": Term("节点代码", "code of a checkpoint"),
    "group": Term("考核组代码", "code of a group"),
    "item": Term("数据项代码", "code of an item"),
    "node": Term("指标代码", "code of a node"),
    "provider": Term("数据责任单位代码", "code of a provider"),
    "reference": Term("参照对象代码", "code of a reference"),
    "register": Term("登记册代码", "code of a register"),
    "schedule": Term("计分安排代码", "code of a schedule"),
    "scheme": Term("方案代码", "code of a scheme"),
    "scorecard": Term("考核表代码", "code of a scorecard"),
    "self": Term("self（单位自己）", "`self` (the unit itself)"),
    "sentence": Term("政策原文代码", "code of a sentence"),
    "unit": Term("单位代码", "code of a unit"),
}


def fields_page(lang: Language) -> str:
    """The page in one language."""
    return page(TITLE.text(lang), lang, _lines(lang))


def _lines(lang: Language) -> Iterator[str]:
    yield from (_INTRO.text(lang), "")
    shapes = sorted(all_shapes(), key=lambda shape: shape.name != Scheme.__name__)
    for shape in shapes:
        if not shape.fields or shape.name == "Method":
            continue
        name = shape.title.zh if lang == "zh" else f"{shape.title.en} ({shape.title.zh})"
        yield from (f"## {name}", "")
        if shape.doc.text(lang):
            yield from (code(shape.doc.text(lang)), "")
        rows = [_row(shape, field, lang) for field in shape.fields]
        yield from table(_HEADS[lang], rows)


def _row(shape: Shape, field: Field, lang: Language) -> tuple[str, ...]:
    star = "*" if field.required else ""
    doc = field.doc.text(lang)
    stands = words_of(field.kind, lang)
    said = (stands + ("；" if lang == "zh" else "; ") + doc if doc else stands, _left_out(shape, field, lang))
    key = code(field.key)
    if lang == "zh":
        return (field.heading.zh + star, key, *said)
    return (field.heading.en + star, field.heading.zh, key, *said)


def _left_out(shape: Shape, field: Field, lang: Language) -> str:
    """What holds when a field is left out, where that is one plain value."""
    if field.required or shape.name == "Override" or field.default in (None, ()):
        return ""
    if isinstance(field.kind, Nested | MapOf | TableOf):
        return ""
    plain = plain_value(field.kind, field.default)
    if isinstance(field.kind, Choice):
        word = field.kind.options[str(plain)].zh
        return f"{word}（{code(str(plain))}）" if lang == "zh" else code(str(plain))
    if isinstance(field.kind, Truth) and lang == "zh":
        return f"{'是' if plain == 'true' else '否'}（{code(str(plain))}）"
    return code("、".join(str(each) for each in plain) if isinstance(plain, list) else str(plain))


def words_of(kind: Kind, lang: Language) -> str:
    """What may stand in a field of this kind."""
    if isinstance(kind, Choice):
        return _choices(kind.options, lang)
    if isinstance(kind, Ref):
        return (" / " if lang == "en" else "、").join(_SORTS[sort].text(lang) for sort in kind.to)
    if isinstance(kind, Whole):
        if kind.low == kind.high:
            return str(kind.low)
        return Term(f"整数 {kind.low}—{kind.high}", f"whole number {kind.low} to {kind.high}").text(lang)
    if isinstance(kind, Nested | TableOf):
        title = shape_named(kind.record).title
        return Term(f"见“{title.zh}”", f"see {title.en}").text(lang)
    if isinstance(kind, Either):
        ways = [way for way in (kind.scalar, kind.sequence, kind.mapping) if way is not None]
        return (" 或 " if lang == "zh" else " or ").join(words_of(way, lang) for way in ways)
    if isinstance(kind, ListOf):
        return Term(f"多项：{words_of(kind.of, 'zh')}", f"list: {words_of(kind.of, 'en')}").text(lang)
    if isinstance(kind, MapOf):
        inner = {each: (words_of(kind.key, each), words_of(kind.value, each)) for each in ("zh", "en")}
        return Term("{} → {}".format(*inner["zh"]), "{} → {}".format(*inner["en"])).text(lang)
    return _plain_words(kind).text(lang)


def _choices(options: Mapping[str, Term], lang: Language) -> str:
    if lang == "zh":
        return "、".join(f"{term.zh}（{code(key)}）" for key, term in options.items())
    return ", ".join(f"{code(key)} {term.en} ({term.zh})" for key, term in options.items())


def _plain_words(kind: Any) -> Term:
    if isinstance(kind, Number):
        either = (
            Term("，或“不适用”（`not_applicable`）", ", or `not_applicable` (不适用)")
            if kind.absent
            else Term("", "")
        )
        share = Term("，比例可写 10%", ", shares may be written 10%") if kind.percent else Term("", "")
        return Term(f"数值{share.zh}{either.zh}", f"number{share.en}{either.en}")
    words: dict[type, Term] = {
        Text: Term("文字", "text"),
        Code: Term("自己的代码", "its own code"),
        Word: Term("短词或代码", "short word or code"),
        Truth: Term("是（`true`）、否（`false`）", "`true` (是), `false` (否)"),
        DueDay: Term(
            "期末之后的天数（18）或月日（`03-20`，也可写 3月20日）",
            "days after the period (18), or month and day (`03-20`)",
        ),
        Consequence: Term("缺数的处理办法，见第 3 章", "effect of an absence, see chapter 3"),
        Formula: Term("算式", "expression"),
        Worth: Term("分值（80%、2 或算式）", "amount (80%, 2 or an expression)"),
        Tagged: Term("见第 3 章各计分方法", "see the methods in chapter 3"),
    }
    return words[type(kind)]
