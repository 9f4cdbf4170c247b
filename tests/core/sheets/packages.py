"""Builds .xlsx packages by hand, so that tests can say exactly what a file holds."""

import io
import zipfile
from collections.abc import Mapping

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>'
)
ROOT = (
    f'{HEAD}<Relationships xmlns="{RELATIONS}">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def relations(*targets: tuple[str, str, str]) -> str:
    """(id, kind, target) of each relation."""
    lines = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{t}"/>' for i, kind, t in targets)
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'


def workbook(*names: str, state: str = "", properties: str = "") -> str:
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" {state if n == 1 else ""} r:id="s{n}"/>'
        for n, name in enumerate(names, 1)
    )
    return (
        f'{HEAD}<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def sheet(data: str, before: str = "", after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{SPREADSHEET}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def cell(value: str = "1", ref: str = "A1", attributes: str = "") -> str:
    """A first row with one cell of the given content."""
    return f'<row r="1"><c r="{ref}" {attributes}>{value}</c></row>'


def styles(*codes: str, built_in: int | None = None) -> str:
    """Cell styles 1, 2, … with these number formats."""
    formats = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    ids = [built_in] if built_in is not None else [170 + n for n in range(len(codes))]
    xfs = "".join(f'<xf numFmtId="{number}"/>' for number in [0, *ids])
    return (
        f'{HEAD}<styleSheet xmlns="{SPREADSHEET}"><numFmts>{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>'
    )


def strings(*texts: str) -> str:
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{SPREADSHEET}">{items}</sst>'


def parts(data: str = cell("<v>1</v>"), **changes: str) -> dict[str, str]:
    """The parts of a small workbook with one sheet, 表; ``changes`` replace or add parts by short name."""
    targets = [("s1", "worksheet", "worksheets/sheet1.xml")]
    small = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": changes.pop("workbook", workbook("表")),
        "xl/worksheets/sheet1.xml": changes.pop("sheet", sheet(data)),
    }
    for short, name in (("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")):
        if short in changes:
            targets.append((short, short, name))
            small[f"xl/{name}"] = changes.pop(short)
    small["xl/_rels/workbook.xml.rels"] = relations(*targets)
    return small | changes


def pack(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, part in content.items():
            archive.writestr(zipfile.ZipInfo(name), part, compress_type=method)
    return buffer.getvalue()


def book(data: str = cell("<v>1</v>"), **changes: str) -> bytes:
    return pack(parts(data, **changes))
