from __future__ import annotations

from procurement.web.sizing_figures import figure, names_of, percent, won


def test_figures_are_printed_from_exact_text() -> None:
    assert (won("1/3"), won(1_145_000_000), percent("70/229")) == ("0", "1,145,000,000", "30.57")
    assert [figure("2000000000", "KRW"), figure("26200.50", "W"), figure("0.8", "share"), figure("3", "")] == [
        "2,000,000,000 원", "26,200.5 W", "80.00 %", "3",
    ]  # fmt: skip
    assert figure(None, "W") == "모름"


def test_names_are_those_of_buckets_and_configurations() -> None:
    told = {"buckets": [{"id": "a", "title": "A"}], "configurations": [{"id": "b", "title": "B"}]}
    assert names_of(told) == {"a": "A", "b": "B"}
