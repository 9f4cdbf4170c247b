"""The program `sikao` and its commands."""

from __future__ import annotations

import click

from sikao import __version__
from sikao.interfaces.cli.schemes import check, show
from sikao.interfaces.cli.scores import explain, score
from sikao.interfaces.cli.serving import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="sikao")
def main() -> None:
    """Sikao 四考: a city's yearly comprehensive assessment.

    Exit codes: 0 good, 1 findings, 2 usage.
    """


for command in (check, show, score, explain, serve):
    main.add_command(command)
