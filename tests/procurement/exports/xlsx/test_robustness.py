from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from procurement.casefile.robust import robust_of
from procurement.exports.dossier import Dossier
from procurement.exports.xlsx import forms
from scoring.quantity import half_up
from scoring.sensitivity import additive, shifts
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import line, table


def annexed() -> Dossier:
    evaluation = evaluated()
    return replace(dossier(evaluation), robust=robust_of(evaluation))


def test_every_interval_holds_the_announced_points() -> None:
    made = annexed()
    assert made.robust is not None
    rows = table(made, forms.ROBUSTNESS)
    for interval, criterion in zip(made.robust.intervals, made.evaluation.scheme.criteria, strict=True):
        found = line(rows, criterion.title)
        assert found[1] == float(interval.points)
        assert found[2] <= found[1] <= found[3]  # type: ignore[operator]  # numbers, as the line above shows


def test_the_smallest_shift_is_the_librarys() -> None:
    made = annexed()
    names = {r.bid.id: r.bid.name for r in made.evaluation.results}
    rows = table(made, forms.ROBUSTNESS)
    start = next(i for i, row in enumerate(rows) if row[1] == forms.SHIFT_HEADER[1])
    for found, row in zip(shifts(additive(made.evaluation), scope="technical"), rows[start + 1 :], strict=False):
        expected = "어떤 배점으로도 안 됨" if found.moved is None else float(half_up(found.moved, places=4))
        assert (row[0], row[1]) == (names[found.rival], expected)


def test_the_samples_can_be_drawn_again() -> None:
    rows = table(annexed(), forms.ROBUSTNESS)
    recorded = next(str(row[0]) for row in rows if str(row[0]).startswith("표본"))
    assert "10,000개" in recorded
    assert "씨앗" in recorded
    assert any(forms.WEIGHTINGS in str(row[0]) for row in rows)


def test_what_cannot_be_computed_is_said() -> None:
    evaluation = evaluated(differential_step=Fraction(3, 2))
    made = replace(dossier(evaluation), robust=robust_of(evaluation))
    rows = table(made, forms.ROBUSTNESS)
    assert any("차등점수제의 총점은" in str(row[0]) for row in rows)


@pytest.mark.parametrize(("value", "shown"), [(Fraction(1, 3), "0.3333"), (Fraction(90), "90.0000")])
def test_points_are_shown_to_four_places(value: Fraction, shown: str) -> None:
    assert half_up(value, places=4) == Decimal(shown)
