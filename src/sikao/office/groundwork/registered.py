"""Guards that applications register: rules about rows that must hold whatever the program does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule of one application, kept by the database itself.

    ``before`` is the statement that it looks at: INSERT, UPDATE or DELETE; ``wrong`` is the condition over
    the rows ``NEW`` and ``OLD``, in plain SQL that both databases read, under which the row is refused;
    ``saying`` is the reason given.
    """

    name: str
    table: str
    before: str
    wrong: str
    saying: str


_REGISTERED: dict[str, Guard] = {}
# Row 1, before 2, insert 4, delete 8, update 16, as PostgreSQL writes down when a trigger fires.
_FIRES = {"INSERT": 7, "DELETE": 11, "UPDATE": 19}


def register_guard(guard: Guard) -> None:
    """Have a guard laid with the others; called once, when an application is ready."""
    _REGISTERED[guard.name] = guard


def registered_guards(present: set[str] | None = None) -> Iterator[Guard]:
    """The guards of the tables that are ``present``; all of them by default."""
    yield from (guard for guard in _REGISTERED.values() if present is None or guard.table in present)


def statements(vendor: str, guard: Guard) -> list[str]:
    """What lays a guard, where none of its name lies."""
    laid = f'CREATE TRIGGER {guard.name} BEFORE {guard.before} ON "{guard.table}" FOR EACH ROW'
    if vendor == "sqlite":
        return [f"{laid} WHEN {guard.wrong} BEGIN SELECT RAISE(ABORT, '{guard.saying}'); END"]
    function = f"CREATE OR REPLACE FUNCTION {_function(guard)}() RETURNS trigger LANGUAGE plpgsql"
    return [
        f"{function} AS $${_body(guard)}$$",
        f"{laid} EXECUTE FUNCTION {_function(guard)}()",
        f'ALTER TABLE "{guard.table}" ENABLE ALWAYS TRIGGER {guard.name}',
    ]


def expected(vendor: str, guard: Guard) -> str:
    """What the database's own lists say of a guard that lies there whole."""
    if vendor == "sqlite":
        return statements(vendor, guard)[0]
    return f"{guard.table} {_function(guard)} {_FIRES[guard.before]} A"


def damaged_functions(cursor: Any) -> list[str]:
    """On PostgreSQL: the guards whose function says something else than it must."""
    cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname LIKE %s", ["%\\_refuse"])
    found: dict[str, list[str]] = {}
    for name, body in cursor.fetchall():
        found.setdefault(name, []).append(body)
    return [guard.name for guard in registered_guards() if found.get(_function(guard)) != [_body(guard)]]


def _function(guard: Guard) -> str:
    return f"{guard.name}_refuse"


def _body(guard: Guard) -> str:
    row = "OLD" if guard.before == "DELETE" else "NEW"
    refuse = f"RAISE EXCEPTION '{guard.saying}' USING ERRCODE = 'restrict_violation'"
    return f"\nBEGIN IF {guard.wrong} THEN {refuse}; END IF; RETURN {row}; END "
