"""What the tests of notices share."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings as place_settings

from sikao.office.groundwork.installation import PlaceSettings

AT = datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)


@pytest.fixture
def place(settings):
    """Writes into the settings of the place, for one test."""

    def written(**values) -> PlaceSettings:
        settings.SIKAO_PLACE = replace(place_settings.SIKAO_PLACE, **values)
        return settings.SIKAO_PLACE

    return written
