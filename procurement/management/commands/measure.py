"""manage.py measure: the sweep of a grid against an OpenAI-compatible server, with GuideLLM, to be taken up again."""

from __future__ import annotations

import os
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from benchmarks.checked import Checked
from benchmarks.slo_thresholds import thresholds
from benchmarks.table import TableError
from procurement.management.base import INTERRUPTED, REFUSED, USAGE, FileCommand, stop_signals, why_not
from procurement.measuring.child import Stopped
from procurement.measuring.endpoint import Endpoint, UnusableEndpoint, endpoint_of
from procurement.measuring.grid import Grid, parse_grid
from procurement.measuring.guidellm_run import NoGuidellm, Order, StepFailed, find_program, measure, program_of
from procurement.measuring.imported import UselessResult, answers_template, point_lines
from procurement.measuring.plan import NotInGrid, Step, steps_of
from procurement.measuring.resume import AnotherSweep, Run, Session, Times, alone, finished, keep, run_of, write_run
from procurement.resultfiles.telling import told_findings

_REFUSALS = (AnotherSweep, NoGuidellm, NotInGrid, StepFailed, TableError, UnusableEndpoint, UselessResult)
_WORKING, _ANSWERS = ".working", "answers.toml"


class Command(FileCommand):
    """Exit codes: 0 measured, 1 refused or a step failed (with the reason), 2 wrong usage, 130 stopped."""

    help = (
        "OpenAI 호환 서버를 격자대로 GuideLLM으로 측정합니다. 끝난 단계는 남고, 같은 명령으로 이어서 잽니다. "
        "서버 키는 환경변수 JEOUL_API_KEY로만 줍니다 / measure a server over a grid; the same command resumes"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The server, the grid, the folder of results, and where GuideLLM and the tokenizer are."""
        parser.add_argument("--endpoint", required=True, help="http://host:port (키는 JEOUL_API_KEY) / the server")
        parser.add_argument("--grid", type=Path, required=True, help="격자 TOML / the grid")
        parser.add_argument("-o", "--output", type=Path, required=True, help="결과 폴더 / the folder of results")
        parser.add_argument("--guidellm", default=None, help="GuideLLM 프로그램 (또는 JEOUL_GUIDELLM) / the program")
        parser.add_argument("--tokenizer", default="", help="토크나이저 폴더나 이름 (또는 JEOUL_TOKENIZER) / tokenizer")
        parser.add_argument("--model", action="append", default=[], help="이 모델만 / only this model of the grid")
        parser.add_argument(
            "--fact", action="append", default=[], help="장비 사실 이름=값 / NAME=VALUE of the host, to be recorded"
        )

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Measure what is not finished, then read everything back. Raises CommandError with the exit code."""
        facts = _facts(options["fact"])
        if not options["grid"].is_file() or options["output"].is_file():
            raise CommandError("--grid 는 파일, -o 는 폴더여야 합니다 / --grid FILE, -o FOLDER", returncode=USAGE)
        try:
            self._sweep(options, facts)
        except _REFUSALS as refusal:
            raise CommandError(f"멈췄습니다 / stopped\n{refusal}", returncode=REFUSED) from refusal
        except BrokenPipeError:
            raise
        except OSError as error:
            said = f"읽거나 쓸 수 없습니다 / cannot be read or written\n{why_not(error)}"
            raise CommandError(said, returncode=REFUSED) from error
        except Stopped:
            raise CommandError(
                "중단했습니다. 끝난 단계는 남았고 같은 명령으로 이어집니다 / "
                "stopped; finished steps are kept, the same command resumes",
                returncode=INTERRUPTED,
            ) from None

    def _sweep(self, options: dict[str, Any], facts: dict[str, str]) -> None:
        endpoint, folder = endpoint_of(options["endpoint"]), options["output"].absolute()
        grid = parse_grid(options["grid"].read_bytes(), filename=options["grid"].name)
        steps = steps_of(grid, models=options["model"])
        run = run_of(folder, grid=grid, facts=facts)
        found = {step: finished(folder, step=step, endpoint=endpoint) for step in steps}
        waiting = [step for step in steps if found[step] is None]
        self.stdout.write(f"■ {grid.title} ({grid.note}): {len(steps)}단계 중 {len(waiting)}단계를 잽니다 / steps")
        if waiting:
            folder.mkdir(parents=True, exist_ok=True)
            given, tokenizer = options["guidellm"], options["tokenizer"] or os.environ.get("JEOUL_TOKENIZER", "")
            with alone(folder), stop_signals() as stopping, _session(folder, run, endpoint, given, stopping) as order:
                for left, step in zip(range(len(waiting) - 1, -1, -1), waiting, strict=True):
                    self.stdout.write(f"… {step.title} / measuring")
                    found[step] = _measured(step, replace(order, tokenizer=tokenizer or step.model.name), folder)
                    self.stdout.write(f"  끝남, 남은 단계 {left} / done, {left} left")
        self._report(grid, folder, {step: one for step, one in found.items() if one}, run)

    def _report(self, grid: Grid, folder: Path, found: dict[Step, Checked], run: Run) -> None:
        self.stdout.write(f"■ 결과 {len(found)}건. 등급 기준: {thresholds().title} / results; grades by these values")
        for step, one in found.items():
            self.stdout.write(f"● {step.title}")
            for line in (*point_lines(one.measurement), *told_findings(one.findings)):
                self.stdout.write(f"  {line}")
        answers = folder / _ANSWERS
        if not answers.exists():
            answers.write_text(
                answers_template((one.measurement for one in found.values()), host=dict(run.host)), encoding="utf-8"
            )
        self.stdout.write(f"■ 파일이 말하지 않는 것을 {_ANSWERS}에 답하십시오 / answer what no file says")
        self.stdout.write(f"■ 폴더: {folder} (격자 {grid.digest[:12]}) / folder")


@contextmanager
def _session(folder: Path, run: Run, endpoint: Endpoint, given: str | None, stopping: Any) -> Iterator[Order]:  # noqa: ANN401 -- a callable
    """A session in run.toml: noted before the first step, closed however it ends."""
    working = _empty(folder)
    path = find_program(given, environment=os.environ)
    program = program_of(path, environment=os.environ, folder=working, stopping=stopping)
    session = Session(endpoint.shown, program.path.name, program.version, _now())
    write_run(folder, run=replace(run, sessions=(*run.sessions, session)))
    try:
        yield Order(program, endpoint, "", os.environ, stopping)
    finally:
        write_run(folder, run=replace(run, sessions=(*run.sessions, replace(session, ended=_now()))))
    shutil.rmtree(working, ignore_errors=True)


def _measured(step: Step, order: Order, folder: Path) -> Checked:
    working, started = _empty(folder), _now()
    output = measure(step, order=order, folder=working)
    times = Times(order.program.version, started, _now())
    return keep(folder, step=step, endpoint=order.endpoint, output=output, times=times)


def _empty(folder: Path) -> Path:
    working = folder / _WORKING
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir(parents=True)
    return working


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _facts(given: list[str]) -> dict[str, str]:
    pairs = [(name.strip(), value.strip()) for name, _, value in (one.partition("=") for one in given)]
    wrong = [one for one, (name, value) in zip(given, pairs, strict=True) if not name or not value]
    if wrong or len(dict(pairs)) < len(pairs) or not "".join(given).isprintable():
        raise CommandError(
            f"--fact {', '.join(wrong) or given}: 이름=값을 한 번씩 / NAME=VALUE, each name once", returncode=USAGE
        )
    return dict(pairs)
