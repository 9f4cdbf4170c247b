"""Names beside codes are for reading: they are checked against the code and otherwise left alone."""

from sikao.core.figures.reading import read_files
from sikao.core.wording import Term

HEAD = "单位,单位名称,指标,数据类型,期间,数值,计量单位,缺数情形,标记,口径,来源\n"
NAMES = {"unit": {"jimo": Term("即墨区", "Jimo"), "laixi": Term("莱西市", "Laixi")}}


def told(tmp_path, *names: str):
    rows = (
        f"{code},{name},retail,总量,2019,5,亿元,,,,\n"
        for code, name in zip(("jimo", "laixi"), names, strict=True)
    )
    (tmp_path / "2019.csv").write_text(HEAD + "".join(rows))
    located, findings = read_files([tmp_path / "2019.csv"], names=NAMES)
    return located, [(finding.code, finding.where.line, finding.where.path) for finding in findings]


def test_the_name_of_the_code_in_either_language_or_none_is_taken(tmp_path):
    located, findings = told(tmp_path, "即墨区", "Laixi")
    assert findings == [] and "unit_name" not in located.rows.columns
    assert told(tmp_path, "", "")[1] == []


def test_another_name_is_refused_where_it_stands(tmp_path):
    located, findings = told(tmp_path, "莱西市", "莱西市")
    assert located is None and findings == [("code.other_name", 2, "单位名称")]
