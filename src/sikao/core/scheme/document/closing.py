"""What follows from the scores, what the scheme promises, and what it asks of units."""

from __future__ import annotations

from sikao.core.scheme.burden import PARTS, count_burden
from sikao.core.scheme.docketed import DECIDED
from sikao.core.scheme.document.cards import quoted
from sikao.core.scheme.document.content import Grid, Section, grid
from sikao.core.scheme.model import Award, Grade, Item, Veto, share_text
from sikao.core.scheme.model.items import COVERS, FREQUENCIES, KINDS, REVISIONS
from sikao.core.scheme.model.outcomes import QUOTA_ROUNDINGS, VACANCIES, VETO_EFFECTS
from sikao.core.scheme.outcome_words import item_award_rule, promotion_effect
from sikao.core.scheme.phrasing import expression_words
from sikao.core.scheme.promises import promised, promised_value
from sikao.core.scheme.saying import Saying
from sikao.core.scheme.values import Amount


def item_section(saying: Saying) -> Section:
    """Data items and the registers by which some are reported."""
    say = saying.say
    headings = (
        say("数据项", "Item"),
        say("数据类型（计量单位）", "Kinds (units of measure)"),
        say("频度", "Frequency"),
        say("期间口径", "Cover"),
        say("数据责任单位", "Provider"),
        say("核实单位", "Verified by"),
        say("口径", "Caliber"),
        say("数据修订", "Revision"),
        say("证明材料", "Evidence"),
    )
    rows = [
        (
            saying.named(item),
            saying.listed(
                KINDS[kind].text(saying.lang) + saying.bracketed(unit) for kind, unit in item.kinds.items()
            ),
            FREQUENCIES[item.frequency].text(saying.lang),
            COVERS[item.cover].text(saying.lang) + _lag(item.lag, saying),
            _provider(item, saying),
            "" if item.verified_by is None else saying.called("provider", item.verified_by),
            item.caliber or "",
            REVISIONS[item.revision].text(saying.lang),
            saying.listed(item.evidence),
        )
        for item in saying.scheme.items.values()
    ]
    return Section(say("数据项", "Data items"), (), (*grid("", headings, rows), *_registers(saying)))


def _provider(item: Item, saying: Saying) -> str:
    """Who reports, and that they do so on paper only; nobody reports what the docket decides."""
    if item.code in saying.scheme.docket.items:
        return DECIDED.text(saying.lang)
    provider = saying.scheme.providers.get(item.provider)
    on_paper = provider is not None and provider.paper
    name = saying.called("provider", item.provider)
    return name + saying.bracketed(saying.say("纸质报送", "on paper")) if on_paper else name


def _lag(years: int, saying: Saying) -> str:
    return saying.bracketed(saying.say(f"用前{years}年数据", f"{years} years back")) if years else ""


def _registers(saying: Saying) -> tuple[Grid, ...]:
    grids: list[Grid] = []
    for register in saying.scheme.registers.values():
        rows = []
        for carrier, members in register.entries.items():
            names = (
                saying.named(member) + (saying.bracketed(share_text(member.share)) if member.share else "")
                for member in members.values()
            )
            rows.append((_carrier(carrier, saying), saying.listed(names)))
        headings = (saying.say("对象", "For"), saying.say("成员", "Members"))
        grids.extend(grid(saying.named(register), headings, rows))
    return tuple(grids)


def _carrier(code: str, saying: Saying) -> str:
    name = saying.called("unit", code)
    return saying.called("reference", code) if name == code else name


def outcome_section(saying: Saying) -> Section:
    """Grades by group, vetoes, promotions and awards, in words."""
    grids = (
        *_grades(saying),
        *_vetoes(saying),
        *_promotions(saying),
        *_awards(saying),
        *_item_awards(saying),
    )
    return Section(saying.say("等次、一票否决与奖励", "Grades, vetoes and awards"), (), grids)


def _grades(saying: Saying) -> tuple[Grid, ...]:
    """One line for groups with the same grades."""
    alike: dict[tuple[Grade, ...], list[str]] = {}
    for group, grades in saying.scheme.grades.items():
        alike.setdefault(grades, []).append(saying.called("group", group))
    rows = [
        (
            saying.listed(groups),
            saying.named(grade),
            _quota(grade, saying),
            _least(grade.at_least, saying),
            _least(grade.unranked_at_least, saying),
        )
        for grades, groups in alike.items()
        for grade in grades
    ]
    headings = (
        saying.say("考核组", "Group"),
        saying.say("等次", "Grade"),
        saying.say("名额", "Quota"),
        saying.say("总分要求", "Total required"),
        saying.say("单列单位的总分要求", "Total required of units not ranked"),
    )
    return grid(saying.say("等次", "Grades"), headings, rows)


def _quota(grade: Grade, saying: Saying) -> str:
    if grade.count is not None:
        return saying.say(f"{grade.count}个", str(grade.count))
    if grade.share is None:
        return saying.say("其余", "the rest")
    rounding = QUOTA_ROUNDINGS[grade.rounding].text(saying.lang)
    share = share_text(grade.share)
    return saying.say(
        f"参加排名单位的{share}（{rounding}）", f"{share} of the ranked units (rounded {rounding})"
    )


def _least(least: Amount | None, saying: Saying) -> str:
    if least is None:
        return ""
    if least.share is not None:
        share = share_text(least.share)
        return saying.say(f"不低于满分的{share}", f"at least {share} of the full points")
    amount = saying.amount(least)
    return saying.say(f"不低于{amount}", f"at least {amount}")


def _vetoes(saying: Saying) -> tuple[Grid, ...]:
    headings = (
        saying.say("一票否决事项", "Veto"),
        saying.say("适用", "For"),
        saying.say("情形", "When"),
        saying.say("后果", "Effect"),
        saying.say("空出的名额", "Vacancy"),
        saying.say("政策原文", "Sentence of the policy"),
    )
    rows = [
        (
            saying.named(veto),
            saying.listed(saying.called("group", group) for group in veto.groups),
            expression_words(veto.when, saying.scheme, saying.lang),
            _effect(veto, saying),
            VACANCIES[veto.vacancy].text(saying.lang),
            quoted(veto.sentence, saying) or veto.basis or "",
        )
        for veto in saying.scheme.vetoes.values()
    ]
    return grid(saying.say("一票否决", "Vetoes"), headings, rows)


def _effect(veto: Veto, saying: Saying) -> str:
    """What a veto does, with the name of the grade as the group has it."""
    words = VETO_EFFECTS[veto.effect].text(saying.lang)
    if veto.grade is None:
        return words
    grades = (grade for group in veto.groups for grade in saying.scheme.grades.get(group, ()))
    named = next((saying.named(grade) for grade in grades if grade.code == veto.grade), veto.grade)
    return saying.say(f"{words}为“{named}”", f'{words}: "{named}"')


def _promotions(saying: Saying) -> tuple[Grid, ...]:
    headings = (
        saying.say("晋档事项", "Promotion"),
        saying.say("适用", "For"),
        saying.say("情形", "When"),
        saying.say("后果", "Effect"),
        saying.say("政策原文", "Sentence of the policy"),
    )
    rows = []
    for promotion in saying.scheme.promotions.values():
        grades = {
            grade.code: grade for group in promotion.groups for grade in saying.scheme.grades.get(group, ())
        }
        rows.append(
            (
                saying.named(promotion),
                saying.listed(saying.called("group", group) for group in promotion.groups),
                expression_words(promotion.when, saying.scheme, saying.lang),
                promotion_effect(promotion, grades).text(saying.lang),
                quoted(promotion.sentence, saying) or promotion.basis or "",
            )
        )
    return grid(saying.say("直接晋档", "Promotions"), headings, rows)


def _item_awards(saying: Saying) -> tuple[Grid, ...]:
    headings = (
        saying.say("奖项", "Award"),
        saying.say("适用", "For"),
        saying.say("指标", "Node"),
        saying.say("条件", "Condition"),
        saying.say("政策原文", "Sentence of the policy"),
    )
    rows = [
        (
            saying.named(award),
            saying.called("group", award.group),
            saying.called("node", award.node),
            item_award_rule(award).text(saying.lang),
            quoted(award.sentence, saying),
        )
        for award in saying.scheme.item_awards.values()
    ]
    return grid(saying.say("单项奖", "Awards at one node"), headings, rows)


def _awards(saying: Saying) -> tuple[Grid, ...]:
    headings = (
        saying.say("奖项", "Award"),
        saying.say("适用", "For"),
        saying.say("条件", "Condition"),
        saying.say("上年名次取自", "Last year's place from"),
        saying.say("名额", "Quota"),
        saying.say("政策原文", "Sentence of the policy"),
    )
    rows = [
        (
            saying.named(award),
            saying.called("group", award.group),
            saying.say(
                f"名次较上年上升{award.places}位及以上",
                f"{award.places} places or more above last year's",
            ),
            expression_words(award.last_rank, saying.scheme, saying.lang),
            _most(award, saying),
            quoted(award.sentence, saying),
        )
        for award in saying.scheme.awards.values()
    ]
    return grid(saying.say("奖励", "Awards"), headings, rows)


def _most(award: Award, saying: Saying) -> str:
    if award.most is None:
        return saying.say("不限", "no limit")
    return saying.say(f"最多{award.most}个", f"at most {award.most}")


def promise_section(saying: Saying) -> Section:
    """The sentences of the policy as checks: what is counted of what, and what it must be."""
    headings = (
        saying.say("政策原文", "Sentence of the policy"),
        saying.say("校核内容", "What is checked"),
        saying.say("规定值", "Must be"),
        saying.say("备注", "Note"),
    )
    rows = [
        (
            quoted(claim.sentence, saying),
            promised(claim, saying),
            promised_value(claim, saying),
            claim.note or "",
        )
        for claim in saying.scheme.claims.values()
    ]
    return Section(
        saying.say("政策原文与口径校核", "The policy's sentences and claims"),
        (),
        (*grid("", headings, rows), *_sources(saying)),
    )


def _sources(saying: Saying) -> tuple[Grid, ...]:
    """Where each sentence stands."""
    headings = (
        saying.say("政策原文", "Sentence of the policy"),
        saying.say("来源", "Source"),
        saying.say("位置", "Place"),
    )
    rows = [
        (sentence.text, sentence.source or "", sentence.place or "")
        for sentence in saying.scheme.sentences.values()
    ]
    return grid(saying.say("政策原文出处", "Where the sentences stand"), headings, rows)


def burden_section(saying: Saying) -> Section:
    """What units have to do in the year."""
    counts = count_burden(saying.scheme).parts()
    rows = [(name.text(saying.lang), counts[part]) for part, name in PARTS.items()]
    headings = (
        saying.say("要求单位做的事", "Asked of units in the year"),
        saying.say("全年数量", "Number"),
    )
    return Section(saying.say("负担清单", "Burden"), (), grid("", headings, rows))
