"""The lists that the worker makes: composed by the very functions of the pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation

from sikao.interfaces.web.office import board, review, searching
from sikao.interfaces.web.office.list_files import Compose, file_of
from sikao.interfaces.web.office.monthly import pages as monthly
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.taking_out import Made, question_of
from sikao.office.groundwork.jobs.running import Running

LISTS: Mapping[Verb, Compose] = {
    Verb.BOARD_EXPORT: board.progress_list,
    Verb.FIGURE_EXPORT: searching.figures_list,
    Verb.BRIEFING_EXPORT: review.briefings_list,
    Verb.REVIEW_EXPORT: monthly.review_list,
}
SHARE = 2
"""Composing the rows takes about one part in so many; the rest is writing the file."""


def made_list(job: Running) -> Made:
    """The file that a job was asked for, in the language in which it was asked for."""
    compose, question = LISTS[Verb(job.arguments["verb"])], question_of(job)
    with translation.override("en" if job.arguments["lang"] == "en" else "zh-hans"):
        table = compose(question)
        whole = SHARE * max(1, table.length)

        def told(rows: int) -> None:
            job.progress(rows, whole, "export.composing", rows=str(rows), of=str(table.length))

        told(0)
        return file_of(table, question, told)
