"""How work grows with the size of what is worked on, counted in steps: the same on every machine."""

import sys


def growth(prepare, work, size):
    """By what the steps of ``work`` grow as its input does twice: 2 when linear, 4 when quadratic.

    ``prepare`` makes the input of a size; it is not counted. A step is an instruction of Python, so that a
    loop within one expression counts as well; what happens inside a built-in function does not.
    """
    small, middle, large = (steps(work, prepare(size * factor)) for factor in (1, 2, 4))
    return (large - middle) / (middle - small)


def steps(work, given):
    """The steps of ``work`` on what is given."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work(given)
    finally:
        sys.settrace(before)
    return count
