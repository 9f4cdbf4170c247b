import copy
import pickle

from sikao.core.scheme.model import Ranking, Rounding


def test_a_scheme_is_a_value(sample):
    assert copy.deepcopy(sample) == sample
    assert pickle.loads(pickle.dumps(sample)) == sample
    assert hash(sample) == hash(copy.deepcopy(sample))


def test_arithmetic_is_declared_even_where_a_scheme_is_silent():
    assert (Rounding().rule, Rounding().checkpoint, Rounding().score, Rounding().total) == (
        "half_up",
        2,
        2,
        2,
    )
    assert (Ranking().by, Ranking().ties, Ranking().tie_break) == ("rounded", "competition", ())
