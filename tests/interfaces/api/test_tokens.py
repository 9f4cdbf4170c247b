"""Reading the token of a request; what it opens is looked at through the door."""

import pytest
from django.test import RequestFactory

from sikao.interfaces.api.tokens import secret_of


@pytest.mark.parametrize(
    ("header", "secret"),
    [
        ("Bearer abc", "abc"),
        ("bearer abc", "abc"),
        ("Bearer  abc ", "abc"),
        ("Basic abc", ""),
        ("abc", ""),
        ("", ""),
        ("Bearer", ""),
    ],
)
def test_a_token_stands_behind_its_scheme(header, secret):
    assert secret_of(RequestFactory().get("/", headers={"authorization": header})) == secret


def test_no_header_is_no_token():
    assert secret_of(RequestFactory().get("/?token=abc")) == ""
