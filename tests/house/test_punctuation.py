"""Chinese texts for users have the punctuation of Chinese, wherever they stand in the program."""

import ast
import re

from tests.house.tree import SOURCE

# A comma, semicolon or colon of half width between Chinese and Chinese, or at the end of a Chinese text.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”][,;:](?=[\u4e00-\u9fff“]|$)")
# Patterns for figures, and tidy lines of figures, are no sentences.
NO_SENTENCES = {"figures/spellings.py", "scheme/starter.py"}


def texts(path):
    """Every text of a module that is no docstring, and the docstrings of commands, which are help."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    helps = "interfaces/cli" in path.as_posix()
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and (helps or id(node) not in docstrings):
            yield node.lineno, node.value


def test_half_width_punctuation_is_found_between_chinese_words():
    assert HALF_WIDTH.search("有数据尚缺,结果不完整")
    assert HALF_WIDTH.search("各单位相同:")
    assert not HALF_WIDTH.search("节点 q1: 10%，年终 40%")


def test_chinese_texts_have_chinese_punctuation():
    found = [
        f"{path.relative_to(SOURCE)}:{line} {text[:60]}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not any(path.as_posix().endswith(name) for name in NO_SENTENCES)
        for line, text in texts(path)
        if HALF_WIDTH.search(text)
    ]
    assert found == []
