"""One node of a weighing by judgments in lines and as texts: judges, consistency, gaps, and the group."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from procurement.casefile.weighing.outcome import Judged, Node
from scoring.ahp import WEIGHT_PLACES, Matrix, Row, rounded
from scoring.ahp_consistency import Consistency, Revision, Triad
from scoring.quantity import half_up, plain

Told = str | int | list["Told"] | dict[str, "Told"]


def node_lines(node: Node) -> Iterator[str]:
    """Each judge with both priorities and CR, the worst three judgments and the mend; then AIJ, AIP and consensus."""
    yield f"■ {node.title}: {', '.join(node.names)}"
    for one in node.judged:
        yield f"  {one.judge.name} (비중 / weight {plain(one.judge.weight)}): {_consistency(one.report.consistency)}"
        yield f"    고유벡터 / eigenvector: {_row(node, one.priorities.eigenvector)}"
        yield f"    기하평균 / geometric mean: {_row(node, one.priorities.geometric)}"
        for label, text in _asked_again(one):
            yield f"    {label}: {text}"
    if len(node.judged) > 1:
        yield from _group(node)


def node_told(node: Node) -> Told:
    """The same as texts."""
    alone = len(node.judged) == 1
    return {
        "title": node.title,
        "judges": [_judge_told(node, one) for one in node.judged],
        "group": [] if alone else [dict(_group_told(node))],
    }


def _asked_again(one: Judged) -> Iterator[tuple[str, str]]:
    for first, second, value in one.filled:
        text = f"{first} : {second} → {_near(value)} (로그 최소제곱 / logarithmic least squares)"
        yield "미비교, 채움 / not compared, filled", text
    if one.report.triad:
        yield "가장 어긋난 세 판단 / worst triad", _triad(one.report.triad, one.given)
    if one.report.revision:
        yield "다시 물을 판단 / ask again", _revision(one.report.revision, one.report.consistency)


def _triad(triad: Triad, matrix: Matrix) -> str:
    a, b, c = triad.names
    first, second, third = (_entry(matrix, *pair) for pair in ((a, b), (b, c), (a, c)))
    return (
        f"{a} : {b} = {plain(first)}, {b} : {c} = {plain(second)}이면 {a} : {c} = {plain(first * second)}인데 "
        f"{plain(third)} (곱 / product {plain(triad.product)}, 1이면 일치 / 1 is consistent)"
    )


def _revision(revision: Revision, found: Consistency) -> str:
    after = half_up(revision.ratio_after, places=WEIGHT_PLACES)
    return (
        f"{revision.first} : {revision.second} = {plain(revision.given)}, 다른 판단대로라면 / the others say "
        f"{_near(revision.consistent)}; CR {found.shown} → {after}"
    )


def _group(node: Node) -> Iterator[str]:
    yield f"  AIJ (판단을 합침 / judgments together): {_consistency(node.consistency)}"
    yield f"    고유벡터 / eigenvector: {_row(node, node.aij.eigenvector)}"
    yield f"    기하평균 / geometric mean: {_row(node, node.aij.geometric)}"
    yield f"  AIP (가중치를 합침 / priorities together): {_row(node, node.aip)}"
    yield f"  합의 지수 / consensus (AHP-OS): {node.consensus.indicator} ({node.consensus.words})"


def _judge_told(node: Node, one: Judged) -> Told:
    return {
        "judge": one.judge.name,
        "weight": plain(one.judge.weight),
        "eigenvector": _row(node, one.priorities.eigenvector),
        "geometric": _row(node, one.priorities.geometric),
        "cr": str(one.report.consistency.shown),
        "consistency": _consistency(one.report.consistency),
        "again": "; ".join(f"{label}: {text}" for label, text in _asked_again(one)),
    }


def _group_told(node: Node) -> Iterator[tuple[str, str]]:
    yield "aij_eigenvector", _row(node, node.aij.eigenvector)
    yield "aij_geometric", _row(node, node.aij.geometric)
    yield "aij_cr", str(node.consistency.shown)
    yield "aip", _row(node, node.aip)
    yield "consensus", str(node.consensus.indicator)
    yield "consensus_words", node.consensus.words


def _consistency(found: Consistency) -> str:
    if found.random_index is None:
        return "항목 둘, 언제나 일치 / two criteria are always consistent"
    within = "이내 / within" if found.acceptable else "초과 / above"
    return (
        f"λmax {_near(found.lambda_max)}, CI {_near(found.index)}, RI {half_up(found.random_index, places=2)}, "
        f"CR {found.shown} ({plain(found.limit)} {within})"
    )


def _row(node: Node, row: Row) -> str:
    return ", ".join(f"{name} {value}" for name, value in zip(node.names, rounded(row), strict=True))


def _entry(matrix: Matrix, first: str, second: str) -> Fraction:
    return matrix.rows[matrix.names.index(first)][matrix.names.index(second)] or Fraction(0)


def _near(value: Fraction) -> Decimal:
    return half_up(value, places=WEIGHT_PLACES)
