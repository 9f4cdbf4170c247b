"""Reading the office's pages as somebody does who follows every link, and all that an answer says."""

import html
import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable

from django.test import Client
from django.urls import Resolver404, resolve

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
ELSEWHERE = ("/static/", "/en/", "/results/", "/schemes/", "/sign-out/")
"""What is no page of the office's own, or would end the session."""


def words_of(answer) -> str:
    """All that an answer says: its headers, and every part of a file in it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    if content.startswith(b"%PDF"):
        content = subprocess.run(
            ["pdftotext", "-", "-"],  # noqa: S607
            input=content,
            capture_output=True,
            check=True,
        ).stdout
    return f"{answer.headers}\n{content.decode(errors='replace')}"


def crawled(client: Client, starts: Iterable[str], most: int) -> dict[str, str]:
    """What every page says, from some addresses on: of each kind of page that links lead to so many."""
    addresses, said, asked = list(starts), dict[str, str](), Counter[str]()
    while addresses:
        path = addresses.pop(0)
        if path in said or path.startswith("/sign-out/"):
            continue
        said[path] = words_of(client.get(path))
        for found in LINK.findall(said[path]):
            link = html.unescape(found)
            # What is asked for anyway takes no other's place.
            if link in said or link in addresses or link.startswith(ELSEWHERE):
                continue
            try:
                name = resolve(link.partition("?")[0], "sikao.interfaces.web.office.urls").url_name
            except Resolver404:
                continue
            asked[name] += 1
            addresses += [link] if asked[name] <= most else []
    return said
