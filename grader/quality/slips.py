"""Slips: every way to get one token of a function wrong.

A misconception is a mistake that somebody thought of. A slip is one that nobody had to: a plus for a
minus, the wrong axis, a term left out, one name for another, made systematically at every place of the
source. Whether the cases of an exercise notice them says how good the cases are, see `quality`.

A rule sees one node of the syntax tree and gives what might stand there by mistake. What can't be seen
from outside is left alone: docstrings, annotations, defaults (which the course wrote), assertions, guards
that only raise, the title of a progress bar.
"""

import ast
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
OPPOSITES = {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}
COMMUTATIVE = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)

ELEMENTWISE = ("exp", "log", "tanh", "sqrt", "square", "abs")
FAMILIES = (
    ELEMENTWISE,
    ("maximum", "minimum"),
    ("max", "min"),
    ("argmax", "argmin"),
    ("sum", "mean", "prod"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("dot", "multiply"),
    ("floor", "ceil"),
    ("any", "all"),
    ("logical_and", "logical_or"),
    ("hstack", "vstack"),
    ("standard_normal", "random"),
)
"""Functions that are taken for one another."""

SYMMETRIC = ("add", "equal", "logaddexp", "maximum", "minimum", "multiply", "max", "min")
"""Functions for which the order of their arguments is no matter."""


SCOPES = (ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""What has names of its own."""


@dataclass(frozen=True)
class Words:
    """What can be confused at some place: `names`, by the line that binds each, and `strings`."""

    names: Mapping[str, int]
    strings: tuple[str, ...]

    def known(self, line: int) -> list[str]:
        """The names that stand for something in that line: using any other is no slip but a crash."""
        return [name for name, bound in self.names.items() if bound < line]

    def within(self, scope: ast.AST) -> "Words":
        """What can be confused inside `scope`."""
        return Words({**self.names, **_bindings(scope)}, self.strings)


Rule = Callable[[ast.AST, Words], Iterable[ast.AST]]


def slips(source: str, name: str) -> dict[str, str]:
    """Every source that is `source` with one slip in its function `name`, by a label that shows it.

    A label reads `line 3: dz = a - y -> dz = a + y`. Lines are counted from the `def`, without docstring
    and comments, so that a label stays the same until the code around it changes.
    """
    tree = ast.parse(plain(source))
    function = _find(tree, name)
    before = ast.unparse(function)
    whole = Words({}, _strings(function)).within(function)
    found: dict[str, str] = {}
    for holder, key, node, words in _places(function, whole):
        for other in itertools.chain.from_iterable(rule(node, words) for rule in RULES):
            _put(holder, key, other)
            after = ast.unparse(function)
            if after != before:
                found.setdefault(_label(before, after), ast.unparse(tree))
        _put(holder, key, node)
    return found


def plain(source: str) -> str:
    """`source` in a standard form: without docstrings, annotations and comments, one line a statement."""
    return ast.unparse(_Undressed().visit(ast.parse(source)))


class _Undressed(ast.NodeTransformer):
    """Takes docstrings and annotations away."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return ast.Pass()
        return ast.copy_location(ast.Assign([node.target], node.value), node)


def _find(tree: ast.Module, name: str) -> ast.FunctionDef:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return node
    raise ValueError(f"the source defines no function {name}")


def _strings(function: ast.FunctionDef) -> tuple[str, ...]:
    constants = (node for node in ast.walk(function) if isinstance(node, ast.Constant))
    return tuple(dict.fromkeys(node.value for node in constants if isinstance(node.value, str)))


def _bindings(scope: ast.AST) -> dict[str, int]:
    """The names that `scope` itself binds, each with the first line after which it stands for something."""
    early = not isinstance(scope, ast.FunctionDef)
    names: dict[str, int] = {}
    for node in _inside(scope):
        if isinstance(node, ast.arg):
            names.setdefault(node.arg, 0)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.setdefault(node.id, 0 if early else node.lineno)
    return names


def _inside(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of `scope` in order, without those that belong to scopes inside it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, SCOPES):
            yield child
            yield from _inside(child)


Place = tuple[ast.AST | list[ast.AST], str | int, ast.AST, Words]


def _places(node: ast.AST, words: Words) -> Iterator[Place]:
    """Every node under `node` that may go wrong: what holds it, where it stands there, and its words."""
    for field, value in ast.iter_fields(node):
        items = enumerate(value) if isinstance(value, list) else [(field, value)]
        holder = value if isinstance(value, list) else node
        for key, child in items:
            if isinstance(child, ast.AST) and not _is_silent(child, node, field, key):
                yield holder, key, child, words
                yield from _places(
                    child, words.within(child) if isinstance(child, SCOPES) else words
                )


def _is_silent(child: ast.AST, parent: ast.AST, field: str, key: str | int) -> bool:
    """Is this of no effect on what a function answers to a sensible question?"""
    if isinstance(child, ast.Assert | ast.Raise):
        return True
    if isinstance(child, ast.If) and all(isinstance(step, ast.Raise) for step in child.body):
        return not child.orelse
    if isinstance(child, ast.arguments):
        return isinstance(parent, ast.FunctionDef)
    titled = isinstance(parent, ast.Call) and _called(parent) == "progress"
    return titled and (field == "keywords" or (field == "args" and key != 0))


def _put(holder: ast.AST | list[ast.AST], key: str | int, node: ast.AST) -> None:
    if isinstance(holder, list):
        holder[key] = node
    else:
        setattr(holder, key, node)


def _label(before: str, after: str) -> str:
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    number, (old, new) = next(
        (number, pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]
    )
    return f"line {number}: {old.strip()} -> {new.strip()}"


# The rules.


def operators(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """Another arithmetic operator, or the two sides exchanged."""
    match node:
        case ast.BinOp(left, operator, right):
            for other in ARITHMETIC:
                if not isinstance(operator, other):
                    yield ast.BinOp(left, other(), right)
            if not isinstance(operator, COMMUTATIVE):
                yield ast.BinOp(right, operator, left)
        case ast.AugAssign(target, operator, value):
            for other in ARITHMETIC:
                if not isinstance(operator, other):
                    yield ast.AugAssign(target, other(), value)


def comparisons(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """Another comparison, `or` for `and`, one of two branches or conditions alone."""
    match node:
        case ast.Compare(left, operators, right):
            for place, operator in enumerate(operators):
                for other in _other_comparisons(operator, [left, *right]):
                    changed = [*operators[:place], other(), *operators[place + 1 :]]
                    yield ast.Compare(left, changed, right)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
            yield from values
        case ast.IfExp(_, body, orelse):
            yield body
            yield orelse


def _other_comparisons(operator: ast.cmpop, sides: list[ast.expr]) -> list[type[ast.cmpop]]:
    if type(operator) in OPPOSITES:
        return [OPPOSITES[type(operator)]]
    # Nobody asks whether a word comes before another by mistake.
    of_text = any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides)
    others = (ast.Eq, ast.NotEq) if of_text else COMPARISONS
    return [other for other in others if not isinstance(operator, other)]


def terms(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """A term, a factor, a sign, a transposition or a function left out."""
    match node:
        case ast.BinOp(left, _, right):
            yield left
            yield right
        case ast.UnaryOp(ast.USub() | ast.Not(), operand):
            yield operand
        case ast.Attribute(value, "T"):
            yield value
        case ast.Call(ast.Attribute(_, name), [argument], []) if name in ELEMENTWISE:
            yield argument


def constants(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """A number off by one, doubled or zero; the other truth value; another string of the function's."""
    match node:
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            others = dict.fromkeys([value + 1, value - 1, type(value)(0), 2 * value])
            yield from (_number(other) for other in others if other != value)
        case ast.Constant(str(value)):
            yield from (ast.Constant(other) for other in words.strings if other != value)


def _number(value: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def names(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """Another parameter or local in the place of one."""
    match node:
        case ast.Name(name, ast.Load()) if name in words.names:
            known = words.known(node.lineno)
            yield from (ast.Name(other, ast.Load()) for other in known if other != name)


def functions(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """Another function of the same family."""
    match node:
        case ast.Call(ast.Attribute(value, name), positional, keywords):
            for other in _relatives(name):
                yield ast.Call(ast.Attribute(value, other, ast.Load()), positional, keywords)
        case ast.Call(ast.Name(name), positional, keywords) if name not in words.names:
            for other in _relatives(name):
                yield ast.Call(ast.Name(other, ast.Load()), positional, keywords)


def _relatives(name: str) -> list[str]:
    return [other for family in FAMILIES if name in family for other in family if other != name]


def arguments(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """Two arguments exchanged, a keyword argument left out, a range with another end."""
    match node:
        case ast.Call(function, positional, keywords):
            if _called(node) not in SYMMETRIC:
                yield from (ast.Call(function, swapped, keywords) for swapped in _swaps(positional))
            for keyword in keywords:
                kept = [other for other in keywords if other is not keyword]
                yield ast.Call(function, positional, kept)
            if _called(node) == "range" and not keywords:
                yield from (ast.Call(function, bounds, []) for bounds in _other_bounds(positional))


def _called(call: ast.Call) -> str:
    """The last part of the name of the function that is called."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _swaps(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for one, other in itertools.combinations(range(len(items)), 2):
        swapped = list(items)
        swapped[one], swapped[other] = items[other], items[one]
        yield swapped


def _other_bounds(bounds: list[ast.expr]) -> Iterator[list[ast.expr]]:
    start, stop, step = (bounds[:1], bounds[1:2], bounds[2:]) if bounds[1:] else ([], bounds, [])
    for operator in (ast.Add, ast.Sub):
        if stop and not isinstance(stop[0], ast.Constant):
            yield [*start, ast.BinOp(stop[0], operator(), ast.Constant(1)), *step]
    if not start:
        yield [ast.Constant(1), *stop]


def indices(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """Two indices exchanged, or one end of a slice left open."""
    match node:
        case ast.Subscript(value, ast.Tuple(items), context):
            yield from (
                ast.Subscript(value, ast.Tuple(swapped, ast.Load()), context)
                for swapped in _swaps(items)
            )
        case ast.Slice(lower, upper, step):
            yield ast.Slice(None, upper, step)
            yield ast.Slice(lower, None, step)
            yield ast.Slice(lower, upper, None)


def statements(node: ast.AST, words: Words) -> Iterator[ast.AST]:
    """A statement forgotten, a sum overwritten, the parts of a result exchanged."""
    match node:
        case ast.Assign() | ast.Expr():
            yield ast.Pass()
        case ast.AugAssign(target, _, value):
            yield ast.Pass()
            yield ast.Assign([target], value, lineno=node.lineno)
        case ast.Return(ast.Tuple(items)):
            yield from (ast.Return(ast.Tuple(swapped, ast.Load())) for swapped in _swaps(items))


RULES: tuple[Rule, ...] = (
    operators,
    comparisons,
    terms,
    constants,
    names,
    functions,
    arguments,
    indices,
    statements,
)
