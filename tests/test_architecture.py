from __future__ import annotations

import ast
import io
import re
import shutil
import statistics
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ("scoring", "benchmarks", "procurement")
DOCUMENTED = ("scoring", "benchmarks", "procurement/sizing", "procurement/exports")
NOT_EXACT = ("scoring/acceptability", "scoring/crosscheck")  # annexes in floats: how these names begin
LONGEST_FILE = 300
LONGEST_FUNCTION = 50
MEDIAN_FUNCTION = 8
FORBIDDEN_NAMES = {"float", "print", "open", "now", "utcnow", "today", "write_text", "write_bytes"}
FORBIDDEN_MODULES = {"time", "random", "os", "socket", "urllib", "http"}
SKIPPED_FOLDERS = {".git", ".venv", ".tools", "out", "__pycache__", "htmlcov"}
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/" + r"(?:work|root|tmp|home)" + r"/\w")
REASONED_NOQA = re.compile(r"#\s*noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s+\S+(?:\s+\S+)+")
REASONED_IGNORE = re.compile(r"#\s*type: ignore\[[\w, -]+\]\s+\S+(?:\s+\S+)+")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def committed() -> list[Path]:
    """Files that are or may be committed; every file of the folder where git is not at hand."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return [file for file in ROOT.rglob("*") if file.is_file() and not hidden(file)]
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if (ROOT / name).is_file()]


def hidden(file: Path) -> bool:
    folders = file.relative_to(ROOT).parts[:-1]
    return any(part in SKIPPED_FOLDERS or part.endswith("_cache") for part in folders)


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(node: ast.AST) -> list[Function]:
    return [child for child in ast.walk(node) if isinstance(child, Function)]


def body_length(function: Function, lines: list[str]) -> int:
    """Lines of the body; the signature, the docstring and blank lines are not counted."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    return sum(1 for line in lines[body[0].lineno - 1 : body[-1].end_lineno] if line.strip())


def comments(file: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def inexact(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"{node.lineno}: {node.value}"
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            yield from [f"{node.lineno}: {name}"] if name in FORBIDDEN_NAMES else []
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (f"{node.lineno}: {name}" for name in modules if top(name) in FORBIDDEN_MODULES)


def top(module: str) -> str:
    return module.partition(".")[0]


def undocumented(file: Path) -> Iterator[str]:
    for node in tree(file).body:
        public = isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
        if public and isinstance(node, Function | ast.ClassDef) and ast.get_docstring(node) is None:
            yield f"{place(file)}:{node.lineno} {node.name}"


def raised(function: Function) -> set[str]:
    """Names of what a function itself raises: an exception's, or a variable's that holds one."""
    raises = [node.exc for node in ast.walk(function) if isinstance(node, ast.Raise) and node.exc is not None]
    called = [exc.func if isinstance(exc, ast.Call) else exc for exc in raises]
    return {name.id if isinstance(name, ast.Name) else ast.unparse(name) for name in called}


def says(function: Function, names: set[str]) -> bool:
    words = ast.get_docstring(function) or ""
    return "aises" in words or all(name in words for name in names)


def test_imports_keep_the_layers() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([linter, "--no-logo", "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_module_that_does_something_has_a_test_of_its_name() -> None:
    modules = [file for file in python_files(*LIBRARIES) if file.name != "__init__.py" and functions(tree(file))]
    expected = {file: ROOT / "tests" / file.relative_to(ROOT).with_name(f"test_{file.name}") for file in modules}
    assert [place(test) for test in expected.values() if not test.is_file()] == []


def test_no_file_is_longer_than_one_subject() -> None:
    files = [file for file in committed() if file.suffix == ".py"]
    lengths = {place(file): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


@pytest.mark.parametrize("library", LIBRARIES)
def test_functions_are_short(library: str) -> None:
    lengths = {}
    for file in python_files(library):
        lines = file.read_text(encoding="utf-8").splitlines()
        for function in functions(tree(file)):
            lengths[f"{place(file)}:{function.lineno} {function.name}"] = body_length(function, lines)
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_FUNCTION


def test_scores_are_computed_exactly_and_without_the_world() -> None:
    sources = {place(file): file.read_text(encoding="utf-8") for file in python_files("scoring")}
    assert {
        name: list(inexact(text))
        for name, text in sources.items()
        if not name.startswith(NOT_EXACT) and any(inexact(text))
    } == {}


@pytest.mark.parametrize(
    "line",
    ["x = 0.5", "float('1')", "from time import time", "import os.path", "datetime.now()", "print(1)", "p.open()"],
)
def test_the_search_for_inexact_code_finds_it(line: str) -> None:
    assert len(list(inexact(line))) == 1


def test_public_names_of_the_libraries_say_what_they_are() -> None:
    assert [found for file in python_files(*DOCUMENTED) for found in undocumented(file)] == []


def test_public_functions_of_the_libraries_name_their_errors() -> None:
    silent = []
    for file in python_files(*DOCUMENTED):
        public = [function for function in functions(tree(file)) if not function.name.startswith("_")]
        silent += [f"{place(file)}:{f.lineno} {f.name}" for f in public if raised(f) and not says(f, raised(f))]
    assert silent == []


def test_no_committed_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for file in committed():
        text = file.read_text(encoding="utf-8", errors="ignore")
        found += [f"{place(file)}: {host}" for host in HOSTS if host in text]
        found += [f"{place(file)}: {match.group()}" for match in MACHINE_PATH.finditer(text)]
    assert found == []


def test_locks_that_record_hosts_are_ignored() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"uv.lock", "pylock.toml"} <= set(ignored)


@pytest.mark.parametrize(("word", "reasoned"), [("noqa", REASONED_NOQA), ("type: ignore", REASONED_IGNORE)])
def test_every_silenced_check_says_which_and_why(word: str, reasoned: re.Pattern[str]) -> None:
    files = [file for file in committed() if file.suffix == ".py"]
    silenced = [(file, line, text) for file in files for line, text in comments(file) if word in text]
    assert [f"{place(file)}:{line}" for file, line, text in silenced if not reasoned.search(text)] == []
