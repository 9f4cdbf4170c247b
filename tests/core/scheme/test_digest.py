import hashlib
import json

from sikao.core.scheme import read_scheme, scheme_digest
from sikao.core.scheme.digest import canonical_json
from tests.core.scheme.samples import write_sample


def test_the_digest_is_sha_256_of_one_line_of_json(sample):
    text = canonical_json(sample)
    assert "\n" not in text
    assert json.loads(text)["units"]["east"] == {
        "name": "东县",
        "name_en": "East county",
        "group": "counties",
    }
    assert scheme_digest(sample) == hashlib.sha256(text.encode()).hexdigest()


def test_how_a_scheme_is_written_does_not_matter(sample, tmp_path):
    changes = [
        ("scheme.yaml", "year: 2024", "year: '2024'   # quoted, and a remark"),
        ("scorecards/counties.yaml", "base: 80%", "base: 80.0%, per: 1"),
        (
            "items.yaml",
            "frequency: month\n    range: {growth: [-100, 200]}",
            "frequency: month\n    range: {growth: [-100.0, 200]}",
        ),
    ]
    assert scheme_digest(read_scheme(write_sample(tmp_path, *changes)).scheme) == scheme_digest(sample)
