"""Names by code, as the workbook itself gives them: to hold them against the names that stand beside
codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sikao.core.scheme.tree import Keyed, Scalar, Sequence, Tree


class Names:
    """The names of units and groups, and of the nodes of each scorecard."""

    def __init__(self, carriers: Mapping[str, Tree | None], scorecards: Mapping[str, Keyed]) -> None:
        self._names: dict[tuple[str, str], str] = {}
        for tree in carriers.values():
            for key, inner in tree.entries if isinstance(tree, Keyed) else ():
                self._names["", key.text] = text_under(inner, "name")
        for scorecard, tree in scorecards.items():
            for node in _nodes(tree):
                own = scorecard, text_under(node, "code")
                # Of two nodes with one code nobody knows whose name is meant; the code is told elsewhere.
                self._names[own] = "" if own in self._names else text_under(node, "name")

    def of_carrier(self, code: str) -> str:
        """The name of a unit or group; empty when there is none."""
        return self._names.get(("", code), "")

    def of_node(self, scorecard: str, code: str) -> str:
        """The name of a node; empty when there is none."""
        return self._names.get((scorecard, code), "")


def text_under(tree: Tree, key: str) -> str:
    """The single value under a key of a mapping; empty when there is none."""
    entries = tree.entries if isinstance(tree, Keyed) else ()
    found = (value.text for name, value in entries if name.text == key and isinstance(value, Scalar))
    return next(found, "")


def _nodes(scorecard: Keyed) -> Iterator[Keyed]:
    waiting: list[Tree] = [scorecard]
    while waiting:
        tree = waiting.pop()
        for key, value in tree.entries if isinstance(tree, Keyed) else ():
            if key.text in {"nodes", "children"} and isinstance(value, Sequence):
                waiting.extend(value.items)
                yield from (item for item in value.items if isinstance(item, Keyed))
