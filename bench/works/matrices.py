"""The part that tools for one matrix can do: min-max, weighted sum, rank; and the same for random weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from bench import sizes
from bench.scale import Scale
from bench.sizes import Size
from bench.works.ours import totals_of
from bench.works.outcome import Outcome, timed
from sikao.core.scoring import compile_plan, pack, perturbed_totals, score
from sikao.core.scoring.places import places

SCORE, DRAW = "min-max, sum, rank", "a draw of weights"
BLOCK = 256
# Tools that take a second for a draw are asked for a few; the table shows the time of one.
FEW = 5


def _points(size: Size) -> Any:
    return np.array([float(sizes.points(0, number)) for number in range(size.indicators)])


def _draws(size: Size, number: int) -> Any:
    """Weights near the points (number, indicators), with the points' sum."""
    draw = np.random.default_rng(3)  # noqa: TID251 - a stated seed
    weights = _points(size) * draw.gamma(20.0, 1.0, (number, size.indicators))
    return weights * (_points(size).sum() / weights.sum(axis=1, keepdims=True))


def ours(which: str, scale: Scale, _folder: Path) -> Outcome:
    """Score and rank once; totals and ranks for blocks of weights."""
    size = scale.matrices[which]
    plan = compile_plan(sizes.compiled(size))
    tensors = pack(plan, sizes.figures(size, 0))
    before = score(plan, tensors)
    table = before.tables[0]
    order = [int(node[1:]) for node in table.nodes if node.startswith("i")]
    weights = _draws(size, scale.draws)[:, order]

    def draw() -> Any:
        for first in range(0, len(weights), BLOCK):
            totals = perturbed_totals(before, table, weights[first : first + BLOCK])
            ranks = places(totals, np.ones(1, np.bool_), high=True).best
        return totals, ranks

    seconds = [one / len(weights) for one in timed(draw, scale.seldom + 1)]
    first = perturbed_totals(before, table, weights[:1])[0].tolist()
    return Outcome(
        {SCORE: timed(lambda: score(plan, tensors), scale.seldom + 3), DRAW: seconds},
        {SCORE: totals_of(before), DRAW: first},
    )


def _peer(
    which: str, scale: Scale, prepared: Callable[[Any, Any], Callable[[Any], tuple[Any, Any]]]
) -> Outcome:
    """``prepared`` gets the matrix and the signs (1: more is better) and gives the tool's work: weights that
    sum to 1 in, scores and ranks out.
    """
    size = scale.matrices[which]
    values = sizes.figures(size, 0)["value"].cast(pl.Float64).to_numpy()
    signs = np.array([1 if sizes.is_high(number) else -1 for number in range(size.indicators)])
    work = prepared(values.reshape(size.units, size.indicators), signs)
    total = _points(size).sum()
    weights = _draws(size, scale.draws) / total

    def draw() -> None:
        for one in weights[:FEW]:
            work(one)

    own = _points(size) / total
    return Outcome(
        {
            SCORE: timed(lambda: work(own), scale.seldom + 1),
            DRAW: [one / len(weights[:FEW]) for one in timed(draw, scale.seldom)],
        },
        {SCORE: (work(own)[0] * total).tolist(), DRAW: (work(weights[0])[0] * total).tolist()},
    )


def pymcdm(which: str, scale: Scale, _folder: Path) -> Outcome:
    """The weighted sum model of pymcdm, which normalises anew for every set of weights."""
    from pymcdm.helpers import rankdata  # noqa: PLC0415 - only in the process that needs it
    from pymcdm.methods import WSM  # noqa: PLC0415 - only in the process that needs it
    from pymcdm.normalizations import minmax_normalization  # noqa: PLC0415 - only in the process that needs it

    def prepared(matrix: Any, signs: Any) -> Callable[[Any], tuple[Any, Any]]:
        model = WSM(normalization_function=minmax_normalization)

        def work(weights: Any) -> tuple[Any, Any]:
            scores = model(matrix, weights, signs)
            return scores, rankdata(scores, reverse=True)

        return work

    return _peer(which, scale, prepared)


def skcriteria(which: str, scale: Scale, _folder: Path) -> Outcome:
    """A pipeline of scikit-criteria."""
    import skcriteria  # noqa: PLC0415 - only in the process that needs it
    from skcriteria.agg.simple import WeightedSumModel  # noqa: PLC0415 - only in the process that needs it
    from skcriteria.pipelines import mkpipe  # noqa: PLC0415 - only in the process that needs it
    from skcriteria.preprocessing.invert_objectives import (  # noqa: PLC0415 - only in the process that needs it
        NegateMinimize,
    )
    from skcriteria.preprocessing.scalers import MinMaxScaler  # noqa: PLC0415 - only in the process that needs it

    pipeline = mkpipe(NegateMinimize(), MinMaxScaler(target="matrix"), WeightedSumModel())

    def prepared(matrix: Any, signs: Any) -> Callable[[Any], tuple[Any, Any]]:
        def work(weights: Any) -> tuple[Any, Any]:
            result = pipeline.evaluate(skcriteria.mkdm(matrix, signs.tolist(), weights=weights))
            return result.e_.score, result.rank_

        return work

    return _peer(which, scale, prepared)
