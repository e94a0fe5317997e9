from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.measurement import Measurement
from benchmarks.readers import read
from benchmarks.stored import NotStored, restored, stored

FILES = Path(__file__).parents[1] / "files"
GIVEN = Answers(accelerator="가상 NPU", used=4, isl=Decimal("1E+3"), measured_at=datetime(2026, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize("name", ["guidellm_v2.json", "vllm_c4.json", "aiperf_c4.json", "kperf_result.json"])
def test_a_measurement_comes_back_equal_in_every_digit(name: str) -> None:
    report = read((FILES / name).read_bytes(), filename=name)
    for one in measurements(report, answers=Answers(used=2)):
        text = stored(one)
        assert restored(text, kind=Measurement) == one
        assert stored(restored(text, kind=Measurement)) == text
        assert "\n" not in text


def test_answers_come_back_with_their_moment() -> None:
    assert restored(stored(GIVEN), kind=Answers) == GIVEN
    assert str(restored(stored(GIVEN), kind=Answers).isl) == "1E+3"


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_no_number_loses_a_digit(number: Decimal) -> None:
    assert str(restored(stored(Answers(average_w=number)), kind=Answers).average_w) == str(number)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", stored(GIVEN).replace('"1E+3"', '"천"')])
def test_what_is_not_stored_is_refused(text: str) -> None:
    with pytest.raises(NotStored, match="Answers: 저장된 값이 아닙니다"):
        restored(text, kind=Answers)
