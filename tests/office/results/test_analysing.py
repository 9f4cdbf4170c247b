"""What is worked out about a result: asked with it, kept once, and of which results."""

from decimal import Decimal

import pytest

from sikao.core.insight import Cause, Player
from sikao.office.groundwork.models import Entry
from sikao.office.results.analyses import analyses_of, change_of
from sikao.office.results.editions import edition
from sikao.office.results.rules import Asked, RunState
from tests.office.results import ways
from tests.office.results.years import FAI, computed, revised, work

pytestmark = pytest.mark.django_db


def correction(city, run):
    """The first quarter published; then 李沧's growth is revised from 7.8 to 5.2, and a correction given."""
    first = ways.published(city, run)
    revised(city, "5.2")
    second = ways.given(city, computed(city))
    return first, second


def asked(view, what=Asked.CHANGE):
    (found,) = analyses_of(view, what)
    return found


@pytest.mark.both
def test_a_correction_is_explained_against_what_it_replaces(city, run):
    first, second = city.once(lambda made: correction(made, run))
    view = edition(second)
    found = asked(view)
    assert (found.state, found.before, found.run) == (RunState.COMPUTING, first, view.run)
    work(city)
    found = asked(view)
    assert found.state is RunState.READY
    told = change_of(found)
    assert (told.before.book, told.after.book) == (edition(first).book, view.book)
    (figure,) = told.figures
    assert (figure.key, figure.cause) == (FAI, Cause.REVISED)
    assert (figure.before, figure.after, figure.measure) == (Decimal("7.8"), Decimal("5.2"), "%")
    main, table = told.accounts_of("licang")
    assert (main.scorecard, table.scorecard) == ("districts", "districts_checkpoint")
    (line,) = table.total.lines
    assert line.player is Player.OWN_REVISED
    assert line.shown == table.total.after - table.total.before < 0
    others = [account for one in told.accounts_of("jimo") for account in (one.total,)]
    assert all(line.player is Player.OTHERS_REVISED for split in others for line in split.lines)
    entry = Entry.objects.order_by("-seq").first()
    assert entry.verb == "analysis.keep"
