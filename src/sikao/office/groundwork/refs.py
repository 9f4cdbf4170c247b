"""Random references: what stands in addresses and receipts, and says nothing about order or number."""

from __future__ import annotations

import secrets

# Without letters and digits that people confuse when they read a receipt aloud.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 16


def new_ref() -> str:
    """Sixteen letters and digits, about 79 bits of chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
