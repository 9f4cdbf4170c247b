"""The monthly report: progress without points or places, and the list of what lags. Its content is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sikao.core.wording import Language, Term
from sikao.office.bulletins.content.frame import Frame
from sikao.office.bulletins.document import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Form,
    Heading,
    Kind,
    Line,
    Paragraph,
    Table,
)
from sikao.office.bulletins.phrases import counted, listed

NAMED = 5
"""Units named in the text; the annex names all."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one matter of one unit is: texts with their units of measure, as they were reported.

    ``lags`` puts it on the list of what lags, with ``why``.
    """

    unit: str
    matter: str
    target: str
    done: str
    state: str
    lags: bool = False
    why: str = ""


_SAID = {
    "number": Term("序号", "No."),
    "unit": Term("单位", "Unit"),
    "matter": Term("事项", "Matter"),
    "target": Term("目标", "Target"),
    "done": Term("进展", "Done"),
    "state": Term("状态", "State"),
    "why": Term("原因和措施", "Why, and what is done"),
}


def monthly_report(
    progress: Sequence[Progress],
    frame: Frame,
    period: str,
    *,
    lang: Language = "zh",
    labels: tuple[str, ...] = (),
    sources: tuple[tuple[str, str], ...] = (),
) -> Document:
    """The report on ``period``, such as 2020年5月, from what was reported, in the order given."""
    zh = lang == "zh"
    return Document(
        kind=Kind.MONTHLY,
        lang=lang,
        head=frame.head_of(Form.RED_HEAD),
        title=f"关于{period}考核指标进展情况的月报" if zh else f"Monthly report on progress: {period}",
        addressees=frame.addressees,
        body=tuple(_body(progress, frame, period, lang)),
        signature=frame.signature(),
        annexes=tuple(_annexes(progress, period, lang)),
        closing=frame.closing(),
        stage=frame.stage,
        labels=labels,
        sources=sources,
        code=frame.code,
    )


def _say(word: str, lang: Language) -> str:
    return _SAID[word].text(lang)


def _body(progress: Sequence[Progress], frame: Frame, period: str, lang: Language) -> Iterator[Block]:
    zh = lang == "zh"
    lagging = [entry for entry in progress if entry.lags]
    yield Paragraph(
        "intro",
        f"现将{period}考核指标进展情况通报如下。本报告供调度使用，不计分、不排名。"
        if zh
        else f"Progress in {period} is reported as follows. Nothing is scored or ranked here.",
    )
    yield Heading("overall:heading", 1, "总体进展" if zh else "Overview")
    yield Paragraph("overall", _overall(progress, len(lagging), lang))
    if lagging:
        yield Heading("lagging:heading", 1, "滞后事项" if zh else "What lags")
        yield Paragraph("lagging", _lagging(lagging, lang))
    if frame.objections:
        yield Heading("about:heading", 1, "有关要求" if zh else "Further")
        yield Paragraph("about", frame.objections)


def _overall(progress: Sequence[Progress], lagging: int, lang: Language) -> str:
    units = len({entry.unit for entry in progress})
    states: dict[str, int] = {}
    for entry in progress:
        states[entry.state] = states.get(entry.state, 0) + 1
    if lang == "zh":
        told = listed((f"{state}{number}项" for state, number in states.items()), lang)
        return f"本月共{units}个单位的{len(progress)}项，其中{told}；列入滞后清单的{lagging}项。"
    told = listed((f"{state} {number}" for state, number in states.items()), lang)
    matters = counted(len(progress), "matter", "matters")
    return f"{matters} of {counted(units, 'unit', 'units')}: {told}; on the list of what lags: {lagging}."


def _lagging(lagging: Sequence[Progress], lang: Language) -> str:
    named = [f"{entry.unit}{'“' if lang == 'zh' else ' “'}{entry.matter}”" for entry in lagging[:NAMED]]
    told, more = listed(named, lang), len(lagging) > NAMED
    if lang == "zh":
        return f"进展滞后的有{told}{'等' if more else ''}，详见附件。"
    return f"{told}{' and others' if more else ''}; see the annex."


def _annexes(progress: Sequence[Progress], period: str, lang: Language) -> Iterator[Annex]:
    zh = lang == "zh"
    title = f"{period}考核指标进展表" if zh else f"Progress, {period}"
    yield Annex("annex:progress", title, (_table(progress, ("target", "done", "state"), lang),))
    lagging = [entry for entry in progress if entry.lags]
    if lagging:
        listing = f"{period}滞后事项清单" if zh else f"What lags, {period}"
        yield Annex("annex:lagging", listing, (_table(lagging, ("target", "done", "why"), lang),))


_WIDTHS = {"target": 20, "done": 20, "state": 16, "why": 50}


def _table(progress: Sequence[Progress], told: Sequence[str], lang: Language) -> Table:
    columns = (
        Column(_say("number", lang), 10),
        Column(_say("unit", lang), 26),
        Column(_say("matter", lang), 44, Align.LEFT),
        *(
            Column(_say(name, lang), _WIDTHS[name], Align.LEFT if name == "why" else Align.CENTER)
            for name in told
        ),
    )
    lines = (
        Line(
            (
                Cell(str(number)),
                Cell(entry.unit),
                Cell(entry.matter),
                *(Cell(str(getattr(entry, name))) for name in told),
            )
        )
        for number, entry in enumerate(progress, 1)
    )
    return Table("", columns, tuple(lines))
