"""What a password must be, in two profiles: as GB/T 22239 level 3 is practised, and as NIST SP 800-63B.

The two contradict each other openly: the first asks for kinds of characters and for a change after 90 days,
the second forbids both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.password_validation import CommonPasswordValidator

from sikao.core.wording import Findings, Place

LONGEST = 128
ENOUGH = 8
"""So many characters must be left when the words of the place are taken away."""


@dataclass(frozen=True, slots=True)
class Profile:
    """``least`` characters beside a second factor, ``least_alone`` without; ``kinds`` of the four kinds of
    characters; changed after ``days``; ``history`` passwords of before are refused.
    """

    least: int
    least_alone: int
    kinds: int
    days: int | None
    history: int


PROFILES = {
    "mlps3": Profile(12, 15, 3, 90, 5),
    "nist": Profile(8, 15, 0, None, 0),
}
_KINDS = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile("[^a-zA-Z0-9]"))
# Words that anybody here would try first.
CONTEXT = frozenset(
    {
        *(
            "sikao",
            "四考",
            "kaohe",
            "考核",
            "kaoheban",
            "考核办",
            "zonghekaohe",
            "综合考核",
            "mubiao",
            "jixiao",
        ),
        *("shiwei", "市委", "shizhengfu", "市政府", "quwei", "zuzhibu", "组织部", "tongjiju", "统计局"),
        *("fagaiwei", "发改委", "caizhengju", "财政局", "shangwuju", "商务局", "shujuju", "数据局"),
        *("password", "passw0rd", "mima", "密码", "admin", "guanliyuan", "管理员", "qwerty", "woaini"),
    }
)
_SPELT = str.maketrans("013457@$!", "oieastasi")
_SEQUENCES = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890")


def normal(password: str) -> str:
    """The form in which a password is compared and hashed: what looks the same is the same."""
    return unicodedata.normalize("NFKC", password)


def check_password(
    password: str,
    profile: Profile,
    *,
    beside_factor: bool,
    words: Iterable[str] = (),
    field: str = "password",
) -> Findings:
    """Everything that speaks against a new password. ``words`` are the person's own: login, name, unit."""
    found, where = Findings(), Place(path=field)
    least = profile.least if beside_factor else profile.least_alone
    if len(password) < least:
        found.error("password.short", where, least=str(least))
    if len(password) > LONGEST:
        found.error("password.long", where, most=str(LONGEST))
        return found
    if sum(bool(kind.search(password)) for kind in _KINDS) < profile.kinds:
        found.error("password.kinds", where, kinds=str(profile.kinds))
    if _is_common(password):
        found.error("password.common", where)
    elif _holds_word(password, words):
        found.error("password.word", where)
    return found


def _is_common(password: str) -> bool:
    lowered = password.lower()
    bare = re.sub("[^a-z]", "", lowered.translate(_SPELT))
    common = _common()
    # A common password with digits or signs put around it is still the first that is tried.
    trimmed = re.sub("^[^a-z]+|[^a-z]+$", "", lowered)
    return (
        any(form in common for form in {lowered, trimmed, bare} if len(form) > len(lowered) // 2)
        or len(set(lowered)) < 5
        or any(lowered[:8] in line or lowered[:8][::-1] in line for line in _SEQUENCES)
    )


def _holds_word(password: str, words: Iterable[str]) -> bool:
    """Whether words of the place make up most of the password: what is left is too little to guess."""
    lowered = normal(password).lower()
    known = CONTEXT | {normal(word).lower() for word in words if len(word) >= 2}
    for text in (lowered, lowered.translate(_SPELT)):
        rest = text
        for word in sorted(known, key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != text and len(rest) < ENOUGH:
            return True
    return False


_CACHE: list[frozenset[str]] = []


def _common() -> frozenset[str]:
    """The twenty thousand commonest passwords; read once."""
    if not _CACHE:
        _CACHE.append(frozenset(CommonPasswordValidator().passwords))
    return _CACHE[0]
