"""An explanation as text for people, in Chinese or English. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from sikao.core.books.names import absence_term
from sikao.core.insight.explanation import (
    Comparison,
    Explanation,
    FigureUsed,
    Filling,
    Grounds,
    Part,
    Quota,
    Sentence,
    Spread,
    Symbol,
    Window,
    Working,
)
from sikao.core.insight.legend import named
from sikao.core.scheme.orders import FROM_PLACES
from sikao.core.wording import Language, Term
from sikao.core.wording.formulas import Formula, shown


def narrate(explanation: Explanation, lang: Language) -> str:
    """The whole explanation as lines of text."""
    return "\n".join(_lines(explanation, lang))


def _lines(explanation: Explanation, lang: Language) -> Iterator[str]:
    say = _Speaker(lang)
    path = " / ".join(name.text(lang) for _, name in explanation.path)
    yield f"{explanation.unit_name.text(lang)} · {path}"
    yield f"{explanation.checkpoint_name.text(lang)}{say.colon}{_result(explanation, say)}"
    if explanation.remarks:
        words = say("、", ", ").join(remark.text(lang) for remark in explanation.remarks)
        yield say.line("备注", "remarks", words)
    if explanation.illustrative:
        yield say("示例方案，非真实考核结果", "illustrative scheme, no real assessment")
    if explanation.from_places:
        yield FROM_PLACES.text(lang)
    if explanation.grounds is not None:
        yield from _grounds_lines(explanation.grounds, explanation.grade, say)
    yield from _sentence(explanation.sentence, say)
    if explanation.rule:
        yield say.line("计分细则", "rule", explanation.rule)
    if explanation.method is not None:
        yield say.line("计分方法", "method", explanation.method.text(lang))
    if explanation.holding is not None:
        yield from _steps([explanation.holding], say)
    for window in explanation.windows:
        yield from _window_lines(window, say)
    if len(explanation.windows) != 1:
        yield from (f"  {_part(part, say)}" for part in explanation.parts)
    yield from (f"  {_spread(entry, say)}" for entry in explanation.spread)
    yield from _steps(explanation.workings, say)
    yield say.line("舍入", "rounding", explanation.rounding.text(lang))


def _sentence(sentence: Sentence | None, say: _Speaker) -> Iterator[str]:
    if sentence is not None:
        where = "，".join(part for part in (sentence.source, sentence.place) if part)
        yield say.line(
            "政策原文", "policy", sentence.text + (say(f"（{where}）", f" ({where})") if where else "")
        )


class _Speaker:
    """Chooses the language and its punctuation."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.colon = "：" if lang == "zh" else ": "

    def __call__(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def line(self, zh: str, en: str, content: str) -> str:
        return f"{self(zh, en)}{self.colon}{content}"


def _result(explanation: Explanation, say: _Speaker) -> str:
    if explanation.points is None:
        absence = absence_term(explanation.flags)
        return say("尚无得分", "no score yet") if absence is None else absence.text(say.lang)
    said = [*_earned(explanation.points, explanation.full_points, say)]
    if explanation.rank is not None:
        among = explanation.among
        said.append(
            say(f"在 {among} 个单位中列第 {explanation.rank}", f"place {explanation.rank} of {among}")
        )
    if explanation.grade is not None:
        said.append(explanation.grade.text(say.lang))
    return say("，", ", ").join(said)


def _earned(points: str, full: str | None, say: _Speaker) -> Iterator[str]:
    """Points out of full points; points taken off with the most that can be."""
    if points.startswith("-"):
        taken = shown(points.removeprefix("-"))
        yield say(f"减 {taken} 分", f"{taken} points taken off")
        if full is not None:
            yield say(f"最多减 {shown(full)} 分", f"at most {shown(full)}")
        return
    yield say(f"得 {shown(points)} 分", f"{shown(points)} points")
    if full is not None:
        yield say(f"满分 {shown(full)}", f"of {shown(full)}")


def _grounds_lines(grounds: Grounds, grade: Term | None, say: _Speaker) -> Iterator[str]:
    """How the grade comes from the quotas, which vetoes barred it, and the awards."""
    if grounds.quotas:
        quotas = say("；", "; ").join(_quota(quota, say) for quota in grounds.quotas)
        yield say.line("等次名额", "quotas of grades", quotas)
    for veto in grounds.vetoes:
        absence = "" if veto.absence is None else veto.absence.text(say.lang)
        open_for = say(f"（{absence}）", f" ({absence})") if absence else ""
        head = say.line("一票否决", "veto", veto.name.text(say.lang)) + open_for
        yield f"{head} {veto.condition.text(say.lang)} → {veto.effect.text(say.lang)}"
        yield from _standing_lines(veto.standing, say)
        yield from _sentence(veto.sentence, say)
        yield from (f"  {_figure(figure, say)}" for figure in veto.figures)
    yield from _promotion_lines(grounds, say)
    if grounds.without is not None and grounds.without == grade:
        yield say("否决没有改变等次", "the veto did not change the grade")
    elif grounds.without is not None:
        yield say.line("若无否决，等次为", "grade without the veto", grounds.without.text(say.lang))
    if grounds.filled_by:
        moved = say("；", "; ").join(_moved(entry, entry.unit_name, say) for entry in grounds.filled_by)
        yield say.line("缺额由其他单位递补", "its place was filled", moved)
    for entry in grounds.fills:
        own = Term("本单位", "this unit")
        because = say(f"因{entry.unit_name.zh}被否决，", f"because of the veto on {entry.unit_name.en}, ")
        yield say.line("递补", "filled a place", because + _moved(entry, own, say))
    if grounds.passed_over:
        units = named(grounds.passed_over).text(say.lang)
        yield say.line("位次在前而等次较低", "placed before it with a worse grade", units)
    for award in grounds.awards:
        last, risen = shown(award.last_rank), shown(award.risen)
        ranks = say(
            f"上年第 {last}，本年第 {award.rank}，进 {risen} 位",
            f"place {last} last year, {award.rank} this year, {risen} places up",
        )
        rule = award.rule.text(say.lang)
        head = say.line("获奖", "award", award.name.text(say.lang))
        yield f"{head} {ranks}" + say(f"（{rule}）", f" ({rule})")
        yield from _sentence(award.sentence, say)
        yield from (f"  {_figure(figure, say)}" for figure in award.figures)
    for at_node in grounds.item_awards:
        node, rule = at_node.node.text(say.lang), at_node.rule.text(say.lang)
        points, full = shown(at_node.points), shown(at_node.full)
        place = say(
            f"{node} {points} / {full} 分，列第 {at_node.place}（{rule}）",
            f"{node} {points} / {full}, place {at_node.place} ({rule})",
        )
        yield say.line("单项奖", "award at one node", at_node.name.text(say.lang)) + f" {place}"
        yield from _sentence(at_node.sentence, say)


def _promotion_lines(grounds: Grounds, say: _Speaker) -> Iterator[str]:
    """The promotions whose condition the unit meets, and what came of each."""
    for promotion in grounds.promotions:
        outcome = promotion.outcome.text(say.lang)
        if promotion.given and promotion.before is not None and promotion.after is not None:
            outcome += f" {promotion.before.text(say.lang)} → {promotion.after.text(say.lang)}"
        if promotion.absence is not None:
            absence = promotion.absence.text(say.lang)
            outcome += say(f"（{absence}）", f" ({absence})")
        head = say.line("晋档", "promotion", promotion.name.text(say.lang))
        condition, effect = promotion.condition.text(say.lang), promotion.effect.text(say.lang)
        yield f"{head} {condition} → {effect}" + say("：", ": ") + outcome
        yield from _standing_lines(promotion.standing, say)
        yield from _sentence(promotion.sentence, say)
        yield from (f"  {_figure(figure, say)}" for figure in promotion.figures)


def _standing_lines(standing: Iterable[tuple[Term, str]], say: _Speaker) -> Iterator[str]:
    """The places and the total that a condition looked at."""
    yield from (f"  {name.text(say.lang)} = {shown(value)}" for name, value in standing)


def _moved(entry: Filling, who: Term, say: _Speaker) -> str:
    """Who moved up, to which grade, and from which."""
    to = say(f"{who.zh}递补为{entry.grade.zh}", f"{who.en} moves up to {entry.grade.en}")
    if entry.without is None:
        return to
    return to + say(f"（否则为{entry.without.zh}）", f" (otherwise {entry.without.en})")


def _quota(quota: Quota, say: _Speaker) -> str:
    said = f"{quota.name.text(say.lang)} {quota.rule.text(say.lang)}"
    if quota.places is None or quota.rule.zh.startswith(f"{quota.places} 名"):
        return said
    return f"{said}{say(f'，计 {quota.places} 名', f': {quota.places} places')}"


def _window_lines(window: Window, say: _Speaker) -> Iterator[str]:
    share = "" if window.share is None else say(f"（占 {window.share}）", f" (counts {window.share})")
    points = say("不计分", "not scored") if window.points is None else shown(window.points)
    yield f"{window.checkpoint_name.text(say.lang)}{share}{say.colon}{points}"
    yield from _measured("计量", "measure", window.measure_text, window.measure, say)
    if window.calculated is not None:
        filled = window.calculated.formula.filled.text(say.lang)
        yield f"    {say.line('代入', 'filled in', f'{filled} = {shown(window.calculated.result)}')}"
        yield from _symbols(window.calculated.symbols, "    ", say)
    yield from _measured("对照", "beside", window.beside_text, window.beside, say)
    yield from (f"    {_figure(figure, say)}" for figure in window.beside_figures)
    if window.difference is not None and Decimal(window.difference) != 0:
        yield f"  {say.line('相差', 'difference', shown(window.difference))}"
    for name, value in window.parameters.items():
        if value is not None:
            title = Term("目标", "target").text(say.lang) if name == "target" else f"${name}"
            yield f"  {title}{say.colon}{shown(value)}"
    if window.absence is not None:
        effect = "" if window.effect is None else f" → {window.effect.text(say.lang)}"
        yield f"  {say.line('缺数情形', 'absence', window.absence.text(say.lang) + effect)}"
    if window.formula is not None and window.raw is not None:
        yield f"  {_working(window.formula, window.raw, say)}"
        yield from _symbols(window.symbols, "    ", say)
    yield from _steps(window.steps, say)
    if window.comparison is not None and window.comparison.counts:
        yield f"  {_comparison(window.comparison, say)}"
    yield from (f"    {_part(part, say)}" for part in window.parts if Decimal(part.points) != 0)
    for figure in window.figures:
        yield f"  {_figure(figure, say)}"


def _measured(zh: str, en: str, words: Term | None, value: str | None, say: _Speaker) -> Iterator[str]:
    if words is not None and value is not None:
        yield f"  {say.line(zh, en, f'{words.text(say.lang)} = {shown(value)}')}"


def _comparison(group: Comparison, say: _Speaker) -> str:
    """The group's extremes with the units that set them, and the unit's place."""
    best, worst = named(group.best_units).text(say.lang), named(group.worst_units).text(say.lang)
    ends = [
        say(f"最好 {shown(group.best)}（{best}）", f"best {shown(group.best)} ({best})"),
        say(f"最差 {shown(group.worst)}（{worst}）", f"worst {shown(group.worst)} ({worst})"),
        say(f"本单位位次 {shown(group.place)}", f"this unit's place {shown(group.place)}"),
    ]
    return say.line(f"{group.size} 个单位比较", f"among {group.size}", say("，", ", ").join(ends))


def _working(formula: Formula, result: str, say: _Speaker) -> str:
    filled, came_to = formula.filled.text(say.lang), shown(result)
    said = filled if filled == came_to else f"{filled} = {came_to}"
    return f"{formula.general.text(say.lang)}{say.colon}{said}"


def _steps(steps: Sequence[Working], say: _Speaker) -> Iterator[str]:
    for step in steps:
        yield f"  {_working(step.formula, step.result, say)}"
        yield from _symbols(step.symbols, "    ", say)


def _symbols(symbols: Sequence[Symbol], indent: str, say: _Speaker) -> Iterator[str]:
    """What each number of a formula is, on the line below it."""
    if symbols:
        told = say("；", "; ").join(_symbol(symbol, say) for symbol in symbols)
        yield f"{indent}{say.line('式中', 'where', told)}"


def _symbol(symbol: Symbol, say: _Speaker) -> str:
    unit = "" if symbol.unit_of_measure is None else f" {symbol.unit_of_measure.text(say.lang)}"
    about = [term.text(say.lang) for term in (symbol.whose, symbol.origin) if term is not None]
    told = say("，", ", ").join(note for note in (symbol.period, *about) if note)
    said = f"{symbol.number}{unit} = {symbol.name.text(say.lang)}"
    return said + (say(f"（{told}）", f" ({told})") if told else "")


def _part(part: Part, say: _Speaker) -> str:
    about = []
    if part.own is not None and part.own != part.points:
        about.append(say(f"得 {shown(part.own)}", f"{shown(part.own)} points"))
    deducted = part.points.startswith("-")
    if part.full is not None:
        full = shown(part.full)
        about.append(say(f"最多减 {full}" if deducted else f"满分 {full}", f"of {full}"))
    if part.rate is not None and not deducted:
        rate = (Decimal(part.rate) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        about.append(say(f"得分率 {rate}%", f"score rate {rate}%"))
    if part.weight is not None:
        about.append(say(f"权重 {shown(part.weight)}", f"weight {shown(part.weight)}"))
    said = f"{part.title.text(say.lang)}{say.colon}{shown(part.points)}"
    if not about:
        return said
    told = say("，", ", ").join(about)
    return said + say(f"（{told}）", f" ({told})")


def _spread(entry: Spread, say: _Speaker) -> str:
    """Which points were spread, and why."""
    head = f"{entry.node_name.text(say.lang)} {entry.checkpoint_name.text(say.lang)}"
    why = [term.text(say.lang) for term in (entry.absence, entry.effect) if term is not None]
    said = say.line("分值摊出", "points spread", f"{head} {shown(entry.points)}")
    told = say("，", ", ").join(why)
    return said + say(f"（{told}）", f" ({told})")


def _figure(figure: FigureUsed, say: _Speaker) -> str:
    absent = "—" if figure.absence is None else figure.absence.text(say.lang)
    value = absent if figure.value is None else f"{shown(figure.value)} {figure.unit_of_measure}"
    notes = [figure.provider.text(say.lang), figure.caliber, figure.source]
    notes += [flag.text(say.lang) for flag in figure.flags]
    notes += [figure.revision.text(say.lang)] if figure.revision else []
    about = say("，", ", ").join(note for note in notes if note)
    name, kind = figure.indicator_name.text(say.lang), figure.kind.text(say.lang)
    head = say.line("数据", "figure", f"{figure.unit_name.text(say.lang)} {name} {kind} {figure.period}")
    return f"{head} = {value}" + say(f"（{about}）", f" ({about})")
