from sikao.core.scheme import read_scheme, scheme_digest
from tests.core.scheme.samples import write_sample

TURNED = [
    ("scheme.yaml", "shares: {h1: 40%, year: 60%}", "shares: {year: 60%, h1: 40%}"),
    (
        "scheme.yaml",
        "  missing: refuse\n  not_applicable: redistribute_table",
        "  not_applicable: redistribute_table\n  missing: refuse",
    ),
    ("parameters.yaml", "{east: 50, south: 30, west: 20}", "{west: 20, east: 50, south: 30}"),
    (
        "scorecards/counties.yaml",
        "{west: {applies: false}, south: {weight: 0.6}}",
        "{south: {weight: 0.6}, west: {applies: false}}",
    ),
    ("items.yaml", "kinds: {level: 分, score: 分}", "kinds: {score: 分, level: 分}"),
]


def test_mappings_follow_the_order_of_what_they_are_keyed_by(sample, tmp_path):
    turned = read_scheme(write_sample(tmp_path, *TURNED)).scheme
    assert turned == sample
    assert scheme_digest(turned) == scheme_digest(sample)


def test_the_order_of_units_and_nodes_is_kept(tmp_path):
    changes = [
        ("units.yaml", "  south: {name: 南县, name_en: South county, group: counties}\n", ""),
        (
            "units.yaml",
            "providers:",
            "  south: {name: 南县, name_en: South county, group: counties}\nproviders:",
        ),
    ]
    assert list(read_scheme(write_sample(tmp_path, *changes)).scheme.units) == ["east", "west", "south"]
