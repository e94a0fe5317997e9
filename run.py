#!/usr/bin/env python3
"""Set Jeoul up in this folder and run it. Needs only Python 3.11 or newer; writes nothing outside this folder."""

import hashlib
import json
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "jeoul-setup.txt"
BOOTSTRAP = ROOT / "requirements-bootstrap.txt"
RUN = ROOT / "requirements.txt"
SERVER = ROOT / "requirements-server.txt"  # what an agency's server needs besides RUN
DEV = ROOT / "requirements-dev.txt"  # holds everything that SERVER holds
INCLUDING = {RUN: (RUN, SERVER, DEV), SERVER: (SERVER, DEV), DEV: (DEV,)}
DEMO = ("evaluate", "docs/examples/npu-llm-servers", "-o", "out/npu-llm-servers.xlsx")
CHECKS = (
    ("ruff check", (PYTHON, "-m", "ruff", "check", ".")),
    ("ruff format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    ("mypy", (PYTHON, "-m", "mypy", ".")),
    ("lint-imports", (SCRIPTS / "lint-imports", "--no-logo")),
)
PYTEST = (PYTHON, "-m", "pytest")
SPREAD = ("-n", "auto", "--dist", "loadfile")  # a file's tests share what is slow to prepare
LIBRARIES = ("tests/scoring", "tests/benchmarks")
SUITE = (  # the libraries' own tests must reach all of them; tracing the rest as well would take twice as long
    ("pytest libraries", (*PYTEST, *LIBRARIES, "--cov", *SPREAD)),
    ("pytest", (*PYTEST, *(f"--ignore={folder}" for folder in LIBRARIES), *SPREAD)),
)
USAGE = """\
python3 run.py demo                          예제 공고를 평가해 엑셀을 만듭니다 / evaluate the example tender
python3 run.py test [pytest 인자 / arguments]  모든 검사를 돌립니다 / run every check
python3 run.py serve                         시연 화면을 엽니다 / serve a demonstration on this machine
python3 run.py install                       기관의 서버가 쓸 것을 설치합니다 / install what an agency's server needs
python3 run.py sbom                          부품 목록 out/sbom.json을 만듭니다 / write the list of components
python3 run.py audit                         알려진 취약점을 찾습니다(인터넷) / look for known flaws (asks the internet)
python3 run.py evaluate FOLDER -o OUT.xlsx   자기 공고를 평가합니다 / evaluate a tender of your own
"""
TOO_OLD = """\
Python 3.11 이상이 필요합니다. 지금 것은 {version} ({path})입니다. 더 새 Python으로 실행하세요: python3.11 run.py ...
Python 3.11 or newer is needed; this is {version} ({path}). Run it with a newer one: python3.11 run.py ...
"""
OWN_PYTHON = """\
이 폴더의 .venv를 다시 만들어야 하니 그 밖의 Python으로 실행하세요: python3 run.py ...
The folder .venv must be made anew: run this with a Python outside it: python3 run.py ...
"""
NO_PIP = """\
이 Python({path})에는 pip도 venv도 없어 설치할 수 없습니다. 데비안·우분투: apt-get install python3-venv
This Python ({path}) has neither pip nor venv. On Debian or Ubuntu: apt-get install python3-venv
"""
NOT_INSTALLED = """\
설치하지 못했습니다. 까닭은 위에 있습니다.
  - 인터넷이 안 되는 곳: 받아 둔 wheel 폴더를 알려 주세요: JEOUL_WHEELS=폴더 python3 run.py ... (README의 '폐쇄망')
  - 내부 저장소를 쓰는 곳: UV_DEFAULT_INDEX와 PIP_INDEX_URL에 그 주소를 넣으세요.
Could not be installed. The reason stands above.
  - Without a network: name a folder of wheels: JEOUL_WHEELS=FOLDER python3 run.py ... (see "Closed network" in README)
  - With a mirror of your own: put its address in UV_DEFAULT_INDEX and PIP_INDEX_URL.
"""
if sys.version_info < (3, 11):  # noqa: UP036 -- an older Python must be told what is missing
    sys.exit(TOO_OLD.format(version=sys.version.split()[0], path=sys.executable))


def say(line: str) -> None:
    """Print at once, before a program started next prints."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def environment() -> dict[str, str]:
    """Caches and temporary files of every program started here stay in this folder."""
    cache, temporary = TOOLS / "cache", TOOLS / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    own = {"XDG_CACHE_HOME": cache, "UV_CACHE_DIR": cache / "uv", "PIP_CACHE_DIR": cache / "pip"}
    own |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary)
    inherited = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return {**inherited, **{name: str(folder) for name, folder in own.items()}}


def setup_environment() -> dict[str, str]:
    """Trust the certificates the machine trusts; with JEOUL_WHEELS, ask no network."""
    env = {"UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never", "PYTHONDONTWRITEBYTECODE": "1"}
    env |= {"PIP_ROOT_USER_ACTION": "ignore", "PIP_RETRIES": "2", **environment()}
    wheels = os.environ.get("JEOUL_WHEELS")
    if wheels:
        folder = str(Path(wheels).resolve())
        env.update(UV_FIND_LINKS=folder, PIP_NO_INDEX="1", PIP_FIND_LINKS=folder)
    return env


def install(*command: object) -> None:
    """Run one step of the set-up; CalledProcessError when it fails."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, env=setup_environment())


def uv() -> Path:
    """The uv that BOOTSTRAP pins; pip puts it in a folder, which Debian's managed Python allows too."""
    folder = TOOLS / BOOTSTRAP.read_text(encoding="utf-8").split()[0]
    program = folder / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if not program.exists():
        pip = (sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        install(*pip, "--target", folder, "--require-hashes", "-r", BOOTSTRAP)
    return program


def install_with_uv(lock: Path) -> None:
    """Make .venv hold what the lock names and nothing else, each file checked by its hash."""
    program = uv()
    install(program, "venv", "-q", "--clear", "--python", sys.executable, VENV)
    source = ["--no-index"] if os.environ.get("JEOUL_WHEELS") else []
    install(program, "pip", "sync", "-q", "--require-hashes", *source, "--python", PYTHON, lock)


def install_with_pip(lock: Path) -> None:
    """Slower, and needs no other program; uses the pip that is there, or the one that venv brings."""
    outside = find_spec("pip") is not None
    install(sys.executable, "-m", "venv", "--clear", *(["--without-pip"] if outside else []), VENV)
    pip = (sys.executable, "-m", "pip", "--python", PYTHON) if outside else (PYTHON, "-m", "pip")
    install(*pip, "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", lock)


def stamp(lock: Path) -> str:
    """What .venv was made from: another place, Python or lock makes it stale."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{ROOT}\n{sys.version}\n{lock.name} {digest}\n"


def is_set_up(lock: Path) -> bool:
    """Whether .venv holds this lock, or one that includes it."""
    if not (STAMP.is_file() and PYTHON.exists()):
        return False
    return STAMP.read_text(encoding="utf-8") in {stamp(one) for one in INCLUDING[lock]}


def set_up(lock: Path) -> None:
    """Make .venv anew unless it holds the lock already; exits with what to do when that cannot be done."""
    if is_set_up(lock):
        return
    if Path(sys.prefix).resolve() == VENV:
        sys.exit(OWN_PYTHON)
    if find_spec("pip") is None and find_spec("ensurepip") is None:
        sys.exit(NO_PIP.format(path=sys.executable))
    started = time.monotonic()
    say(f"설치 / installing: {lock.name}")
    STAMP.unlink(missing_ok=True)
    install_somehow(lock)
    STAMP.write_text(stamp(lock), encoding="utf-8")
    say(f"설치 끝 / installed: {time.monotonic() - started:.1f} s")


def install_somehow(lock: Path) -> None:
    """With uv where it runs, else with pip alone."""
    try:
        install_with_uv(lock)
    except (OSError, subprocess.CalledProcessError):
        say("uv로 되지 않아 pip로 설치합니다 / uv did not do it: installing with pip")
        try:
            install_with_pip(lock)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.exit(f"{error}\n{NOT_INSTALLED}")


def test(arguments: list[str]) -> int:
    """Every check runs, so that one run shows everything that is wrong; arguments choose tests instead of the suite."""
    set_up(DEV)
    checks = (*CHECKS, *((("pytest", (*PYTEST, *arguments)),) if arguments else SUITE))
    failed = []
    for place, (name, command) in enumerate(checks, start=1):
        started = time.monotonic()
        parts = [str(part) for part in command]
        passed = subprocess.run(parts, check=False, cwd=ROOT, env=environment()).returncode == 0
        verdict = "통과 / passed" if passed else "실패 / failed"
        say(f"[{place}/{len(checks)}] {name}: {verdict}, {time.monotonic() - started:.1f} s")
        failed += [] if passed else [name]
    say("실패 / failed: " + ", ".join(failed) if failed else "모두 통과 / all passed")
    return 1 if failed else 0


def manage(arguments: list[str], *, folder: Path) -> int:
    """Run one of Django's commands; paths among the arguments are relative to the folder."""
    set_up(RUN)
    command = [str(PYTHON), str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, check=False, cwd=folder, env=environment()).returncode


def demo() -> int:
    """Evaluate the example tender."""
    (ROOT / "out").mkdir(exist_ok=True)
    return manage(list(DEMO), folder=ROOT)


def serve() -> int:
    """Serve the demonstration on this machine until it is interrupted; its data stands apart, in out/demo."""
    set_up(RUN)
    data = ROOT / "out" / "demo"
    data.mkdir(parents=True, exist_ok=True)
    env = {**environment(), "JEOUL_DEMO": "1", "JEOUL_DATA": str(data), "JEOUL_STATIC": str(data / "static")}
    for command in (("migrate", "-v0"), ("seed_demo",), ("collectstatic", "--noinput", "-v0")):
        done = subprocess.run([str(PYTHON), str(ROOT / "manage.py"), *command], check=False, cwd=ROOT, env=env)
        if done.returncode:
            return done.returncode
    say("시연 화면 / demonstration: http://127.0.0.1:8000 (끝내기 / stop: Ctrl+C)")
    server = [str(PYTHON), "-m", "waitress", "--listen=127.0.0.1:8000", "procurement.wsgi:application"]
    try:
        return subprocess.run(server, check=False, cwd=ROOT, env=env).returncode
    except KeyboardInterrupt:
        return 0


def server() -> int:
    """Install what an agency's server needs: PostgreSQL, Redis, gunicorn, single sign-on, Hancom documents."""
    set_up(SERVER)
    say(f"설치했습니다. 다음은 docs/operations.md / installed; go on with docs/operations.md: {SCRIPTS}")
    return 0


def sbom() -> int:
    """Every package of an agency's server with its version and hashes, in CycloneDX."""
    set_up(DEV)
    out = ROOT / "out" / "sbom.json"
    out.parent.mkdir(exist_ok=True)
    command = [str(SCRIPTS / "cyclonedx-py"), "requirements", str(SERVER), "--of", "JSON", "--output-reproducible"]
    done = subprocess.run([*command, "-o", str(out)], check=False, cwd=ROOT, env=environment())
    say(f"부품 목록 / components: {out.relative_to(ROOT)}" if done.returncode == 0 else "실패 / failed: sbom")
    return done.returncode


def audit() -> int:
    """Ask the public database of flaws about every pinned package; 0 also where it cannot be asked, which is said."""
    set_up(DEV)
    command = [str(SCRIPTS / "pip-audit"), "-r", str(SERVER), "--disable-pip", "--require-hashes", "-f", "json"]
    done = subprocess.run([*command, "--timeout", "10"], check=False, cwd=ROOT, env=environment(), capture_output=True)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except ValueError:
        found = []
    told = [one for one in found if "skip_reason" not in one]
    if not told:
        say("취약점 자료에 닿지 못해 아무것도 확인하지 못함 / the database of flaws is out of reach: NOTHING audited")
        return 0
    flawed = [f"{one['name']} {one['version']}: {flaw['id']}" for one in told for flaw in one["vulns"]]
    say(f"확인 / audited: {len(told)} / {len(found)}, 취약점 / flaws: {', '.join(flawed) or 0}")
    return 1 if flawed else 0


COMMANDS = {"demo": demo, "serve": serve, "install": server, "sbom": sbom, "audit": audit}


def main(arguments: list[str]) -> int:
    """The exit status of the command that the arguments name."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        say(USAGE)
        return 0
    if arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]]()
    return test(arguments[1:]) if arguments[0] == "test" else manage(arguments, folder=Path.cwd())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
