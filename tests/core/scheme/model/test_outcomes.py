from decimal import Decimal

from sikao.core.scheme.model import Claim, Selector


def test_a_claim_says_equal_of_the_main_part_of_this_year_unless_told_otherwise():
    claim = Claim(code="c", sentence="s", quantity="points", value=Decimal(1))
    assert (claim.relation, claim.of, claim.each) == ("equal", Selector(), None)
    assert (claim.of.role, claim.of.year) == ("main", "this")
