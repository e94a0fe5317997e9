"""Which values of a computation rest on text that nobody here has read."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.result import Note
from scoring.rules.loading import rule
from scoring.rules.schema import Rules

SAID = {
    "second-hand": ("second_hand", "조문 원본이 아니라 옮겨 적은 글로 확인함 / known second-hand"),
    "assumed": ("unconfirmed", "확인하지 못한 값 / unconfirmed"),
}


def notes_on_sources(rules: Iterable[Rules], *, keys: Iterable[str]) -> tuple[Note, ...]:
    """One note for each of the rules `keys` whose text was not read itself. Raises RuleError as `rule` does."""
    texts = tuple(rules)
    found = [rule(texts, key=key) for key in keys]
    return tuple(
        Note(
            code=SAID[one.confidence][0],
            text=f"{one.description}: {one.value} {one.unit}: {SAID[one.confidence][1]}"
            + (f" ({one.note})" * bool(one.note)),
            clause=str(one.reference),
        )
        for one in found
        if one.confidence in SAID
    )
