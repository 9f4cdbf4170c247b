"""Text and workbook say the same: every scheme comes back equal, and what is wrong is told at its cell."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sikao.core.scheme import scheme_digest
from sikao.core.scheme.arranging import arranged
from sikao.core.scheme.loading import read_scheme
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.workbook import (
    read_scheme_workbook,
    scheme_workbook_bytes,
)
from sikao.core.wording import render_text
from tests.core.scheme.workbook.strategies import schemes
from tests.house.tree import ROOT

SCHEMES = ROOT / "schemes"
FOLDERS = sorted(path.parent for path in SCHEMES.rglob("scheme.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(SCHEMES)))
def test_the_built_in_schemes_come_back_with_digest_and_sentences(folder: Path):
    scheme = read_scheme(folder).scheme
    assert scheme is not None
    again, findings = read_scheme_workbook(scheme_workbook_bytes(scheme))
    assert render_text(findings, "en") == ""
    assert again == scheme
    assert scheme_digest(again) == scheme_digest(scheme)
    assert again.sentences == scheme.sentences


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemes())
def test_any_scheme_comes_back(scheme: Scheme):
    again, findings = read_scheme_workbook(scheme_workbook_bytes(scheme))
    assert render_text(findings, "en") == ""
    assert again == arranged(scheme)
