from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from benchmarks.readers import UnreadableFile
from benchmarks.readers.document import Record
from benchmarks.readers.guidellm_requests import requests_of
from benchmarks.report import Request

# made for the test: one answered, one failed, one cut off by the end of the step
ANSWERED: dict[str, Any] = {
    "prompt_tokens": 128,
    "output_tokens": 64,
    "time_to_first_token_ms": Decimal("73.6"),
    "request_latency": Decimal("0.7022"),
    "request_start_time": Decimal("1795345235.777683"),
}
CUT_OFF: dict[str, Any] = {"prompt_tokens": 128, "output_tokens": None, "time_to_first_token_ms": 0}


def found(requests: Any, *, answered: int | None = 1) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    benchmark = Record("f", "/benchmarks/0", {"requests": requests})
    return requests_of(benchmark, answered=None if answered is None else Decimal(answered))


def test_every_request_is_read_in_our_units() -> None:
    requests, repairs = found({"successful": [ANSWERED], "errored": [{}], "incomplete": [CUT_OFF], "total": None})
    assert repairs == ()
    assert requests == (
        Request(
            where="/benchmarks/0/requests/successful/0",
            ok=True,
            input_tokens=128,
            output_tokens=64,
            ttft=Decimal("73.6"),
            e2e=Decimal("702.2"),
            start=Decimal("1795345235.777683"),
        ),
        Request(
            where="/benchmarks/0/requests/errored/0",
            ok=False,
            input_tokens=None,
            output_tokens=None,
            ttft=None,
            e2e=None,
        ),
        Request(
            where="/benchmarks/0/requests/incomplete/0",
            ok=False,
            input_tokens=128,
            output_tokens=None,
            ttft=None,
            e2e=None,
        ),
    )


def test_the_first_versions_name_the_start_differently() -> None:
    ((request,), _) = found({"successful": [{"start_time": Decimal("10.5")}]})
    assert request.start == Decimal("10.5")


def test_a_sample_is_not_taken_for_the_whole_step() -> None:
    assert found({"successful": [ANSWERED]}, answered=2) == (
        (),
        (
            (
                "/benchmarks/0: 요청별 기록이 표본(1건)이어서 쓰지 않았습니다."
                " / The per-request detail is a sample and was not used."
            ),
        ),
    )
    assert found({"successful": [ANSWERED]}, answered=None)[0] == ()


@pytest.mark.parametrize("requests", [None, {}, {"successful": [], "errored": None}])
def test_a_step_without_detail_has_no_requests(requests: Any) -> None:
    assert found(requests) == ((), ())


@pytest.mark.parametrize(
    ("requests", "where"),
    [
        ([], ""),
        ({"successful": 3}, "/successful"),
        ({"successful": [3]}, "/successful/0"),
        ({"successful": [ANSWERED | {"output_tokens": Decimal("1.5")}]}, "/successful/0/output_tokens"),
        ({"successful": [ANSWERED | {"request_latency": "0.7 s"}]}, "/successful/0/request_latency"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(requests: Any, where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        found(requests)
    assert refused.value.where == f"/benchmarks/0/requests{where}"
