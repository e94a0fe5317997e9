"""What a folder already holds: the grid it belongs to, its sessions, and which steps are finished beyond doubt."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.checked import Checked
from benchmarks.table import Table, read_table
from procurement.measuring.endpoint import Endpoint
from procurement.measuring.grid import Grid
from procurement.measuring.imported import UselessResult, checked_step
from procurement.measuring.plan import Step, step_digest
from procurement.writing import write_all

RUN, STEPS = "run.toml", "steps"
_SESSION = ("endpoint", "program", "version", "started", "ended")
_DONE = ("digest", "sha256", "model", "precision", "isl", "osl", "concurrency", "row", "version", "started", "ended")


class AnotherSweep(ValueError):
    """The folder belongs to another grid, another endpoint or another machine than the one that is given."""


@dataclass(frozen=True, slots=True)
class Session:
    """One call of the command: against which server, with which program, from when to when ("" = cut off)."""

    endpoint: str
    program: str
    version: str
    started: str
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The folder's run.toml: the grid's digest, title and note, facts of the host that the user gave, sessions."""

    grid: str
    title: str
    note: str
    host: tuple[tuple[str, str], ...] = ()
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """When a step began and ended (ISO 8601 with its zone), and by which version of the program."""

    version: str
    started: str
    ended: str


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder while measuring into it. Raises AnotherSweep where another process does so."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise AnotherSweep(
            f"{folder.name}: 다른 measure가 이 폴더에 재고 있습니다. 끝난 뒤 다시 실행하십시오 / "
            f"another measure is at work in this folder, wait for its end"
        ) from error
    finally:
        os.close(held)


def run_of(folder: Path, *, grid: Grid, facts: Mapping[str, str]) -> Run:
    """The folder's record, or a new one. Raises AnotherSweep for a changed grid or a changed fact, TableError."""
    path = folder / RUN
    if not path.is_file():
        return Run(grid.digest, grid.title, grid.note, tuple(sorted(facts.items())))
    found = _read_run(read_table(path.read_bytes(), filename=RUN))
    if found.grid != grid.digest:
        raise AnotherSweep(
            f"{RUN}: 이 폴더의 격자({found.grid[:12]})와 지금 격자({grid.digest[:12]})가 다릅니다. 조건이 다른 측정은 "
            f"섞지 않습니다. 다른 -o 폴더를 쓰십시오 / the grid has changed; use another -o folder"
        )
    host = dict(found.host)
    for key, value in facts.items():
        if host.setdefault(key, value) != value:
            raise AnotherSweep(
                f"{RUN} host.{key}: {host[key]!r}인데 지금은 {value!r}입니다. 장비가 다르면 다른 -o 폴더를 쓰십시오 / "
                f"was {host[key]!r} and is now {value!r}; for another machine use another -o folder"
            )
    return replace(found, host=tuple(sorted(host.items())))


def _read_run(root: Table) -> Run:
    root.only("grid", "title", "note", "host", "session")
    host = root.optional_table("host") or Table(f"{root.where}.host", {})
    sessions = (_session(one.only(*_SESSION)) for one in root.tables("session"))
    facts = tuple((key, host.text(key)) for key in host.values)
    return Run(root.text("grid"), root.text("title"), root.text("note"), facts, tuple(sessions))


def _session(table: Table) -> Session:
    endpoint, program, version, started = (table.text(key) for key in _SESSION[:-1])
    return Session(endpoint, program, version, started, table.optional_text("ended") or "")


def write_run(folder: Path, *, run: Run) -> None:
    """Write run.toml whole or not at all."""
    lines = [*_pairs({"grid": run.grid, "title": run.title, "note": run.note}), "", "[host]", *_pairs(dict(run.host))]
    for session in run.sessions:
        named = {key: getattr(session, key) for key in _SESSION}
        lines += ["", "[[session]]", *_pairs({key: value for key, value in named.items() if value})]
    write_all({folder / RUN: "\n".join([*lines, ""]).encode()})


def finished(folder: Path, *, step: Step, endpoint: Endpoint) -> Checked | None:
    """The step's measurement and what the checks find, where it is finished; None = to be run.

    Finished is what is recorded, its file unchanged and readable.

    Raises AnotherSweep where it was measured at another endpoint or otherwise than the grid now asks.
    """
    record, result = _paths(folder, step)
    if not (record.is_file() and result.is_file()):
        return None
    table = read_table(record.read_bytes(), filename=f"{STEPS}/{record.name}").only(*_DONE)
    if table.text("digest") != step_digest(step, endpoint=endpoint):
        raise AnotherSweep(
            f"{table.where}: 다른 주소나 조건에서 잰 단계입니다. 다른 -o 폴더를 쓰십시오 / "
            f"was measured at another endpoint or condition; use another -o folder"
        )
    data = result.read_bytes()
    if hashlib.sha256(data).hexdigest() != table.text("sha256"):
        return None
    try:
        return checked_step(data, filename=f"{STEPS}/{result.name}", step=step)
    except UselessResult:
        return None


def keep(folder: Path, *, step: Step, endpoint: Endpoint, output: Path, times: Times) -> Checked:
    """Take a step's result into the folder: the file first, then its record, without which it does not count.

    Raises UselessResult, and keeps nothing, where the file does not say what the step asked.
    """
    record, result = _paths(folder, step)
    data = output.read_bytes()
    checked = checked_step(data, filename=f"{STEPS}/{result.name}", step=step)
    result.parent.mkdir(exist_ok=True)
    record.unlink(missing_ok=True)
    output.replace(result)
    texts = {
        "digest": step_digest(step, endpoint=endpoint),
        "sha256": hashlib.sha256(data).hexdigest(),
        "model": step.model.name,
        "precision": step.model.precision,
        "row": checked.measurement.source.where,
    }
    counts = [f"{key} = {getattr(step, key)}" for key in ("isl", "osl", "concurrency")]
    when = {"version": times.version, "started": times.started, "ended": times.ended}
    write_all({record: "\n".join([*_pairs(texts), *counts, *_pairs(when), ""]).encode()})
    return checked


def _paths(folder: Path, step: Step) -> tuple[Path, Path]:
    return folder / STEPS / f"{step.name}.toml", folder / STEPS / f"{step.name}.json"


def _pairs(values: Mapping[str, str]) -> Iterable[str]:
    """TOML lines; a text of JSON is one of TOML, and so is a key in quotes."""
    return (f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())


def _key(key: str) -> str:
    return key if key.isascii() and key.isidentifier() else json.dumps(key, ensure_ascii=False)
