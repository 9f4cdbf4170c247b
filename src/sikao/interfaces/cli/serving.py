"""Commands that start something: the web pages, and the benchmark of a checkout."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import click

from sikao.core.books import find_schemes
from sikao.core.books.asking import refusal
from sikao.core.scheme import load_scheme
from sikao.core.wording import FindingsError, Language
from sikao.interfaces.cli.homes import check_home, optional_home_option
from sikao.interfaces.cli.misuse import NO_BENCHMARK
from sikao.interfaces.cli.output import EXISTING, language_option, refuse, said, tell
from sikao.office.groundwork.installation import Installation, SettingsError, read_settings

ROOT = Path(__file__).resolve().parents[4]
"""The checkout, where there is one."""
APPLICATION = "sikao.interfaces.web.wsgi:application"
MOST_PROCESSES = 4
BUILT = Path(__file__).resolve().parents[1] / "web" / "static" / "app"
"""What the browser part is built into."""


@click.command()
@click.argument("schemes", type=EXISTING, nargs=-1)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口 · Port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="地址 · Address; loopback by default.")
@click.option(
    "--processes",
    type=click.IntRange(1, 32),
    help="进程数，默认等于处理器数，最多 4 · Processes; by default one for each processor, at most 4.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="每个进程的线程 · Threads of each.",
)
@optional_home_option
@language_option
def serve(
    schemes: tuple[Path, ...],
    port: int,
    host: str,
    processes: int | None,
    threads: int,
    home: Path | None,
    lang: Language,
) -> None:
    """打开网页 · Serve the pages of SCHEMES: folders, workbooks, or folders that hold such.

    有 --home 时打开考核办的工作系统，并启动后台程序 · With --home: the working office, and its worker.
    """
    home = None if home is None else _prepared(home, lang)
    if schemes:
        os.environ["SIKAO_SCHEMES"] = os.pathsep.join(str(place.resolve()) for place in schemes)
    if not _is_loopback(host) and not _hosts(home):
        zh = "对外开放须先设定 SIKAO_HOSTS（允许访问的主机名）"
        raise click.UsageError(said(lang, zh, "set SIKAO_HOSTS to the host names to be served"))
    _check_built(schemes, lang)
    _check_port(host, port, lang)
    _tell_refused(schemes, lang)
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads", str(threads)]
    command += ["--workers", str(processes or _processors(home))]
    command += ["--timeout", "120", "--log-level", "warning", "--bind", _address(host, port)]
    if _is_loopback(host):
        click.echo(f"http://{_address(host, port)}/", err=True)
    sys.stderr.flush()
    if home is not None:
        _serve_office(home, command, lang)
    # The server takes this process's place, so that whoever stops it stops the server.
    os.execv(sys.executable, [*command, APPLICATION])  # noqa: S606 -- no shell


def _processors(home: Path | None) -> int:
    """As many processes as may work at the same time; folders of schemes are served by one.

    Each holds the city's results in memory, and four of them answer more than a city asks.
    """
    return 1 if home is None else min(os.cpu_count() or 1, MOST_PROCESSES)


def _serve_office(home: Path, command: list[str], lang: Language) -> NoReturn:
    """The server and the worker, side by side until one of them ends it."""
    from sikao.interfaces.jobs.supervising import Supervisor  # noqa: PLC0415 -- folders of schemes need none
    from sikao.office.groundwork.refs import new_ref  # noqa: PLC0415

    os.environ["SIKAO_HOME"] = str(home)
    server = [*command, "--config", "python:sikao.interfaces.jobs.lifeline", APPLICATION]
    # The name is this server's alone: a worker that is started again takes up what the dead one had.
    worker = [
        sys.executable,
        "-m",
        "sikao.interfaces.cli",
        "work",
        "--name",
        f"serve:{new_ref()}",
        "--lang",
        lang,
    ]
    raise SystemExit(Supervisor(server, worker).run())


def _prepared(home: Path, lang: Language) -> Path:
    """The home, refused where it was not prepared or its settings cannot be read."""
    try:
        check_home(home)
        read_settings(Installation(home))
    except SettingsError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    except FindingsError as refused:
        refuse(refused.findings, lang, "text")
    return home.resolve()


def _hosts(home: Path | None) -> bool:
    """Whether anybody said which host names are served."""
    if home is None:
        return bool(os.environ.get("SIKAO_HOSTS"))
    return bool(os.environ.get("SIKAO_HOSTS") or read_settings(Installation(home)).hosts)


def _check_built(schemes: tuple[Path, ...], lang: Language) -> None:
    """A checkout has no styles and scripts before they are built; pages without them look broken."""
    if not (BUILT / "style.css").is_file() or not (BUILT / "app.js").is_file():
        named = " ".join(["./run demo", *(click.format_filename(place) for place in schemes)])
        zh = f"网页的样式和脚本还没有生成。请运行 {named}，先生成再打开网页"
        raise click.UsageError(
            said(lang, zh, f"styles and scripts are not built yet; use {named}, which builds them first")
        )


def _tell_refused(places: tuple[Path, ...], lang: Language) -> None:
    """Say which schemes the pages will not show, and why; a place that holds none is refused."""

    for place in places:
        if not find_schemes([place]):
            refuse(refusal("book.no_scheme", folder=str(place)).findings, lang, "text")
    for home in find_schemes(places):
        scheme, findings = load_scheme(home)
        if scheme is None:
            click.echo(said(lang, f"{home}：没有打开", f"{home}: not opened"), err=True)
            tell(findings, lang, "text")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _check_port(host: str, port: int, lang: Language) -> None:
    """Refuse a port that is taken, or an address that is not this machine's, before the server starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as refused:
            reason = refused.strerror or str(refused)
            if refused.errno == errno.EADDRINUSE:
                reason = said(
                    lang, "端口已被占用，可用 --port 换一个", "the port is taken; choose another with --port"
                )
            elif refused.errno == errno.EADDRNOTAVAIL:
                reason = said(lang, "不是本机的地址", "not an address of this machine")
            told = said(lang, f"{_address(host, port)}：{reason}", f"{_address(host, port)}: {reason}")
            raise click.UsageError(told) from refused


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """性能对比 · Measure against other tools; only in a checkout with ./run bench."""
    if not (ROOT / "bench" / "run.py").is_file():
        raise click.UsageError(NO_BENCHMARK)
    done = subprocess.run([sys.executable, "-m", "bench.run", *arguments], cwd=ROOT, check=False)  # noqa: S603
    raise SystemExit(done.returncode)
