"""The game of a change: who plays, and that each one's share is its mean over all orders of coming."""

from copy import deepcopy
from fractions import Fraction
from itertools import pairwise, permutations, product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.insight.changed_cells import Cause, State, by_key, cells_changed, steps_between
from sikao.core.insight.playing import Game, Ledger, Played, Player
from sikao.core.reference import CalculationError
from sikao.core.scheme import compile_scheme
from tests.core.insight.ledgers import key_of, standing, two_ledgers
from tests.core.insight.making import make
from tests.drill.figures import many
from tests.strategies.figures import figure_rows
from tests.strategies.methods import KINDS, REFERENCE

OWN = {
    Cause.NEW: Player.OWN_NEW,
    Cause.REVISED: Player.OWN_REVISED,
    Cause.DOCKET: Player.OWN_DOCKET,
    Cause.RULING: Player.OWN_RULING,
}
OTHERS = {
    Cause.NEW: Player.OTHERS_NEW,
    Cause.REVISED: Player.OTHERS_REVISED,
    Cause.DOCKET: Player.OTHERS_DOCKET,
    Cause.RULING: Player.OTHERS_RULING,
}
LEAF = {"code": "n", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}


def game(tmp_path, before, after, causes=None, node=LEAF):
    """Figures ``{unit: {item: value}}`` of one item or two before and after, the scheme unchanged."""
    made = [make(tmp_path / name, [node], figures) for name, figures in (("b", before), ("a", after))]
    ledgers = [Ledger(compile_scheme(one.scheme), one.figures.canonical_rows(), "year") for one in made]
    return Game(*ledgers, "units", causes or {})


def test_only_who_has_anything_plays(tmp_path):
    played = game(
        tmp_path,
        {"a": {"x": "5", "y": "1"}, "b": {"x": "missing"}, "c": {"x": "5"}},
        {"a": {"x": "6", "y": "2"}, "b": {"x": "7"}, "c": {"x": "5"}},
        {("b", "x", "level", "2020"): Cause.RULING},
    )
    # Nothing reads y. The amendment is none: both schemes say the same.
    assert played.players("a") == (Player.OWN_REVISED, Player.OTHERS_RULING)
    assert played.players("b") == (Player.OTHERS_REVISED, Player.OWN_RULING)
    assert played.players("c") == (Player.OTHERS_REVISED, Player.OTHERS_RULING)
    # What others have decides about places, and about points only where units are compared.
    assert [played.others(unit) for unit in "abc"] == [1, 1, 2]
    assert played.bearing("c") == {"total": 0, "main": 0, "n": 0}
    assert (played.moves_on, played.most_ranked) == (False, 3)


def test_whose_figures_bear_on_a_units_points(tmp_path):
    best = {**LEAF, "method": {"kind": "relative_best"}}
    before = {"a": {"x": "5"}, "b": {"x": "6"}, "c": {"x": "7"}}
    after = {**before, "a": {"x": "6"}, "b": {"x": "7"}}
    played = game(tmp_path, before, after, node={"code": "block", "children": [best]})
    assert played.bearing("a") == {"total": 1, "main": 1, "block": 1, "n": 1}
    assert played.bearing("c")["n"] == 2


def test_other_points_are_an_amendment(tmp_path):
    figures = {"a": {"x": "5"}, "b": {"x": "6"}}
    one = make(tmp_path / "one", [LEAF], figures)
    other = make(tmp_path / "other", [{**LEAF, "points": "20"}], figures)
    rows = one.figures.canonical_rows()
    played = Game(
        Ledger(compile_scheme(one.scheme), rows, "year"),
        Ledger(compile_scheme(other.scheme), rows, "year"),
        "units",
        {},
    )
    assert played.players("a") == (Player.AMENDMENT,)
    assert Played(played, "a").points("card", "total") == ((Player.AMENDMENT, Fraction(5)),)


@st.composite
def games(draw):
    """Two ledgers of a random scheme with causes; now and then the points of its leaves are amended."""
    compiled, before, after, chance = draw(two_ledgers())
    other = deepcopy(compiled)
    for node in other["tables"][0]["nodes"] if chance.random() < 0.4 else ():
        for variant in node["variants"] if "combine" not in node else ():
            variant["points"] = chance.choice((variant["points"], "7", "12.25"))
    ranked = [entry["code"] for entry in compiled["checkpoints"] if entry["ranked"]]
    last = draw(st.sampled_from(ranked))
    first = draw(st.sampled_from(ranked[: ranked.index(last) + 1]))
    named = chance.choice(([Cause.DOCKET], [Cause.RULING], []))
    changed = sorted(cells_changed(before, after))
    causes = {key: chance.choice(named) for key in changed if named and chance.random() < 0.3}
    # In between some figures say something else, as the ledger before, the one after, or another one does.
    more = by_key(
        draw(figure_rows(compiled, [*(unit["code"] for unit in compiled["units"]), REFERENCE], KINDS))
    )
    within = [row for key in changed if chance.random() < 0.4 for row in more.get(key, ())]
    return (compiled, before, first), (other, after, last), causes, [State(within, {})]


def over_all_orders(before, after, steps, unit, rounds):
    """Each player's mean contribution to points and places risen, by going through every order in which those
    of a round come after all those of the rounds before.
    """

    def stands(coalition):
        def rows_of(key):
            rows = [row for row in before[1] if key_of(row) == key]
            for number, step in enumerate(steps.get(key, ())):
                if (number, (OWN if key[0] == unit else OTHERS)[step.cause]) in coalition:
                    rows = step.rows
            return rows

        keys = {key_of(row) for row in before[1]} | steps.keys()
        compiled = (after if (0, Player.AMENDMENT) in coalition else before)[0]
        return standing(compiled, "g0", after[2], [row for key in keys for row in rows_of(key)], unit)

    known = {}
    orders = [sum(order, ()) for order in product(*(permutations(players) for players in rounds))]
    points, places = ({player: [] for players in rounds for _, player in players} for _ in "ab")
    for order in orders:
        stages = [frozenset(order[:count]) for count in range(len(order) + 1)]
        for stage in stages:
            if stage not in known:
                known[stage] = stands(stage)
        for (_, player), (one, other) in zip(order, pairwise(stages), strict=True):
            points[player].append((known[one][0], known[other][0]))
            places[player].append((known[one][1], known[other][1]))
    return points, places, len(orders)


@settings(max_examples=many(7, 1500), deadline=None, suppress_health_check=list(HealthCheck))
@given(games(), st.data())
def test_shares_are_means_over_all_orders(case, data):
    before, after, causes, between = case
    found = Game(Ledger(*before), Ledger(*after), "g0", causes, between)
    unit = data.draw(st.sampled_from(found.final.units))
    rounds = [
        [(number, player) for player in found.players_in(number, unit)] for number in range(found.rounds)
    ]
    if sum(map(len, rounds)) > 6:
        return
    steps = steps_between(before[1], [*between, State(after[1], causes)])
    try:
        points, places, orders = over_all_orders(before, after, steps, unit, rounds)
        first = standing(before[0], "g0", before[2], before[1], unit)
        last = standing(after[0], "g0", after[2], after[1], unit)
        base = standing(before[0], "g0", after[2], before[1], unit)
    except CalculationError:
        return
    played = Played(found, unit)
    cards = {card for card, _ in last[0]} | {card for card, _ in base[0]}
    for key in {*last[0], *base[0]}:
        zero = Fraction(0)
        shares = dict(played.points(*key))
        assert shares.pop(Player.PERIOD, zero) == base[0].get(key, zero) - first[0].get(key, zero)
        assert sum(shares.values()) == last[0].get(key, zero) - base[0].get(key, zero)
        for player, share in shares.items():
            added = sum((now.get(key, zero) - was.get(key, zero) for was, now in points[player]), zero)
            assert share == added / orders
    behind = found.most_ranked + 1
    for card in cards:
        shares = dict(played.places(card))
        assert shares.pop(Player.PERIOD, 0) == first[1].get(card, behind) - base[1].get(card, behind)
        for player, share in shares.items():
            risen = sum(was.get(card, behind) - now.get(card, behind) for was, now in places[player])
            assert share == Fraction(risen, orders)
