"""The handbook says everything: every method, absence, effect, flag, command, option, column and claim."""

import re

import click
import pytest

from sikao.core.books.book import ROW_SCHEMA
from sikao.core.books.names import STATES
from sikao.core.figures.absence import REPORTABLE_ABSENCES, Absence, Flag
from sikao.core.figures.table import COLUMNS, Kind
from sikao.core.scheme.methods import METHODS
from sikao.core.scheme.model.outcomes import QUANTITIES, QUOTA_ROUNDINGS, RELATIONS, VACANCIES, VETO_EFFECTS
from sikao.core.scheme.model.reporting import ESCALATION
from sikao.core.scheme.model.scheme import RANK_BY, RANK_TIES, ROUNDING_RULES
from sikao.core.scheme.model.scorecards import COMBINES, DIRECTIONS, ROLES
from sikao.core.scheme.values import EFFECTS
from sikao.interfaces.cli import main
from tests.docs.pages import HANDBOOK, LANGUAGES, ROOT, all_pages, chapters, page

CHAPTERS = (
    *("01-first-look", "02-your-own-scheme", "03-scheme-language", "04-figures", "05-results"),
    *("06-command-line", "07-findings", "08-auditors", "09-limits", "10-installation"),
    *("11-administrators", "12-office", "13-units", "14-records", "15-api"),
    *("a-fields", "b-measures", "c-example-workbook"),
)
LANGUAGE = "03-scheme-language.md"
SECTIONS = {
    "zh": {"absence": "3.8 缺数", "flags": "5.2 `scores.csv` 的各栏"},
    "en": {"absence": "3.8 Absence", "flags": "5.2 The columns of `scores.csv`"},
}
EVERYWHERE = {"lang", "form", "help"}


def unsaid(words, text):
    """The words that a text does not set as code."""
    return [word for word in words if f"`{word}`" not in text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_languages_have_the_same_chapters_in_the_index(lang):
    assert [chapter.path.stem for chapter in chapters(lang)] == list(CHAPTERS)
    index = (HANDBOOK / {"zh": "README.zh-CN.md", "en": "README.md"}[lang]).read_text(encoding="utf-8")
    assert [name for name in CHAPTERS if f"({lang}/{name}.md)" not in index] == []


def test_both_languages_show_the_same_blocks():
    """Word for word where both say it in code; commands differ in the language they ask for."""
    for name in CHAPTERS:
        kinds = [
            [block.words for block in page(lang, f"{name}.md").blocks if block.words] for lang in LANGUAGES
        ]
        assert kinds[0] == kinds[1], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_method_has_its_own_heading(lang):
    headings = page(lang, LANGUAGE).headings
    assert [kind for kind in METHODS if not any(h.endswith(f"`{kind}`") for h in headings)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_absence_and_effect_is_explained(lang):
    section = page(lang, LANGUAGE).section(SECTIONS[lang]["absence"])
    named = {word.split(" ")[0] for word in re.findall(r"`([^`]+)`", section)}
    assert set(Absence) <= named
    assert set(EFFECTS) <= named


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_choice_of_the_language_is_named(lang):
    choices = (
        *(COMBINES, DIRECTIONS, ROLES, QUANTITIES, RELATIONS, VETO_EFFECTS, VACANCIES),
        *(QUOTA_ROUNDINGS, ROUNDING_RULES, RANK_BY, RANK_TIES, ESCALATION),
    )
    text = page(lang, LANGUAGE).text
    assert unsaid([word for words in choices for word in words], text.replace("direction: ", "")) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_kind_absence_and_flag_of_figures_is_named(lang):
    text = page(lang, "04-figures.md").text
    assert unsaid([*COLUMNS, *Kind, *REPORTABLE_ABSENCES, *Flag], text) == []
    assert [each for each in (*Kind, *REPORTABLE_ABSENCES, *Flag) if each.term.zh not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_and_flag_of_a_book_is_named(lang):
    section = page(lang, "05-results.md").section(SECTIONS[lang]["flags"])
    assert unsaid([*ROW_SCHEMA, *STATES], section) == []
    assert [term.text(lang) for term in STATES.values() if term.text(lang) not in section] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reference_has_every_command_and_option_and_no_other(lang):
    reference = page(lang, "06-command-line.md")
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    headings = [heading for heading in reference.headings if heading.isascii() and heading.islower()]
    assert sorted(headings) == sorted(commands)
    for name, command in commands.items():
        section = reference.section(name)
        own = {o for p in command.params if p.name not in EVERYWHERE for o in p.opts if o.startswith("--")}
        assert set(re.findall(r"^\| `(--[a-z]+)` \|", section, re.MULTILINE)) == own, name
        arguments = [p.name.upper() for p in command.params if isinstance(p, click.Argument)]
        assert [word for word in arguments if word != "ARGUMENTS" and word not in section] == [], name
        required = {p.opts[-1] for p in command.params if isinstance(p, click.Option) and p.required}
        rows = re.findall(r"^\| `(--[a-z]+)` \|.*(?:必填|required)", section, re.MULTILINE)
        assert set(rows) == required, name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_the_first_chapter_stand_on_the_pages(lang):
    catalogue = ROOT / "src/sikao/interfaces/web/locale/en/LC_MESSAGES/django.po"
    field = {"zh": "msgid", "en": "msgstr"}[lang]
    shown = set(re.findall(rf'^{field} "(.+)"$', catalogue.read_text(encoding="utf-8"), re.MULTILINE))
    table = re.findall(r"^\| ([^|]+) \|", page(lang, "01-first-look.md").text, re.MULTILINE)
    assert [name for name in table[2:] if name not in shown] == []


@pytest.mark.parametrize("each", all_pages(), ids=lambda each: each.name)
def test_every_link_leads_somewhere(each):
    wrong = []
    for link in each.links:
        target, _, anchor = link.partition("#")
        path = (each.path.parent / target).resolve() if target else each.path
        if not path.exists() or (anchor and anchor not in type(each)(path).anchors):
            wrong.append(link)
    assert wrong == []


def test_the_index_pages_are_linked_from_the_readme():
    for name, index in (("README.md", "README.md"), ("README.zh-CN.md", "README.zh-CN.md")):
        assert f"docs/handbook/{index}" in (ROOT / name).read_text(encoding="utf-8")
