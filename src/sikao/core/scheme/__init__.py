"""The scheme language: model, text form, checks, claims, diff and digest."""

from sikao.core.scheme.compiling import compile_scheme
from sikao.core.scheme.digest import scheme_digest
from sikao.core.scheme.loading import check_scheme, load_scheme, read_scheme
from sikao.core.scheme.model import Scheme

__all__ = ["Scheme", "check_scheme", "compile_scheme", "load_scheme", "read_scheme", "scheme_digest"]
