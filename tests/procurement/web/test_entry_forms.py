from __future__ import annotations

from procurement.web.entries import SCORED
from procurement.web.entry_forms import CriterionForm, GateForm


def choices(form: GateForm | CriterionForm) -> list[str]:
    return [str(key) for key, _ in form.fields["source"].choices]  # type: ignore[attr-defined]  # a choice field


def test_nothing_is_chosen_beforehand_and_the_time_between_chunks_never_scores() -> None:
    measured = [f"measure:{one.id}" for one in SCORED]
    assert choices(GateForm()) == ["", *measured, "offer:power_w", "offer:rack_units"]
    assert choices(CriterionForm()) == ["", "qualitative", "officer", *measured]
    assert "measure:itl" not in measured


def test_every_field_that_is_lacking_is_said_at_its_place() -> None:
    assert set(GateForm({}).errors) == {"seen", "sign", "title", "source", "limit"}
    assert set(CriterionForm({}).errors) >= {"seen", "sign", "title", "group", "points", "source"}
