"""What pages of papers show: where one stands, what its reader does next, its words and the program's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from sikao.core.wording import Finding, Language, Place, Severity, Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import Signed
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.deciding import decide
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.bulletins.document import Document
from sikao.office.bulletins.editing import ADDRESSEES, TITLE, Passage, editable
from sikao.office.bulletins.keeping import kept_bytes
from sikao.office.bulletins.phrases import day_words
from sikao.office.bulletins.queries import MadeView, PaperView, StepView, WordsView
from sikao.office.bulletins.restoring import document_of
from sikao.office.bulletins.rules import code_shown, new_numbers, open_to
from sikao.office.bulletins.stands import concerned_by, scan_of
from sikao.office.groundwork.refusals import Refusal

SECTION = "bulletins"
PAGES = {
    Verb.PAPER_WORD: "bulletin-words",
    Verb.PAPER_PREPARE: "bulletin-prepare",
    Verb.PAPER_ISSUE: "bulletin-issue",
    Verb.PAPER_ARCHIVE: "bulletin-archive",
    Verb.PAPER_WITHDRAW: "bulletin-withdraw",
}
ACTS = {
    Verb.PAPER_WORD: Term("修改文字", "Change the words"),
    Verb.PAPER_PREPARE: Term("重新排版", "Set it again"),
    Verb.PAPER_ISSUE: Term("印发", "Issue"),
    Verb.PAPER_ARCHIVE: Term("归档盖章件", "Archive the stamped paper"),
    Verb.PAPER_WITHDRAW: Term("撤回", "Withdraw"),
}
FORMS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
NAMES = {
    TITLE: Term("标题", "Title"),
    ADDRESSEES: Term("主送", "Addressees"),
}


@dataclass(frozen=True, slots=True)
class Next:
    """Something that the reader can do with a paper; ``posts`` without a page that asks first."""

    verb: str
    name: str
    address: str
    onward: bool
    posts: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file of a paper to take out, with the SHA-256 of one that was issued."""

    name: str
    address: str
    sha256: str
    main: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of a paper."""

    what: str
    at: str
    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A passage in the words of the program and of the office; ``warned`` says what to look at once more."""

    id: str
    name: str
    level: int
    own: str
    text: str
    edited: bool
    warned: tuple[Finding, ...]

    @property
    def rows(self) -> int:
        """Lines of the field."""
        return min(12, 1 + len(self.text) // 45)


def nexts(view: PaperView, signed: Signed, *, busy: bool) -> list[Next]:
    """What the reader can do now; while files are made nothing that needs them."""
    found = open_to(view.state, signed.person, signed.holdings, concerned_by(view))
    if busy:
        found = ()
    return [
        Next(
            verb.value,
            ACTS[verb].text(language()),
            reverse(PAGES[verb], kwargs={"ref": view.ref}),
            verb in (Verb.PAPER_ISSUE, Verb.PAPER_ARCHIVE),
            verb is Verb.PAPER_PREPARE,
        )
        for verb in found
    ]


def files_of(view: PaperView, made: MadeView | None, lang: Language) -> list[File]:
    """What may be taken out, the version that counts first: the stamped scan, once there is one."""
    scan = scan_of(view) if view.state.went_out else None
    found = []
    if scan is not None:
        words = Term("盖章件（印发版）", "Stamped paper (as issued)").text(lang)
        found.append(File(words, _file(view, "scan"), scan.scan_sha256, main=True))
    for form, sha256 in {} if made is None else made.files.items():
        shown = sha256 if view.state.went_out else ""
        found.append(File(FORMS[form], _file(view, form), shown, main=not found and form == "pdf"))
    return found


def may_take(view: PaperView, signed: Signed) -> bool:
    """Whether the reader may take out the files of a paper as it stands: of one that ended the office may."""
    try:
        decide(Verb.PAPER_TAKE, signed.person, signed.holdings, concerned_by(view), state=view.state.value)
    except Refusal:
        return False
    return True


def _file(view: PaperView, form: str) -> str:
    return reverse("bulletin-file", kwargs={"ref": view.ref, "form": form})


def happenings(steps: Iterable[StepView], *, named: bool) -> list[Happening]:
    """What was done to a paper since it was issued; who did it for those who are ``named`` to."""
    found, lang = list(steps), language()
    names = person_names(frozenset(step.person for step in found)) if named else {}
    return [
        Happening(
            verb_words(step.verb).text(lang),
            moment_words(step.at),
            names.get(step.person, ""),
            gettext("；").join(part for part in (step.reason, step.scan_name) if part),
        )
        for step in found
    ]


def texts_of(made: MadeView, words: WordsView) -> list[Text]:
    """Every passage of a paper as the office has it, beside the program's own words."""
    own = document_of(kept_bytes(made.own_sha256))
    lost = {id_: edit.text for id_, edit in words.edits.items() if not _fits(own, id_, edit.over)}
    shown = []
    for passage in editable(own):
        edit = words.edits.get(passage.id)
        text = passage.text if edit is None else edit.text
        shown.append(
            Text(
                passage.id,
                _name(passage),
                passage.level,
                passage.text,
                text,
                edit is not None,
                tuple(_warned(passage, text, lost)),
            )
        )
    return shown


def warnings_of(texts: Iterable[Text]) -> list[Finding]:
    """What is to be looked at once more, of all passages."""
    return [finding for text in texts for finding in text.warned]


def _fits(own: Document, id_: str, over: str) -> bool:
    return {passage.id: passage.text for passage in editable(own)}.get(id_) == over


def _name(passage: Passage) -> str:
    """What a passage is called: headings and paragraphs by what they say."""
    known = NAMES.get(passage.id)
    return passage.text[:24] if known is None else known.text(language())


def _warned(passage: Passage, text: str, lost: Mapping[str, str]) -> Iterable[Finding]:
    where = Place(path=_name(passage))
    if passage.id in lost:
        yield Finding("paper.left_out", Severity.WARNING, where)
    numbers = new_numbers(passage.text, text) if text != passage.text else []
    if numbers:
        yield Finding("paper.new_numbers", Severity.WARNING, where, {"numbers": ", ".join(numbers)})


def day_shown(on: date | None) -> str:
    """A day in words, or a dash."""
    return "—" if on is None else day_words(on, language())


def file_name(view: PaperView, form: str) -> str:
    """What a file of a paper is called on its way out: which paper, and that it is a draft."""
    stem = "-".join(part for part in (view.scheme, view.at, view.kind.value, view.unit) if part)
    return f"{stem}{'' if view.state.went_out else '-draft'}.{form}"


def code_of(view: PaperView) -> str:
    """The code as the paper prints it; nothing before it went out."""
    return code_shown(view.code) if view.state.went_out else ""
