"""The grid of a sweep: models × token lengths × concurrency, how long a step lasts, which percentile it must carry."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal, cast, get_args

from benchmarks.findings.tolerances import tolerance
from benchmarks.table import Table, read_table

Api = Literal["chat", "completions"]
Percentile = Literal["p90", "p99"]
MOST_STEPS = 10_000
_KEYS = ("title", "note", "api", "concurrency", "step", "model", "length")
_BY_REQUESTS = ("requests", "rounds", "warmup_rounds", "most_seconds")
_BY_SECONDS = ("seconds", "warmup_seconds")


@dataclass(frozen=True, slots=True)
class Served:
    """A model by the name it is served under, and the precision it is served in."""

    name: str
    precision: str


@dataclass(frozen=True, slots=True)
class Lengths:
    """Input and output lengths in tokens."""

    isl: int
    osl: int


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a step lasts: so many counted requests, or so many seconds; None = the other one is meant.

    By requests: at least `requests`, and `rounds` for each of the concurrent streams, after `warmup_rounds` for each
    stream that are not counted; cut off after `most_seconds`. By seconds: `warmup_seconds` of them are not counted.
    """

    percentile: Percentile
    requests: int | None = None
    rounds: int | None = None
    warmup_rounds: int | None = None
    most_seconds: int | None = None
    seconds: int | None = None
    warmup_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A sweep as asked for. `note` says whose conditions these are."""

    title: str
    note: str
    api: Api
    models: tuple[Served, ...]
    lengths: tuple[Lengths, ...]
    concurrency: tuple[int, ...]
    budget: Budget

    @property
    def digest(self) -> str:
        """SHA-256 of what is measured and how; comments, title and note of the file are no part of it."""
        asked = {key: value for key, value in asdict(self).items() if key not in {"title", "note"}}
        return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def parse_grid(data: bytes, *, filename: str) -> Grid:
    """The grid of a TOML file. Raises TableError with the place, also for what comes twice or gives too few requests.

    A percentile needs as many counted requests as rule V22 asks (formats.md §4); a grid that asks for fewer is refused.
    """
    root = read_table(data, filename=filename).only(*_KEYS)
    grid = Grid(
        title=root.text("title"),
        note=root.text("note"),
        api=cast("Api", root.choice("api", choices=get_args(Api))),
        models=tuple(_served(one) for one in root.tables("model")),
        lengths=tuple(_lengths(one) for one in root.tables("length")),
        concurrency=_concurrency(root),
        budget=_budget(root.table("step")),
    )
    _refuse_repeated(root, "model", tuple(model.name for model in grid.models))
    _refuse_repeated(root, "length", tuple(f"{pair.isl}/{pair.osl}" for pair in grid.lengths))
    steps = len(grid.models) * len(grid.lengths) * len(grid.concurrency)
    if steps > MOST_STEPS:
        raise root.wrong(f"단계가 {steps}개: {MOST_STEPS}개 이하여야 함 / {steps} steps, at most {MOST_STEPS}")
    return grid


def _served(table: Table) -> Served:
    table.only("name", "precision")
    return Served(table.text("name"), table.text("precision"))


def _lengths(table: Table) -> Lengths:
    table.only("isl", "osl")
    return Lengths(table.count("isl"), table.count("osl"))


def _concurrency(root: Table) -> tuple[int, ...]:
    listed = root.values.get("concurrency")
    values = listed if isinstance(listed, list) else []
    streams = tuple(Table(f"{root.where}.concurrency", {"concurrency": one}).count("concurrency") for one in values)
    if not streams or list(streams) != sorted(set(streams)):
        raise root.wrong("concurrency: 작은 것부터 서로 다른 정수의 배열이어야 함 / a list of whole numbers that rise")
    return streams


def _budget(table: Table) -> Budget:
    percentile = cast("Percentile", table.choice("percentile", choices=get_args(Percentile)))
    if "seconds" in table.values:
        table.only("percentile", *_BY_SECONDS)
        seconds, warmup = table.count("seconds"), table.whole("warmup_seconds")
        if warmup >= seconds:
            raise table.wrong(
                f"warmup_seconds = {warmup}: seconds({seconds})보다 작아야 함 / must be less than seconds"
            )
        return Budget(percentile, seconds=seconds, warmup_seconds=warmup)
    table.only("percentile", *_BY_REQUESTS)
    _refuse_few(table, percentile)
    return Budget(
        percentile,
        requests=table.count("requests"),
        rounds=table.count("rounds"),
        warmup_rounds=table.whole("warmup_rounds"),
        most_seconds=table.count("most_seconds"),
    )


def _refuse_few(table: Table, percentile: Percentile) -> None:
    asked, needed = table.count("requests"), tolerance(f"V22 {percentile}")
    if not needed.holds(table.number("requests")):
        raise table.wrong(
            f"requests = {asked}: {percentile}에는 {needed}건이 필요함(V22) / {percentile} needs {needed} requests"
        )


def _refuse_repeated(root: Table, key: str, values: tuple[str, ...]) -> None:
    if not values:
        raise root.wrong(f"[[{key}]]가 하나는 있어야 함 / at least one [[{key}]] is needed")
    for value in values:
        if values.count(value) > 1:
            raise root.wrong(f"[[{key}]] {value!r}: 중복 / comes twice")
