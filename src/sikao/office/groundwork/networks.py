"""Networks that a place names in its settings, and whether an address lies in one of them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def malformed(named: Iterable[str]) -> list[str]:
    """Those that are no network; an address with bits behind its mask (``10.1.2.3/16``) is none."""
    return [text for text in named if _network(text) is None]


def is_within(address: str, named: Iterable[str]) -> bool:
    """Whether an address lies in one of the networks; a text that is no address lies in none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    # A server that listens on IPv6 sees callers by IPv4 like this.
    plain = getattr(parsed, "ipv4_mapped", None) or parsed
    return any(plain in network for text in named if (network := _network(text)) is not None)


def _network(text: object) -> Network | None:
    # Whole numbers are addresses to the standard library, and typing errors to whoever writes settings.
    try:
        return ipaddress.ip_network(text) if isinstance(text, str) else None
    except ValueError:
        return None
