"""A home of a test's own: keys, witness and files apart from those of other tests."""

from pathlib import Path

import pytest

from sikao.office.groundwork.here import set_read_only
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.journal.signing import make_key


@pytest.fixture
def home(tmp_path: Path, settings) -> Installation:
    place = Installation(tmp_path / "home")
    for folder in (place.home, place.keys, place.files):
        folder.mkdir(mode=0o700)
    settings.SIKAO_INSTALLATION = place
    make_key(place.keys)
    yield place
    set_read_only(())
