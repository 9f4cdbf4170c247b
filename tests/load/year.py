"""A home at the end of a year, filled by the acts that fill one: sheets, reports, checks, verifications.

Only the length of the journal is made up: in life most of its entries are of people who look at something.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.actions.verifying import to_decide
from sikao.office.cycle.models import Confirmation, Task, Verification
from sikao.office.groundwork.actor import Channel
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.models import ZEROS, Entry, Head
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.queries import versions_in
from tests.office.city import City

TOGETHER = 1000
READERS = 300
DISPUTED = "与本单位统计台账不一致"


def whole_year(entries: int, told: Callable[[str], None]) -> None:
    """The demonstration's year, handed in to its end; the journal has at least so many entries."""
    city = City()
    city.opened()
    city.staffed(*sorted(set(Task.objects.values_list("organisation", flat=True))))
    city.person("auditor", Role.AUDITOR)
    hand_in(city, told)
    for number, check in enumerate(Confirmation.objects.order_by("due_at", "ref")):
        _check(city, check, number)
    told("checks given")
    for number, verification in enumerate(Verification.objects.order_by("due_at", "ref")):
        _verify(city, verification, number)
    told("verifications decided")
    _look(entries)


def hand_in(city: City, told: Callable[[str], None]) -> None:
    """Every task that nobody has signed yet, in the order in which they open."""
    tasks = list(Task.objects.filter(state="open").order_by("opens", "due_at", "ref"))
    for number, task in enumerate(tasks, 1):
        opens = task.opens + timedelta(days=1)
        if day_of(city.at) < opens:
            city.on(opens.year, opens.month, opens.day)
        _deliver(city, task)
        if number % 50 == 0:
            told(f"{number} of {len(tasks)} tasks handed in")


def _deliver(city: City, task: Task) -> None:
    cells = city.cells(task.ref)
    nothing = dict.fromkeys(cells, "未报")
    try:
        # What a unit says about itself would need evidence, which is nothing that a list shows.
        city.deliver(task.organisation, task.ref, cells if task.kind == "deliver" else nothing)
    except NotValid:  # some figures of the demonstration are such as a form refuses
        city.deliver(task.organisation, task.ref, nothing)


def _check(city: City, check: Confirmation, number: int) -> None:
    """Of ten checks one is disputed, one stays open and the others are confirmed."""
    who = city.people.get(f"{check.unit}_r")
    if number % 10 == 1 or who is None or check.state != "open":
        return
    own = [one.ref for one in versions_in(check.submission) if one.unit == check.unit]
    disputes = {own[0]: DISPUTED} if number % 10 == 0 else {}
    cycle.check_figures(actor=who, at=city.now(), confirmation=check.ref, disputes=disputes)


def _verify(city: City, verification: Verification, number: int) -> None:
    """Two of three verifications are decided."""
    name = f"{verification.verifier}_v"
    if name not in city.people:
        city.people[name] = city.person(
            f"{verification.verifier[:14]}_v", Role.VERIFIER, verification.verifier
        )
    if number % 3:
        accepted = frozenset(one.ref for one in to_decide(verification))
        cycle.verify_figures(
            actor=city.people[name], at=city.now(), verification=verification.ref, accepted=accepted
        )


def _look(entries: int) -> None:
    """Entries of people who look at figures, until the journal is long enough: bare rows that nobody signed.

    A page reads them like all others; a verification of this home would find them.
    """
    last = Head.objects.get(pk=1)
    made = (_looked(seq, last) for seq in range(last.seq + 1, entries + 1))
    while together := list(islice(made, TOGETHER)):
        Entry.objects.bulk_create(together)
    Head.objects.filter(pk=1, seq__lt=entries).update(seq=entries)


def _looked(seq: int, last: Head) -> Entry:
    return Entry(
        seq=seq,
        at=last.at,
        actor=f"reader_{seq % READERS}",
        channel=Channel.WEB,
        verb="figure.view",
        object_kind="figure",
        object_ref=str(seq),
        outcome="done",
        root_sha256=ZEROS,
        root_sm3=ZEROS,
        prev_sha256=ZEROS,
        prev_sm3=ZEROS,
        sha256=ZEROS,
        sm3=ZEROS,
        key_id="",
        signature="",
    )
