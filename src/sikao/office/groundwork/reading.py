"""What one page asks again and again while it is put together is asked once.

The door opens a reading for requests that only look. Within it the same question has the same answer, so that
a page is of one piece; an act never relies on it, as it forgets everything once it holds what it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_answers: ContextVar[dict[tuple[Any, ...], Any] | None] = ContextVar("answers", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Until the end of the block, questions that are asked once keep their answers."""
    before = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(before)


def forget() -> None:
    """Ask everything anew from here on."""
    known = _answers.get()
    if known is not None:
        known.clear()


def asked_once(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """A question to the database that a reading asks once; outside of one it is asked each time.

    What it is asked about must be hashable, and its answer must not be changed by whoever gets it.
    """

    @wraps(question)
    def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        known = _answers.get()
        if known is None:
            return question(*args, **kwargs)
        key = (question, args, *sorted(kwargs.items()))
        if key not in known:
            known[key] = question(*args, **kwargs)
        return cast(Answer, known[key])

    return asked
