"""Every mutant of the modules that decide: one operator, constant, branch or part changed.

An own mutator of a hundred lines: the tools there are rewrite the tree or run the whole suite for
each mutant, and know nothing of `match`, masks or our enumerations, where the rules stand.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.mutants.mutant import Mutant

MODULES = (
    "rules",
    "assess",
    "find_out",
    "facts",
    "conditions",
    "view",
    "procedure",
    "working_days",
)
_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_WORKED: dict[type[ast.operator], type[ast.operator]] = {
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.LShift: ast.RShift,
    ast.FloorDiv: ast.Mult,
}
_CALLED = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
_MEMBERS = {
    "Answer": ("YES", "NO", "NOT_KNOWN"),
    "Status": ("MET", "NOT_MET", "NOT_KNOWN"),
    "Strength": ("MUST", "AND_OR"),
    "Outcome": ("REFER_TODAY", "HOLD", "SCHOOL_MANAGED"),
    "TellFamily": ("NOT_UNTIL_AGREED", "ASK_FIRST", "INFORM_EARLY"),
    "Clock": ("SAME_DAY", "HOURS", "WORKING_DAYS", "OTHER_START", "NONE"),
}


def mutants(root: Path) -> Iterator[Mutant]:
    """Give every mutant of the modules that decide; `root` is the project's folder."""
    for name in MODULES:
        file = root / "desktop_app" / "domain" / f"{name}.py"
        tree = ast.parse(file.read_text(encoding="utf-8"))
        seen = {ast.unparse(tree)}
        for line, what in _spoil(tree):
            content = ast.unparse(tree)
            if content not in seen:
                seen.add(content)
                yield Mutant(str(file.relative_to(root)), f"{line}: {what}", content)


def _spoil(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Change the tree in one place after another, each time putting the one before back."""
    for function, node in _places(tree):
        for field, old in ast.iter_fields(node):
            if isinstance(node, ast.arg | ast.AnnAssign | ast.FunctionDef | ast.ClassDef) and (
                field in {"annotation", "returns", "decorator_list", "type_params", "bases"}
            ):
                continue
            if isinstance(old, list):
                yield from _spoil_list(node, field, old, function)
            elif isinstance(old, ast.AST):
                for what, new in _instead_of(old):
                    setattr(node, field, new)
                    yield function, what
                    setattr(node, field, old)


def _spoil_list(
    node: ast.AST, field: str, old: list[object], function: str
) -> Iterator[tuple[str, str]]:
    if field == "decorator_list":
        return
    for place, each in enumerate(old):
        if not isinstance(each, ast.AST):
            continue  # a default or a key that is not there
        changes: list[tuple[str, ast.AST | None]] = list(_instead_of(each))
        if field in {"values", "cases", "ifs"} and not isinstance(node, ast.Dict):
            changes.append((f"without {_short(each)}", None))
        for what, new in changes:
            shorter = [*old[:place], *([] if new is None else [new]), *old[place + 1 :]]
            if shorter or field == "ifs":
                setattr(node, field, shorter)
                yield function, what
        setattr(node, field, old)


def _places(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Give every node with the function it stands in, sentences for readers left out."""
    stack: list[tuple[str, ast.AST]] = [("", tree)]
    while stack:
        function, node = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = f"{function}.{node.name}".strip(".")
        yield function, node
        stack += [
            (function, child)
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.Import | ast.ImportFrom)
            and not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant))
            and child not in getattr(node, "decorator_list", ())
            and child is not getattr(node, "returns", None)
            and child is not getattr(node, "annotation", None)
        ]


def _instead_of(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    short = _short(node)
    match node:
        case ast.Compare(left, [op], right) if type(op) in _COMPARED:
            new: ast.AST = ast.Compare(left, [_COMPARED[type(op)]()], right)
            yield f"{short} becomes {_short(new)}", new
        case ast.BoolOp(op, values):
            new = ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield f"{short} becomes {_short(new)}", new
        case ast.UnaryOp(ast.Not() | ast.Invert() | ast.USub(), operand):
            yield f"{short} becomes {_short(operand)}", operand
        case ast.BinOp(left, op, right) if type(op) in _WORKED:
            new = ast.BinOp(left, _WORKED[type(op)](), right)
            yield f"{short} becomes {_short(new)}", new
        case ast.AugAssign(target, op, value):
            if type(op) in _WORKED:
                new = ast.AugAssign(target, _WORKED[type(op)](), value)
                yield f"{short} becomes {_short(new)}", new
            yield f"without {short}", ast.Pass()
        case ast.Constant(value):
            yield from _instead_of_constant(value)
        case ast.Call(ast.Name(name), args, keywords) if name in _CALLED:
            new = ast.Call(
                ast.Name(_CALLED[name]), args, [] if _CALLED[name] == "list" else keywords
            )
            yield f"{short} becomes {_CALLED[name]}", new
        case _:
            yield from _instead_of_statement(node, short)


def _instead_of_constant(value: object) -> Iterator[tuple[str, ast.AST]]:
    match value:
        case bool():
            yield f"{value} becomes {not value}", ast.Constant(not value)
        case int():
            yield f"{value} becomes {value + 1}", ast.Constant(value + 1)
        case str():
            yield f"{value!r} becomes another text", ast.Constant(value + "x")


def _instead_of_statement(node: ast.AST, short: str) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Attribute(ast.Name(name), member) if member in _MEMBERS.get(name, ()):
            for other in _MEMBERS[name]:
                if other != member:
                    yield f"{name}.{member} becomes {other}", ast.Attribute(ast.Name(name), other)
        case ast.If(test, body, orelse):
            yield f"if not {_short(test)}", ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.IfExp(test, body, orelse):
            yield f"{short} the other way round", ast.IfExp(test, orelse, body)
        case ast.Return(value) if value is not None and _short(value) != "None":
            yield f"{short} becomes none", ast.Return(None)
        case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield f"without {short}", ast.Pass()
        case _:
            return


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:67] + "..."
