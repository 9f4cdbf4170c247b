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
        # Cities that whole bureaus would think of: of the vice-provincial kind, seats of provinces, 直辖市.
        *("qingdao", "青岛", "jinan", "济南", "beijing", "北京", "shanghai", "上海", "tianjin", "天津"),
        *("chongqing", "重庆", "guangzhou", "广州", "shenzhen", "深圳", "hangzhou", "杭州", "ningbo", "宁波"),
        *("nanjing", "南京", "xiamen", "厦门", "fuzhou", "福州", "dalian", "大连", "shenyang", "沈阳"),
        *("changchun", "长春", "haerbin", "哈尔滨", "wuhan", "武汉", "chengdu", "成都", "xian", "西安"),
        *("zhengzhou", "郑州", "hefei", "合肥", "changsha", "长沙", "nanchang", "南昌", "taiyuan", "太原"),
        *(
            "shijiazhuang",
            "石家庄",
            "kunming",
            "昆明",
            "guiyang",
            "贵阳",
            "nanning",
            "南宁",
            "haikou",
            "海口",
        ),
        *("lanzhou", "兰州", "xining", "西宁", "yinchuan", "银川", "wulumuqi", "乌鲁木齐", "lasa", "拉萨"),
        *("huhehaote", "呼和浩特", "suzhou", "苏州", "shandong", "山东", "zhongguo", "中国"),
    }
)
_SPELT = str.maketrans("013457@$!", "oieastasi")
_SEQUENCES = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890")
_COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/")
_WALKS = (*_SEQUENCES, *_COLUMNS)
"""Ways along the keyboard, to be walked in either direction."""
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_SHORTEST_WALK = 4
_YEAR = re.compile("(?:19|20)[0-9]{2}")


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
    """Whether words of the place, years and ways along the keyboard make up most of the password.

    What is left is then too little to guess.
    """
    lowered = normal(password).lower()
    known = CONTEXT | {normal(word).lower() for word in words if len(word) >= 2}
    for text in (lowered, lowered.translate(_SPELT)):
        rest = text
        for word in sorted(known, key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(_without_walks(_YEAR.sub("", rest).translate(_SHIFTED))) < min(ENOUGH, len(text)):
            return True
    return False


def _without_walks(text: str) -> str:
    """The text without what fingers do by themselves: runs of neighbouring keys, and of one key."""
    kept, start = "", 0
    while start < len(text):
        end = start + _SHORTEST_WALK
        if not _is_walk(text[start:end]):
            kept, start = kept + text[start], start + 1
            continue
        while end < len(text) and _is_walk(text[start : end + 1]):
            end += 1
        start = end
    return kept


def _is_walk(text: str) -> bool:
    if len(text) < _SHORTEST_WALK:
        return False
    return len(set(text)) == 1 or any(text in line or text[::-1] in line for line in _WALKS)


_CACHE: list[frozenset[str]] = []


def _common() -> frozenset[str]:
    """The twenty thousand commonest passwords; read once."""
    if not _CACHE:
        _CACHE.append(frozenset(CommonPasswordValidator().passwords))
    return _CACHE[0]
