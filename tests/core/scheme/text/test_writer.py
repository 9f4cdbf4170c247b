import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.codes import unusual_character
from sikao.core.scheme import arranged, read_scheme, write_text
from sikao.core.scheme.text.writer import text_files
from tests.core.scheme.changing import changed_records

AWKWARD = """\
a: b|#x|x #y|- x|? x|null|~|no|017|1e3|12:30|2020-01-01|=|<<|{x|[x|x, y|x]|'x'|"x"|\\x|@x|`x`|%x|&x|*x|!x|>
1|80%|true|0x1F|。|x:|:x|名称：甲，乙|...|---|\\n|$x|×|🏙""".replace("\n", "|").split("|")
AWKWARD += ["|", "两行\n文字", "x\n: y"]


def round_trip(scheme, folder):
    write_text(scheme, folder)
    reading = read_scheme(folder)
    assert reading.findings == ()
    return reading.scheme


def test_the_sample_is_read_back_as_it_was(sample, tmp_path):
    assert round_trip(sample, tmp_path) == sample


def test_what_is_read_back_is_written_alike(sample, tmp_path):
    assert text_files(round_trip(sample, tmp_path)) == text_files(sample)


def test_every_change_of_a_single_field_survives_writing_and_reading(sample, tmp_path):
    for number, (path, other) in enumerate(changed_records(sample)):
        if number % 4 == 0:
            write_text(other, tmp_path)
            assert read_scheme(tmp_path).scheme == arranged(other), path


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_are_quoted_where_need_be(sample, text, tmp_path):
    note = text.strip()
    scheme = dataclasses.replace(sample, title=note)
    assert round_trip(scheme, tmp_path).title == note


@given(
    st.text(min_size=1, max_size=60).filter(lambda text: text == text.strip() and not unusual_character(text))
)
def test_any_text_survives(sample, text):
    with tempfile.TemporaryDirectory() as folder:
        assert round_trip(dataclasses.replace(sample, title=text), Path(folder)).title == text


def test_the_text_is_meant_to_be_read(sample):
    files = text_files(sample)
    assert "  half_yearly: {name: 半年加年终, shares: {h1: 40%, year: 60%}}\n" in files["scheme.yaml"]
    card = files["scorecards/counties.yaml"]
    assert "        method: {kind: steps, target: $target, base: 80%, up: 1, down: 1}\n" in card
    assert "        points: 40\n" in card
