"""Addresses and the networks that a place names: both kinds of addresses, and nothing guessed."""

import pytest

from sikao.office.groundwork.networks import is_within, malformed

INSIDE = ("10.1.0.0/16", "192.0.2.7", "2001:db8::/32")


@pytest.mark.parametrize(
    ("address", "lies"),
    [
        ("10.1.0.0", True),
        ("10.1.255.255", True),
        ("10.2.0.0", False),
        ("10.0.255.255", False),
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("::ffff:10.1.2.3", True),
        ("::ffff:10.2.2.3", False),
        ("2001:db8:ffff::1", True),
        ("2001:db9::1", False),
        ("::1", False),
        ("", False),
        ("unknown", False),
        ("10.1.2.3:80", False),
        ("10.1.2.3, 10.9.9.9", False),
        ("010.1.2.3", False),
    ],
)
def test_an_address_lies_in_a_network_or_does_not(address: str, lies: bool) -> None:
    assert is_within(address, INSIDE) is lies


def test_no_network_holds_nobody_and_all_hold_everybody() -> None:
    assert not is_within("10.1.2.3", ())
    assert is_within("10.1.2.3", ("0.0.0.0/0",)) and not is_within("::1", ("0.0.0.0/0",))
    assert is_within("::1", ("::/0",))


@pytest.mark.parametrize(
    "text",
    ["", "10.1", "10.1.0.0/33", "10.1.2.3/16", "10.1.*", "10.1.0.0-10.1.0.9", "intranet", "::/129", 10],
)
def test_what_is_no_network_is_named(text: object) -> None:
    assert malformed(["10.1.0.0/16", text, "::1/128"]) == [text]
    assert malformed(["10.1.0.0/16", "10.1.2.3", "2001:db8::/32"]) == []
