"""Papers of the demonstration's first quarter: the bulletin and two letters issued, one left as a draft.

All of it is invented, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sikao.interfaces.demo.people import Cast
from sikao.office.bulletins import actions
from sikao.office.bulletins.actions.wording import Typed
from sikao.office.bulletins.queries import made_of, paper
from sikao.office.results.objections import objections

ISSUER = "示例市综合考核委员会办公室"
LETTERS = ("jimo", "laixi")
DRAFT = "pingdu"
DAY = date(2020, 5, 13)


def bring_out(
    cast: Cast, later: Callable[[datetime | None], datetime], work: Callable[[], object], edition: str
) -> None:
    """The office prepares and numbers papers of a published result; the director issues most of them."""
    office, director = cast["office"], cast["director"]
    bulletin, *letters = actions.prepare_papers(
        actor=office, at=later(None), edition=edition, bulletin=True, letters=(*LETTERS, DRAFT)
    )
    work()
    ruled = objections(edition=edition)[0].ref
    ruling = actions.prepare_ruling(actor=office, at=later(None), objection=ruled)
    work()
    issued = [ref for ref in (*letters, ruling) if paper(ref).unit != DRAFT]
    numbers = {bulletin: "示考办发〔2020〕6号"}
    numbers |= {ref: f"示考办函〔2020〕{number}号" for number, ref in enumerate(issued, 11)}
    for ref, number in numbers.items():
        typed = Typed(head=ISSUER, issuer=ISSUER, document_number=number, on=DAY, printed_by=ISSUER)
        seen, at = paper(ref).words, later(None)
        actions.word_paper(actor=office, at=at, paper=ref, seen=seen, typed=typed, passages={})
    work()
    read = {ref: made.content for ref in numbers if (made := made_of(paper(ref)))}
    actions.issue_papers(actor=director, at=later(None), papers=read)
