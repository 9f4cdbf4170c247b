"""The handbook's pages as tests see them: headings, links, and blocks with what their first line says.

A block's first line may carry more than its language. ``yaml case`` is a worked case, ``yaml file=…`` a file
of the example. In a session, ``console`` is commands and what they print, ``diff edit=…`` changes a file,
``csv write=…`` writes one, ``text workbook=…`` sets cells, ``python`` is run.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs" / "handbook"
EXAMPLE = HANDBOOK / "example"
LANGUAGES = ("zh", "en")

_FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block: the words of its first line, its text, and the page's line on which it begins."""

    words: tuple[str, ...]
    text: str
    line: int

    def value(self, name):
        """What stands behind ``name=`` in the first line."""
        return next((word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")), None)


@dataclass(frozen=True)
class Page:
    path: Path

    @property
    def name(self):
        return self.path.relative_to(HANDBOOK).as_posix()

    @cached_property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def prose(self):
        """The text without its blocks."""
        return _FENCE.sub("", self.text)

    @cached_property
    def blocks(self):
        return tuple(
            Block(tuple(match[2].split()), match[3], self.text.count("\n", 0, match.start()) + 1)
            for match in _FENCE.finditer(self.text)
        )

    @cached_property
    def headings(self):
        return tuple(match[2] for match in _HEADING.finditer(self.prose))

    @cached_property
    def anchors(self):
        """What a link to one of the headings says behind #."""
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in self.headings}

    @cached_property
    def links(self):
        return tuple(_LINK.findall(self.prose))

    def section(self, heading):
        """The text below a heading, down to the next one of the same or a higher level."""
        match = re.search(rf"^(#+) {re.escape(heading)}$", self.text, re.MULTILINE)
        assert match, f"{self.path.name} has no heading {heading}"
        rest = self.text[match.end() :]
        following = re.search(rf"^#{{1,{len(match[1])}}} ", _blanked(rest), re.MULTILINE)
        return rest[: following.start()] if following else rest


def _blanked(text):
    """The text with its blocks blanked out, so that their lines are no headings."""
    return _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def page(lang, name):
    return Page(HANDBOOK / lang / name)


def chapters(lang):
    return [Page(path) for path in sorted((HANDBOOK / lang).glob("*.md"))]


def all_pages():
    indexes = [Page(HANDBOOK / "README.md"), Page(HANDBOOK / "README.zh-CN.md")]
    return [*indexes, *(each for lang in LANGUAGES for each in chapters(lang))]
