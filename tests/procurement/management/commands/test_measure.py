from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.procurement.measuring.sweeps import GRID, behave, calls, fake, gone, hanging, steps

ROOT = Path(__file__).resolve().parents[4]
ENDPOINT = "http://127.0.0.1:9"
NAMES = [step.name for step in steps()]


class Sweep:
    """A folder, a grid and a stand-in for GuideLLM, called as a user calls the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "results"
        self.grid = folder / "grid.toml"
        self.grid.write_text(GRID, encoding="utf-8")
        self.program = fake(folder / "program")

    def arguments(self, *more: str, endpoint: str = ENDPOINT) -> list[str]:
        options = ["--endpoint", endpoint, "--grid", str(self.grid), "-o", str(self.folder)]
        return [*options, "--guidellm", str(self.program), *more]

    def run(self, *more: str, endpoint: str = ENDPOINT) -> list[str]:
        """What the command says; called in this process."""
        call_command("measure", *self.arguments(*more, endpoint=endpoint), stdout=(out := Lines()))
        return out.lines

    def refused(self, *more: str, endpoint: str = ENDPOINT) -> tuple[int, str]:
        with pytest.raises(CommandError) as caught:
            self.run(*more, endpoint=endpoint)
        return caught.value.returncode, str(caught.value)

    def files(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())


class Lines:
    """A stream that keeps lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, text: str) -> None:
        self.lines += text.splitlines()

    def isatty(self) -> bool:
        return False


@pytest.fixture
def sweep(tmp_path: Path) -> Sweep:
    return Sweep(tmp_path)


ALL = sorted(["answers.toml", "run.toml", *(f"steps/{name}.{kind}" for name in NAMES for kind in ("json", "toml"))])


def test_a_sweep_measures_every_step_and_says_how_many_are_left(sweep: Sweep) -> None:
    said = sweep.run("--fact", "accelerator=시험 NPU", "--fact", "used=2")
    assert said[:5] == [
        "■ 시험 격자 (시험): 2단계 중 2단계를 잽니다 / steps",
        "… mock-model 128/64 동시 1 / measuring",
        "  끝남, 남은 단계 1 / done, 1 left",
        "… mock-model 128/64 동시 4 / measuring",
        "  끝남, 남은 단계 0 / done, 0 left",
    ]
    assert said[5].startswith("■ 결과 2건. 등급 기준: K-Perf 학습문서 기준값")
    assert "  TTFT P90 63.4 ms, TPOT P90 10.1 ms, 출력 88.0 tokens/s, 응답 11건" in said
    assert [line for line in said if "V22" in line] == [
        f"  V22 주의 warn /benchmarks/1: n = {n} (허용 / allowed p90 ≥ 30, p99 ≥ 100)" for n in (11, 44)
    ]
    assert sweep.files() == ALL


def test_the_run_is_recorded_with_grid_endpoint_program_times_and_facts(sweep: Sweep) -> None:
    sweep.run("--fact", "accelerator=시험 NPU", "--fact", "used=2")
    run = tomllib.loads((sweep.folder / "run.toml").read_text(encoding="utf-8"))
    [session] = run.pop("session")
    assert run["host"] == {"accelerator": "시험 NPU", "used": "2"}
    assert (run["title"], run["note"], len(run["grid"])) == ("시험 격자", "시험", 64)
    assert (session["endpoint"], session["program"], session["version"]) == (ENDPOINT, "guidellm", "0.8.1")
    assert session["started"] <= session["ended"]
    answers = (sweep.folder / "answers.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in answers if line.startswith(("acc", "used"))] == ['accelerator = "시험 NPU"', "used = 2"]


def test_finished_steps_are_not_run_again_and_answers_are_not_overwritten(sweep: Sweep) -> None:
    sweep.run()
    (sweep.folder / "answers.toml").write_text("# 채움\n", encoding="utf-8")
    before = len(calls(sweep.program))
    assert sweep.run()[0] == "■ 시험 격자 (시험): 2단계 중 0단계를 잽니다 / steps"
    assert len(calls(sweep.program)) == before
    assert (sweep.folder / "answers.toml").read_text(encoding="utf-8") == "# 채움\n"


def test_a_half_written_step_is_run_again(sweep: Sweep) -> None:
    sweep.run()
    half = sweep.folder / "steps" / f"{NAMES[1]}.json"
    half.write_bytes(half.read_bytes()[:1000])
    assert sweep.run()[1] == "… mock-model 128/64 동시 4 / measuring"
    assert sweep.files() == ALL


def test_a_failed_step_stops_the_sweep_keeps_what_was_finished_and_can_be_taken_up(sweep: Sweep) -> None:
    behave(sweep.program, fails_at=4)
    code, said = sweep.refused()
    assert (code, said.splitlines()[0]) == (1, "멈췄습니다 / stopped")
    assert "exit code 1" in said
    assert "ConnectError" in said
    assert [name for name in sweep.files() if name.startswith("steps/")] == ALL[2:4]
    behave(sweep.program)
    assert sweep.run()[0] == "■ 시험 격자 (시험): 2단계 중 1단계를 잽니다 / steps"
    sessions = tomllib.loads((sweep.folder / "run.toml").read_text(encoding="utf-8"))["session"]
    assert [set(session) for session in sessions] == [{"endpoint", "program", "version", "started", "ended"}] * 2


def test_a_step_that_nobody_answered_is_not_kept(sweep: Sweep) -> None:
    behave(sweep.program, answered=False)
    assert "no request was answered" in sweep.refused()[1]
    assert [name for name in sweep.files() if name.startswith("steps/")] == []


def test_a_changed_grid_or_endpoint_in_the_same_folder_is_refused(sweep: Sweep) -> None:
    sweep.run()
    assert "another endpoint" in sweep.refused(endpoint="http://127.0.0.1:10")[1]
    sweep.grid.write_text(GRID.replace("BF16", "FP8"), encoding="utf-8")
    code, said = sweep.refused()
    assert (code, "the grid has changed" in said) == (1, True)


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (("--fact", "accelerator"), 2, "NAME=VALUE"),
        (("--fact", "=x"), 2, "NAME=VALUE"),
        (("--fact", "a=1", "--fact", "a=2"), 2, "NAME=VALUE"),
        (("--fact", "a=1\x00"), 2, "NAME=VALUE"),
        (("--grid", "no-such.toml"), 2, "--grid FILE"),
        (("--model", "other"), 1, "is not in the grid"),
        (("--endpoint", "http://me:secret@host"), 1, "JEOUL_API_KEY"),
        (("--guidellm", "no-such-program"), 1, "pip install"),
    ],
)
def test_wrong_usage_and_refusals_say_why(sweep: Sweep, more: tuple[str, ...], code: int, says: str) -> None:
    found = sweep.refused(*more)
    assert (found[0], says in found[1], "secret" in found[1]) == (code, True, False)
    assert not (sweep.folder / "steps").exists()


def test_a_folder_that_cannot_be_made_is_told(sweep: Sweep) -> None:
    assert "cannot be read or written" in sweep.refused("-o", str(sweep.grid / "below"))[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_end_the_program_and_its_workers_within_two_seconds(
    sweep: Sweep, number: signal.Signals
) -> None:
    behave(sweep.program, hangs_at=4, deaf=True)
    command = [sys.executable, str(ROOT / "manage.py"), "measure", *sweep.arguments()]
    own = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=own) as process:
        found = hanging(sweep.program)
        started = time.monotonic()
        process.send_signal(number)
        said = process.communicate(timeout=30)
        took = time.monotonic() - started
    assert (process.returncode, [gone(one) for one in found]) == (130, [True, True])
    assert "stopped; finished steps are kept" in said[1]
    assert "Traceback" not in said[1]
    assert took < 2.5
    assert [name for name in sweep.files() if name.startswith("steps/")] == ALL[2:4]
    behave(sweep.program)
    assert sweep.run()[0] == "■ 시험 격자 (시험): 2단계 중 1단계를 잽니다 / steps"
