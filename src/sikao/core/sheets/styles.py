"""How each look is drawn: fonts, fills, borders and alignment, quiet enough to print in black and white."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from sikao.core.sheets.drafts import Look

TEXT_FORMAT = "@"
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True, slots=True)
class Style:
    """The drawing of one look."""

    font: Font
    fill: PatternFill
    border: Border
    horizontal: str = "left"
    vertical: str = "top"
    wrap: bool = True
    number_format: str = TEXT_FORMAT
    locked: bool = True

    def alignment(self, indent: int) -> Alignment:
        """The alignment, with the text moved in by ``indent`` steps."""
        return Alignment(
            horizontal=self.horizontal, vertical=self.vertical, wrap_text=self.wrap, indent=indent
        )

    def named(self, look: Look) -> NamedStyle:
        """The style as a workbook keeps it, under the name that cells refer to."""
        return NamedStyle(
            style_name(look),
            font=self.font,
            fill=self.fill,
            border=self.border,
            alignment=self.alignment(0),
            protection=self.protection(),
            number_format=self.number_format,
        )

    def protection(self) -> Protection:
        """Whether the cell can be changed when its sheet is protected."""
        return Protection(locked=self.locked)


def style_name(look: Look) -> str:
    """The name of a look's style in the workbook."""
    return f"Sikao {look.value}"


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour) if colour else PatternFill()


def _style(
    *,
    colour: str = "",
    ink: str = "1F1F1F",
    font: str = "宋体",
    size: int = 11,
    bold: bool = False,
    border: bool = True,
    horizontal: str = "left",
    vertical: str = "top",
    wrap: bool = True,
    number_format: str = TEXT_FORMAT,
    locked: bool = True,
) -> Style:
    return Style(
        Font(name=font, size=size, bold=bold, color=ink),
        _fill(colour),
        _BORDER if border else Border(),
        horizontal,
        vertical,
        wrap,
        number_format,
        locked,
    )


STYLES: dict[Look, Style] = {
    Look.BARE: _style(border=False),
    Look.TITLE: _style(font="黑体", size=16, border=False, wrap=False, vertical="center"),
    Look.NOTE: _style(ink="595959", border=False, wrap=False, size=10),
    Look.HEADING: _style(
        font="黑体", colour="DCE6F1", horizontal="center", vertical="center", number_format="General"
    ),
    Look.BRANCH: _style(font="黑体", colour="F2F2F2"),
    Look.TEXT: _style(),
    Look.CODE: _style(font="Consolas", size=10, ink="595959"),
    Look.NUMBER: _style(horizontal="right", number_format="General", wrap=False),
    Look.MUTED: _style(ink="7F7F7F", colour="F7F7F7"),
    Look.INPUT_TEXT: _style(colour="FFFBE6", locked=False),
    Look.INPUT_NUMBER: _style(colour="FFFBE6", horizontal="right", number_format="General", locked=False),
    Look.WRONG: _style(colour="F8CBAD", ink="9C0006", bold=True, locked=False),
    Look.QUERY: _style(colour="FFE699", locked=False),
}
