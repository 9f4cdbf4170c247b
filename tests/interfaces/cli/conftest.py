"""The command line run inside this process, and a small scheme to run it on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sikao.core.scheme import new_scheme
from sikao.interfaces.cli import main
from sikao.office.groundwork.here import set_read_only

SCHEMES = Path(__file__).parents[3] / "schemes"
DEMONSTRATION = SCHEMES / "qingdao-2020"


@pytest.fixture(autouse=True)
def no_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes that tests start have neither the home nor the settings of the tests.

    A command that found its home unsound let its process be read-only: the next one is another process.
    """
    monkeypatch.delenv("SIKAO_HOME", raising=False)
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    yield
    set_read_only(())


@pytest.fixture
def sikao() -> Callable[..., Result]:
    """Runs a command; whatever is raised and not an exit fails the test."""

    def run(*words: object, code: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture(scope="session")
def trial(tmp_path_factory) -> Path:
    """The starter scheme of a small city."""
    folder = tmp_path_factory.mktemp("schemes") / "trial"
    assert new_scheme(folder, "trial", 2024, "试行方案") == ()
    return folder
