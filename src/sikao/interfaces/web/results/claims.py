"""The policy's sentences beside what the scheme makes of them, and what the scheme asks of units."""

from __future__ import annotations

from dataclasses import dataclass

from sikao.core.scheme.burden import PARTS, compare_burden
from sikao.core.scheme.claims import check_claims
from sikao.core.scheme.claims.cases import cases_of, percent
from sikao.core.scheme.claims.quantities import Unanswerable, Year
from sikao.core.scheme.model import Claim, Scheme
from sikao.core.scheme.promises import promised, promised_value
from sikao.core.scheme.saying import Saying
from sikao.core.scheme.tree import NO_PLACES
from sikao.core.wording import Finding, Language
from sikao.interfaces.web.results.schemes import source_of
from sikao.interfaces.web.results.words import named

CASES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One number that a claim is about, and of whom."""

    subject: str
    figure: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim: the sentence, what is asked, what the scheme has, and whether it holds."""

    code: str
    sentence: str
    source: str
    asked: str
    cases: tuple[CaseLine, ...]
    more: int
    holds: bool
    problems: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class BurdenLine:
    """One count of what is asked, this year and last."""

    name: str
    now: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class CardBurden:
    """What one scorecard asks: like is compared with like, so that each has its own counts."""

    name: str
    lines: tuple[BurdenLine, ...]


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """All claims of a scheme, and the burden."""

    lines: tuple[ClaimLine, ...]
    failing: int
    burden: tuple[CardBurden, ...]


def claims_view(scheme: Scheme, previous: Scheme | None, lang: Language) -> ClaimsView:
    """Every claim with its figures; the burden of each scorecard beside last year's."""
    problems: dict[str, list[Finding]] = {}
    for finding in check_claims(scheme, previous, NO_PLACES):
        code = str(finding.details.get("claim", finding.where.path or "")).removeprefix("claims.")
        problems.setdefault(code, []).append(finding)
    year, before = Year(scheme), None if previous is None else Year(previous)
    lines = tuple(
        _line(claim, year, before, problems.get(claim.code, []), lang) for claim in scheme.claims.values()
    )
    return ClaimsView(lines, sum(not line.holds for line in lines), _burden(scheme, previous, lang))


def _line(
    claim: Claim, year: Year, before: Year | None, problems: list[Finding], lang: Language
) -> ClaimLine:
    sentence = year.scheme.sentences[claim.sentence]
    cases = _cases(claim, year, before, lang)
    return ClaimLine(
        code=claim.code,
        sentence=sentence.text,
        source=source_of(sentence),
        asked=_asked(claim, Saying(year.scheme, lang)),
        cases=cases[:CASES_SHOWN],
        more=max(0, len(cases) - CASES_SHOWN),
        holds=not problems,
        problems=tuple(finding.what(lang) for finding in problems),
        note=claim.note or "",
    )


def _asked(claim: Claim, saying: Saying) -> str:
    return f"{promised(claim, saying)} {promised_value(claim, saying)}"


def _cases(claim: Claim, year: Year, before: Year | None, lang: Language) -> tuple[CaseLine, ...]:
    try:
        if claim.quantity == "shares":
            points = year.scheme.checkpoints
            return tuple(CaseLine(named(points[code], lang), percent(s)) for code, s in year.shares(claim.of))
        return tuple(CaseLine(case.subject.text(lang), case.figure) for case in cases_of(claim, year, before))
    except Unanswerable:
        return ()


def _burden(scheme: Scheme, previous: Scheme | None, lang: Language) -> tuple[CardBurden, ...]:
    """Scorecard by scorecard; beside a scheme itself stands nothing where there is no last year."""
    made = []
    for card in compare_burden(previous or scheme, scheme):
        now = card.after.parts() if card.after else {}
        before = card.before.parts() if card.before and previous else {}
        lines = tuple(
            BurdenLine(name.text(lang), now.get(part), before.get(part)) for part, name in PARTS.items()
        )
        made.append(CardBurden(card.name.text(lang), lines))
    return tuple(made)
