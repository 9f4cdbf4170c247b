"""The sample scheme of the text tests, for the tests of the workbook."""

from pathlib import Path

import pytest

from sikao.core.scheme.loading import read_scheme
from sikao.core.scheme.model import Scheme
from tests.core.scheme.samples import write_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    folder: Path = write_sample(tmp_path_factory.mktemp("sample"))
    reading = read_scheme(folder)
    assert reading.scheme is not None, reading.findings
    return reading.scheme
