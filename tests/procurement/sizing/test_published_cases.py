from __future__ import annotations

import gzip
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from procurement.sizing.mix import cheapest
from procurement.sizing.problem import Problem
from tests.procurement.sizing.builders import cheapest_here, configuration, problem, servers_of


@pytest.fixture(scope="module")
def cases(root: Path) -> Path:
    folder = root.parent / "shared" / "cases" / "sizing"
    if not folder.is_dir():
        pytest.skip("저장소 옆에 shared/cases 폴더가 없습니다 / no folder shared/cases beside the checkout")
    return folder


def arena(raw: dict[str, Any], *, rate: int) -> Problem:
    """Chatbot-Arena lengths on four cards; every figure is moved from its matrix to a named cell before use."""
    printed = raw["arena_histogram_percent_as_printed"]
    weights = {(i, o): Decimal(str(printed[5 - o][i])) for i in range(6) for o in range(6)}
    total = sum(weights.values())
    rates = {f"in{i}-out{o}": str(rate * weight / total) for (i, o), weight in weights.items()}
    cards = tuple(configuration(name, price=round(card["cost"] * 1000)) for name, card in raw["gpu"].items())
    carried = {
        (name, f"in{i}-out{o}"): Fraction(str(card["tputs"][i][o]))
        for name, card in raw["gpu"].items()
        for i in range(6)
        for o in range(6)
    }
    return problem(cards, rates, carried)


@pytest.mark.parametrize("rate", [1, 2, 4, 8, 16, 32])
def test_the_arena_optimum_is_reached_at_every_published_rate(cases: Path, rate: int) -> None:
    raw = json.loads((cases / "melange" / "arena_llama2_7b.json").read_text(encoding="utf-8"))
    known = {case["rate"]: case for case in raw["oracle"] if case["orient"] == "fixed"}
    mix = cheapest_here(arena(raw, rate=rate))
    assert mix.cost == round(known[rate]["opt"] * 1000)
    assert servers_of(mix) == {name: int(count) for name, count in known[rate]["y"].items() if count > 0.5}
    assert mix.proven


@pytest.mark.parametrize(("seed", "cost"), [(1, 4716495798), (2, 4588136630)])
def test_the_synthetic_optimum_is_reached_and_proven(cases: Path, seed: int, cost: int) -> None:
    raw = json.loads(gzip.decompress((cases / "synth" / f"synth_20x100_seed{seed}.json.gz").read_bytes()))
    names = raw["names"]
    servers = tuple(configuration(name, price=round(raw["cost"][n] * 10**5)) for n, name in enumerate(names))
    rates = {f"b{b:03d}": "1" for b in range(len(raw["load"][0]))}
    carried = {
        (name, bucket): None if load is None else 1 / Fraction(load)
        for name, loads in zip(names, raw["load"], strict=True)
        for bucket, load in zip(rates, loads, strict=True)
    }
    mix = cheapest(problem(servers, rates, carried), wall_seconds=120)
    assert (mix.cost, mix.bound, mix.proven, mix.ties_settled) == (cost, Decimal(cost), True, True)
