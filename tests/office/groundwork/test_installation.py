"""Settings of a place that would leave a wall open or everybody outside are refused, never passed over."""

from pathlib import Path

import pytest

from sikao.core.wording import FindingsError
from sikao.office.groundwork.installation import Installation, read_settings


def written(home: Path, text: str):
    (home / "sikao.toml").write_text(text, encoding="utf-8")
    return read_settings(Installation(home))


def test_networks_and_a_scanner_are_read(tmp_path: Path) -> None:
    networks = written(tmp_path, 'administrator_networks = ["10.1.0.0/16", "2001:db8::/32"]')
    assert networks.administrator_networks == ("10.1.0.0/16", "2001:db8::/32")
    assert written(tmp_path, 'scanner = "clamdscan --fdpass"').scanner == "clamdscan --fdpass"
    assert written(tmp_path, "").administrator_networks == ()
    assert written(tmp_path, 'scanner = ""').scanner == ""


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ('administrator_networks = ["10.1.2.3/16", "::1", "office"]', "home.network", "10.1.2.3/16, office"),
        ("administrator_networks = [10]", "home.network", "10"),
        ("scanner = 'clamdscan \"--fdpass'", "home.scanner", 'clamdscan "--fdpass'),
        ('scanner = "  "', "home.scanner", "  "),
    ],
)
def test_what_is_no_network_or_no_command_is_refused(tmp_path: Path, text: str, code: str, told: str) -> None:
    with pytest.raises(FindingsError) as refused:
        written(tmp_path, text)
    (finding,) = refused.value.findings
    assert (finding.code, finding.where.file, [*finding.details.values()]) == (code, "sikao.toml", [told])
