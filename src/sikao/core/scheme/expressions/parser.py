"""Reads an expression by its own grammar; nothing of it is ever run as Python.

expression := or ;  or := and ("or" and)* ;  and := not ("and" not)* ;  not := "not" not | comparison
comparison := sum (("<" | "<=" | ">" | ">=" | "=" | "!=") sum)?
sum := product (("+"|"-") product)* ;  product := unary (("*"|"/") unary)*
unary := "-" unary | power ;  power := atom ("^" digit)?
atom := number "%"? | figure | "$" name | call | "(" expression ")"
call := name "(" (expression ("," expression)*)? ")"
"""

from __future__ import annotations

from decimal import Decimal

from sikao.core.figures.numbers import NumberRule, parse_number
from sikao.core.scheme.expressions.nodes import (
    COMPARISONS,
    CONDITION,
    FUNCTIONS,
    NUMBER,
    Apply,
    Constant,
    Expression,
    FigureRef,
    Parameter,
    kind_of,
)
from sikao.core.scheme.expressions.tokens import ExpressionError, Token, tokenize

MAX_DEPTH = 32
MAX_NODES = 500
MAX_POWER = 4
_PERCENT = NumberRule(suffixes={"%": -2})


def parse_expression(text: str, *, condition: bool = False) -> Expression:
    """The tree of the text; ``ExpressionError`` when it is none, or is a number where a condition is due."""
    parser = _Parser(tokenize(text))
    tree = parser.expression()
    parser.expect_end()
    wanted = CONDITION if condition else NUMBER
    if kind_of(tree) != wanted:
        raise ExpressionError(f"expression.not_a_{wanted}", 0, text=text)
    _check_size(tree)
    return tree


def _check_size(tree: Expression) -> None:
    """Bound depth and parts, those under a power as often as it multiplies them out.

    Powers of powers would otherwise grow numbers without end in the exact calculator: fifteen of them are a
    short text, and a billion factors.
    """
    waiting = [(tree, 1, 1)]
    parts = 0
    while waiting:
        node, depth, times = waiting.pop()
        parts += times
        if depth > MAX_DEPTH:
            raise ExpressionError("expression.too_deep", 0, most=str(MAX_DEPTH))
        if parts > MAX_NODES:
            raise ExpressionError("expression.too_many", 0, most=str(MAX_NODES))
        if isinstance(node, Apply):
            inner = times * _exponent(node)
            waiting.extend((argument, depth + 1, inner) for argument in node.arguments)


def _exponent(node: Apply) -> int:
    """How often an operator multiplies what it is applied to."""
    if node.operator != "^":
        return 1
    exponent = node.arguments[-1]
    return max(1, int(exponent.value)) if isinstance(exponent, Constant) else 1


class _Parser:
    """Recursive descent; the depth of recursion is bounded, so no text exhausts the stack."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._nodes = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _take(self, *texts: str) -> Token | None:
        token = self._token
        if token.text in texts and token.sort in ("symbol", "name"):
            self._at += 1
            return token
        return None

    def _require(self, text: str) -> None:
        if self._take(text) is None:
            self._unexpected(text)

    def _unexpected(self, wanted: str) -> None:
        token = self._token
        if token.sort == "end":
            raise ExpressionError("expression.unfinished", token.start, wanted=wanted)
        raise ExpressionError("expression.unexpected", token.start, found=token.text, wanted=wanted)

    def _counted(self, node: Expression) -> Expression:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise ExpressionError("expression.too_many", self._token.start, most=str(MAX_NODES))
        return node

    def expect_end(self) -> None:
        if self._token.sort != "end":
            self._unexpected("+ - * /")

    def expression(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError("expression.too_deep", self._token.start, most=str(MAX_DEPTH))
        left = self._conjunction()
        while token := self._take("or"):
            left = self._apply(token, CONDITION, left, self._conjunction())
        self._depth -= 1
        return left

    def _conjunction(self) -> Expression:
        left = self._negation()
        while token := self._take("and"):
            left = self._apply(token, CONDITION, left, self._negation())
        return left

    def _negation(self) -> Expression:
        signs: list[Token] = []
        while token := self._take("not"):
            signs.append(token)
        inner = self._comparison()
        for token in reversed(signs):
            inner = self._apply(token, CONDITION, inner)
        return inner

    def _comparison(self) -> Expression:
        left = self._sum()
        if token := self._take(*COMPARISONS):
            left = self._apply(token, NUMBER, left, self._sum())
            if self._token.text in COMPARISONS:
                raise ExpressionError("expression.chained", self._token.start, found=self._token.text)
        return left

    def _sum(self) -> Expression:
        left = self._product()
        while token := self._take("+", "-"):
            left = self._apply(token, NUMBER, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._unary()
        while token := self._take("*", "/"):
            left = self._apply(token, NUMBER, left, self._unary())
        return left

    def _unary(self) -> Expression:
        signs: list[Token] = []
        while token := self._take("-"):
            signs.append(token)
        inner = self._power()
        for token in reversed(signs):
            self._demand(token, NUMBER, (inner,))
            inner = self._counted(Apply("neg", (inner,)))
        return inner

    def _power(self) -> Expression:
        base = self._atom()
        token = self._take("^")
        if token is None:
            return base
        exponent = self._token
        if (
            exponent.sort != "number"
            or not exponent.text.isdecimal()
            or not 0 <= int(exponent.text[:3]) <= MAX_POWER
        ):
            raise ExpressionError(
                "expression.power", exponent.start, found=exponent.text, most=str(MAX_POWER)
            )
        self._at += 1
        self._demand(token, NUMBER, (base,))
        return self._counted(Apply("^", (base, Constant(Decimal(exponent.text)))))

    def _atom(self) -> Expression:
        token = self._token
        if self._take("("):
            inner = self.expression()
            self._require(")")
            return inner
        if token.sort not in ("number", "parameter", "name") or token.text in ("and", "or", "not"):
            self._unexpected("( )")
        self._at += 1
        if token.sort == "number":
            return self._counted(_constant(token))
        if token.sort == "parameter":
            return self._counted(Parameter(token.text[1:]))
        if self._token.text == "(":
            return self._call(token)
        return self._counted(_figure(token))

    def _call(self, name: Token) -> Expression:
        function = FUNCTIONS.get(name.text)
        if function is None:
            raise ExpressionError("expression.unknown_function", name.start, name=name.text)
        self._require("(")
        arguments: list[Expression] = []
        if function.most or self._token.text != ")":
            arguments.append(self.expression())
            while self._take(","):
                arguments.append(self.expression())
        self._require(")")
        if not function.least <= len(arguments) <= function.most:
            raise ExpressionError(
                "expression.arguments",
                name.start,
                name=name.text,
                wanted=str(function.least),
                found=str(len(arguments)),
            )
        if name.text == "if":
            self._demand(name, CONDITION, arguments[:1])
            self._demand(name, NUMBER, arguments[1:])
        else:
            self._demand(name, NUMBER, arguments)
        if function.over == "figure":
            _demand_figure(name, arguments[0])
        if name.text == "last":
            return self._counted(_shifted(arguments[0]))
        return self._counted(Apply(name.text, tuple(arguments)))

    def _apply(self, token: Token, wanted: str, *arguments: Expression) -> Expression:
        self._demand(token, wanted, arguments)
        return self._counted(Apply(token.text, arguments))

    @staticmethod
    def _demand(token: Token, wanted: str, arguments: tuple[Expression, ...] | list[Expression]) -> None:
        if any(kind_of(argument) != wanted for argument in arguments):
            raise ExpressionError(f"expression.wants_{wanted}", token.start, name=token.text)


def _constant(token: Token) -> Constant:
    number, _ = parse_number(token.text, _PERCENT)
    if number is None:
        raise ExpressionError("expression.number", token.start, found=token.text)
    return Constant(number.value)


def _figure(token: Token) -> FigureRef:
    rest, _, carrier = token.text.partition("@")
    rest, _, kind = rest.partition(".")
    item, _, member = rest.partition("/")
    return FigureRef(item, member or None, kind or None, carrier or None)


def _demand_figure(name: Token, argument: Expression) -> None:
    if not isinstance(argument, FigureRef):
        raise ExpressionError("expression.wants_figure", name.start, name=name.text)


def _shifted(argument: Expression) -> FigureRef:
    assert isinstance(argument, FigureRef)  # noqa: S101 - refused before; tells the type checker
    return FigureRef(argument.item, argument.member, argument.kind, argument.carrier, argument.years - 1)
