"""The two sides of an acceptance test: a bid of a case folder, a folder that `measure` filled, or one result file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benchmarks.table import Table, read_table
from procurement.casefile.evidence import Examined, examined

ANSWERS = "answers.toml"
_STEPS = "steps"


class NothingToHold(ValueError):
    """A side has no measurement under the chosen conditions, or one that the checks reject."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which conditions are to be held against each other; None = all of them. Lengths in tokens."""

    model: str | None = None
    isl: int | None = None
    osl: int | None = None
    concurrency: int | None = None

    def holds(self, one: Examined) -> bool:
        """Whether a measurement is of these conditions."""
        scenario = one.measurement.scenario
        found = (scenario.isl_target, scenario.osl_target, scenario.concurrency)
        numbers = zip((self.isl, self.osl, self.concurrency), found, strict=True)
        return self.model in (None, one.measurement.model.name) and all(
            wanted is None or value == Decimal(wanted) for wanted, value in numbers
        )


def side(path: Path, *, chosen: Chosen) -> tuple[Examined, ...]:
    """The measurements of a side under the chosen conditions, each fit to be held against the other side.

    `path` is bids/*.toml of a case folder; a folder of `measure` with its answers.toml; or a result file with
    `NAME.answers.toml` beside it. Raises NothingToHold, TableError, NotScorable where something is not answered.
    """
    if path.is_dir():
        found = tuple(_measured(path.resolve()))
    elif path.suffix == ".toml":
        found = tuple(_bid(path.resolve()))
    else:
        found = tuple(_file(path.resolve()))
    wanted = tuple(one for one in found if chosen.holds(one))
    if not wanted:
        raise NothingToHold(
            f"{path.name}: 고른 조건의 측정이 없습니다(전체 {len(found)}건). --model, --isl, --osl, --concurrency를 "
            f"확인하십시오 / has no measurement under the chosen conditions"
        )
    _refuse_rejected(wanted)
    return wanted


def _refuse_rejected(found: tuple[Examined, ...]) -> None:
    lines = [
        f"  {one.measurement.source.filename} {one.measurement.source.where}: {', '.join(one.rejected) or '철회됨'}"
        for one in found
        if not one.usable
    ]
    if lines:
        listed = "\n".join(lines)
        raise NothingToHold(
            f"검사에서 부적합하거나 철회된 측정은 검수에 쓸 수 없습니다. 다시 재거나 조건을 고르십시오 / "
            f"rejected by the checks or withdrawn, measure again or choose conditions:\n{listed}"
        )


def _bid(path: Path) -> Iterator[Examined]:
    root = read_table(path.read_bytes(), filename=path.name)
    accelerator = root.table("offer").text("accelerator")
    for table in root.tables("evidence"):
        yield from examined(table, folder=path.parent.parent, accelerator=accelerator)


def _measured(folder: Path) -> Iterator[Examined]:
    answers, aliases = _answers(folder / ANSWERS)
    for path in sorted((folder / _STEPS).glob("*.toml")):
        record = read_table(path.read_bytes(), filename=f"{_STEPS}/{path.name}")
        result = path.with_suffix(".json")
        if not result.is_file() or hashlib.sha256(result.read_bytes()).hexdigest() != record.text("sha256"):
            raise record.wrong(
                f"{result.name}: 없거나 측정한 뒤 바뀌었습니다. measure로 다시 재십시오 / "
                f"is not there or was changed after it was measured, measure again"
            )
        own = {**answers, "weight_precision": record.text("precision")}
        names = {old: new for old, new in aliases.items() if old in (record.text("model"), own.get("accelerator"))}
        values = {"file": f"../{_STEPS}/{result.name}", "rows": [record.text("row")], "answers": own, "aliases": names}
        yield from _examined(Table(f"{folder.name}/{ANSWERS}", values), folder)


def _file(path: Path) -> Iterator[Examined]:
    beside = path.with_name(f"{path.name}.{ANSWERS}")
    answers, aliases = _answers(beside)
    values = {"file": f"../{path.name}", "answers": answers, "aliases": aliases}
    yield from _examined(Table(beside.name, values), path.parent)


def _examined(table: Table, folder: Path) -> tuple[Examined, ...]:
    accelerator = table.table("answers").optional_text("accelerator")
    return examined(table, folder=folder, accelerator=accelerator or "")


def _answers(path: Path) -> tuple[dict[str, object], dict[str, object]]:
    """The tables [answers] and [aliases]; none where there is no such file, and the questions then come."""
    if not path.is_file():
        return {}, {}
    root = read_table(path.read_bytes(), filename=path.name).only("answers", "aliases")
    answers, aliases = root.optional_table("answers"), root.optional_table("aliases")
    return dict(answers.values) if answers else {}, dict(aliases.values) if aliases else {}
