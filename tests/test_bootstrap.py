from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (run.BOOTSTRAP, run.RUN, run.SERVER, run.DEV)
TEST_COMMAND = "python3 run.py test"


def pins(lock: Path) -> dict[str, set[str]]:
    """Package -> its pins with their markers and hashes; one package may be pinned once a Python version."""
    blocks = re.split(r"\n(?=[a-z])", lock.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for block in blocks:
        code = "\n".join(line for line in block.splitlines() if not line.strip().startswith("#"))
        found.setdefault(code.partition("==")[0], set()).add(code.strip())
    return found


def declared(*, group: str | None) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = project["dependency-groups"][group] if group else project["project"]["dependencies"]
    return [Requirement(text) for text in listed]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "jeoul"
    folder.mkdir()
    for name in ("run.py", *(lock.name for lock in LOCKS)):
        shutil.copy(ROOT / name, folder / name)
    return folder


def start(checkout: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / "run.py"), *arguments]
    env = {"PATH": os.environ["PATH"], "HOME": str(checkout), **variables}
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=checkout, env=env)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    assert re.findall(r"https?:|--(?:extra-)?index|--find-links|file:", lock.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_is_exact_and_hashed(lock: Path) -> None:
    pinned = [pin for versions in pins(lock).values() for pin in versions]
    assert [pin for pin in pinned if not re.match(r"[a-z0-9-]+==[\w.]+", pin) or "--hash=sha256:" not in pin] == []


def everywhere(pin: str) -> str:
    """A pin without the marker that says on which machines it is needed; tests may need it on more."""
    return re.sub(r" ; (?:sys_platform|platform_system|python_full_version) [^\\]*", " ", pin)


@pytest.mark.parametrize(("smaller", "larger"), [(run.RUN, run.SERVER), (run.SERVER, run.DEV)])
def test_the_larger_lock_holds_every_pin_of_the_smaller(smaller: Path, larger: Path) -> None:
    few, many = pins(smaller), pins(larger)
    held = {name: {everywhere(pin) for pin in many.get(name, ())} for name in few}
    assert held == {name: {everywhere(pin) for pin in found} for name, found in few.items()}


def test_the_list_of_components_names_every_pin_of_the_server(checkout: Path) -> None:
    """C.11-51: made of the lock itself, by the package that knows the form."""
    assert run.sbom() == 0
    told = json.loads((ROOT / "out" / "sbom.json").read_text(encoding="utf-8"))
    assert told["bomFormat"] == "CycloneDX"
    named = {(canonicalize_name(one["name"]), one["version"]) for one in told["components"]}
    assert named == {(n, pin.split("==")[1].split()[0]) for n, found in pins(run.SERVER).items() for pin in found}
    assert "sbom" in start(checkout).stdout


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', 0, "1 / 1"),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}]}', 1, "a 1: CVE-1"),
        ('{"dependencies": [{"name": "a", "skip_reason": "x"}]}', 0, "NOTHING audited"),
        ("no network", 0, "NOTHING audited"),
    ],
)
def test_flaws_fail_the_audit_and_what_could_not_be_asked_is_said(
    checkout: Path, answer: str, code: int, said: str
) -> None:
    install_impostor(checkout, fails_on="nothing")
    program = checkout / ".venv" / "bin" / "pip-audit"
    program.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
    program.chmod(0o755)
    done = start(checkout, "audit")
    assert (done.returncode, said in done.stdout) == (code, True)


@pytest.mark.parametrize(("group", "lock"), [(None, run.RUN), ("dev", run.DEV)])
def test_a_lock_keeps_what_the_project_asks_for(group: str | None, lock: Path) -> None:
    pinned = pins(lock)
    for wanted in declared(group=group):
        versions = [pin.split("==")[1].split()[0] for pin in pinned[canonicalize_name(wanted.name)]]
        assert [version for version in versions if version not in wanted.specifier] == []


def test_the_script_needs_nothing_but_the_standard_library() -> None:
    nodes = list(ast.walk(ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))))
    modules = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    modules |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names


def test_an_old_python_can_read_the_script_up_to_the_message() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_without_a_command_the_commands_are_listed(checkout: Path) -> None:
    shown = start(checkout)
    assert (shown.returncode, shown.stdout.strip()) == (0, run.USAGE.strip())


def test_when_nothing_can_be_installed_it_says_what_to_do_and_leaves_no_stamp(checkout: Path) -> None:
    wheels = checkout / "empty"
    wheels.mkdir()
    failed = start(checkout, "demo", JEOUL_WHEELS=str(wheels))
    assert failed.returncode == 1
    assert run.NOT_INSTALLED.strip() in failed.stderr
    assert "Traceback" not in failed.stderr
    assert not (checkout / ".venv" / run.STAMP.name).exists()


def test_caches_and_temporary_files_stay_in_the_checkout() -> None:
    env = run.environment()
    own = ("XDG_CACHE_HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR", "TMPDIR", "TEMP", "TMP")
    assert [name for name in own if not Path(env[name]).is_relative_to(run.TOOLS)] == []


def test_what_other_programs_set_for_python_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert "PYTHONPATH" not in run.environment()


def test_a_folder_of_wheels_replaces_the_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JEOUL_WHEELS", "wheels")
    env = run.setup_environment()
    folder = str(tmp_path / "wheels")
    assert (env["PIP_NO_INDEX"], env["PIP_FIND_LINKS"], env["UV_FIND_LINKS"]) == ("1", folder, folder)


def install_impostor(checkout: Path, *, fails_on: str) -> None:
    """A .venv that is stamped as set up, whose programs only write down how they were called."""
    scripts = checkout / ".venv" / "bin"
    scripts.mkdir(parents=True)
    body = f'#!/bin/sh\necho "$@" >> "{checkout}/calls.txt"\ncase "$*" in *{fails_on}*) exit 3;; esac\n'
    for name in ("python", "lint-imports"):
        (scripts / name).write_text(body, encoding="utf-8")
        (scripts / name).chmod(0o755)
    probe = [sys.executable, "-c", "import run; run.STAMP.write_text(run.stamp(run.DEV), encoding='utf-8')"]
    subprocess.run(probe, check=True, cwd=checkout)


@pytest.mark.skipif(os.name == "nt", reason="the impostor is a shell script")
def test_every_check_runs_in_order_and_one_failure_fails_the_whole(checkout: Path) -> None:
    install_impostor(checkout, fails_on="mypy")
    result = start(checkout, "test", "-k", "price")
    calls = (checkout / "calls.txt").read_text(encoding="utf-8").splitlines()
    assert calls == ["-m ruff check .", "-m ruff format --check .", "-m mypy .", "--no-logo", "-m pytest -k price"]
    assert result.returncode == 1
    assert result.stdout.splitlines()[-1] == "실패 / failed: mypy"


@pytest.mark.skipif(os.name == "nt", reason="the impostor is a shell script")
def test_without_arguments_the_libraries_are_measured_and_no_folder_is_left_out(checkout: Path) -> None:
    install_impostor(checkout, fails_on="nothing")
    assert start(checkout, "test").returncode == 0
    libraries, rest = (checkout / "calls.txt").read_text(encoding="utf-8").splitlines()[4:]
    assert libraries == "-m pytest tests/scoring tests/benchmarks --cov -n auto --dist loadfile"
    assert rest == "-m pytest --ignore=tests/scoring --ignore=tests/benchmarks -n auto --dist loadfile"


@pytest.mark.skipif(os.name == "nt", reason="the impostor is a shell script")
def test_a_command_is_handed_to_django_with_its_exit_status(checkout: Path) -> None:
    install_impostor(checkout, fails_on="evaluate")
    result = start(checkout, "evaluate", "mine", "-o", "out.xlsx")
    calls = (checkout / "calls.txt").read_text(encoding="utf-8").splitlines()
    assert (result.returncode, calls) == (3, [f"{checkout}/manage.py evaluate mine -o out.xlsx"])


@pytest.mark.skipif(os.name == "nt", reason="the impostor is a shell script")
def test_a_changed_lock_is_installed_anew(checkout: Path) -> None:
    install_impostor(checkout, fails_on="nothing")
    with (checkout / run.DEV.name).open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert "설치 / installing: requirements-dev.txt" in start(checkout, "test", JEOUL_WHEELS="missing").stdout


@pytest.mark.parametrize("file", [ROOT / "README.md", ROOT / ".ci" / "run"], ids=lambda file: file.name)
def test_the_readme_and_ci_name_the_same_test_command(file: Path) -> None:
    assert TEST_COMMAND in file.read_text(encoding="utf-8").splitlines()


def test_the_readme_shows_the_demo_in_a_block_of_its_own() -> None:
    assert "```bash\npython3 run.py demo\n```" in (ROOT / "README.md").read_text(encoding="utf-8")
