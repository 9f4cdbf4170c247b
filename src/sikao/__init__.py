"""Sikao 四考: the yearly comprehensive assessment of districts, functional zones and departments.

`import sikao` gives the pure library of `sikao.core` under short names; a room is loaded when one of its
names is first used.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Public name → module that defines it.
_EXPORTS: dict[str, str] = {}


def __getattr__(name: str) -> Any:
    module = _EXPORTS.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({"__version__", *_EXPORTS})
