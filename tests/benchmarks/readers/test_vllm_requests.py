from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from benchmarks.readers import UnreadableFile
from benchmarks.readers.document import Record
from benchmarks.readers.vllm_requests import length_facts, requests_of
from benchmarks.report import Cell, Fact, Request

# made for the test: three requests, the last one failed
DETAIL: dict[str, Any] = {
    "completed": 2,
    "input_lens": [10, 11, 12],
    "output_lens": [3, 2, 0],
    "ttfts": [Decimal("0.0523"), Decimal("0.06"), 0],
    "itls": [[Decimal("0.01"), Decimal("0.0125")], [Decimal("0.02")], []],
    "errors": ["", "", "Traceback"],
    "start_times": [Decimal("100.5"), Decimal(101), Decimal(102)],
}


def found(**changes: Any) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    return requests_of(Record("f", "/0", {k: v for k, v in (DETAIL | changes).items() if v is not None}))


def test_every_request_is_read_in_our_units() -> None:
    requests, repairs = found()
    assert repairs == ()
    assert requests == (
        Request(
            where="/0/output_lens/0",
            ok=True,
            input_tokens=10,
            output_tokens=3,
            ttft=Decimal("52.3"),
            e2e=None,
            start=Decimal("100.5"),
            gaps=(Decimal(10), Decimal("12.5")),
        ),
        Request("/0/output_lens/1", True, 11, 2, Decimal(60), None, Decimal(101), (Decimal(20),)),  # noqa: FBT003 -- a record of the file
        Request("/0/output_lens/2", False, 12, 0, None, None, Decimal(102), ()),  # noqa: FBT003 -- a record of the file
    )


def test_the_end_to_end_time_stands_where_the_file_has_it() -> None:
    requests, _ = found(latencies=[Decimal("0.0748"), Decimal("0.08"), 0], queue_times=[0, 0, 0])
    assert [request.e2e for request in requests] == [Decimal("74.8"), 80, None]


def test_lengths_alone_are_requests_without_times() -> None:
    requests, repairs = found(ttfts=None, itls=None, errors=None, start_times=None, completed=3)
    assert [(r.ok, r.input_tokens, r.output_tokens, r.ttft, r.start, r.gaps) for r in requests] == [
        (True, 10, 3, None, None, ()),
        (True, 11, 2, None, None, ()),
        (True, 12, 0, None, None, ()),
    ]
    assert repairs == ()


def test_detail_that_cannot_be_told_apart_is_not_used_and_said() -> None:
    assert found(ttfts=[1]) == (
        (),
        (
            (
                "/0: ttfts의 항목 수가 요청 수와 달라 요청별 기록을 쓰지 않았습니다."
                " / ttfts has not one entry a request: the per-request detail was not used."
            ),
        ),
    )
    requests, (said,) = found(errors=None)
    assert (requests, said.partition(" / ")[2]) == (
        (),
        "The file does not say which requests failed: the per-request detail was not used.",
    )


@pytest.mark.parametrize("lengths", [None, [], "3"])
def test_a_run_without_detail_has_no_requests(lengths: Any) -> None:
    assert found(output_lens=lengths) == ((), ())
    assert length_facts(Record("f", "", {"output_lens": lengths})) == ([], [])


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"ttfts": ["fast", 0, 0]}, "/0/ttfts/0"),
        ({"output_lens": [3, Decimal("1.5"), 0]}, "/0/output_lens/1"),
        ({"itls": [[], 3, []]}, "/0/itls/1"),
        ({"itls": [[], [Decimal("0.1"), "x"], []]}, "/0/itls/1/1"),
        ({"start_times": [-1, 0, 0]}, "/0/start_times/0"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(change: dict[str, Any], where: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        found(**change)
    assert refused.value.where == where


def test_answers_without_a_token_are_counted_when_failures_are_known() -> None:
    record = Record("f", "/0", {"output_lens": [5, 0, 0], "errors": ["", "", "refused"]})
    assert length_facts(record) == (
        [Cell("zero_output", "value", Decimal(1), "count", "answered with no token", "/0/output_lens")],
        [Fact("fixed_length", "false", "/0/output_lens")],
    )
    assert length_facts(Record("f", "/0", {"output_lens": [5, 0]})) == (
        [],
        [Fact("fixed_length", "false", "/0/output_lens")],
    )
