"""Pairwise judgments of several judges over a tree of criteria, to shares of the whole by each method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from procurement.casefile.weighing.judges import Answered, matrices_of
from procurement.casefile.weighing.outcome import Judged, Node
from procurement.casefile.weighing.tree import TOP, WHOLE, Family
from scoring.ahp import Matrix, Row, priorities
from scoring.ahp_completion import missing_pairs
from scoring.ahp_consistency import consistency, worst_triad
from scoring.ahp_group import Judge, aggregated_judgments, aggregated_priorities, consensus, judge_reports
from scoring.weights import Branch, Shares, leaves

AIJ, AIP = "AIJ", "AIP"
_GEOMETRIC = "기하평균 / geometric mean"


def node_of(family: Family, *, answered: tuple[Answered, ...]) -> Node:
    """Every judge and the group at one node. Raises TableError and UnusableGroup."""
    matrices = tuple(matrices_of(one, family=family) for one in answered)
    judges = tuple(Judge(a.name, full, a.weight) for a, (_, full) in zip(answered, matrices, strict=True))
    together = aggregated_judgments(judges)
    return Node(
        title=family.title,
        names=family.children,
        judged=tuple(_judged(judges, given=tuple(given for given, _ in matrices))),
        aij=priorities(together),
        consistency=consistency(together),
        aip=aggregated_priorities(judges),
        consensus=consensus(judges),
    )


def shares_by_method(
    families: tuple[Family, ...], *, nodes: tuple[Node, ...], chosen: str
) -> Iterator[tuple[str, Shares]]:
    """The leaves' shares of the whole: the chosen group's eigenvectors first, then the other's, then geometric means.

    Local weights are put together node by node. By geometric means AIJ and AIP coincide. One judge has no group.
    """
    by_eigenvector = {AIJ: tuple(node.aij.eigenvector for node in nodes), AIP: tuple(node.aip for node in nodes)}
    alone = len(nodes[0].judged) == 1
    for name in (chosen,) if alone else (chosen, *({AIJ, AIP} - {chosen})):
        group = "" if alone else f" ({name})"
        yield f"고유벡터{group} / eigenvector{group}", _shares(families, rows=by_eigenvector[name])
    yield _GEOMETRIC, _shares(families, rows=tuple(node.aij.geometric for node in nodes))


def _judged(judges: tuple[Judge, ...], *, given: tuple[Matrix, ...]) -> Iterator[Judged]:
    """A triad is one that was asked: three judgments of the judge, none of them filled in."""
    for judge, answers, report in zip(judges, given, judge_reports(judges), strict=True):
        names, rows = judge.matrix.names, judge.matrix.rows
        filled = ((a, b, rows[names.index(a)][names.index(b)]) for a, b in missing_pairs(answers))
        yield Judged(
            judge=judge,
            given=answers,
            filled=tuple((a, b, value) for a, b, value in filled if value is not None),
            priorities=priorities(judge.matrix),
            report=replace(report, triad=worst_triad(answers)),
        )


def _shares(families: tuple[Family, ...], *, rows: tuple[Row, ...]) -> Shares:
    below = {
        family.parent: tuple(zip(family.children, row, strict=True)) for family, row in zip(families, rows, strict=True)
    }
    return leaves(_branch(TOP, Fraction(1), below))


def _branch(name: str, local: Fraction, below: dict[str, tuple[tuple[str, Fraction], ...]]) -> Branch:
    return Branch(name or WHOLE, local, tuple(_branch(child, share, below) for child, share in below.get(name, ())))
