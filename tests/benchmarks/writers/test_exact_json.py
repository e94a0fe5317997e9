from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.writers.exact_json import exact_json

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False, places=9)
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=9)


@given(VALUES)
def test_what_is_written_is_the_same_value_again(value: Any) -> None:
    assert json.loads(exact_json(value), parse_float=Decimal) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("57.66788277504702123456789"), "57.66788277504702123456789\n"),
        ({"가": [1, {}], "b": []}, '{\n  "가": [\n    1,\n    {}\n  ],\n  "b": []\n}\n'),
        ("\udc80", '"\\udc80"\n'),
    ],
)
def test_every_digit_and_letter_is_kept_and_nested_values_are_indented(value: Any, text: str) -> None:
    assert exact_json(value).decode() == text
