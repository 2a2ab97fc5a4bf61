"""Reading and deciding one rule text: `age >= 60 and (local_household or residence_permit)`.

The language is Python's own expressions cut down to `and`, `or`, `not`, comparisons, names and constants; Python's
parser reads it (ast), nothing of it is ever run. Deciding follows Kleene's strong logic: an unknown fact makes a rule
UNKNOWN only where it could still change the outcome.
"""

from __future__ import annotations

import ast
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.truth import Truth, all_of, any_of, of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kiosk.domain.rules.facts import Fact, Value

__all__ = ["Rule", "RuleMalformed", "decide", "doubts", "read_rule"]

LONGEST: Final = 300
DEEPEST: Final = 12
ORDERED: Final[dict[type[ast.cmpop], Callable[[int, int], bool]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
ALIKE: Final[dict[type[ast.cmpop], Callable[[object, object], bool]]] = {ast.Eq: operator.eq, ast.NotEq: operator.ne}


class RuleMalformed(ValueError):
    """A rule text that says nothing, says too much, or speaks of what is not known; the message says where."""


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule text that was read; `names` are the facts it asks for."""

    text: str
    tree: ast.expr
    names: frozenset[str]


def read_rule(text: str, facts: Mapping[str, Fact]) -> Rule:
    """Read a rule whose words are `facts`. Raises RuleMalformed."""
    if not 0 < len(text) <= LONGEST:
        raise RuleMalformed(f"expected 1 to {LONGEST} characters")
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise RuleMalformed("not a rule that can be read") from error
    _check_truth(tree, facts, 0)
    return Rule(text, tree, frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)))


def decide(rule: Rule, facts: Mapping[str, Value]) -> Truth:
    """Decide a rule on the facts that are known."""
    return _truth(rule.tree, facts)


def doubts(rule: Rule, facts: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the facts whose absence leaves the rule open, in the order of its text; none when it is decided."""
    if decide(rule, facts) is not Truth.UNKNOWN:
        return ()
    names = (node.id for node in _in_order(rule.tree) if isinstance(node, ast.Name))
    return tuple(dict.fromkeys(name for name in names if name not in facts))


def _check_truth(node: ast.expr, facts: Mapping[str, Fact], depth: int) -> None:
    """Refuse what is neither true nor false."""
    if depth > DEEPEST:
        raise RuleMalformed("nested too deep")
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                _check_truth(value, facts, depth + 1)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _check_truth(operand, facts, depth + 1)
        case ast.Compare():
            _check_comparison(node, facts)
        case ast.Name() | ast.Constant() if _kind(node, facts) is bool:
            pass
        case _:
            raise RuleMalformed(f"neither true nor false: {ast.unparse(node)}")


def _check_comparison(node: ast.Compare, facts: Mapping[str, Fact]) -> None:
    sides = [node.left, *node.comparators]
    if not any(isinstance(side, ast.Name) for side in sides):
        raise RuleMalformed(f"compares no fact: {ast.unparse(node)}")
    for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
        kind = _kind(left, facts)
        if isinstance(sign, ast.In | ast.NotIn):
            if not isinstance(right, ast.Tuple) or {_kind(one, facts) for one in right.elts} != {kind}:
                raise RuleMalformed(f"`in` wants constants of one kind in parentheses: {ast.unparse(node)}")
        elif kind is not _kind(right, facts):
            raise RuleMalformed(f"compares different kinds: {ast.unparse(node)}")
        elif type(sign) in ORDERED:
            if kind is not int:
                raise RuleMalformed(f"only numbers have an order: {ast.unparse(node)}")
        elif type(sign) not in ALIKE:
            raise RuleMalformed(f"unknown comparison: {ast.unparse(node)}")


def _kind(node: ast.expr, facts: Mapping[str, Fact]) -> type:
    match node:
        case ast.Name(id=name):
            if name not in facts:
                raise RuleMalformed(f"unknown word: {name}")
            return facts[name].kind
        case ast.Constant(value=bool() | int() | str() as value):
            return type(value)
        case _:
            raise RuleMalformed(f"neither a word nor a constant: {ast.unparse(node)}")


def _truth(node: ast.expr, facts: Mapping[str, Value]) -> Truth:
    match node:
        case ast.BoolOp(op=sign, values=values):
            join = all_of if isinstance(sign, ast.And) else any_of
            return join([_truth(value, facts) for value in values])
        case ast.UnaryOp(operand=operand):
            return ~_truth(operand, facts)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [left, *comparators]
            pairs = zip(sides, ops, sides[1:], strict=False)
            return all_of([_compared(one, sign, other, facts) for one, sign, other in pairs])
        case _:
            value = _value(node, facts)
            return Truth.UNKNOWN if value is None else of(bool(value))


def _compared(left: ast.expr, sign: ast.cmpop, right: ast.expr, facts: Mapping[str, Value]) -> Truth:
    one = _value(left, facts)
    if one is None:
        return Truth.UNKNOWN
    if isinstance(right, ast.Tuple):
        found = any(one == _value(each, facts) for each in right.elts)
        return of(found is isinstance(sign, ast.In))
    other = _value(right, facts)
    if other is None:
        return Truth.UNKNOWN
    if isinstance(one, int) and isinstance(other, int) and type(sign) in ORDERED:
        return of(ORDERED[type(sign)](one, other))
    return of(ALIKE[type(sign)](one, other))


def _value(node: ast.expr, facts: Mapping[str, Value]) -> Value | None:
    if isinstance(node, ast.Name):
        return facts.get(node.id)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | str) else None


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)
