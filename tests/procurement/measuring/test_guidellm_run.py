from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from procurement.measuring.endpoint import endpoint_of
from procurement.measuring.guidellm_run import NoGuidellm, Order, Program, StepFailed, find_program, measure, program_of
from tests.procurement.measuring.sweeps import ENDPOINT, calls, fake, steps

OWN = {"PATH": os.environ["PATH"], "HOME": "/h", "HTTP_PROXY": "http://p", "GUIDELLM__SEED": "1", "SECRET": "s"}


def never() -> bool:
    return False


def order(program: Path, **changed: Any) -> Order:
    asked = {"environment": OWN, "endpoint": ENDPOINT, **changed}
    return Order(Program(program, "0.8.1"), asked["endpoint"], "tok", asked["environment"], never)


def test_the_program_is_the_given_one_then_that_of_the_variable_then_that_of_path(tmp_path: Path) -> None:
    given, named, on_path = (fake(tmp_path / name) for name in ("given", "named", "path"))
    environment = {"JEOUL_GUIDELLM": str(named), "PATH": str(on_path.parent)}
    assert find_program(str(given), environment=environment) == given
    assert find_program(None, environment=environment) == named
    assert find_program(None, environment={"PATH": str(on_path.parent)}) == on_path


def test_without_the_program_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NoGuidellm, match=r"pip install .guidellm>=0.8.1,<0.9.*JEOUL_GUIDELLM"):
        find_program(None, environment={"PATH": str(tmp_path)})


def version(program: Path, folder: Path) -> Program:
    return program_of(program, environment=OWN, folder=folder, stopping=never)


@pytest.mark.parametrize("said", ["0.8.1", "0.8.12"])
def test_a_known_version_is_taken(tmp_path: Path, said: str) -> None:
    assert version(fake(tmp_path, version=said), tmp_path).version == said


@pytest.mark.parametrize("said", ["0.8.0", "0.7.3", "0.9.0", "1.8.1", "unknown"])
def test_another_version_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(NoGuidellm, match=f"{said}.*>=0.8.1,<0.9 is needed"):
        version(fake(tmp_path, version=said), tmp_path)


def test_what_cannot_be_run_is_refused(tmp_path: Path) -> None:
    program = tmp_path / "guidellm"
    program.write_text("#!no-such-interpreter\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(NoGuidellm, match="cannot be run"):
        version(program, tmp_path)


def test_a_step_is_run_from_its_scenario_and_gives_its_file(tmp_path: Path) -> None:
    program, folder = fake(tmp_path / "program"), tmp_path / "work"
    folder.mkdir()
    output = measure(steps()[1], order=order(program), folder=folder)
    assert json.loads(output.read_text(encoding="utf-8"))["benchmarks"][1]["config"]["strategy"]["streams"] == 4
    [call] = calls(program)
    assert call["arguments"] == ["run", "--config", str(folder / "scenario.json"), "--disable-console"]


def test_the_program_gets_no_proxy_on_loopback_no_stray_setting_and_no_way_to_a_hub(tmp_path: Path) -> None:
    program = fake(tmp_path)
    measure(steps()[0], order=order(program), folder=tmp_path)
    environment = calls(program)[0]["environment"]
    for interpreters_own in ("LC_CTYPE",):
        environment.pop(interpreters_own, None)
    assert environment == {
        "PATH": os.environ["PATH"],
        "HOME": "/h",
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        "PYTHONUTF8": "1",
        "NO_PROXY": "*",
        "no_proxy": "*",
    }


def test_elsewhere_the_proxy_and_the_servers_key_are_handed_on_in_the_environment_only(tmp_path: Path) -> None:
    program, elsewhere = fake(tmp_path), endpoint_of("http://npu.example.kr")
    asked = order(program, endpoint=elsewhere, environment={**OWN, "JEOUL_API_KEY": "s3cret"})
    measure(steps()[0], order=asked, folder=tmp_path)
    [call] = calls(program)
    assert call["environment"]["HTTP_PROXY"] == "http://p"
    assert call["environment"]["GUIDELLM__SPEC__BACKEND__API_KEY"] == "s3cret"
    assert "s3cret" not in " ".join(call["arguments"])
    written = [path for path in tmp_path.iterdir() if path.name != "calls.jsonl"]
    assert [path.name for path in written if b"s3cret" in path.read_bytes()] == []


def test_a_step_without_a_result_says_what_the_program_said_last(tmp_path: Path) -> None:
    program = fake(tmp_path, fails_at=1)
    with pytest.raises(StepFailed, match=r"exit code 1.*(?s:.*)ConnectError"):
        measure(steps()[0], order=order(program), folder=tmp_path)
