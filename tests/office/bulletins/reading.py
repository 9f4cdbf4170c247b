"""Papers read back by programs that did not write them."""

import io
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from docx import Document


def parts(content: bytes) -> dict[str, bytes]:
    """Every part of a .docx or .xlsx."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def everything(content: bytes) -> str:
    """Every text of every part, metadata included, with the marks between them taken out."""
    texts = [
        raw.decode("utf-8", "replace") for name, raw in parts(content).items() if not name.endswith(".png")
    ]
    return "\n".join(texts) + "\n" + re.sub(r"<[^>]*>", "", "\n".join(texts))


def opened(content: bytes):
    return Document(io.BytesIO(content))


def _poppler(program: str, content: bytes, *words: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(content)
        after = ["-"] if program == "pdftotext" else []
        done = subprocess.run([program, *words, str(path), *after], check=True, capture_output=True)
        return done.stdout.decode()


def pdf_pages(content: bytes) -> list[str]:
    """The text of every page, as poppler reads it, without spaces."""
    pages = _poppler("pdftotext", content, "-layout").split("\f")[:-1]
    return [re.sub(r"\s", "", page) for page in pages]


def pdf_info(content: bytes) -> str:
    return _poppler("pdfinfo", content, "-f", "1", "-l", "99")


def pdf_fonts(content: bytes) -> str:
    return _poppler("pdffonts", content)


def pdf_sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of every page in whole millimetres."""
    found = re.findall(r"Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts", pdf_info(content))
    return [(int(float(w) * 25.4 / 72 + 0.5), int(float(h) * 25.4 / 72 + 0.5)) for w, h in found]
