"""Workbooks with something wrong, each with the code that it must be refused with."""

import hashlib
import io
import struct
import warnings
import zipfile

from tests.core.sheets.packages import (
    CONTENT_TYPES,
    HEAD,
    KIND,
    OFFICE,
    RELATIONS,
    SPREADSHEET,
    book,
    cell,
    pack,
    parts,
    sheet,
    strings,
    styles,
    workbook,
)

DOCTYPE = '<!DOCTYPE a [<!ENTITY e "boom">]>'


def with_part(name: str, content: str | bytes = b"x") -> bytes:
    return pack(parts() | {name: content})


def with_type(content_type: str) -> bytes:
    extra = f'<Override PartName="/xl/theme/theme1.xml" ContentType="{content_type}"/></Types>'
    return book(**{"[Content_Types].xml": CONTENT_TYPES.replace("</Types>", extra)})


def too_big() -> bytes:
    """A little over 6 MB that pack 30 to 1: within the ratio, beyond the smaller size of the test."""
    page = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(32)) + bytes(40_000)
    return pack(parts() | {f"xl/media/{n}.png": page for n in range(150)})


def with_doctype(name: str) -> bytes:
    small = parts(cell("<v>0</v>", attributes='t="s"'), sharedStrings=strings("a"), styles=styles("0"))
    return pack(small | {name: small[name].replace(HEAD, HEAD + DOCTYPE)})


def doubled(name: str, second: str) -> bytes:
    buffer = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part, content in [*parts().items(), (name, second)]:
            archive.writestr(zipfile.ZipInfo(part), content)
    return buffer.getvalue()


def linked() -> bytes:
    buffer = io.BytesIO(pack(parts()))
    with zipfile.ZipFile(buffer, "a") as archive:
        entry = zipfile.ZipInfo("xl/theme/theme1.xml")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, "../../etc/passwd")
    return buffer.getvalue()


def with_bit(offset_in_entry: int, value: int, content: bytes | None = None) -> bytes:
    """The first directory entry with two of its bytes set."""
    raw = bytearray(content or book())
    at = raw.find(b"PK\x01\x02") + offset_in_entry
    raw[at : at + 2] = struct.pack("<H", value)
    return bytes(raw)


def flipped() -> bytes:
    """One byte of the sheet changed behind the directory's back."""
    raw = bytearray(pack(parts(cell("<v>123456</v>")), zipfile.ZIP_STORED))
    at = raw.find(b"123456")
    raw[at] = ord("9")
    return bytes(raw)


def counted(count: int) -> bytes:
    raw = bytearray(book())
    raw[-14:-10] = struct.pack("<HH", count, count)
    return bytes(raw)


def relation(kind: str, mode: str = "External") -> bytes:
    line = f'<Relationship Id="x" Type="{OFFICE}/{kind}" Target="file:///c:/a.xlsx" TargetMode="{mode}"/>'
    text = f'{HEAD}<Relationships xmlns="{RELATIONS}">{line}</Relationships>'
    return with_part("xl/worksheets/_rels/sheet1.xml.rels", text)


def numbered(code: str, value: str = "5") -> bytes:
    return book(cell(f"<v>{value}</v>", attributes='s="1"'), styles=styles(code))


PACKAGES: dict[str, tuple[bytes, str]] = {
    "nothing at all": (b"", "package.not_workbook"),
    "a text table renamed": ("单位,数值\n".encode(), "package.not_workbook"),
    "a page renamed": (b"<html>", "package.not_workbook"),
    "an old workbook renamed": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "package.old_format"),
    "a zip of something else": (pack(parts() | {"readme.txt": "x"}), "package.unknown_part"),
    "a document renamed": (with_part("word/document.xml", "<a/>"), "package.unknown_part"),
    "cut short": (book()[:-40], "package.damaged"),
    "something after the end": (book() + b"PK", "package.damaged"),
    "a comment after the end": (book()[:-2] + b"\x02\x00PK", "package.damaged"),
    "something before the start": (b"PK\x03\x04" + book(), "package.damaged"),
    "a directory that is no directory": (with_bit(0, 0), "package.damaged"),
    "an unknown compression": (with_bit(10, 99), "package.damaged"),
    "bytes changed": (flipped(), "package.damaged"),
    "encrypted": (with_bit(8, 1), "package.encrypted"),
    "many parts promised": (counted(60_000), "package.too_many_parts"),
    "many parts": (
        pack(parts() | {f"xl/theme/t{n}.xml": "<a/>" for n in range(300)}),
        "package.too_many_parts",
    ),
    "a symbolic link": (linked(), "package.damaged"),
    "a sheet twice": (
        doubled("xl/worksheets/sheet1.xml", sheet(cell("<v>777</v>"))),
        "package.duplicate_part",
    ),
    "a sheet twice, other case": (doubled("XL/Worksheets/Sheet1.xml", sheet("")), "package.duplicate_part"),
    "climbing out": (with_part("../../etc/passwd"), "package.odd_name"),
    "absolute": (with_part("/etc/passwd"), "package.odd_name"),
    "backslashes": (with_part("xl\\theme\\theme1.xml"), "package.odd_name"),
    "turned text": (with_part("xl/media/\u202egnp.exe"), "package.odd_name"),
    "an empty step": (with_part("xl//theme/theme1.xml"), "package.odd_name"),
    "tightly packed": (with_part("xl/theme/theme1.xml", "<a>" + " " * 3_000_000 + "</a>"), "package.ratio"),
    "macros": (with_part("xl/vbaProject.bin"), "package.forbidden_part"),
    "old macro sheets": (with_part("xl/macrosheets/sheet1.xml", "<a/>"), "package.forbidden_part"),
    "an embedded object": (with_part("xl/embeddings/oleObject1.bin"), "package.forbidden_part"),
    "an embedded workbook": (with_part("xl/media/book.xlsx", book()), "package.forbidden_part"),
    "a nested archive": (with_part("xl/media/more.zip", book()), "package.forbidden_part"),
    "an external link": (with_part("xl/externalLinks/externalLink1.xml", "<a/>"), "package.forbidden_part"),
    "data connections": (with_part("xl/connections.xml", "<a/>"), "package.forbidden_part"),
    "a pivot cache": (with_part("xl/pivotCache/pivotCacheRecords1.xml", "<a/>"), "package.forbidden_part"),
    "controls": (with_part("xl/activeX/activeX1.xml", "<a/>"), "package.forbidden_part"),
    "a chart sheet": (with_part("xl/chartsheets/sheet1.xml", "<a/>"), "package.forbidden_part"),
    "a data exchange link": (
        with_part("xl/theme/theme1.xml", f'<a xmlns="{SPREADSHEET}"><ddeLink/></a>'),
        "package.forbidden_part",
    ),
    "a macro type": (
        with_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "package.forbidden_part",
    ),
    "an external type": (with_type(f"{KIND}.externalLink+xml"), "package.forbidden_part"),
    "a target outside": (relation("image"), "package.external_target"),
    "not a workbook inside": (
        book(**{"[Content_Types].xml": CONTENT_TYPES.replace("sheet.main", "template.other")}),
        "package.not_workbook",
    ),
    "no content types": (pack({k: v for k, v in parts().items() if k[0] != "["}), "package.missing_part"),
    "no workbook": (
        pack({k: v for k, v in parts().items() if k != "xl/workbook.xml"}),
        "package.missing_part",
    ),
    "no sheet behind the name": (
        pack({k: v for k, v in parts().items() if "sheet1" not in k}),
        "package.missing_part",
    ),
    "two names for one sheet": (
        book(workbook=workbook("表").replace("</sheets>", '<sheet name="二" r:id="s1"/></sheets>')),
        "package.missing_part",
    ),
}

MARKUP: dict[str, tuple[bytes, str]] = {
    **{
        f"a document type in {name}": (with_doctype(name), "markup.doctype")
        for name in (
            *("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
            *("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"),
        )
    },
    "a document type in a shape": (with_part("xl/drawings/vmlDrawing1.vml", DOCTYPE), "markup.doctype"),
    "broken markup": (book(sheet="<worksheet><sheetData>"), "markup.malformed"),
    "another encoding": (
        book(sheet=sheet("").replace("UTF-8", "ISO-8859-1")),
        "markup.malformed",
    ),
    "wrong bytes": (pack(parts() | {"xl/worksheets/sheet1.xml": b"<a>\xff</a>"}), "markup.malformed"),
    "nested deeply": (with_part("xl/theme/theme1.xml", "<a>" * 100 + "</a>" * 100), "markup.too_much"),
    "styles without end": (
        book(styles=styles("0").replace("<cellXfs>", "<cellXfs>" + "<xf numFmtId='0'/>" * 80_000)),
        "package.ratio",
    ),
    "a style that is no number": (
        book(styles=styles("0").replace('numFmtId="170"', 'numFmtId="x"')),
        "markup.malformed",
    ),
}

SHEETS: dict[str, tuple[bytes, str]] = {
    "no sheets": (book(workbook=workbook()), "sheet.none"),
    "two sheets of one name": (
        pack(
            parts(workbook=workbook("a", "A"))
            | {
                "xl/worksheets/sheet2.xml": sheet(""),
                "xl/_rels/workbook.xml.rels": parts()["xl/_rels/workbook.xml.rels"].replace(
                    "</Relationships>",
                    f'<Relationship Id="s2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
                    "</Relationships>",
                ),
            }
        ),
        "sheet.duplicate_name",
    ),
    "dates from 1904": (
        book(workbook=workbook("表", properties='<workbookPr date1904="1"/>')),
        "sheet.dates_1904",
    ),
    "a hidden sheet": (book(workbook=workbook("表", state='state="veryHidden"')), "sheet.hidden"),
    "a hidden row": (book('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>'), "sheet.hidden_row"),
    "a row of no height": (book('<row r="1" ht="0"><c r="A1"><v>1</v></c></row>'), "sheet.hidden_row"),
    "a row of almost no height": (
        book('<row r="1" ht="0.75"><c r="A1"><v>1</v></c></row>'),
        "sheet.hidden_row",
    ),
    "rows of almost no height": (
        book(sheet=sheet(cell("<v>1</v>"), before='<sheetFormatPr defaultRowHeight="1.5"/>')),
        "sheet.hidden_row",
    ),
    "columns of almost no width": (
        book(sheet=sheet(cell("<v>1</v>"), before='<sheetFormatPr defaultColWidth="0.2"/>')),
        "sheet.hidden_column",
    ),
    "a column of almost no width": (
        book(sheet=sheet(cell("<v>1</v>"), before='<cols><col min="1" max="3" width="0.1"/></cols>')),
        "sheet.hidden_column",
    ),
    "all rows hidden": (
        book(sheet=sheet(cell("<v>1</v>"), before='<sheetFormatPr zeroHeight="1"/>')),
        "sheet.hidden_row",
    ),
    "a hidden column": (
        book(sheet=sheet(cell("<v>1</v>"), before='<cols><col min="1" max="1" hidden="1"/></cols>')),
        "sheet.hidden_column",
    ),
    "a column of no width": (
        book(sheet=sheet(cell("<v>1</v>"), before='<cols><col min="1" max="3" width="0"/></cols>')),
        "sheet.hidden_column",
    ),
    "merged cells": (
        book(sheet=sheet(cell("<v>1</v>"), after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')),
        "sheet.merged",
    ),
    "a giant promised": (book(sheet=sheet("", before='<dimension ref="A1:XFD1048576"/>')), "sheet.too_big"),
    "a cell far below": (book('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "sheet.too_big"),
    "a cell far right": (book(cell("<v>1</v>", ref="XFD1")), "sheet.too_big"),
    "a row without number too far": (book("<row/>" * 5_001), "sheet.too_big"),
    "a row twice": (book(cell("<v>1</v>") + cell("<v>999</v>")), "cell.duplicate"),
    "a row upwards": (book('<row r="2"/><row r="1"/>'), "sheet.disorder"),
    "a row zero": (book('<row r="0"><c><v>1</v></c></row>'), "sheet.disorder"),
    "a cell of another row": (book(cell("<v>1</v>", ref="A2")), "sheet.disorder"),
    "a cell backwards": (
        book('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "sheet.disorder",
    ),
    "a cell outside a row": (book('<c r="A1"><v>1</v></c>'), "sheet.disorder"),
    "data twice": (
        book(sheet=sheet(cell("<v>1</v>"), after=f"<sheetData>{cell('<v>2</v>')}</sheetData>")),
        "sheet.disorder",
    ),
    "choice of contents": (book("<AlternateContent/>"), "sheet.disorder"),
    "an unknown element in a cell": (book(cell("<w>1</w>")), "sheet.disorder"),
}

CELLS: dict[str, tuple[bytes, str]] = {
    "a cell twice": (
        book('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>999</v></c></row>'),
        "cell.duplicate",
    ),
    "a formula with a forged value": (book(cell("<f>1+1</f><v>999</v>")), "cell.formula"),
    "a formula never computed": (book(cell("<f>1+1</f>")), "cell.formula"),
    "a shared formula": (book(cell('<f t="shared" si="0"/><v>1</v>')), "cell.formula"),
    "a data exchange formula": (book(cell("<f>cmd|' /C calc'!A0</f><v>0</v>")), "cell.formula"),
    "an error value": (book(cell("<v>#DIV/0!</v>", attributes='t="e"')), "cell.error"),
    "a date as text of its own kind": (
        book(cell("<v>2020-05-01</v>", attributes='t="d"')),
        "cell.date",
    ),
    "a date by built-in format": (
        book(cell("<v>43831</v>", attributes='s="1"'), styles=styles(built_in=14)),
        "cell.date",
    ),
    "a date by own format": (numbered("yyyy&quot;年&quot;m&quot;月&quot;", "43831"), "cell.date"),
    "shown in ten thousands": (numbered("0!.0,"), "cell.misleading_format"),
    "shown in thousands": (numbered("#,##0,"), "cell.misleading_format"),
    "shown as another number": (numbered("&quot;99&quot;"), "cell.misleading_format"),
    "shown as nothing": (numbered(";;;"), "cell.misleading_format"),
    "an unknown built-in format": (
        book(cell("<v>1</v>", attributes='s="1"'), styles=styles(built_in=163)),
        "cell.misleading_format",
    ),
    "not a number": (book(cell("<v>NaN</v>")), "cell.number_range"),
    "too large": (book(cell("<v>1E300</v>")), "cell.number_range"),
    "an underscore": (book(cell("<v>1_000</v>")), "cell.number_range"),
    "full width": (book(cell("<v>１２３</v>")), "cell.number_range"),
    "an unknown type": (book(cell("<v>1</v>", attributes='t="x"')), "cell.malformed"),
    "a truth that is none": (book(cell("<v>2</v>", attributes='t="b"')), "cell.malformed"),
    "a string that is not there": (
        book(cell("<v>7</v>", attributes='t="s"'), sharedStrings=strings("a")),
        "cell.malformed",
    ),
    "a control character": (
        book(cell("<is><t>a_x0007_b</t></is>", attributes='t="inlineStr"')),
        "cell.control_character",
    ),
}
CORPUS = PACKAGES | MARKUP | SHEETS | CELLS
