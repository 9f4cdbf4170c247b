"""The whole tree keeps the rules of the house (tests/house/rules.py)."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.house import rules
from tests.house.tree import ROOT, SOURCE, files, is_binary, shown, under

CORE = SOURCE / "core"
TESTS = ROOT / "tests"
BINARY_HOMES = ("docs/", "schemes/", "tests/")
BINARY_KINDS = {".png", ".pdf", ".xlsx", ".xls", ".docx", ".parquet"}


def faults(paths: Iterable[Path], rule: Callable[[str], list[str]]) -> list[str]:
    return [f"{shown(path)}: {fault}" for path in paths for fault in rule(path.read_text("utf-8"))]


def none(found: list[str]) -> None:
    """Every fault at once, one on a line."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def written_by_hand(paths: Iterable[Path]) -> list[Path]:
    """Without migrations, which the framework writes."""
    return [path for path in paths if path.parent.name != "migrations"]


def texts() -> list[Path]:
    return [path for path in files() if not is_binary(path)]


def test_no_builtin_round():
    none(faults(under(SOURCE, ".py"), rules.builtin_round))


def test_files_are_short():
    kinds = (".py", ".js", ".html")
    pages = [path for folder in (SOURCE, TESTS, ROOT / "frontend") for path in under(folder, *kinds)]
    assert pages
    none(faults([*written_by_hand(pages), ROOT / "run"], rules.long_file))


def test_functions_are_short():
    none(faults(under(SOURCE, ".py") + under(TESTS, ".py"), rules.long_functions))


def test_nothing_is_left_unfinished():
    kinds = (".py", ".html", ".js", ".css", ".yaml", ".po")
    none(faults(under(ROOT / "src", *kinds) + under(TESTS, ".py") + [ROOT / "run"], rules.unfinished))


def test_every_module_says_what_it_is_for():
    none(faults(written_by_hand(under(SOURCE, ".py")), rules.missing_docstring))


def test_core_is_pure():
    none(faults(under(CORE, ".py"), rules.impure))
    none(faults(under(CORE, ".py"), rules.keyed_caches))


def test_the_exact_calculator_needs_python_alone():
    none(faults(under(CORE / "reference", ".py"), rules.beyond_standard_library))


def test_every_module_of_core_has_its_tests():
    modules = [path for path in under(CORE, ".py") if path.name != "__init__.py"]
    with_code = [path for path in modules if rules.has_code(path.read_text("utf-8"))]
    expected = {
        path: TESTS / path.relative_to(SOURCE).with_name(f"test_{path.stem.strip('_')}.py")
        for path in with_code
    }
    none([f"{shown(path)} has no {shown(test)}" for path, test in expected.items() if not test.is_file()])


def test_templates_carry_no_inline_code():
    none(faults(under(SOURCE, ".html"), rules.inline_code))


def test_the_project_speaks_of_itself_alone():
    none(faults(texts(), rules.foreign_words))


def test_text_is_tidy():
    found = [f"{shown(path)}: {fault}" for path in texts() for fault in rules.untidy_text(path.read_bytes())]
    none(found)


def test_only_documents_are_binary():
    binaries = [path for path in files() if is_binary(path)]
    strays = [p for p in binaries if not shown(p).startswith(BINARY_HOMES) or p.suffix not in BINARY_KINDS]
    none([shown(path) for path in strays])
    none([shown(path) for path in binaries if path.stat().st_size > 1_000_000])


def test_no_built_or_third_party_asset_is_committed():
    scripts = [path for path in texts() if path.suffix in {".js", ".mjs", ".css"}]
    none([shown(path) for path in scripts if ".min." in path.name])
    none(faults(scripts, lambda text: ["a line of a built file"] if longest_line(text) > 1000 else []))


def longest_line(text: str) -> int:
    return max((len(line) for line in text.splitlines()), default=0)
