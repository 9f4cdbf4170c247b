"""Sharing out what players bring about together: each one's mean contribution over all orders of coming in.

Shapley, L. S.: A Value for n-Person Games. Contributions to the Theory of Games II, Princeton 1953.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial, lcm


def shapley(worth: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The exact share of each of k players, in order; together they are ``worth[-1] - worth[0]``.

    ``worth`` has the 2^k coalitions: at each number, what the players whose bits it has are worth together.
    Another number of them raises ``ValueError``.
    """
    if len(worth).bit_count() != 1:
        raise ValueError(f"no number of coalitions: {len(worth)}")
    players = len(worth).bit_length() - 1
    if all(value == worth[0] for value in worth):
        return (Fraction(0),) * players
    common = lcm(*(value.denominator for value in worth))
    whole = [value.numerator * (common // value.denominator) for value in worth]
    weights = [factorial(size) * factorial(players - size - 1) for size in range(players)]
    shares = []
    for player in range(players):
        bit = 1 << player
        added = sum(
            weights[without.bit_count()] * (whole[without | bit] - whole[without])
            for without in range(len(whole))
            if not without & bit
        )
        shares.append(Fraction(added, common * factorial(players)))
    return tuple(shares)
