"""Reads pages as a browser would: elements with their text and attributes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "col", "br", "input", "hr", "img"}


@dataclass
class Element:
    """One element with everything inside it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, white space made plain."""
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(" ".join(parts).split())

    def all(self, tag: str, **attributes: str):
        """Every element of a tag inside, with the attributes given (class: one of its words)."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag and all(child.has(name, value) for name, value in attributes.items()):
                    yield child
                yield from child.all(tag, **attributes)

    def has(self, name: str, value: str) -> bool:
        found = self.attributes.get(name.rstrip("_").replace("_", "-"))
        return found is not None and (value in found.split() or value == found)

    def first(self, tag: str, **attributes: str) -> "Element":
        return next(self.all(tag, **attributes))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document", {})
        self._open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data):
        self._open[-1].children.append(data)


def read(page: str) -> Element:
    """The tree of a page; an element closed out of turn is an error."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    assert builder._open == [builder.root], "an element is never closed"
    return builder.root
