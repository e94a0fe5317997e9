"""Results beside each other: two to six chosen ones, and whose verified results meet a requirement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.comparison import Comparison, compare
from benchmarks.measurement import PowerScope
from benchmarks.slo import Slo
from procurement.casefile.evidence import Examined
from procurement.casefile.measured import evidence_for
from procurement.casefile.scheme import Measure
from procurement.models import Measured, User
from procurement.selectors.evidence import examined_of, measurement_of, measurements_for
from procurement.selectors.evidence_list import Filter, listed, outdated_among
from procurement.verification import State
from scoring.criteria import Gate
from scoring.value import gate_result

FEWEST, MOST = 2, 6


class NotSelected(LookupError):
    """What was chosen to be compared is too little, too much, or not there for the person."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The results in the order they were chosen, and their comparison; its first row is the reference.

    Repeated runs of one operating point are one row of the comparison; `members` has the results of each of its rows.
    """

    rows: tuple[Measured, ...]
    comparison: Comparison
    members: tuple[tuple[Measured, ...], ...]


@dataclass(frozen=True, slots=True)
class Makers:
    """Makers by what their verified results say of a gate; a maker stands once, in the best place it earns."""

    passing: tuple[str, ...]
    failing: tuple[str, ...]
    not_measured: tuple[str, ...]
    expired: tuple[str, ...]


def compared(
    user: User | None,
    *,
    chosen: Sequence[int],
    metric: str = "output_tps",
    power_scope: PowerScope | None = None,
    slo: Slo | None = None,
) -> Compared:
    """Two to six measurements side by side, each with every reason not to compare it with the first.

    Raises NotSelected, the same for what is not there and for what one may not see.
    """
    wanted = list(dict.fromkeys(chosen))
    if not FEWEST <= len(wanted) <= MOST:
        raise NotSelected(f"{FEWEST}건에서 {MOST}건까지 고르세요 / choose {FEWEST} to {MOST} results")
    there = {one.pk: one for one in measurements_for(user).filter(pk__in=wanted)}
    if len(there) != len(wanted):
        raise NotSelected("고른 결과 가운데 없는 것이 있습니다 / some of the chosen results are not there")
    rows = tuple(there[key] for key in wanted)
    every = [measurement_of(row) for row in rows]
    comparison = compare(every, metric=metric, power_scope=power_scope, slo=slo)
    pairs = tuple(zip(rows, every, strict=True))
    members = tuple(
        tuple(row for row, one in pairs if one in (*found.runs, *found.duplicates)) for found in comparison.rows
    )
    return Compared(rows, comparison, members)


def verified_makers(user: User, *, gate: Gate, measure: Measure) -> Makers:
    """How many makers' verified results meet a performance requirement, as the evaluation itself would read them.

    Verified, standing results that the person may see, at the measure's model, lengths and service level; expired ones
    (their owner has since handed in other software) count for nobody. The maker is the catalogue's, else the owner.
    """
    wanted = Filter(model=measure.model, state=State.VERIFIED)
    rows = tuple(listed(user, wanted=wanted).prefetch_related("findings"))
    expired = outdated_among(user, rows=rows)
    by_maker: dict[str, list[Examined]] = {}
    for one in rows:
        valid = by_maker.setdefault(one.maker or one.release.owner.name, [])
        if one.pk not in expired:
            valid.append(examined_of(one))
    places: dict[str, list[str]] = {"passing": [], "failing": [], "not_measured": [], "expired": []}
    for maker, candidates in sorted(by_maker.items()):
        places[_place(candidates, gate, measure)].append(maker)
    return Makers(**{name: tuple(makers) for name, makers in places.items()})


def _place(candidates: Iterable[Examined], gate: Gate, measure: Measure) -> str:
    points = tuple(candidates)
    if not points:
        return "expired"
    evidence = evidence_for(measure, candidates=points)
    if evidence.value is None:
        return "not_measured"
    return "passing" if gate_result(gate, evidence=evidence).passed else "failing"
