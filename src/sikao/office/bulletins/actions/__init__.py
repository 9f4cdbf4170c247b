"""What the office does with papers: prepare, word, issue, archive, withdraw, take out."""

from sikao.office.bulletins.actions.issuing import archive_paper, issue_papers, withdraw_paper
from sikao.office.bulletins.actions.preparing import (
    keep_papers,
    prepare_again,
    prepare_papers,
    prepare_report,
    prepare_ruling,
)
from sikao.office.bulletins.actions.taking import take_letter, take_paper
from sikao.office.bulletins.actions.wording import number_letters, word_paper

__all__ = [
    "archive_paper",
    "issue_papers",
    "keep_papers",
    "number_letters",
    "prepare_again",
    "prepare_papers",
    "prepare_report",
    "prepare_ruling",
    "take_letter",
    "take_paper",
    "withdraw_paper",
    "word_paper",
]
