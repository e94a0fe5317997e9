"""GuideLLM as an external program: found, asked for its version, and run for one step (decision 0009)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from procurement.measuring.child import Stopping, run
from procurement.measuring.endpoint import Endpoint
from procurement.measuring.plan import Step, scenario

VARIABLE = "JEOUL_GUIDELLM"
KEY_VARIABLE = "JEOUL_API_KEY"
WANTED = ">=0.8.1,<0.9"
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "HF_HOME", "HF_HUB_CACHE", "SSL_CERT_FILE", "SSL_CERT_DIR")
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_DATASETS_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "PYTHONUTF8": "1",
}
_VERSION = re.compile(r"version:? (\d+\.\d+\.\d+)")
_MINOR, _FIRST_PATCH = (0, 8), 1
_INSTALL = (
    '별도 환경에 설치하고(pip install "guidellm>=0.8.1,<0.9") --guidellm 이나 JEOUL_GUIDELLM으로 알려 주십시오 / '
    'install it in an environment of its own (pip install "guidellm>=0.8.1,<0.9") and name it'
)
_TOLD_LINES = 3


class NoGuidellm(LookupError):
    """GuideLLM is not there, or is another version than the one whose scenario and result files are known."""


class StepFailed(Exception):
    """GuideLLM ended without a result for a step."""


@dataclass(frozen=True, slots=True)
class Program:
    """GuideLLM: where it is, and its version."""

    path: Path
    version: str


@dataclass(frozen=True, slots=True)
class Order:
    """What every step of a sweep is run with. `environment` is the caller's own; only what is needed is handed on."""

    program: Program
    endpoint: Endpoint
    tokenizer: str
    environment: Mapping[str, str]
    stopping: Stopping


def find_program(given: str | None, *, environment: Mapping[str, str]) -> Path:
    """The program that was given, that JEOUL_GUIDELLM names, or that PATH has. Raises NoGuidellm."""
    name = given or environment.get(VARIABLE) or "guidellm"
    found = shutil.which(name, path=environment.get("PATH"))
    if found is None:
        raise NoGuidellm(f"{name}: GuideLLM을 찾지 못했습니다. {_INSTALL}")
    return Path(found).absolute()


def program_of(path: Path, *, environment: Mapping[str, str], folder: Path, stopping: Stopping) -> Program:
    """The program with its version. Raises NoGuidellm for another version than 0.8.1 to 0.8.x, Stopped."""
    log = folder / "version.log"
    try:
        run([str(path), "--version"], folder=folder, environment=_environment(environment), log=log, stopping=stopping)
    except OSError as error:
        raise NoGuidellm(f"{path.name}: 실행할 수 없습니다 / cannot be run: {error.strerror}. {_INSTALL}") from error
    said = log.read_text(encoding="utf-8", errors="replace")
    found = _VERSION.search(said)
    if found is None or not _known(found[1]):
        version = found[1] if found else said.strip()[-200:] or "?"
        raise NoGuidellm(f"{path.name} {version}: {WANTED} 이 필요합니다 / {WANTED} is needed. {_INSTALL}")
    return Program(path, found[1])


def _known(version: str) -> bool:
    major, minor, patch = map(int, version.split("."))
    return (major, minor) == _MINOR and patch >= _FIRST_PATCH


def measure(step: Step, *, order: Order, folder: Path) -> Path:
    """Run one step in an empty `folder` and give back the JSON that GuideLLM wrote there.

    Nothing but the endpoint is asked: no hub, no telemetry, no redirect. The server's key travels in the
    environment, where no file and no list of processes shows it. Raises StepFailed, Stopped.
    """
    written, output, log = folder / "scenario.json", folder / "result.json", folder / "guidellm.log"
    text = scenario(step, endpoint=order.endpoint, tokenizer=order.tokenizer, output=output)
    written.write_text(text, encoding="utf-8")
    environment = {**_environment(order.environment), **order.endpoint.proxies(order.environment)}
    if key := order.environment.get(KEY_VARIABLE):
        environment["GUIDELLM__SPEC__BACKEND__API_KEY"] = key
    command = [str(order.program.path), "run", "--config", str(written), "--disable-console"]
    code = run(command, folder=folder, environment=environment, log=log, stopping=order.stopping)
    if code != 0 or not output.is_file():
        raise StepFailed(
            f"{step.title}: GuideLLM이 결과 없이 끝났습니다(종료 코드 {code}). 서버, 모델 이름, 토크나이저를 "
            f"확인하고 같은 명령을 다시 실행하십시오 / ended without a result (exit code {code}); check the server, "
            f"the model's name and the tokenizer, then run the same command again\n{_last_lines(log)}"
        )
    return output


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    return {**{name: own[name] for name in _KEPT if name in own}, **_OFFLINE}


def _last_lines(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return "\n".join(f"  {line[:300]}" for line in lines[-_TOLD_LINES:])
