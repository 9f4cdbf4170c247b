"""Single sign-on through an OpenID Connect provider of the place: the code flow with PKCE.

A token is believed for what it proves and nothing more: who issued it, for whom, when, in answer to which
request. Who somebody is, is the pair of issuer and subject; addresses and names in it are not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.common.security import generate_token  # type: ignore[import-untyped]
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from sikao.office.groundwork.here import place
from sikao.office.groundwork.installation import SingleSignOn
from sikao.office.groundwork.refusals import NotValid

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures only that nobody but the provider can make: no shared secret, and never none."""
LEEWAY, OLDEST = 60, 600
"""Seconds: how far clocks may differ, and how old a token may be when it arrives."""
PATIENCE = 10.0
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Begun:
    """What a browser is sent away with, and what its session keeps until it comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at a provider."""

    issuer: str
    subject: str


class _FailedError(Exception):
    """The provider did not answer as it must; nobody outside is told how."""


def begin(back: str) -> Begun:
    """Where to send a browser that wants to sign in; it comes ``back``. No provider is ``NotValid``."""
    sso = place().single_sign_on
    try:
        endpoint = str(_metadata(sso)["authorization_endpoint"])
    except (_FailedError, KeyError) as failed:
        raise NotValid.of("sign_in.provider") from failed
    state, nonce, verifier = generate_token(43), generate_token(43), generate_token(64)
    address = prepare_grant_uri(
        endpoint,
        sso.client_id,
        "code",
        redirect_uri=back,
        scope="openid",
        state=state,
        nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
    )
    return Begun(address, state, nonce, verifier)


def finish(*, code: str, verifier: str, nonce: str, back: str, at: datetime) -> Identity:
    """Who has come back with a code; anything amiss raises ``NotValid``."""
    sso = place().single_sign_on
    try:
        metadata = _metadata(sso)
        answer = _ask(
            "POST",
            str(metadata["token_endpoint"]),
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": back,
                "code_verifier": verifier,
            },
            auth=(sso.client_id, sso.client_secret),
        )
        keys = _ask("GET", str(metadata["jwks_uri"]))
        token, access = str(answer["id_token"]), str(answer.get("access_token", ""))
    except (_FailedError, KeyError) as failed:
        raise NotValid.of("sign_in.provider") from failed
    return check_token(token, keys, sso, nonce=nonce, at=at, access_token=access)


def check_token(
    token: str,
    keys: Mapping[str, Any],
    sso: SingleSignOn,
    *,
    nonce: str,
    at: datetime,
    access_token: str = "",
) -> Identity:
    """Whom an ID token proves; whatever is wrong with it raises the same ``NotValid``."""
    now = int(at.timestamp())
    try:
        known = KeySet.import_key_set({"keys": list(keys["keys"])})
        read = jwt.decode(token, known, algorithms=list(ALGORITHMS))
        claims = CodeIDToken(
            read.claims,
            read.header,
            options={
                "iss": {"essential": True, "value": sso.issuer},
                "aud": {"essential": True, "value": sso.client_id},
            },
            params={"nonce": nonce, "client_id": sso.client_id, "access_token": access_token or None},
        )
        claims.validate(now=now, leeway=LEEWAY)
        _check_more(claims, nonce, now)
    except (JoseError, ValueError, TypeError, KeyError) as wrong:
        raise NotValid.of("sign_in.provider") from wrong
    return Identity(str(claims["iss"]), str(claims["sub"]))


def _check_more(claims: Mapping[str, Any], nonce: str, now: int) -> None:
    """What the library leaves open: that the token answers this very request, and is no old one."""
    subject, issued = claims["sub"], claims["iat"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 200 or not subject.isprintable():
        raise ValueError("sub")
    if not nonce or claims.get("nonce") != nonce:
        raise ValueError("nonce")
    if isinstance(issued, bool) or not isinstance(issued, int | float) or issued < now - OLDEST:
        raise ValueError("iat")


def _metadata(sso: SingleSignOn) -> Mapping[str, Any]:
    """What the provider says of itself, which must be about the issuer that the place named."""
    found = _ask("GET", sso.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != sso.issuer:
        raise _FailedError("issuer")
    return found


def _ask(method: str, address: str, **more: Any) -> Mapping[str, Any]:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise _FailedError("not encrypted")
    try:
        answer = httpx.request(method, address, timeout=PATIENCE, follow_redirects=False, **more)
        if answer.status_code != httpx.codes.OK or len(answer.content) > LARGEST:
            raise _FailedError(str(answer.status_code))
        content = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as failed:
        raise _FailedError(str(failed)) from failed
    if not isinstance(content, dict):
        raise _FailedError("no object")
    return content
