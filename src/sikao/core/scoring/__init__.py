"""The columnar kernel: the same scores as the exact calculator's, for what-if, exploration and scale.

A compiled scheme becomes a plan once; figures become arrays; scores come out as whole numbers of the
declared places.
"""

from sikao.core.scoring.figures import Tensors, pack
from sikao.core.scoring.kernel import ScoreArrays, TableScores, node_ranks, score
from sikao.core.scoring.plan import Plan, compile_plan
from sikao.core.scoring.quantity import DigitsError
from sikao.core.scoring.rescoring import perturbed_totals, rescore, with_points
from sikao.core.scoring.windows import Exact, ScoringError, Verdict

__all__ = [
    "DigitsError",
    "Exact",
    "Plan",
    "ScoreArrays",
    "ScoringError",
    "TableScores",
    "Tensors",
    "Verdict",
    "compile_plan",
    "node_ranks",
    "pack",
    "perturbed_totals",
    "rescore",
    "score",
    "with_points",
]
