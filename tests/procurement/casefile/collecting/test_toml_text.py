from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.table import read_table
from procurement.casefile.collecting.toml_text import toml_of

VALUES = {
    "bid": {"id": "A", "name": 'a "b" \\ \t\n#', "price": 1500, "share": Decimal("0.50"), "ok": True, "no": False},
    "evidence": [
        {"file": "x.json", "rows": ["V1", "V2"], "answers": {"used": 1, "day": date(2026, 1, 2)}},
        {"file": "y.json", "aliases": {"meta/Llama 3.1": "Llama"}, "override": [{"rule": "V02"}]},
    ],
    "at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    "empty": [],
}


def test_what_is_written_reads_back_as_it_was() -> None:
    assert read_table(toml_of(VALUES).encode(), filename="a").values == VALUES


def test_tables_stand_below_their_values() -> None:
    assert toml_of({"a": {"b": 1, "c": {"d": "e"}}, "f": [{"g": 2}]}) == (
        '[a]\nb = 1\n\n[a.c]\nd = "e"\n\n[[f]]\ng = 2\n'
    )


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_stays_the_text_it_is(key: str, value: str) -> None:
    import tomllib  # noqa: PLC0415 -- read_table refuses control characters that TOML itself can hold

    assert tomllib.loads(toml_of({key: {key: value}})) == {key: {key: value}}


def test_a_value_that_toml_has_no_form_for_is_refused() -> None:
    with pytest.raises(TypeError):
        toml_of({"a": 1.5})
