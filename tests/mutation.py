"""Changes one thing at a time in a module of `scoring/` and tells which changes no test notices.

`python -m tests.mutation scoring/price.py` prints each survivor and the counts; it ends with 1 where
one survived. No file is written: a forked child imports the changed module and runs the tests.
"""

from __future__ import annotations

import ast
import copy
import importlib.util
import os
import signal
import sys
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final, NamedTuple

import hypothesis
import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SECONDS: Final = 120
OPTIONS: Final = ("-x", "-c", os.devnull, "--rootdir", str(ROOT), "--import-mode=importlib", "--assert=plain")
OPPOSITE: Final = ((ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot))
COMPARED: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    **{one: (other,) for pair in OPPOSITE for one, other in (pair, pair[::-1])},
}
COMPUTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}
CALLED: Final = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


class Mutant(NamedTuple):
    """One change: where it is, what stood there, what stands there now, and the module with it."""

    line: int
    before: str
    after: str
    code: CodeType


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


class _Changed(MetaPathFinder, Loader):
    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)  # noqa: S102 the changed module is ours


def mutants(source: str) -> Iterator[Mutant]:
    """Every change of a module; docstrings, annotations, decorators and the words of errors stay."""
    tree = ast.parse(source)
    kept = _kept(tree)
    for node in [node for node in ast.walk(tree) if node not in kept]:
        for new in _changes(node):
            before, line = ast.unparse(node), getattr(node, "lineno", 0)
            _Swap(node, new).visit(tree)
            code = compile(ast.fix_missing_locations(tree), "mutant", "exec")
            yield Mutant(line, before, ast.unparse(new), code)
            _Swap(new, node).visit(tree)


def _kept(tree: ast.Module) -> set[ast.AST]:
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            roots.append(node)
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            roots.append(node.annotation)
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            roots.append(node.returns)
        elif isinstance(node, ast.ClassDef):
            roots += node.decorator_list
        elif isinstance(node, ast.Raise):
            roots += [part for part in ast.walk(node) if isinstance(part, ast.JoinedStr | ast.Constant)]
        elif isinstance(node, ast.JoinedStr):
            roots += [part for part in node.values if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            roots.append(node.format_spec)
    return {part for root in roots for part in ast.walk(root)}


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    yield from _changed_expressions(node)
    if isinstance(node, ast.Expr | ast.Raise):
        yield ast.Pass()
    elif isinstance(node, ast.If | ast.IfExp):
        other = copy.copy(node)
        other.test = ast.UnaryOp(ast.Not(), node.test)
        yield other
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)
    elif isinstance(node, ast.Slice):
        yield from [ast.Slice(None, node.upper, node.step)] if node.lower else []
        yield from [ast.Slice(node.lower, None, node.step)] if node.upper else []


def _changed_expressions(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            for other in COMPARED[type(operator)]:
                yield ast.Compare(node.left, [*node.ops[:i], other(), *node.ops[i + 1 :]], node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in COMPUTED:
        yield ast.BinOp(node.left, COMPUTED[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.FormattedValue):
        yield ast.Constant("?")
    elif isinstance(node, ast.Call):
        yield from _changed_call(node)
    elif isinstance(node, ast.Constant):
        yield from (ast.Constant(value) for value in _other_values(node.value))


def _changed_call(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name == "abs":
        yield node.args[0]
    elif name in CALLED:
        keywords = node.keywords if name != "sorted" else []
        yield ast.Call(ast.Name(CALLED[name], ast.Load()), node.args, keywords)


def _other_values(value: object) -> list[bool | int | str]:
    if isinstance(value, bool | str):
        return [f"{value}?" if isinstance(value, str) else not value]
    return [value + 1, value - 1] if isinstance(value, int) else []


def survives(name: str, *, code: CodeType, tests: list[str]) -> bool:
    """Whether the tests pass with this code as module `name`; a child that never ends does not."""
    child = os.fork()
    if child == 0:
        try:
            _run(name, code=code, tests=tests)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _run(name: str, *, code: CodeType, tests: list[str]) -> None:
    signal.alarm(SECONDS)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.meta_path.insert(0, _Changed(name, code))
    hypothesis.settings.register_profile("quick", max_examples=25, derandomize=True, database=None, deadline=None)
    hypothesis.settings.load_profile("quick")
    os._exit(pytest.main([*OPTIONS, *tests]))


def main(file: str) -> int:
    """Print the survivors of one module and the counts; 0 where there are none."""
    place = Path(file)
    source = (ROOT / place).read_text(encoding="utf-8")
    name = ".".join(place.with_suffix("").parts)
    tests = [f"tests/scoring/test_{subject}.py" for subject in (place.stem, "cases", "evaluation")]
    if not survives(name, code=compile(source, file, "exec"), tests=tests):
        sys.exit("the tests fail without any change")
    found = list(mutants(source))
    alive = [mutant for mutant in found if survives(name, code=mutant.code, tests=tests)]
    for mutant in alive:
        sys.stdout.write(f"{file}:{mutant.line}: {mutant.before}  ->  {mutant.after}\n")
    sys.stdout.write(f"{file}: {len(found)} mutants, {len(found) - len(alive)} killed, {len(alive)} survived\n")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
