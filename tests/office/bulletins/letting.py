"""Short ways to bring a paper on: prepared, made by the worker, worded, issued, archived."""

from datetime import date

from sikao.office.bulletins import actions
from sikao.office.bulletins.actions.wording import Typed
from sikao.office.bulletins.queries import made_of, paper
from sikao.office.groundwork.clock import day_of
from tests.office.city import City
from tests.office.results.years import work

HEAD = "示例市综合考核委员会办公室文件"
SCAN = b"%PDF-1.7 stamped"
PUBLISHED_ON = date(2021, 4, 10)
"""The day after the days for replies to the first quarter, on which ``ways.published`` publishes it."""


def typed(number: str = "示考办发〔2021〕12号", **more) -> Typed:
    given = {"head": HEAD, "issuer": "示例市综合考核委员会办公室", "on": PUBLISHED_ON} | more
    return Typed(document_number=number, **given)


def prepared(city: City, edition: str, *, letters: tuple[str, ...] = (), bulletin: bool = True) -> list[str]:
    """Papers of a result, with their files."""
    refs = actions.prepare_papers(
        actor=city.people["staff"], at=city.now(), edition=edition, bulletin=bulletin, letters=letters
    )
    work(city)
    return list(refs)


def worded(city: City, ref: str, number: str = "示考办发〔2021〕12号", **passages: str) -> None:
    """Number, the city's day and passages typed in, the files made anew."""
    act = {"actor": city.people["staff"], "at": city.now(), "paper": ref, "seen": paper(ref).words}
    actions.word_paper(**act, typed=typed(number, on=day_of(city.at)), passages=passages)
    work(city)


def content(ref: str) -> str:
    """The digest that stands on the back page."""
    made = made_of(paper(ref))
    return "" if made is None else made.content


def issued(city: City, *refs: str, who: str = "director") -> None:
    papers = {ref: content(ref) for ref in refs}
    actions.issue_papers(actor=city.people[who], at=city.now(), papers=papers)


def archived(city: City, ref: str, scan: bytes = SCAN) -> None:
    act = {"actor": city.people["staff"], "at": city.now(), "paper": ref}
    actions.archive_paper(**act, scan=scan, scan_name="盖章件.pdf")


def withdrawn(city: City, ref: str) -> None:
    act = {"actor": city.people["director"], "at": city.now(), "paper": ref}
    actions.withdraw_paper(**act, reason="附表有误")
