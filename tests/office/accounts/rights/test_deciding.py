"""The table of rights, held against rules that were written down apart from it, and against itself."""

from itertools import product

import pytest

from sikao.core.wording import Term
from sikao.office.accounts.rights.deciding import Concerned, Holding, decide, may, visible_organisations
from sikao.office.accounts.rights.printed import as_content, as_text, capacity_words, grid
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.accounts.rights.table import TABLE, Relation
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import VERBS
from sikao.office.groundwork.refusals import NotNow, NotYou
from tests.drill.figures import tell

ORGANISATION, OTHER = "laoshan", "jimo"
RELATIONS = {
    "own": Concerned(own=frozenset({ORGANISATION})),
    "provider": Concerned(provider=frozenset({ORGANISATION})),
    "verifies": Concerned(verifies=frozenset({ORGANISATION})),
    "self": Concerned(persons=frozenset({"wang"})),
    "other": Concerned(
        own=frozenset({OTHER}),
        provider=frozenset({OTHER}),
        verifies=frozenset({OTHER}),
        persons=frozenset({"li"}),
    ),
    "none": Concerned(),
}
STATES = sorted({state for row in TABLE for state in row.states} | {"", "unheard_of"})


def verdict(verb: Verb, role: Role | None, relation: str, state: str) -> str:
    held = [] if role is None else [Holding(role, "" if role.whole else ORGANISATION)]
    try:
        decide(verb, "wang", held, RELATIONS[relation], state or None)
    except NotYou:
        return "not you"
    except NotNow:
        return "not now"
    return "yes"


def expected(verb: Verb, role: Role | None, relation: str, state: str) -> str:
    """The same question answered from the rows, in another way than the program does."""
    fits = [row for row in TABLE if row.verb is verb and row.role in {None, role} and stands(row, relation)]
    if not fits:
        return "not you"
    return "yes" if any(not row.states or state in row.states for row in fits) else "not now"


def stands(row, relation: str) -> bool:
    if row.relation is Relation.ANY:
        return True
    if row.relation is Relation.SELF:
        return relation != "other"
    return relation == row.relation.value


@pytest.mark.parametrize("verb", list(Verb))
def test_every_cell_of_the_matrix(verb):
    cells = [(verb, *cell) for cell in product([*Role, None], RELATIONS, STATES)]
    for cell in cells:
        assert verdict(*cell) == expected(*cell), cell
    tell("matrix of the table", verbs=1, cells=len(cells))


def test_the_matrix_is_as_large_as_it_is_meant_to_be():
    assert len(Verb) * (len(Role) + 1) * len(RELATIONS) * len(STATES) > 33_000


# Written from the duties of an office, not from the table: verb, role, relation, state → the answer.
SAMPLE = [
    ("task.fill", "reporter", "own", "open", "yes"),
    ("task.fill", "reporter", "own", "submitted", "not now"),
    ("task.fill", "reporter", "other", "open", "not you"),
    ("task.fill", "signer", "own", "open", "not you"),
    ("task.fill", "office_staff", "own", "open", "not you"),
    ("task.fill", "system_admin", "own", "open", "not you"),
    ("task.sign", "signer", "own", "submitted", "yes"),
    ("task.sign", "signer", "own", "open", "not now"),
    ("task.sign", "signer", "other", "submitted", "not you"),
    ("task.sign", "reporter", "own", "submitted", "not you"),
    ("task.sign", "office_director", "own", "submitted", "not you"),
    ("figure.revise", "office_staff", "provider", "", "not you"),
    ("figure.revise", "office_director", "provider", "", "not you"),
    ("figure.view", "signer", "other", "", "not you"),
    ("figure.view", "auditor", "other", "", "yes"),
    ("figure.view", "system_admin", "other", "", "not you"),
    ("figure.view", "audit_admin", "other", "", "not you"),
    ("grant.propose", "security_admin", "none", "", "yes"),
    ("grant.propose", "system_admin", "none", "", "not you"),
    ("grant.propose", "office_director", "none", "", "not you"),
    ("grant.confirm", "office_director", "none", "proposed", "yes"),
    ("grant.confirm", "security_admin", "none", "confirmed", "not now"),
    ("grant.confirm", "audit_admin", "none", "proposed", "not you"),
    ("grant.end", "office_director", "none", "proposed", "yes"),
    ("grant.end", "office_director", "none", "confirmed", "not now"),
    ("account.open", "system_admin", "none", "", "yes"),
    ("account.open", "security_admin", "none", "", "not you"),
    ("account.confirm", "system_admin", "none", "asked", "not you"),
    ("account.refuse", "system_admin", "none", "asked", "yes"),
    ("account.refuse", "office_director", "none", "asked", "yes"),
    ("account.refuse", "security_admin", "none", "over", "not now"),
    ("account.refuse", "office_staff", "none", "asked", "not you"),
    ("journal.view", "audit_admin", "none", "", "yes"),
    ("journal.view", "auditor", "none", "", "yes"),
    ("journal.view", "system_admin", "none", "", "not you"),
    ("journal.view", "security_admin", "none", "", "not you"),
    ("journal.view", "office_director", "none", "", "not you"),
    ("journal.export", "auditor", "none", "", "yes"),
    ("sharing.view", "security_admin", "none", "", "yes"),
    ("sharing.view", "office_director", "none", "", "not you"),
    ("scheme.approve", "office_staff", "none", "submitted", "not you"),
    ("scheme.approve", "office_director", "none", "submitted", "yes"),
    ("scheme.approve", "leader", "none", "draft", "not now"),
    ("calendar.view", "leader", "other", "", "yes"),
    ("calendar.view", "reporter", "own", "", "yes"),
    ("calendar.view", "system_admin", "own", "", "not you"),
    ("review.view", "signer", "own", "", "yes"),
    ("review.view", "signer", "other", "", "not you"),
    ("review.view", "leader", "other", "", "yes"),
    ("review.hold", "office_staff", "none", "planned", "yes"),
    ("review.hold", "office_staff", "none", "held", "not now"),
    ("review.hold", "leader", "none", "planned", "not you"),
    ("review.ask", "signer", "own", "planned", "not you"),
    ("review.export", "auditor", "none", "", "yes"),
    ("review.export", "leader", "none", "", "not you"),
    ("decision.make", "office_director", "none", "held", "yes"),
    ("decision.make", "office_director", "none", "planned", "not now"),
    ("decision.tell", "reporter", "own", "open", "yes"),
    ("decision.tell", "reporter", "other", "open", "not you"),
    ("decision.tell", "signer", "own", "closed", "not now"),
    ("decision.close", "reporter", "own", "open", "not you"),
    ("decision.close", "office_staff", "none", "open", "yes"),
    ("password.change", None, "self", "", "yes"),
    ("password.change", None, "other", "", "not you"),
    ("delegation.give", "signer", "own", "", "yes"),
    ("delegation.give", "signer", "other", "", "not you"),
    ("delegation.give", "office_director", "own", "", "not you"),
    ("results.view", "reporter", "none", "", "not you"),
    ("people.import", "system_admin", "none", "", "not you"),
    ("account.recover", "system_admin", "none", "", "not you"),
]


@pytest.mark.parametrize(("verb", "role", "relation", "state", "answer"), SAMPLE)
def test_what_an_office_expects(verb, role, relation, state, answer):
    assert verdict(Verb(verb), Role(role) if role else None, relation, state) == answer


def test_administrators_do_no_business_and_business_does_not_administer():
    """三员分立: beyond looking at people, no verb is open to two of the lanes, but by a second's word."""
    shared = {}
    for verb in Verb:
        lanes = {row.role.lane for row in TABLE if row.verb is verb and row.role is not None}
        if len(lanes) > 1:
            shared[verb.value] = lanes
    assert shared == {
        "account.close": {Lane.SYSTEM, Lane.SECURITY},
        "account.unlock": {Lane.SYSTEM, Lane.SECURITY},
        "account.confirm": {Lane.SECURITY, Lane.BUSINESS},
        "account.refuse": {Lane.SYSTEM, Lane.SECURITY, Lane.BUSINESS},
        "ending.confirm": {Lane.SECURITY, Lane.BUSINESS},
        "ending.refuse": {Lane.SYSTEM, Lane.SECURITY, Lane.BUSINESS},
        "people.view": {Lane.SYSTEM, Lane.SECURITY, Lane.BUSINESS},
        "grant.confirm": {Lane.SECURITY, Lane.BUSINESS},
        "grant.end": {Lane.SECURITY, Lane.BUSINESS},
        "journal.view": {Lane.AUDIT, Lane.BUSINESS},
        "journal.export": {Lane.AUDIT, Lane.BUSINESS},
        "sharing.view": {Lane.SECURITY, Lane.AUDIT, Lane.BUSINESS},
    }


def test_a_page_is_open_where_some_object_might_be():
    signer = [Holding(Role.SIGNER, ORGANISATION)]
    assert may(Verb.TASK_SIGN, signer) and may(Verb.PASSWORD_CHANGE, signer)
    assert not may(Verb.JOURNAL_VIEW, signer)


def test_what_a_person_reaches():
    reach = visible_organisations(Verb.FIGURE_VIEW, [Holding(Role.SIGNER, ORGANISATION)])
    assert reach == {Relation.OWN: {ORGANISATION}, Relation.PROVIDER: {ORGANISATION}}
    assert visible_organisations(Verb.FIGURE_VIEW, [Holding(Role.AUDITOR, "")]) == {Relation.ANY: None}


def test_the_printed_table_has_every_verb_in_both_languages():
    assert set(VERBS) == set(Verb)
    assert [line.verb for line in grid()] == sorted((line.verb for line in grid()), key=list(Verb).index)
    assert {line.verb for line in grid()} == set(Verb)
    for lang in ("zh", "en"):
        text = as_text(lang)
        assert all(term.text(lang) in text for term in VERBS.values())
    assert len(as_content()) == len(TABLE)


def test_a_capacity_of_the_journal_is_put_into_words():
    named = {"laoshan": Term("崂山区", "Laoshan")}
    assert capacity_words("signer@laoshan", named).zh == "签审人 · 崂山区"
    assert capacity_words("signer@laoshan", {}).zh == "签审人 · laoshan", "a code nobody has named stays"
    assert capacity_words("office_director", named).en == "assessment office director"
    assert capacity_words("self", {}).zh == "本人" and capacity_words("machine", {}).zh == "程序按规则办理"
    assert capacity_words("something else", {}).zh == "something else"
