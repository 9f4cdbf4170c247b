"""`import sikao` is light: rooms are loaded when a name is used."""

import subprocess
import sys
from fractions import Fraction

import pytest

import sikao

HEAVY = ("django", "numpy", "openpyxl", "polars", "python_calamine", "yaml")


def test_importing_sikao_loads_nothing_heavy():
    ask = f"import sys, sikao; print(*(m for m in {HEAVY!r} if m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True).stdout
    assert loaded.split() == []


def test_every_public_name_is_there():
    assert [name for name in dir(sikao) if not hasattr(sikao, name)] == []


def test_a_name_is_loaded_when_it_is_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sikao, "_EXPORTS", {"Fraction": "fractions"})
    assert "Fraction" in dir(sikao)
    assert sikao.Fraction is Fraction
    monkeypatch.delattr(sikao, "Fraction")


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = sikao.nonsense
