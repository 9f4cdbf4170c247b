"""Settings that every test shares."""

import gc
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["OPENPYXL_LXML"] = "False"  # as the program writes, for tests that load it before the program does

from tests.drill.figures import many
from tests.homes import SHARED

# Schemes, templates and models stay for the whole run: to look through all of them for garbage every few
# hundred objects takes a fifth of its time.
gc.set_threshold(100_000, 50, 100)

MAKES_THE_DEMONSTRATION = "browser/office/test_pages.py"
"""A minute of one process: its neighbours, which would stand and wait for it, come long afterwards."""
WRITTEN_OUT = {"both", "both_in_drill", "drill"}
"""The marks of this project, which are never set but by their names in the file itself."""

# The same examples in every run: a failure on a build server must be repeatable at a desk.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, max_examples=many(40, 200))
# For hunting at leisure: HYPOTHESIS_PROFILE=explore .venv/bin/python -m pytest ...
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure(config: pytest.Config) -> None:
    """A folder for what the processes of this run share; whoever began the run clears it away."""
    if SHARED not in os.environ:
        os.environ[SHARED] = tempfile.mkdtemp(prefix="sikao-shared-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(SHARED), ignore_errors=True))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file that never says a mark which was asked for is not loaded: that takes longer than the tests."""
    asked = set(re.findall(r"\w+", config.option.markexpr)) - {"or"}
    if not asked or not asked <= WRITTEN_OUT or not collection_path.match("test_*.py"):
        return None
    return True if asked.isdisjoint(re.findall(r"\w+", collection_path.read_text())) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked for the drill runs there alone. Whoever makes what others wait for begins."""
    items.sort(key=lambda item: item.path.match(MAKES_THE_DEMONSTRATION), reverse=True)
    if many(0, 1):
        return
    left_out = [item for item in items if item.get_closest_marker("drill")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("drill")]
