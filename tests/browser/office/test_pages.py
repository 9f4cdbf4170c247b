"""Every page of the office as somebody whom it is for: readable by everybody, never wider than the window."""

import re
import sqlite3
from collections import Counter
from contextlib import closing

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from sikao.interfaces.web.office.pages import PAGES
from tests.browser.office.conftest import Demo
from tests.browser.test_every_page import faults
from tests.drill.figures import many
from tests.interfaces.web.office.matrix import ROUTES

pytestmark = pytest.mark.slow
FILES = re.compile(
    r"/(sign-out|static|results|schemes/\w)|/(workbook|file|files|evidence|code|export|marked|document|claims|changes|template|scans)/"
)
"""Ending the session, files, and the pages that other tests look at."""
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
WORDS = "main h1, main h2, main label, main button, main th:not([scope=row]), main dt, nav, main .about"
"""What a page says by itself; the rest holds names and what people wrote."""
NAMES = re.compile(
    r"[\u4e00-\u9fff（）]+(填报人|签审人|核实人|工作人员|负责人|管理员[甲乙]?|市领导|监督人员)|中文|试行方案"
)
WHOLE = many(0, 1) == 1
LOGINS = (
    *("statistics.reporter", "statistics.signer", "jimo.reporter", "jimo.signer"),
    *("office", "director", "leader", "auditor", "development_reform.verifier"),
    *("system", "security", "audit"),
)
LOOKING = [("statistics.signer", "/en", 390), ("office", "/en", 1440), ("jimo.reporter", "", 390)]
if WHOLE:
    LOOKING = [(login, prefix, width) for login in LOGINS for prefix, width in (("", 1440), ("/en", 390))]
MOST = 1000 if WHOLE else 8
"""So many pages at the most; those of the menu come first."""
OFTEN = {"task", "check", "verification", "dossier-version", "figure", "person"}
"""Kinds of pages that differ from state to state: in the drill four of each are looked at."""
BEGINNINGS = ("/", "/account/step-up/?next=/")
ACTS = {
    *(
        "task-draft",
        "task-paste",
        "task-import",
        "task-evidence",
        "task-submit",
        "task-take-back",
        "task-sign",
    ),
    *("paper-draft", "paper-paste", "paper-import", "paper-evidence", "paper-record", "import-part"),
    *("scheme-submit", "scheme-withdraw", "scheme-refuse", "scheme-approve", "scheme-approve-offline"),
    *("scheme-seal", "notices-read", "check-give", "check-answer", "check-revise", "verification-decide"),
    *("job-cancel", "history-part", "sign-out", "session", "account-mail", "person-add", "membership-add"),
    *("membership-end", "account-open", "account-close", "account-link", "account-ask", "account-confirm"),
    *("account-refuse", "account-unlink", "ending-ask", "ending-confirm", "ending-refuse"),
    *("organisation-add", "organisation-rename", "organisation-change", "grant-propose", "grant-confirm"),
    *("grant-end", "delegation-end", "token-end", "journal-export", "check-letter", "handover", "job-part"),
    *(
        "run-ask",
        "run-part",
        "run-file",
        "edition-open",
        "own-agree",
        "edition-analyse",
        "edition-analysis-part",
        "run-compare-file",
        "edition-prepare",
        "edition-number",
        "edition-issue",
        "edition-papers-part",
        "objection-paper",
        "review-paper",
        "bulletin-prepare",
        "bulletin-part",
        "bulletin-file",
        "own-letter",
        "objection-withdraw",
    ),
    *("edition-give", "edition-rerun", "edition-drop", "edition-submit", "edition-take-back"),
    *("edition-refuse", "edition-approve", "edition-approve-offline", "edition-publish", "edition-withdraw"),
    *("review-ask", "review-hold", "review-decide", "demo-step"),
    *("docket-announce", "docket-close", "docket-reopen", "docket-examine", "docket-reexamine"),
    *("docket-return", "docket-resubmit", "docket-withdraw", "docket-object", "docket-decide"),
    *("docket-confirm", "docket-send-back", "docket-decide-offline"),
    *("amendment-part", "amendment-weigh", "amendment-file", "amendment-scan", "amendment-submit"),
    *("amendment-approve", "amendment-approve-offline", "amendment-issue", "amendment-refuse"),
    *("amendment-withdraw", "amendment-drop", "version-workbook", "version-text"),
    *("decision-tell", "decision-carry", "decision-close", "decision-withdraw"),
}
"""Addresses without a page of their own: forms are sent there, or a script asks."""
ELSEWHERE = {
    *("sign-in", "second-factor", "set-factor", "password", "sign-in-elsewhere", "sign-in-back"),
    *("results", "refused", "overview", "group", "one-table", "unit", "explanation", "what-if"),
    *("what-if-broken", "weights", "scheme", "scorecard", "document", "claims", "changes"),
    *("import", "import-marked", "history-job", "job", "scheme-version"),
    *("task-return", "correction-withdraw", "revision-drop", "paper", "run-compare"),
    *("objection-raise", "objection-rule", "open-result", "edition-change", "own-change"),
    *("bulletin-words", "bulletin-issue", "bulletin-archive", "bulletin-withdraw"),
    *("amendment-new", "amendment-notice", "version-changes"),
}
"""Looked at by the tests of signing in, of results, schemes and amendments, and of the acts before them."""
SEEN: set[str] = set()


def name_of(path: str) -> str:
    try:
        return str(
            resolve(path.partition("?")[0].removeprefix("/en"), "sikao.interfaces.web.office.urls").url_name
        )
    except Resolver404:
        return ""


def guesses(demo: Demo) -> list[str]:
    """Pages that few links lead to: what is done with one task of each kind and state."""
    if not WHOLE:
        return []
    with closing(sqlite3.connect(f"file:{demo.home}/sikao.sqlite3?mode=ro", uri=True)) as database:
        tasks = database.execute("SELECT min(ref) FROM cycle_task GROUP BY kind, state, asked_by").fetchall()
    forms = ("", "return/", "ask-again/", "revise/", "drop/", "withdraw/", "extend/", "paper/", "receipt/")
    return [f"/tasks/{ref}/{form}" for (ref,) in tasks for form in forms]


def untranslated(page: Page) -> list[str]:
    """What an English page says in Chinese in its headings, labels and buttons."""
    said = page.locator(WORDS).all_inner_texts()
    return [text for text in said if HAN.search(NAMES.sub("", text))]


@pytest.mark.parametrize(("login", "prefix", "width"), LOOKING)
def test_every_page_is_accessible_and_fits(
    page: Page, demo: Demo, quiet: list[str], login: str, prefix: str, width: int
):
    page.set_viewport_size({"width": width, "height": 900})
    demo.sign_in(page, login)
    guessed = {f"{prefix}{path}" for path in guesses(demo)}
    waiting = [*(f"{prefix}{path}" for path in BEGINNINGS), *sorted(guessed)]
    seen, found, asked = Counter[str](), {}, set()
    while waiting and len(asked) < MOST:
        path = waiting.pop(0)
        name = name_of(path)
        most = 4 if WHOLE and name in OFTEN else 1
        if not name or path in asked or seen[name] == most or FILES.search(path):
            continue
        asked.add(path)
        answer = page.goto(demo.address + path)
        if path in guessed and answer is not None and answer.status in {403, 404}:
            quiet.clear()  # not this person's, or not in this state
            continue
        seen[name] += 1
        assert answer is not None and answer.status == 200, path
        wrong = faults(page)
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wrong.append("wider than the window")
        if prefix:
            wrong += untranslated(page)
        if wrong:
            found[path] = wrong
        links = page.locator("a[href^='/']").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
        waiting += [link.split("#")[0] for link in links if link.startswith("/en/") == bool(prefix)]
    assert found == {}
    assert len(seen) >= 8, "a menu, and what its lines lead to"
    SEEN.update(seen)


@pytest.mark.skipif(not WHOLE, reason="a sample looks at some pages only")
def test_no_page_was_left_out(page: Page, demo: Demo):
    del page, demo
    files = {name for name in PAGES if FILES.search(f"/{ROUTES[name]}")}
    assert set(PAGES) - ACTS - ELSEWHERE - files - SEEN == set()


def test_the_matrix_of_briefings_begins_on_the_first_sheet_and_fits_it(page: Page, demo: Demo):
    page.set_viewport_size({"width": 688, "height": 1010})  # an A4 sheet between its margins
    demo.sign_in(page, "office")
    page.goto(f"{demo.address}/briefings/")
    page.emulate_media(media="print")
    matrix = page.locator("table.review")
    assert matrix.evaluate("table => getComputedStyle(table.closest('.panel')).breakInside") == "auto"
    assert matrix.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
