"""Reads the folder of a scheme's text form; the shape of a scheme says which file holds which section."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from sikao.core.figures.codes import with_known_codes
from sikao.core.scheme.arranging import arranged
from sikao.core.scheme.building import INVALID, Builder
from sikao.core.scheme.known_codes import codes_in_trees
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.shape import Field, Shape, Table, shape_named, written
from sikao.core.scheme.text.editing import SCHEMA_FOLDER
from sikao.core.scheme.text.yaml_tree import MAX_BYTES, read_yaml
from sikao.core.scheme.tree import NO_PLACES, Keyed, Places, Scalar, Tree
from sikao.core.wording import MAX_FINDINGS, Finding, Findings, Listed, Place, closest, has_errors

MAX_FILES = 64
BESIDE = frozenset({"figures", "cases", SCHEMA_FOLDER, "README.md", "README.zh-CN.md"})
_SCORECARDS = "scorecards/"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder said: the scheme unless something was refused, where each field stands, and findings."""

    scheme: Scheme | None
    places: Places
    findings: tuple[Finding, ...]


def read_text(folder: FilePath) -> Reading:
    """Read a scheme's folder. Structure only: whether the scheme makes sense is for the checks."""
    found = Findings(most=MAX_FINDINGS)
    files = _files(folder, found)
    if found.failed:
        return Reading(None, NO_PLACES, found.sorted())
    builder = Builder(found)
    shape = shape_named("Scheme")
    given: dict[Any, Any] = {}
    unread: set[str] = set()
    trees: list[Tree] = []
    for name in files:
        tree = read_yaml(_content(folder / name), name, found)
        trees += [] if tree is None else [tree]
        if tree is None:
            unread.add(name)
        elif name.startswith(_SCORECARDS):
            _take_scorecard(builder, name, tree, given, found)
        else:
            _take_sections(builder, shape, name, tree, given, found)
    _tell_missing(shape, given, set(files), unread, found)
    if has_errors(found):
        told = with_known_codes(found.sorted(), codes_in_trees(trees))
        return Reading(None, builder.places, told)
    given["scorecards"] = Table(given["scorecards"])
    return Reading(arranged(shape.make(**given)), builder.places, found.sorted())


def _files(folder: FilePath, found: Findings) -> list[str]:
    """The names of the scheme's files in order of the shape; scorecards sorted by name."""
    if not folder.is_dir():
        found.error("scheme.no_folder", Place(str(folder)))
        return []
    known = list(dict.fromkeys(field.file for field in shape_named("Scheme").fields))
    names: list[str] = []
    for path in sorted(folder.iterdir()):
        if path.name in BESIDE or path.name.startswith("."):
            continue
        if path.is_dir() and f"{path.name}/" in known:
            inside = (inner for inner in sorted(path.iterdir()) if not inner.name.startswith("."))
            names.extend(f"{path.name}/{inner.name}" for inner in inside)
        elif path.name in known and path.is_file():
            names.append(path.name)
        else:
            found.error("scheme.unknown_file", Place(path.name), known=Listed.of(known))
    for name in names:
        if not (folder / name).is_file() or not name.endswith(".yaml"):
            found.error("scheme.unknown_file", Place(name), known=Listed.of(known))
    if len(names) > MAX_FILES:
        found.error("scheme.too_many_files", Place(str(folder)), most=str(MAX_FILES))
    order = {name: index for index, name in enumerate(known)}
    return sorted(names, key=lambda name: (order.get(name, order[_SCORECARDS]), name))


def _content(path: FilePath) -> bytes:
    """The bytes of a file, of one that is too large only as many as show that it is."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _take_sections(
    builder: Builder, shape: Shape, file: str, tree: Tree, given: dict[Any, Any], found: Findings
) -> None:
    """Build the sections of one file; every section belongs to one file only."""
    if not isinstance(tree, Keyed):
        found.error("scheme.file_form", tree.where, file=file)
        given.update((field.attribute, INVALID) for field in shape.fields if field.file == file)
        return
    sections = {field.key: field for field in shape.fields}
    here = Listed.of(key for key, field in sections.items() if field.file == file)
    for key, inner in tree.entries:
        field = sections.get(key.text)
        if field is None:
            near = _nearest(key.text, sections)
            found.error("scheme.unknown_section", key.where, key=key.text, near=near, here=here)
        elif field.file != file:
            found.error("scheme.wrong_section", key.where, key=key.text, here=here, home=field.file)
        else:
            given[field.attribute] = builder.build(field.kind, inner, (field.key,))


def _nearest(key: str, sections: dict[str, Field]) -> str:
    """The section spelt most like a key, with the file where it belongs."""
    near = closest(key, sections)
    return f"{near} ({sections[near].file})" if near in sections else "—"


def _take_scorecard(builder: Builder, file: str, tree: Tree, given: dict[Any, Any], found: Findings) -> None:
    code = file.removeprefix(_SCORECARDS).removesuffix(".yaml")
    written = _code_in(tree)
    if written is not None and written.text != code:
        found.error("scheme.file_name", written.where, code=written.text, file=file)
    made = builder.build_record(shape_named("Scorecard"), tree, ("scorecards", code))
    cards = given.setdefault("scorecards", {})
    if made is INVALID:
        given[""] = INVALID
    else:
        cards[code] = made


def _code_in(tree: Tree) -> Scalar | None:
    if not isinstance(tree, Keyed):
        return None
    return next(
        (value for key, value in tree.entries if key.text == "scorecard" and isinstance(value, Scalar)), None
    )


def _tell_missing(
    shape: Shape, given: dict[Any, Any], files: set[str], unread: set[str], found: Findings
) -> None:
    """Required sections that no file gave; where their whole file is missing, that is said once.

    What a file contains that could not be read is not known, and therefore not missing.
    """
    told: set[str] = set()
    for field in shape.fields:
        if not field.required or field.attribute in given or field.file in unread:
            continue
        has_scorecards = any(name.startswith(_SCORECARDS) for name in files)
        if field.file == _SCORECARDS and not has_scorecards:
            found.error("scheme.no_scorecard", Place(_SCORECARDS))
        elif field.file in files:
            found.error(
                "scheme.missing_key",
                Place(field.file),
                key=written(shape.name, field.key),
                record=shape.title,
            )
        elif field.file not in told and field.file != _SCORECARDS:
            told.add(field.file)
            found.error("scheme.missing_file", Place(field.file), file=field.file)
