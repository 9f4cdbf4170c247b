"""Papers of a published result: made by the worker, worded, issued, archived, verified, withdrawn."""

import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.bulletins import actions
from sikao.office.bulletins.document import Table
from sikao.office.bulletins.editing import editable
from sikao.office.bulletins.genuine import By, genuine
from sikao.office.bulletins.queries import made_of, paper, versions_of
from sikao.office.bulletins.restoring import document_of
from sikao.office.bulletins.rules import State, code_shown
from sikao.office.bulletins.stands import issued_files
from sikao.office.bulletins.visible import paper_in_sight, papers_in_sight
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.journal.reading import entry
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.results import actions as results
from sikao.office.results.claiming import contested, understood
from sikao.office.results.editions import edition, steps_of
from sikao.office.results.effects import effect_of
from sikao.office.results.objections import objections
from tests.office.bulletins import letting
from tests.office.bulletins.reading import everything
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import opened, run
from tests.office.results.years import computed, revised, work

__all__ = ["opened", "run"]
pytestmark = [pytest.mark.django_db, pytest.mark.both_in_drill]
NUMBER = "示考办发〔2021〕12号"


@pytest.fixture
def city(opened: tuple[City, str], db: None) -> City:
    """The first quarter was computed."""
    del db
    made = replace(opened[0], people=dict(opened[0].people))
    made.staffed("licang", "jimo", "pingdu")
    return made


def codes(refused) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def said(pdf: bytes) -> str:
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)  # noqa: S607
    return re.sub(r"\s", "", told.stdout.decode())


def ways_effect(view) -> str:
    """The digest of what the claimed value would do, as the page of the ruling shows it."""
    figure = contested(view.digest, [view.key])[0]
    return effect_of(view.digest, view.checkpoint, figure, understood(view.digest, figure, "8.1")).digest


def rerun(city: City, ref: str) -> None:
    """The figures of 李沧 change, and a newer run takes the place of the edition's."""
    revised(city, "5.2")
    newer = computed(city)
    results.rerun_edition(actor=city.people["staff"], at=city.now(), edition=ref, run=newer)


def take(city: City, who: str, ref: str, form: str = "pdf") -> bytes:
    return actions.take_paper(actor=city.people[who], at=city.now(), ref=ref, form=form)


def test_a_bulletin_goes_its_whole_way(city: City, run: str) -> None:
    ref = ways.published(city, run, units="ranks")
    (bulletin,) = letting.prepared(city, ref)
    with pytest.raises(NotNow) as early:
        letting.issued(city, bulletin)
    assert codes(early) == ["paper.no_number", "paper.no_day"]
    act = {"actor": city.people["staff"], "at": city.now(), "paper": bulletin, "seen": 1, "passages": {}}
    with pytest.raises(NotValid) as ahead:
        actions.word_paper(**act, typed=letting.typed(on=date(2021, 4, 11)))
    assert codes(ahead) == ["paper.day_ahead"]  # published on the 10th, which is today
    actions.word_paper(**act, typed=letting.typed(on=date(2021, 4, 9)))
    work(city)
    with pytest.raises(NotNow) as before:
        letting.issued(city, bulletin)
    assert codes(before) == ["paper.day_before"]
    letting.worded(city, bulletin, intro="经市委同意，现将一季度综合考核情况通报如下。")
    draft = said(take(city, "staff", bulletin))
    assert "staff2021-04-" in draft and "经市委同意" in draft
    assert code_shown(paper(bulletin).code) not in draft
    assert "草案" in everything(take(city, "staff", bulletin, "docx"))
    city.person("staff", Role.OFFICE_DIRECTOR)
    with pytest.raises(NotYou) as own:
        letting.issued(city, bulletin, who="staff")
    assert codes(own) == ["paper.own_words"]
    letting.issued(city, bulletin)
    made = issued_files(paper(bulletin))
    taken = take(city, "jimo_s", bulletin)
    assert taken == content_of(made.files["pdf"])
    words = said(taken)
    assert "staff2021" not in words and NUMBER in words and "2021年4月10日" in words
    assert code_shown(paper(bulletin).code) in words and made.content in words
    assert "84.15" not in words  # 黄岛's points: the units are shown places
    noted = entry(Entry.objects.latest("seq").seq)
    assert (noted.verb, noted.new["sha256"]) == ("paper.take", sha256(taken))
    letting.archived(city, bulletin)
    assert take(city, "jimo_s", bulletin, "scan") == letting.SCAN
    assert take(city, "jimo_s", bulletin) == taken
    told = genuine(code_shown(paper(bulletin).code))
    assert (told.state, told.number, told.content) == (State.ARCHIVED, NUMBER, made.content)
    assert genuine(made.content) == replace(told, by=By.CONTENT)
    assert genuine(sha256(taken)).by is By.FILE and genuine(sha256(letting.SCAN)).by is By.SCAN


def test_of_a_draft_nothing_is_told_by_code_or_file(city: City, run: str) -> None:
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    made = made_of(paper(letter))
    assert genuine(paper(letter).code) is None
    assert all(genuine(digest) is None for digest in (*made.files.values(), made.content))
    letting.worded(city, letter)
    letting.issued(city, letter)
    assert genuine(paper(letter).code).addressees == "即墨区"
    assert all(genuine(file) is None for file in made.files.values())  # files of the version before
    withdrawn = genuine("2" * 16), genuine("0" * 64), genuine(""), genuine("x")
    assert withdrawn == (None,) * 4


def test_a_letter_is_its_units_alone(city: City, run: str) -> None:
    ref = ways.published(city, run, units="points")
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    with pytest.raises(NotNow):
        take(city, "jimo_s", letter)
    letting.worded(city, letter)
    letting.issued(city, letter)
    assert "即墨区" in said(take(city, "jimo_r", letter))
    with pytest.raises(NotYou):
        take(city, "pingdu_s", letter)
    assert [one.ref for one in papers_in_sight(city.people["jimo_s"], city.now())] == [letter]
    assert papers_in_sight(city.people["pingdu_s"], city.now()) == ()
    with pytest.raises(NotThere):
        paper_in_sight(city.people["pingdu_s"], city.now(), letter)
    with pytest.raises(NotThere):
        take(city, "staff", letter, "scan")


@pytest.mark.drill
def test_letters_are_numbered_and_issued_together(city: City, run: str) -> None:
    ref = ways.published(city, run)
    refs = letting.prepared(city, ref, bulletin=False, letters=("pingdu", "jimo", "licang"))
    assert [paper(one).unit for one in refs] == ["licang", "jimo", "pingdu"]  # official order
    act = {"actor": city.people["staff"], "at": city.now(), "edition": ref, "first": 8}
    with pytest.raises(NotValid) as uncounted:
        actions.number_letters(**act, typed=letting.typed("青考函1号"))
    assert codes(uncounted) == ["paper.no_count"]
    assert actions.number_letters(**act, typed=letting.typed("青考函〔2021〕#号")) == tuple(refs)
    work(city)
    letting.issued(city, *refs)
    numbers = [paper(one).document_number for one in refs]
    assert numbers == ["青考函〔2021〕8号", "青考函〔2021〕9号", "青考函〔2021〕10号"]
    with pytest.raises(NotNow) as nothing:
        letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    assert codes(nothing) == ["paper.nothing_to_prepare"]


@pytest.mark.drill
def test_no_two_papers_in_force_bear_one_number(city: City, run: str) -> None:
    ref = ways.published(city, run)
    first, second = letting.prepared(city, ref, bulletin=False, letters=("jimo", "pingdu"))
    letting.worded(city, first)
    letting.worded(city, second, "示考办发[２０２１] 12号")
    letting.issued(city, first)
    with pytest.raises(NotNow) as taken:
        letting.issued(city, second)
    assert codes(taken) == ["paper.number_taken"]
    assert paper(second).state is State.DRAFT


@pytest.mark.drill
def test_a_withdrawn_paper_is_told_so_and_another_takes_its_place(city: City, run: str) -> None:
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    letting.worded(city, letter)
    letting.issued(city, letter)
    letting.withdrawn(city, letter)
    told = genuine(paper(letter).code)
    assert (told.state, told.instead, told.ended is None) == (State.WITHDRAWN, None, False)
    with pytest.raises(NotNow):
        take(city, "jimo_s", letter)
    take(city, "staff", letter)
    (again,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    assert (again != letter, paper(again).number) == (True, 2)
    letting.worded(city, again, "示考办发〔2021〕13号")
    letting.issued(city, again)
    assert genuine(paper(letter).code).instead[0] == "示考办发〔2021〕13号"


@pytest.mark.drill
def test_papers_end_with_their_result(city: City, run: str) -> None:
    ref = ways.published(city, run)
    first, second = letting.prepared(city, ref, bulletin=False, letters=("jimo", "pingdu"))
    letting.worded(city, first)
    letting.issued(city, first)
    act = {"actor": city.people["director"], "at": city.now(), "edition": ref}
    results.withdraw_edition(**act, reason="数据有误")
    assert (paper(first).state, paper(second).state) == (State.WITHDRAWN, State.LAPSED)
    told = genuine(paper(first).code)
    assert (told.state, told.ended) == (State.WITHDRAWN, steps_of(ref)[-1].at)
    for act in (letting.issued, letting.archived, letting.withdrawn):
        with pytest.raises(NotNow):
            act(city, second)


@pytest.mark.drill
def test_what_was_made_from_another_result_is_not_issued(city: City, run: str) -> None:
    ref = ways.given(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("licang",))
    letting.worded(city, letter, intro="按反馈时的结果写的话。")
    assert "不得外传" in everything(take(city, "staff", letter, "docx"))
    rerun(city, ref)
    ways.over(city, ref)
    bound = ways.approved(city, ref)
    results.publish_edition(actor=city.people["director"], at=city.now(), edition=ref, bound=bound)
    with pytest.raises(NotNow) as old:
        letting.issued(city, letter)
    assert codes(old) == ["paper.other_content", "paper.day_before"]  # it bears a day before publication
    before = letting.content(letter)
    letting.worded(city, letter)
    assert letting.content(letter) != before
    with pytest.raises(NotNow) as unread:
        actions.issue_papers(actor=city.people["director"], at=city.now(), papers={letter: before})
    assert codes(unread) == ["paper.changed"]
    letting.issued(city, letter)
    assert made_of(paper(letter)).bound == edition(ref).bound


@pytest.mark.drill
def test_an_edit_over_words_that_changed_is_left_out(city: City, run: str) -> None:
    """A sentence with the points of an earlier book would stand beside a table with the new ones."""
    ref = ways.given(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("licang",))
    own = document_of(content_of(made_of(paper(letter)).own_sha256))
    total = next(one for one in editable(own) if "总分" in one.text or "得分" in one.text)
    letting.worded(city, letter, **{"intro": "特此反馈如下。", total.id: "你区得分居中。"})
    assert made_of(paper(letter)).left_out == ()
    rerun(city, ref)
    actions.prepare_again(actor=city.people["staff"], at=city.now(), paper=letter)
    work(city)
    assert made_of(paper(letter)).left_out == (total.id,)
    words = said(take(city, "staff", letter))
    assert "特此反馈如下。" in words and "居中" not in words


@pytest.mark.drill
def test_versions_of_the_words_are_kept_and_numbers_of_tables_stay(city: City, run: str) -> None:
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    before = document_of(content_of(made_of(paper(letter)).content_sha256))
    letting.worded(city, letter, intro="第一种说法。")
    letting.worded(city, letter, intro="第二种说法。")
    kept = versions_of(letter)
    assert [one.number for one in kept] == [1, 2, 3]
    assert [one.edits["intro"].text for one in kept[1:]] == ["第一种说法。", "第二种说法。"]
    after = document_of(content_of(made_of(paper(letter)).content_sha256))
    tables = [[one for one in made.annexes[0].blocks if isinstance(one, Table)] for made in (before, after)]
    assert tables[0] == tables[1] != []
    act = {"actor": city.people["staff"], "at": city.now(), "paper": letter, "typed": letting.typed()}
    with pytest.raises(NotNow) as stale:
        actions.word_paper(**act, seen=2, passages={})
    assert codes(stale) == ["paper.changed"]
    with pytest.raises(NotValid) as wrong:
        actions.word_paper(**act, seen=3, passages={"title": "", "nowhere": "x"})
    assert sorted(codes(wrong)) == ["paper.empty", "paper.no_passage"]
    with pytest.raises(NotValid) as headless:
        actions.word_paper(**{**act, "typed": letting.typed("长" * 101, head="")}, seen=3, passages={})
    assert codes(headless) == ["paper.empty", "paper.too_long"]


@pytest.mark.drill
def test_a_ruling_letter_says_what_was_ruled_and_stands_whatever_becomes_of_the_result(
    city: City, run: str
) -> None:
    ref = ways.given(city, run)
    ways.objected(city, ref)
    (found,) = objections(edition=ref)
    act = {"actor": city.people["staff"], "at": city.now(), "objection": found.ref}
    with pytest.raises(NotNow) as unruled:
        actions.prepare_ruling(**act)
    assert codes(unruled) == ["paper.not_ruled"]
    effect = ways_effect(found)
    results.uphold_objection(**act, value="8.1", reason="经核实，予以更正。", seen=effect)
    letter = actions.prepare_ruling(**{**act, "at": city.now()})
    work(city)
    letting.worded(city, letter)
    letting.issued(city, letter)
    words = said(take(city, "licang_s", letter))
    assert "异议成立" in words and "由7.8%更正为8.1%" in words and "经核实，予以更正。" in words
    drop = {"actor": city.people["staff"], "at": city.now(), "edition": ref}
    results.drop_edition(**drop, reason="另行处理")
    assert paper(letter).state is State.ISSUED
