"""What to look at twice in a weighing; a note asks, it refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement.casefile.weighing.outcome import Judged, Method, Node
from scoring.ahp import size_warning
from scoring.ahp_consistency import Consistency
from scoring.quantity import half_up, plain
from scoring.result import Note

_SECOND_LOOK = Fraction(1)
_SAATY = "Saaty 1980; RI: Saaty 2005"


def notes_on(methods: tuple[Method, ...], *, nodes: tuple[Node, ...]) -> Iterator[Note]:
    """Inconsistent or incomplete judgments, methods more than a point apart, equal remainders, and no point at all."""
    for node in nodes:
        for one in node.judged:
            yield from _on_judge(one, title=node.title)
        yield from _on_consistency("AIJ", node.consistency, title=node.title)
        if large := size_warning(node.judged[0].given):
            yield Note(code="many_criteria", text=f"{node.title}: {large}", clause="n(n − 1)/2")
    chosen, *others = methods
    for other in others:
        yield from _on_difference(chosen, other)
    yield from _on_remainders(chosen)
    for name, points in chosen.points:
        if not points:
            yield Note(code="no_points", text=f"{name}: 0점입니다 / gets no point", clause="largest remainder")


def _on_judge(one: Judged, *, title: str) -> Iterator[Note]:
    yield from _on_consistency(one.judge.name, one.report.consistency, title=title)
    if one.filled:
        text = (
            f"{title}: {one.judge.name}: 미비교 {len(one.filled)}쌍을 로그 최소제곱으로 채워 CR이 낮게 나옵니다 / "
            f"the gaps were filled by logarithmic least squares, so that CR comes out low"
        )
        yield Note(code="completed", text=text, clause="Bozóki, Fülöp, Rónyai 2010")


def _on_consistency(who: str, found: Consistency, *, title: str) -> Iterator[Note]:
    shown = Fraction(found.shown)
    if not found.acceptable:
        text = f"CR {found.shown} > {plain(found.limit)}: 다시 물으십시오 / ask again"
        yield Note(code="inconsistent", text=f"{title}: {who}: {text}", clause=_SAATY)
    elif shown > found.stricter:
        text = f"CR {found.shown} > {plain(found.stricter)}: {found.size}개일 때의 엄격한 기준 / the stricter limit"
        yield Note(code="above_stricter", text=f"{title}: {who}: {text}", clause="second-hand")


def _on_difference(chosen: Method, other: Method) -> Iterator[Note]:
    total = sum(points for _, points in chosen.points)
    for (name, a), (_, b) in zip(chosen.shares, other.shares, strict=True):
        apart = (a - b) * total
        if abs(apart) > _SECOND_LOOK:
            text = f"{name}: {chosen.name}: {half_up(apart, places=4):+f}점 ({other.name})"
            yield Note(code="methods_differ", text=text, clause="1점 / 1 point")


def _on_remainders(chosen: Method) -> Iterator[Note]:
    """Equal remainders of which only the first announced got a point."""
    total = sum(points for _, points in chosen.points)
    alike: dict[Fraction, list[tuple[str, bool]]] = {}
    for (name, share), (_, points) in zip(chosen.shares, chosen.points, strict=True):
        alike.setdefault(share * total % 1, []).append((name, points > share * total))
    for held in alike.values():
        if len({raised for _, raised in held}) > 1:
            text = f"{', '.join(name for name, _ in held)}: 나머지가 같아 먼저 적은 항목에 남은 점수를 줌"
            said = "equal remainders, the points left went to those announced first"
            yield Note(code="equal_remainders", text=f"{text} / {said}", clause="largest remainder")
