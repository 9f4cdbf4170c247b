"""Expressions: a small language of numbers, figures, parameters and functions with hard limits."""

from sikao.core.scheme.expressions.form import expression_form
from sikao.core.scheme.expressions.nodes import (
    FUNCTIONS,
    Apply,
    Constant,
    Expression,
    FigureRef,
    Parameter,
    expression_text,
    figures_in,
    kind_of,
    parameters_in,
    walk,
)
from sikao.core.scheme.expressions.parser import parse_expression
from sikao.core.scheme.expressions.tokens import ExpressionError

__all__ = [
    "FUNCTIONS",
    "Apply",
    "Constant",
    "Expression",
    "ExpressionError",
    "FigureRef",
    "Parameter",
    "expression_form",
    "expression_text",
    "figures_in",
    "kind_of",
    "parameters_in",
    "parse_expression",
    "walk",
]
