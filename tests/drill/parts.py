"""The long proofs: their commands, whole and quick, and the minutes that they are estimated to take."""

import sys
from dataclasses import dataclass

PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
POSTGRES = ("-m", "tests.postgres", sys.executable)
Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One proof: its commands, each of which ends with 0 when all went well, and its minutes."""

    about: str
    minutes: int
    quick_minutes: int
    whole: tuple[Command, ...]
    shorter: tuple[Command, ...] = ()
    """What ``--quick`` runs, where the commands do not choose by themselves."""

    def commands(self, *, quick: bool) -> tuple[Command, ...]:
        """The commands of a size."""
        return self.shorter if quick and self.shorter else self.whole


def _tests(*words: str, postgres: bool = False) -> Command:
    return (*(POSTGRES if postgres else ()), *PYTEST, *words)


def _both(*words: str) -> tuple[Command, ...]:
    return (words, (*POSTGRES, *words))


KILLS = (
    "tests/office/cycle/test_kills.py",
    "tests/office/results/test_kills.py",
    "tests/office/bulletins/test_kills.py",
)


def _killing(each: int) -> tuple[Command, ...]:
    jobs = ("-m", "tests.office.groundwork.jobs.drill", "--kills", str(each))
    return (_tests(*KILLS), _tests(*KILLS, postgres=True), *_both(*jobs))


VERIFYING = ("-m", "tests.office.groundwork.verifying.at_length")
RACES = (
    "tests/office/cycle/test_races.py",
    "tests/office/rulebook/test_races.py",
    "tests/office/groundwork/journal/test_races.py",
)
AGREEING = ("--ignore=tests/core/agreement", "--ignore=tests/core/insight/test_bounds.py")
LONG = tuple(f"--ignore={name}" for name in (*RACES, *KILLS))
"""These are parts of their own."""
PARTS = {
    "calculators": Part(
        "random schemes: the fast calculator gives what the exact one gives, and no score leaves its bounds",
        20,
        3,
        (_tests("tests/core/agreement", "tests/core/insight/test_bounds.py"),),
    ),
    "samples": Part(
        "every random example and every size of the library's tests; every chapter in both languages",
        25,
        5,
        (
            _tests("-m", "hypothesis", "tests/core", "tests/office", "tests/interfaces", *AGREEING),
            _tests("tests/core/scheme/checks/test_size.py", "tests/interfaces/cli/test_analysis.py"),
            _tests("tests/docs/test_sessions.py"),
        ),
    ),
    "long": Part(
        "tests of the office that are too long for every run",
        30,
        8,
        (_tests("-m", "drill", "tests"),),
    ),
    "postgresql": Part(
        "whatever the office does on SQLite, on PostgreSQL",
        20,
        12,
        (_tests("-m", "both or both_in_drill", "tests/office", "tests/interfaces", *LONG, postgres=True),),
    ),
    "rights": Part(
        "the matrix of rights, cell by cell, at action level, over API and pages; every form and file",
        20,
        6,
        (
            _tests(
                "tests/office/accounts/rights",
                "tests/office/rulebook/test_matrix.py",
                "tests/office/cycle/test_matrix.py",
            ),
            _tests("tests/interfaces/api/test_matrix.py", "tests/interfaces/web/office/test_door.py"),
            _tests("tests/interfaces/web/office/test_matrix.py"),
            _tests(
                "tests/interfaces/api/test_fields.py",
                "tests/interfaces/web/office/test_fields.py",
                "tests/interfaces/web/office/test_exports.py",
            ),
        ),
    ),
    "machine": Part(
        "reporting, schemes, amendments, results, the docket and papers as state machines, tried by people",
        100,
        3,
        (
            _tests("tests/office/cycle/test_machine.py", "tests/office/rulebook/test_machine.py"),
            _tests("tests/office/results/test_machine.py", "tests/office/docket/test_machine.py"),
            _tests("tests/office/amendments/test_machine.py", "tests/office/bulletins/test_machine.py"),
        ),
    ),
    "api": Part(
        "requests of every shape to every operation, by every kind of asker",
        20,
        3,
        (
            _tests("tests/interfaces/api/test_schema.py"),
            _tests(
                "tests/interfaces/api/test_schema.py", "tests/interfaces/api/test_matrix.py", postgres=True
            ),
        ),
    ),
    "races": Part(
        "acts that exclude each other, in processes, on PostgreSQL and on SQLite",
        70,
        7,
        (_tests(*RACES, postgres=True), _tests(*RACES)),
    ),
    "year": Part(
        "a whole year in a home, killed in its middle and gone on with: all replayed and verified",
        15,
        10,
        (_tests("tests/interfaces/demo/test_whole_year.py"),),
    ),
    "kills": Part(
        "kill -9 of worker, acting process, served office and PostgreSQL; of results and papers on their way",
        130,
        14,
        _killing(1000),
        _killing(100),
    ),
    "fulldisk": Part(
        "a full disk",
        3,
        3,
        (_tests("tests/drill/test_small_home.py", "tests/office/groundwork/test_fulldisk.py"),),
    ),
    "tampering": Part(
        "tamperings, each to be found and named; clean histories; a million entries",
        15,
        8,
        (
            *_both(*VERIFYING, "tamperings", "100"),
            *_both(*VERIFYING, "clean", "100"),
            (*VERIFYING, "entries", "1000000"),
        ),
        _both(*VERIFYING, "tamperings", "24"),
    ),
    "workbooks": Part(
        "hostile workbooks, each in a process of its own",
        25,
        6,
        (("-m", "tests.core.figures.forms.verdicts", "45"),),
        (("-m", "tests.core.figures.forms.verdicts", "4"),),
    ),
    "pages": Part(
        "every page as everybody whom it is for, in a browser: readable by all, never wider than the window",
        20,
        8,
        (_tests("tests/browser"),),
    ),
    "receipts": Part("receipts and flipped bits", 2, 2, (_tests("tests/office/groundwork/receipts"),)),
    "secrecy": Part(
        "before publication: every page, file and answer as everybody, looked through for another unit's",
        20,
        5,
        (_tests("tests/interfaces/web/office/test_before_publication.py"),),
    ),
    "announced": Part(
        "an objection that is won and a census after the approval, recomputed by Python alone",
        2,
        2,
        (_tests("tests/office/results/test_scenarios.py"),),
    ),
    "publication": Part(
        "publication day: 2,000 readers, 80 requests a second, on SQLite and PostgreSQL",
        10,
        4,
        (("-m", "tests.load.publication"), ("-m", "tests.load.publication", "--postgres")),
        (
            ("-m", "tests.load.publication", "--sessions", "200", "--seconds", "20"),
            ("-m", "tests.load.publication", "--postgres", "--sessions", "200", "--seconds", "20"),
        ),
    ),
    "load": Part(
        "a hundred uploads within a minute, on SQLite and PostgreSQL",
        10,
        3,
        (("-m", "tests.load"), ("-m", "tests.load", "--postgres")),
        (
            ("-m", "tests.load", "--organisations", "10", "--seconds", "6"),
            ("-m", "tests.load", "--postgres", "--organisations", "10", "--seconds", "6"),
        ),
    ),
}
