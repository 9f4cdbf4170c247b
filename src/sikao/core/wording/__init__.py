"""Messages and findings in Chinese and English; no other room is known here."""

from sikao.core.wording.findings import (
    MAX_FINDINGS,
    NOWHERE,
    Finding,
    Findings,
    FindingsError,
    Place,
    Severity,
    has_errors,
    render_text,
)
from sikao.core.wording.language import Language, Term
from sikao.core.wording.likeness import closest, nearest, nearest_or_none
from sikao.core.wording.message import Detail, Listed, Message, Written, fill, visible

__all__ = [
    "MAX_FINDINGS",
    "NOWHERE",
    "Detail",
    "Finding",
    "Findings",
    "FindingsError",
    "Language",
    "Listed",
    "Message",
    "Place",
    "Severity",
    "Term",
    "Written",
    "closest",
    "fill",
    "has_errors",
    "nearest",
    "nearest_or_none",
    "render_text",
    "visible",
]
