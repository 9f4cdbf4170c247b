"""Every look is drawn; only input cells are open in a protected sheet; shades print in black and white."""

import pytest

from sikao.core.sheets import Look
from sikao.core.sheets.styles import STYLES

OPEN = {Look.INPUT_TEXT, Look.INPUT_NUMBER, Look.WRONG, Look.QUERY}


@pytest.mark.parametrize("look", Look)
def test_every_look_is_drawn(look: Look):
    style = STYLES[look]
    assert style.alignment(2).indent == 2
    assert style.protection().locked is (look not in OPEN)


@pytest.mark.parametrize("look", Look)
def test_ink_and_fill_differ_enough_on_a_grey_printer(look: Look):
    def light(colour: str) -> float:
        red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (2, 4, 6))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    style = STYLES[look]
    fill = style.fill.start_color.rgb if style.fill.fill_type else "FFFFFFFF"
    assert light(f"00{str(fill)[-6:]}") - light(f"00{str(style.font.color.rgb)[-6:]}") > 0.4
