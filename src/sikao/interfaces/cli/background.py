"""Commands about background work: doing it, listing it, watching it."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sikao.core.wording import Finding, Language, Severity, visible
from sikao.interfaces.cli.acting import as_option, begin, refusals_told
from sikao.interfaces.cli.homes import named_home, open_ready_home, optional_home_option
from sikao.interfaces.cli.output import FOUND, common_options, echo_json, refuse, said, tell
from sikao.interfaces.cli.progress import Stage, progress

if TYPE_CHECKING:  # the help text must not wait for them
    from sikao.office.groundwork.jobs.models import State
    from sikao.office.groundwork.jobs.queries import JobView
    from sikao.office.groundwork.jobs.queue import Claimed

LOOK_SECONDS = 0.3
ORPHAN_SECONDS = 3.0


@click.command()
@optional_home_option
@click.option("--drain", is_flag=True, help="办完即止 · Stop when nothing is left to do.")
@click.option("--name", help="名称 · Name of this worker; no two at once may share one.")
@common_options
def work(home: Path | None, drain: bool, name: str | None, lang: Language, form: str) -> None:
    """办理后台任务 · Do background work; Ctrl+C stops it."""
    open_ready_home(named_home(home, lang))
    from sikao.interfaces.jobs.lifeline import watch as watch_parent  # noqa: PLC0415 -- help needs none
    from sikao.interfaces.jobs.registration import KINDS, SCHEDULES  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415
    from sikao.office.groundwork.jobs.worker import Worker  # noqa: PLC0415
    from sikao.office.groundwork.refs import new_ref  # noqa: PLC0415
    from sikao.office.groundwork.start import start  # noqa: PLC0415

    # Notes are for who sets a home up; a worker starts every day.
    tell([fault for fault in start(now()) if fault.severity is not Severity.NOTE], lang, form)
    named = name or f"{socket.gethostname()}:{os.getpid()}:{new_ref()}"
    worker = Worker(KINDS, SCHEDULES, name=named[:100], watcher=_Teller(lang, form))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    # Whoever starts the server again should not wait for a worker that nobody looks after.
    watch_parent(lambda: worker.stop(ORPHAN_SECONDS))
    done = worker.run(drain=drain)
    if drain and form == "json":
        echo_json({"jobs": done})
    elif drain:
        click.echo(said(lang, f"办理了 {done} 个任务", f"{done} jobs done"), err=True)


class _Teller:
    """Shows the job in hand on the terminal."""

    def __init__(self, lang: Language, form: str) -> None:
        self._lang = lang
        self._form = form
        self._kind = ""
        self._shown = ExitStack()
        self._stage: Stage = lambda _zh, _en: None

    def began(self, job: Claimed) -> None:
        """A job was taken."""
        self._kind = job.kind
        self._stage = self._shown.enter_context(progress(self._lang, self._form))
        self._stage(job.kind, job.kind)

    def went(self, permille: int, note: Finding | None) -> None:
        """It went on."""
        self._stage(_line(self._kind, permille, note, "zh"), _line(self._kind, permille, note, "en"))

    def ended(self, job: Claimed, state: State | None, seconds: float) -> None:
        """It stands so now."""
        self._shown.close()
        if self._form == "text" and sys.stderr.isatty():
            stands = said(self._lang, "已转出", "taken over") if state is None else _stands(state, self._lang)
            click.echo(f"{job.ref} {job.kind} {stands} {seconds:.1f} s", err=True)


def _stands(state: State, lang: Language) -> str:
    return state.term.text(lang)


@click.group(invoke_without_command=True)
@optional_home_option
@click.option("--open", "only_open", is_flag=True, help="只列未结束的 · Only what has not ended.")
@click.pass_context
@common_options
def jobs(context: click.Context, home: Path | None, only_open: bool, lang: Language, form: str) -> None:
    """列出后台任务 · List background work, the newest first; `sikao jobs watch REF` follows one job."""
    context.obj = home
    if context.invoked_subcommand is not None:
        return
    open_ready_home(named_home(home, lang))
    from sikao.office.groundwork.jobs.queries import list_jobs  # noqa: PLC0415

    found = list_jobs(only_open=only_open)
    if form == "json":
        echo_json([_plain(job) for job in found])
    for job in found if form == "text" else ():
        asked = job.asked_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        stands = job.state.term.text(lang)
        click.echo(f"{job.ref}  {asked}  {stands}  {_line(job.kind, job.permille, job.note, lang)}")


@jobs.command()
@click.argument("ref")
@optional_home_option
@click.pass_obj
@common_options
def watch(above: Path | None, ref: str, home: Path | None, lang: Language, form: str) -> None:
    """跟踪一个任务直到结束 · Follow one job until it ends; exit code 1 where it did not go well."""
    open_ready_home(named_home(home or above, lang))
    from sikao.office.groundwork.jobs.models import State  # noqa: PLC0415

    with progress(lang, form) as stage:
        job = _found(ref, lang, form)
        while not job.state.has_ended:
            words = {each: f"{job.state.term.text(each)} · {_about(job, each)}" for each in ("zh", "en")}
            stage(words["zh"], words["en"])
            time.sleep(LOOK_SECONDS)
            job = _found(ref, lang, form)
    _tell(job, lang, form)
    if job.state is not State.DONE:
        raise SystemExit(FOUND)


@jobs.command()
@click.argument("ref")
@optional_home_option
@as_option
@click.pass_obj
@common_options
def cancel(above: Path | None, ref: str, home: Path | None, login: str, lang: Language, form: str) -> None:
    """取消排队的任务 · Cancel one's own job that nobody has begun; the office cancels anybody's."""
    session = begin(named_home(home or above, lang), login)
    from sikao.office.accounts.actions.background import cancel_job  # noqa: PLC0415

    with refusals_told():
        cancel_job(actor=session.actor, at=session.at, job=ref)
    _tell(_found(ref, lang, form), lang, form)


def _tell(job: JobView, lang: Language, form: str) -> None:
    if form == "json":
        echo_json(_plain(job))
    else:
        click.echo(f"{job.ref}  {job.state.term.text(lang)}  {job.kind}")
        tell(job.findings, lang, form)


def _found(ref: str, lang: Language, form: str) -> JobView:
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415

    job = find_job(ref)
    if job is None:
        refuse([Finding("job.not_there", Severity.ERROR, details={"ref": ref})], lang, form)
    return job


def _about(job: JobView, lang: Language) -> str:
    return _line(job.kind, job.permille, job.note, lang)


def _line(kind: str, permille: int, note: Finding | None, lang: Language) -> str:
    said_ = "" if note is None else f" · {note.what(lang)}"
    return visible(f"{kind} {permille // 10} %{said_}", 200)


def _plain(job: JobView) -> dict[str, Any]:
    moments = {"asked_at": job.asked_at, "started_at": job.started_at, "ended_at": job.ended_at}
    return {
        "ref": job.ref,
        "kind": job.kind,
        "state": job.state.value,
        "permille": job.permille,
        "note": None if job.note is None else job.note.to_json(),
        "findings": [finding.to_json() for finding in job.findings],
        "result": job.result,
        "attempts": job.attempts,
        "asked_by": job.asked_by,
        **{name: None if at is None else at.isoformat() for name, at in moments.items()},
    }
