"""Finds every text of the web pages that is to be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parents[3] / "src" / "sikao" / "interfaces" / "web"

TRANSLATE = re.compile(r"""\{%-?\s*translate\s+(["'])(.+?)\1""")
UNDERSCORE = re.compile(r"""\b_\((["'])(.+?)\1\)""")
BLOCK = re.compile(r"\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
CALLS = {"gettext": 1, "ngettext": 2}


def in_template(text: str) -> Iterator[str]:
    """The message ids of a template, as Django looks them up: with percent signs doubled."""
    for pattern in (TRANSLATE, UNDERSCORE):
        yield from (match.group(2).replace("%", "%%") for match in pattern.finditer(text))
    for match in BLOCK.finditer(text):
        singular = PLURAL.split(match.group(1))[0]
        yield VARIABLE.sub(r"%(\1)s", singular.replace("%", "%%"))


def in_module(text: str) -> Iterator[str]:
    """The message ids of a Python module: the first argument of the gettext functions."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield ast.literal_eval(node.args[0])


def all_messages() -> set[str]:
    """The message ids of every page."""
    templates = (path.read_text("utf-8") for path in WEB.rglob("*.html"))
    modules = (path.read_text("utf-8") for path in WEB.rglob("*.py"))
    found = {message for text in templates for message in in_template(text)}
    return found | {message for text in modules for message in in_module(text)}
