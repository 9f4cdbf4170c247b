"""Hostile packages: what is wrong with them shows before any cell is read."""

import io
import struct
import warnings
import zipfile

from tests.core.figures.forms.hostile import Draw, kind
from tests.core.figures.forms.packages import ENTRY_PART, STAMP_PART, packed, replaced, unpacked

DAMAGE = ("package.damaged", "package.not_workbook", "package.too_many_parts", "package.encrypted",
          "package.odd_name", "package.duplicate_part", "package.unknown_part", "package.forbidden_part",
          "package.missing_part", "package.unpacked_too_large", "package.ratio", "markup.malformed",
          "package.external_target", "markup.doctype", "markup.too_much")  # fmt: skip


def with_part(good: bytes, name: str, content: bytes | str) -> bytes:
    return packed(unpacked(good) | {name: content})


def any_part(draw: Draw) -> str:
    return draw.pick(
        ["xl/workbook.xml", "xl/styles.xml", ENTRY_PART, STAMP_PART, "[Content_Types].xml", "_rels/.rels"]
    )


@kind("cut short", *DAMAGE)
def cut(good: bytes, draw: Draw) -> bytes:
    return good[: draw.below(len(good))]


@kind("one bit changed", *DAMAGE)
def bit(good: bytes, draw: Draw) -> bytes:
    raw, at = bytearray(good), draw.below(len(good))
    raw[at] ^= 1 << draw.below(8)
    return bytes(raw)


@kind("one byte changed", *DAMAGE)
def byte(good: bytes, draw: Draw) -> bytes:
    raw, at = bytearray(good), draw.below(len(good))
    raw[at] ^= 1 + draw.below(255)
    return bytes(raw)


@kind("something after the end", *DAMAGE)
def appended(good: bytes, draw: Draw) -> bytes:
    return good + draw.noise(1 + draw.below(2_000))


@kind("something before the start", *DAMAGE)
def before(good: bytes, draw: Draw) -> bytes:
    return b"PK\x03\x04" + draw.noise(draw.below(200)) + good


@kind("a table renamed", "package.not_workbook")
def table(_good: bytes, draw: Draw) -> bytes:
    return draw.pick(["单位,数值\n即墨区,24650\n", "<table></table>", "{}", "%PDF-1.7"]).encode()


@kind("an old workbook renamed", "package.old_format")
def old(_good: bytes, draw: Draw) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + draw.noise(512 + draw.below(4_000))


@kind("noise", "package.not_workbook", "package.old_format")
def noise(_good: bytes, draw: Draw) -> bytes:
    return draw.noise(draw.below(50_000))


@kind("a part twice", "package.duplicate_part")
def doubled(good: bytes, draw: Draw) -> bytes:
    name = draw.pick([ENTRY_PART, STAMP_PART, ENTRY_PART.upper(), "XL/Workbook.xml"])
    parts = unpacked(good)
    second = parts[ENTRY_PART].replace(b"24650", b"77777")
    buffer = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(buffer, "w") as archive:
        for part, content in [*parts.items(), (name, second)]:
            archive.writestr(zipfile.ZipInfo(part), content)
    return buffer.getvalue()


def with_directory(good: bytes, offset: int, value: int) -> bytes:
    raw = bytearray(good)
    at = raw.find(b"PK\x01\x02") + offset
    raw[at : at + 2] = struct.pack("<H", value)
    return bytes(raw)


@kind("encrypted parts", "package.encrypted")
def encrypted(good: bytes, draw: Draw) -> bytes:
    return with_directory(good, 8, draw.pick([0x1, 0x41, 0x2000]))


@kind("an unknown compression", "package.damaged")
def compression(good: bytes, draw: Draw) -> bytes:
    return with_directory(good, 10, 9 + draw.below(90))


@kind("names that climb out", "package.odd_name")
def climbing(good: bytes, draw: Draw) -> bytes:
    names = ["../../etc/passwd", "/etc/passwd", "xl\\theme\\a.xml", "xl//a.xml", "xl/media/\u202egnp.exe"]
    return with_part(good, draw.pick(names), draw.noise(20))


@kind("a symbolic link", "package.damaged")
def linked(good: bytes, draw: Draw) -> bytes:
    buffer = io.BytesIO(good)
    with zipfile.ZipFile(buffer, "a") as archive:
        entry = zipfile.ZipInfo(f"xl/media/image{draw.below(9)}.png")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, "../../../etc/passwd")
    return buffer.getvalue()


@kind("too many parts", "package.too_many_parts")
def many(good: bytes, draw: Draw) -> bytes:
    extra = {f"xl/media/{number}.png": b"x" for number in range(200 + draw.below(300))}
    return packed(unpacked(good) | extra)


DANGERS = {
    "macros": ("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "customUI/customUI.xml"),
    "controls": ("xl/activeX/activeX1.xml", "xl/ctrlProps/ctrlProp1.xml"),
    "embedded objects": ("xl/embeddings/oleObject1.bin", "xl/media/a.docx", "xl/media/a.exe"),
    "external links": ("xl/externalLinks/externalLink1.xml",),
    "data connections": ("xl/connections.xml", "xl/queryTables/queryTable1.xml"),
    "pivot tables": ("xl/pivotTables/pivotTable1.xml", "xl/pivotCache/pivotCacheRecords1.xml"),
    "signed or encrypted content": ("_xmlsignatures/sig1.xml", "EncryptedPackage"),
}


def _dangerous(names: tuple[str, ...]):
    return lambda good, draw: with_part(good, draw.pick(names), "<a/>")


for danger, parts in DANGERS.items():
    kind(danger, "package.forbidden_part")(_dangerous(parts))


@kind("a part nobody knows", "package.unknown_part")
def unknown(good: bytes, draw: Draw) -> bytes:
    names = ["readme.txt", "word/document.xml", "xl/unknown.xml", "payload.bin"]
    return with_part(good, draw.pick(names), draw.noise(100))


@kind("a macro content type", "package.forbidden_part", "package.not_workbook")
def macro_type(good: bytes, _draw: Draw) -> bytes:
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return replaced(
        good, "[Content_Types].xml", plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )


@kind("a data exchange link", "package.forbidden_part")
def exchange(good: bytes, draw: Draw) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    element = draw.pick(["ddeLink", "oleLink", "oleObject", "externalBook"])
    return with_part(good, "xl/theme/theme2.xml", f'<a xmlns="{space}"><{element}/></a>')


@kind("a picture from elsewhere", "package.external_target")
def outside(good: bytes, draw: Draw) -> bytes:
    target = draw.pick(["file:///c:/a.xlsx", "http://192.0.2.1/x.png", "\\\\server\\share"])
    kind_of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    line = f'<Relationship Id="x" Type="{kind_of}" Target="{target}" TargetMode="External"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}">{line}</Relationships>'
    return with_part(good, "xl/worksheets/_rels/sheet1.xml.rels", rels)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPES = (
    '<!DOCTYPE a [<!ENTITY l0 "ha">' + LAUGHS + "]>",
    '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">',
    "<!DOCTYPE a>",
)


@kind("a document type", "markup.doctype")
def doctype(good: bytes, draw: Draw) -> bytes:
    name, declared = any_part(draw), draw.pick(DOCTYPES)
    text = unpacked(good)[name].decode()
    head, mark, rest = text.partition("?>")
    return with_part(good, name, head + mark + declared + rest if mark else declared + text)


@kind("broken markup", "markup.malformed")
def broken(good: bytes, draw: Draw) -> bytes:
    name = any_part(draw)
    content = unpacked(good)[name]
    return with_part(good, name, content[: len(content) // 4 + draw.below(len(content) // 2)])


@kind("another encoding", "markup.malformed")
def encoding(good: bytes, draw: Draw) -> bytes:
    name = any_part(draw)
    text = unpacked(good)[name].decode().partition("?>")[2] or unpacked(good)[name].decode()
    head = f'<?xml version="1.0" encoding="{draw.pick(["GBK", "ISO-8859-1", "UTF-7"])}"?>'
    return with_part(good, name, head + text)


@kind("nested without end", "markup.too_much", "package.ratio")
def nested(good: bytes, draw: Draw) -> bytes:
    depth = 65 + draw.below(3_000)
    return with_part(good, "xl/theme/theme2.xml", "<a>" * depth + "</a>" * depth)


@kind("packed too tightly", "package.ratio", "package.unpacked_too_large")
def tight(good: bytes, draw: Draw) -> bytes:
    return with_part(good, "xl/theme/theme2.xml", b"<a>" + bytes(1_000_000 * (3 + draw.below(50))) + b"</a>")


@kind("strings without end", "markup.too_much", "package.ratio", "package.unpacked_too_large")
def strings(good: bytes, draw: Draw) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    loose = "".join("<si/>" * 20 + f"<!--{draw.noise(2).hex()}-->" for _ in range(60_000))
    parts = unpacked(good)
    types = parts["[Content_Types].xml"].decode()
    kind_of = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind_of}"/></Types>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    line = f'<Relationship Id="s" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    rels = parts["xl/_rels/workbook.xml.rels"].decode().replace("</Relationships>", line)
    return packed(
        parts
        | {
            "[Content_Types].xml": types.replace("</Types>", named),
            "xl/_rels/workbook.xml.rels": rels,
            "xl/sharedStrings.xml": f'<sst xmlns="{space}">{loose}</sst>',
        }
    )


@kind("no workbook inside", "package.missing_part", "package.not_workbook")
def gone(good: bytes, draw: Draw) -> bytes:
    lost = draw.pick(["xl/workbook.xml", ENTRY_PART, STAMP_PART, "[Content_Types].xml", "_rels/.rels"])
    return packed({name: part for name, part in unpacked(good).items() if name != lost})
