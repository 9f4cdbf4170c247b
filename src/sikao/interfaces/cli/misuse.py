"""Wrong use told in the language asked for: click's own sentences have Chinese ones here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any

import click

from sikao.core.wording import Language

MUST_NOT_BE_EMPTY = "must not be empty"
NO_BENCHMARK = "the benchmark is part of the source checkout only"

# The whole of an English sentence → the Chinese one; what is in brackets is taken over.
_CHINESE: Mapping[str, str] = {
    r"Missing option '(.+?)'\.(?s:.*)": "缺少选项 {0}",
    r"Missing argument '(.+?)'\.(?s:.*)": "缺少参数 {0}",
    r"Missing command\.": "缺少命令",
    r"No such option '(.+?)'\.": "没有选项 {0}",
    r"No such option '(.+?)'\. \(?Did you mean (?:one of: )?(.+)\?\)?": "没有选项 {0}，是否为 {1}",
    r"No such command '(.+?)'\.": "没有命令 {0}",
    r"No such command '(.+?)'\. \(?Did you mean (?:one of: )?(.+)\?\)?": "没有命令 {0}，是否为 {1}",
    r"Option '(.+?)' requires an argument\.": "选项 {0} 后面要写值",
    r"Option '(.+?)' does not take a value\.": "选项 {0} 后面不写值",
    r"Got unexpected extra arguments? \((.*)\)": "多写了参数：{0}",
    r"Invalid value for '?(.+?)'?: (.+)": "{0}：{1}",
    r"'(.*)' is not one of ('.+')\.": "“{0}”不在可选之列：{1}",
    r"'(\w+)', '(\w+)'": "{0}、{1}",
    r"'(.*)' is not a valid integer(?: range)?\.": "“{0}”不是整数",
    r"(.*) is not in the range (.+)<=x<=(.+)\.": "{0} 不在 {1} 至 {2} 之间",
    r"(?:Path|File|Directory) '(.*)' does not exist\.": "“{0}”不存在",
    r"(?:Path|File|Directory) '(.*)' is not readable\.": "“{0}”不能读取",
    MUST_NOT_BE_EMPTY: "不能为空",
    NO_BENCHMARK: "这里没有性能对比程序，源代码中才有",
}


class Misuse(click.UsageError):
    """Wrong use, told in Chinese."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Usage, where the help is, and what is wrong."""
        if self.ctx is not None:
            usage = self.ctx.get_usage().removeprefix("Usage:").strip()
            click.echo(f"用法：{usage}\n说明：{self.ctx.command_path} --help\n", file=file, err=True)
        click.echo(f"错误：{in_chinese(self.message)}", file=file, err=True)


def in_chinese(text: str) -> str:
    """A sentence of click in Chinese; one that is not known here stays as it is."""
    for pattern, words in _CHINESE.items():
        found = re.fullmatch(pattern, text)
        if found is not None:
            return words.format(*(in_chinese(part) for part in found.groups()))
    return text


def language_asked(words: Sequence[str]) -> Language:
    """The language that a command's words ask for, even where they cannot be followed."""
    asked = os.environ.get("SIKAO_LANG", "zh")
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if word.startswith("--lang"):
            asked = word.partition("=")[2] or after
    return "en" if asked == "en" else "zh"


@contextmanager
def told_in(lang: Language) -> Iterator[None]:
    """Whatever wrong use is found inside is told in a language."""
    try:
        yield
    except (Misuse, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as refused:
        if lang == "en":
            raise
        raise Misuse(refused.format_message(), refused.ctx) from refused
