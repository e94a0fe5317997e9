from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks.readers.mutations import MUTATIONS, Mutated, Seed, fixtures, mutated, real, tried

AMOUNT = 600
SEED = 20261122
LONGEST = 5  # seconds of the processor for one file of at most 200 kB


def outcomes(seeds: tuple[Seed, ...], *, amount: int) -> Counter[bool]:
    """How many were read and how many refused; a crash, a half import or a refusal without a place fails."""
    found: Counter[bool] = Counter()
    for one in mutated(seeds, amount=amount, seed=SEED):
        done = tried(one)
        assert done.seconds < LONGEST, (one.name, one.how)
        found[done.read] += 1
    return found


def test_mutated_fixtures_are_read_whole_or_refused_with_their_place() -> None:
    found = outcomes(fixtures(), amount=AMOUNT)
    assert found.total() == AMOUNT
    assert min(found[True], found[False]) > AMOUNT // 5


def test_mutated_real_files_are_read_whole_or_refused_with_their_place(shared_results: Path) -> None:
    assert outcomes(real(shared_results), amount=AMOUNT).total() == AMOUNT


def test_the_same_numbers_make_the_same_files() -> None:
    first, second = (list(mutated(fixtures(), amount=20, seed=SEED)) for _ in range(2))
    assert first == second
    assert first != list(mutated(fixtures(), amount=20, seed=SEED + 1))


@pytest.mark.parametrize("how", sorted(MUTATIONS))
def test_every_mutation_changes_some_file(how: str) -> None:
    changed = [one for one in mutated(fixtures(), amount=AMOUNT, seed=SEED) if one.how.startswith(f"{how} #")]
    good = {seed.name: seed.data for seed in fixtures()}
    assert sum(one.data != good[one.name] for one in changed) > len(changed) // 2 > 0


def test_a_file_that_is_good_is_read() -> None:
    assert all(tried(Mutated(seed.name, "", seed.data)).read for seed in fixtures())
