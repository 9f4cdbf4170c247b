"""The page that goes with a receipt: what it proves, and the commands that check it without this program."""

from __future__ import annotations

from datetime import datetime

from sikao.office.groundwork.clock import CITY
from sikao.office.groundwork.journal import merkle
from sikao.office.groundwork.receipts.leaf import Leaf

_TEXT = """\
四考回执  第 {seq} 条  {city_time}（北京时间；签名的内容按世界时写作 {at}）
密钥指纹 {key}

这份回执证明：在上述时间，下列记录登记在日志第 {seq} 条中，并由系统签名。请妥善保存整个压缩包。
以后任何人改动、删除这些记录或重写日志，都会与这份回执对不上。核对不需要本系统，公用工具即可。

一步核对（需要 Python 3 和 openssl）：解压到一个空文件夹，然后运行
    python3 check.py

逐步核对（只要 openssl 和 sha256sum）：
1. 签名。head.txt 是签名的内容：
    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in head.txt -sigfile head.sig
2. 日志条目。下面的结果应等于 head.txt 的第三行（{sha256}）：
    sha256sum entry.json
3. 记录。记录的摘要是“一个零字节加文件内容”的 SHA-256；两个摘要合并时，前面加一个值为 1 的字节（RFC 6962）。
   例如 {file}，最后一行应等于 entry.json 中的 root_sha256：
{commands}
4. 公钥是否属于考核办：与考核办公布的指纹 {key} 比较。指纹的算法：
    openssl pkey -pubin -in key.pem -outform DER | sha256sum | cut -c1-16

Sikao receipt, entry {seq}, {city_time} Beijing time (what is signed says it in UTC: {at}), key {key}

It proves that the records beside it were recorded in entry {seq} of the journal at that moment, and signed.
Keep the whole ZIP. Whoever changes or deletes these records or rewrites the journal later contradicts it.

In one step (Python 3 and openssl): unpack into an empty folder and run
    python3 check.py

Step by step (openssl and sha256sum alone):
1. The signature; head.txt is what was signed:
    openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in head.txt -sigfile head.sig
2. The entry; the result must be the third line of head.txt ({sha256}):
    sha256sum entry.json
3. A record; its hash is the SHA-256 of a zero byte and the file; two hashes are joined behind a byte of value
   one (RFC 6962). For {file} the last line must be root_sha256 of entry.json:
{commands}
4. Whose key it is: compare with the fingerprint {key} that the assessment office published. It is made so:
    openssl pkey -pubin -in key.pem -outform DER | sha256sum | cut -c1-16
"""
_ONE = b"\x01"
_NONE = "    （本条没有记录 · this entry brought no records）"


def readme(first: Leaf | None, count: int, *, at: str, **head: str | int) -> str:
    """The text of ``README.txt``.

    ``first`` is the row by which the page shows how one is checked, of ``count`` that the entry brought;
    ``head`` is what was signed: ``seq``, ``at``, ``key`` and ``sha256``.
    """
    file = "leaf-1.json" if first is None else first.file
    commands = _NONE if first is None else _commands(first, count)
    city_time = f"{datetime.fromisoformat(at).astimezone(CITY):%Y-%m-%d %H:%M:%S}"
    return _TEXT.format(file=file, commands=commands, at=at, city_time=city_time, **head)


def _commands(leaf: Leaf, count: int) -> str:
    """Shell commands from the leaf to the root, each printing a hash, of the shell and sha256sum alone."""
    lines = [f"    (printf '%b' '\\0000'; cat {leaf.file}) | sha256sum"]
    value = merkle.leaf_hash(leaf.text.encode())
    sides = merkle.sides_of(leaf.position, count) or []
    for step, on_the_left in zip(leaf.path_sha256, sides, strict=True):
        beside = bytes.fromhex(step)
        pair = (beside, value) if on_the_left else (value, beside)
        lines.append(f"    printf '%b' '{_octal(_ONE, *pair)}' | sha256sum")
        value = merkle.node_hash(*pair)
    return "\n".join(lines)


def _octal(*parts: bytes) -> str:
    return "".join(f"\\0{byte:03o}" for part in parts for byte in part)
