"""Why nothing fits: the smallest set of limits that cannot hold together."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def minimal_conflict(rules: Iterable[str], *, fits: Callable[[frozenset[str]], bool]) -> tuple[str, ...]:
    """A set of rules that cannot be kept together, of which every proper subset can: the deletion filter.

    `fits(kept)` says whether the problem has an answer under just those rules; it must be False for all of them.
    One test per rule, in the order given: rules named first are let go first. Source: sizing design §3.4 step 1.
    """
    conflict = list(rules)
    for rule in tuple(conflict):
        without = [other for other in conflict if other != rule]
        if not fits(frozenset(without)):
            conflict = without
    return tuple(conflict)
