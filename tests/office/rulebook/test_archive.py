"""The text form as one file: the same bytes everywhere, and nothing harmful taken in."""

import io
import zipfile
from pathlib import Path

import pytest

from sikao.core.scheme import load_scheme, scheme_digest
from sikao.core.wording import Findings
from sikao.office.rulebook.archive import pack, pack_folder, read_archive, text_archive, unpack


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return target.getvalue()


def codes(content: bytes) -> list[str]:
    found = Findings()
    assert unpack(content, found) is None
    return [finding.code for finding in found]


def test_a_scheme_comes_back_from_its_archive(folder: Path) -> None:
    scheme, _ = load_scheme(folder)
    again = read_archive(text_archive(scheme))
    assert again.scheme is not None
    assert scheme_digest(again.scheme) == scheme_digest(scheme)
    assert text_archive(again.scheme) == text_archive(scheme)


def test_the_bytes_depend_on_names_and_contents_alone() -> None:
    assert pack({"b": b"2", "a": b"1"}) == pack({"a": b"1", "b": b"2"})


def test_a_packed_folder_leaves_out_what_stands_beside(folder: Path) -> None:
    names = zipfile.ZipFile(io.BytesIO(pack_folder(folder))).namelist()
    assert (folder / "figures").is_dir() and (folder / "schema").is_dir()
    assert "scheme.yaml" in names
    assert not [name for name in names if name.startswith(("figures/", "schema/"))]


def test_a_packed_outer_folder_is_seen_through(text: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(text)) as archive:
        inner = [(f"trial/{name}", archive.read(name)) for name in archive.namelist()]
    found = read_archive(zipped(*inner, ("__MACOSX/trial/._scheme.yaml", b"x")))
    assert found.scheme is not None, found.findings
    assert found.scheme.code == "trial"


def test_findings_name_file_and_line() -> None:
    found = read_archive(zipped(("scheme.yaml", b"code: trial\ncode: again\n")))
    assert found.scheme is None
    assert any(str(finding.where).startswith("scheme.yaml:2") for finding in found.findings)


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    return entry


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "archive.damaged"),
        (b"PK\x03\x04 and nothing more", "archive.damaged"),
        (zipped(("../scheme.yaml", b"")), "archive.odd_entry"),
        (zipped(("/etc/scheme.yaml", b"")), "archive.odd_entry"),
        (zipped((link("scheme.yaml"), b"/etc/passwd")), "archive.odd_entry"),
        (zipped(("方案.yaml", b"")), "archive.odd_entry"),
        (zipped(("scheme.yaml", b""), ("SCHEME.yaml", b"")), "archive.odd_entry"),
        (zipped(*((f"f{i}.yaml", b"") for i in range(1001))), "archive.too_many"),
        (zipped(*((f"f{i}.yaml", b"") for i in range(129))), "archive.too_many"),
    ],
)
def test_what_is_odd_is_refused(content: bytes, code: str) -> None:
    assert codes(content) == [code]


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(zipped(("scheme.yaml", b"code: trial\n")))
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    assert codes(bytes(content)) == ["archive.odd_entry"]


def test_a_bomb_is_read_no_further_than_the_loader_would() -> None:
    found = Findings()
    files = unpack(zipped(("scheme.yaml", b"#" * 40_000_000)), found)
    assert files is not None
    assert len(files["scheme.yaml"]) == (1 << 20) + 1
    told = read_archive(zipped(("scheme.yaml", b"#" * 40_000_000)))
    assert "scheme.file_too_large" in {finding.code for finding in told.findings}
