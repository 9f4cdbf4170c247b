"""The pages of an office: behind the door, with a home."""

import pytest

from sikao.office.groundwork import clock
from tests.office.ground import emptying, keys
from tests.office.staff import AT

__all__ = ["emptying", "keys"]


@pytest.fixture(autouse=True)
def without_a_home(settings) -> None:
    """Here there is a home."""
    settings.MIDDLEWARE = settings.OFFICE_MIDDLEWARE
    settings.ROOT_URLCONF = settings.OFFICE_URLCONF


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch):
    """The clock stands still; ``moment(at)`` sets it."""

    def to(at) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    to(AT)
    return to
