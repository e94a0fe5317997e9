"""Published instances as programs: Mélange's, OR-Library's facility location and multidimensional knapsacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from procurement.sizing.linear import Draft, Linear, Stage
from tests.performance.sizing_instances import CASES, Instance

CENT = 0.001
ARENA = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)


def readme(*, utilisation: float = 1.0) -> Instance:
    """Mélange's README: two GPUs, four buckets, 30 requests/s."""
    rates = (6.0, 3.0, 15.0, 6.0)
    carries = ((2, 1, 5, 2), (20, 20, 40, 20))
    load = {(j, b): r / row[b] / utilisation for j, row in enumerate(carries) for b, r in enumerate(rates)}
    return _plain((1.01, 3.67), load, buckets=4)


def arena(rate: int, *, utilisation: float = 1.0) -> Instance:
    """Mélange's Chatbot-Arena mix on four GPUs, the histogram turned to the axes of the throughputs."""
    raw = json.loads((CASES / "melange" / "arena_llama2_7b.json").read_text(encoding="utf-8"))
    printed = raw["arena_histogram_percent_as_printed"]
    total = sum(map(sum, printed))
    share = [printed[5 - o][i] / total for i in range(6) for o in range(6)]
    cards = list(raw["gpu"].values())
    carries = [[card["tputs"][i][o] for i in range(6) for o in range(6)] for card in cards]
    load = {
        (j, b): rate * part / row[b] / utilisation
        for j, row in enumerate(carries)
        for b, part in enumerate(share)
        if row[b]
    }
    return _plain(tuple(card["cost"] for card in cards), load, buckets=36)


def arena_optima() -> dict[int, float]:
    """Published optima in dollars an hour by requests/s, right orientation."""
    raw = json.loads((CASES / "melange" / "arena_llama2_7b.json").read_text(encoding="utf-8"))
    return {one["rate"]: round(one["opt"], 6) for one in raw["oracle"] if one["orient"] == "fixed"}


def _plain(cost: tuple[float, ...], load: dict[tuple[int, int], float], *, buckets: int) -> Instance:
    zeros = (0.0,) * len(cost)
    return Instance(cost, cost, zeros, zeros, (0,) * len(cost), (False,) * len(cost), buckets, load, CENT)


def facilities() -> Iterator[tuple[str, Linear, float]]:
    """OR-Library's capacitated facility location: name, program, optimum."""
    for file in sorted((CASES / "orlib-cap").glob("cap*.txt")):
        optimum = Path(f"{file}.opt").read_text(encoding="utf-8").split()[-1]
        yield file.stem, _facility([float(word) for word in file.read_text(encoding="utf-8").split()]), float(optimum)


def _facility(numbers: list[float]) -> Linear:
    given = iter(numbers)
    sites, customers = int(next(given)), int(next(given))
    built = [(next(given), next(given)) for _ in range(sites)]
    draft = Draft()
    used = [draft.column(upper=1, integer=True) for _ in range(sites)]
    cost = [(column, fixed) for column, (_, fixed) in zip(used, built, strict=True)]
    loads: list[list[tuple[int, float]]] = [[(column, -room)] for column, (room, _) in zip(used, built, strict=True)]
    for _ in range(customers):
        demand, shares = next(given), [draft.column(upper=1, integer=False) for _ in range(sites)]
        cost += zip(shares, islice(given, sites), strict=True)
        draft.row("", [(column, 1.0) for column in shares], sense="=", limit=1.0)
        for column, open_, load in zip(shares, used, loads, strict=True):
            draft.row("", [(column, 1.0), (open_, -1.0)], sense="<=", limit=0.0)
            load.append((column, demand))
    for load in loads:
        draft.row("", load, sense="<=", limit=0.0)
    return Linear(tuple(draft.columns), tuple(draft.rows), (Stage(tuple(cost), 0.0),), (), tuple(cost))


def knapsacks(name: str, *, sizes_first: bool = True) -> Iterator[tuple[Linear, float]]:
    """A file of OR-Library's multidimensional knapsacks: programs (profit as negative cost) and the value stated."""
    given = map(float, (CASES / "orlib-mknap" / name).read_text(encoding="utf-8").split())
    for _ in range(int(next(given))):
        first, second, best = int(next(given)), int(next(given)), next(given)
        items, rows = (first, second) if sizes_first else (second, first)
        draft = Draft()
        columns = [draft.column(upper=1, integer=True) for _ in range(items)]
        profit = tuple((column, -value) for column, value in zip(columns, islice(given, items), strict=True))
        weights = [list(islice(given, items)) for _ in range(rows)]
        for row, room in zip(weights, islice(given, rows), strict=True):
            draft.row("budget", zip(columns, row, strict=True), sense="<=", limit=room)
        yield Linear(tuple(draft.columns), tuple(draft.rows), (Stage(profit, 0.0),), (), ()), best


def best_known(name: str) -> list[float]:
    """The 1997 values of mkcbres.txt for the 30 problems of a file; those of mknapcb1 stand there without names."""
    lines = (CASES / "orlib-mknap" / "mkcbres.txt").read_text(encoding="utf-8").split("second table", 1)[1].splitlines()
    first_table = lines[: next(n for n, line in enumerate(lines) if "e+" in line)]
    words = [line.split() for line in first_table if line.strip()]
    prefix = {"mknapcb2": "5.250-", "mknapcb5": "10.250-"}.get(name)
    if prefix is None:
        return [float(one[0]) for one in words if len(one) == 1 and one[0].isdigit()][:30]
    return [float(one[1]) for one in words if len(one) == 2 and one[0].startswith(prefix)]
