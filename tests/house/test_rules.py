"""Each rule of the house finds what it is meant to find, and lets good text pass."""

from collections.abc import Callable

import pytest

from tests.house import rules

LONG_FUNCTION = "def f():\n" + "    x = 1\n" * rules.FUNCTION_LINES
LONG_FILE = "x = 1\n" * (rules.FILE_LINES + 1)
CASES = [
    (rules.builtin_round, "y = round(2.5)", "y = rounded(2.5)"),
    (rules.builtin_round, "f = map(round, xs)", "from decimal import ROUND_HALF_UP"),
    (rules.builtin_round, "import math\ny = [round(x, 2) for x in xs]", "y = table.round"),
    (rules.long_functions, LONG_FUNCTION, LONG_FUNCTION.replace("    x = 1\n", "", 1)),
    (rules.long_file, LONG_FILE, LONG_FILE[6:]),
    (rules.unfinished, "# TO" + "DO: more", "# what is to do stands elsewhere"),
    (rules.unfinished, "raise NotImplemented" + "Error", "except NotImplemented" + "Error: return"),
    (rules.missing_docstring, "x = 1", '"""Says what it is for."""'),
    (rules.foreign_words, "see /" + "work/main", "see docs/decisions"),
    (rules.foreign_words, "--index" + "-url x", "the index of a table"),
    (rules.foreign_words, "Cla" + "ude", "a clause"),
    (rules.impure, "import time", "import datetime"),
    (rules.impure, "from django.db import models", "from sikao.core.wording import Finding"),
    (rules.impure, "import os\nx = os.environ['A']", "import os\nx = os.fspath('A')"),
    (rules.impure, "from functools import lru_cache", "from functools import cache"),
    (rules.keyed_caches, "@cache\ndef f(x): ...", "@cache\ndef f(): ..."),
    (rules.impure, "import numpy as np\nr = np.random.default_rng(1)", "import numpy as np\nr = np.zeros(1)"),
    (rules.inline_code, "<script>go()</script>", '<script src="/static/app.js"></script>'),
    (rules.inline_code, "<script>{}</script>", '<script type="application/json">{}</script>'),
    (rules.inline_code, '<p style="color:red">', '<p :style="bar" class="style">'),
    (rules.inline_code, "<style>p{}</style>", '<link rel="stylesheet" href="/static/app.css">'),
    (rules.inline_code, '<a onclick="go()">', '<a x-on:click="go" @click="go">'),
    (rules.inline_code, '<script src="//example.net/x.js">', '<a href="https://example.net/">'),
]


@pytest.mark.parametrize(("rule", "wrong", "right"), CASES)
def test_a_rule_finds_the_fault_and_nothing_else(rule: Callable[[str], list[str]], wrong: str, right: str):
    assert len(rule(wrong)) == 1
    assert rule(right) == []


def test_the_standard_library_and_the_own_folder_are_allowed():
    assert rules.beyond_standard_library("import decimal\nfrom .exact import rounded\nfrom . import x") == []
    found = rules.beyond_standard_library(
        "import numpy\nfrom sikao.core import scheme\nfrom ..scheme import x"
    )
    assert found == ["line 1: numpy", "line 2: sikao.core.scheme", "line 3: ..scheme.x"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xb9\xfe\n", "byte 0: not UTF-8"),
        (b"\xef\xbb\xbfx\n", "byte order mark"),
        (b"x\r\n", "CR in line ends"),
        (b"x", "no newline at the end"),
    ],
)
def test_untidy_text_is_named(content: bytes, fault: str):
    assert rules.untidy_text(content) == [fault]
    assert rules.untidy_text("四考\n".encode()) == rules.untidy_text(b"") == []


def test_constants_and_records_are_no_code():
    assert not rules.has_code("LIMITS = {'a': 1}\nclass Limit:\n    code: str")
    assert rules.has_code("class Limit:\n    def reached(self): ...")
