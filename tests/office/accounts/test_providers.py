"""Tokens of a provider: one that is right is believed, and nothing else."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from sikao.office.accounts.providers import Identity, check_token
from sikao.office.groundwork.installation import SingleSignOn
from sikao.office.groundwork.refusals import NotValid

AT = datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)
NOW = int(AT.timestamp())
SSO = SingleSignOn(issuer="https://id.example", client_id="sikao", client_secret="s")  # noqa: S106
KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})
KEYS = {"keys": [KEY.as_dict(private=False)]}
CLAIMS = {
    "iss": "https://id.example",
    "sub": "1007",
    "aud": "sikao",
    "exp": NOW + 300,
    "iat": NOW - 1,
    "nonce": "n",
}


def token(key=KEY, algorithm="RS256", **changes) -> str:
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}
    return jwt.encode({"alg": algorithm, "kid": "one"}, claims, key, algorithms=[algorithm])


def unsigned(header: dict, claims: dict = CLAIMS) -> str:
    parts = (header, claims)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
        + "."
    )


def public_as_secret() -> str:
    """The provider's public key taken for a shared secret, which an attacker has too."""
    signed = unsigned({"alg": "HS256", "kid": "one"}).rstrip(".")
    made = hmac.new(KEY.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


def swapped(signed: str) -> str:
    head, _, signature = signed.split(".")
    body = base64.urlsafe_b64encode(json.dumps({**CLAIMS, "sub": "1"}).encode()).decode().rstrip("=")
    return f"{head}.{body}.{signature}"


def check(given: str, nonce: str = "n", **more) -> Identity:
    return check_token(given, KEYS, SSO, nonce=nonce, at=AT, **more)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"aud": ["sikao"]},
        {"aud": ["sikao", "other"], "azp": "sikao"},
        {"exp": NOW - 59, "iat": NOW - 300},
        {"email": "director@city.example", "name": "x"},
    ],
)
def test_a_right_token_names_issuer_and_subject(changes):
    assert check(token(**changes)) == Identity("https://id.example", "1007")


HOSTILE = {
    "of another issuer": token(iss="https://evil.example"),
    "of an issuer that begins alike": token(iss="https://id.example.evil.example"),
    "of the issuer with a slash": token(iss="https://id.example/"),
    "without issuer": token(iss=None),
    "for another audience": token(aud="other"),
    "for nobody": token(aud=None),
    "for several, handed over by another": token(aud=["sikao", "other"], azp="other"),
    "for several, handed over by nobody": token(aud=["sikao", "other"]),
    "expired": token(exp=NOW - 61),
    "without end": token(exp=None),
    "ending never": token(exp="never"),
    "not valid yet": token(nbf=NOW + 600),
    "from the future": token(iat=NOW + 600),
    "long issued": token(iat=NOW - 601),
    "without date": token(iat=None),
    "in answer to another request": token(nonce="other"),
    "in answer to none": token(nonce=None),
    "without subject": token(sub=None),
    "with an empty subject": token(sub=""),
    "with a number for a subject": token(sub=1007),
    "with a subject of many lines": token(sub="1007\nroot"),
    "with a subject without end": token(sub="x" * 201),
    "signed with another key": token(OTHER),
    "of another kind of key": token(ECKey.generate_key("P-256", {"kid": "one"}), "ES256"),
    "signed by nobody": unsigned({"alg": "none"}),
    "signed by nobody, oddly written": unsigned({"alg": "nOnE"}),
    "signed with the public key": public_as_secret(),
    "of which a part was swapped": swapped(token()),
    "cut off": token()[:-4],
    "empty": "",
    "no token": "a.b.c",
    "that is encrypted": "a.b.c.d.e",
    "whose access token was swapped": token(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_a_token_is_refused(kind):
    with pytest.raises(NotValid) as refused:
        check(HOSTILE[kind], access_token="bearer")  # noqa: S106
    assert [finding.code for finding in refused.value.findings] == ["sign_in.provider"]


def test_no_token_is_believed_without_a_nonce():
    with pytest.raises(NotValid):
        check(token(nonce=""), nonce="")


def test_keys_that_are_none_are_refused():
    for keys in ({"keys": []}, {}, {"keys": [{"kty": "oct", "k": "A" * 44}]}):
        with pytest.raises(NotValid):
            check_token(token(), keys, SSO, nonce="n", at=AT)
