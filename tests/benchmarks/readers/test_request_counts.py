from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.readers.request_counts import counts, fixed_length, latencies, zero_output
from benchmarks.report import Cell, Request


def request(output: int | None, *, ok: bool = True, prompt: int | None = 10) -> Request:
    return Request("/0", ok=ok, input_tokens=prompt, output_tokens=output, ttft=None, e2e=None)


def counted(*requests: Request) -> dict[str, int]:
    return {cell.quantity: int(cell.value) for cell in counts(requests, where="/")}


def test_requests_and_tokens_are_counted_over_the_answered_ones() -> None:
    assert counted(request(5), request(0), request(7, ok=False)) == {
        "sent": 3,
        "ok": 2,
        "failed": 1,
        "input_tokens": 20,
        "output_tokens": 5,
        "zero_output": 1,
    }


def test_tokens_that_one_answer_does_not_say_are_not_added_up() -> None:
    requests = (request(5), request(None, prompt=None))
    assert counted(*requests) == {"sent": 2, "ok": 2, "failed": 0}
    assert fixed_length(requests, where="/") == []


def test_without_an_answer_there_is_nothing_to_add_up() -> None:
    requests = (request(None, ok=False),)
    assert counted(*requests) == {"sent": 1, "ok": 0, "failed": 1}
    assert (zero_output(requests, where="/"), fixed_length(requests, where="/")) == ([], [])


def test_whether_the_answers_have_one_length_is_said() -> None:
    same, mixed = (request(5), request(5), request(6, ok=False)), (request(5), request(6))
    assert [fixed_length(requests, where="/x")[0].value for requests in (same, mixed)] == ["true", "false"]
    assert fixed_length(same, where="/x")[0].where == "/x"


def test_latencies_are_computed_over_the_answered_ones_and_said_derived() -> None:
    timed = tuple(
        Request("/0", ok=ok, input_tokens=1, output_tokens=5, ttft=Decimal(ttft), e2e=Decimal(ttft + 40), gaps=())
        for ok, ttft in ((True, 10), (True, 20), (False, 900))
    )
    cells = latencies(timed, tool="AIPerf", where="/x")
    assert [cell for cell in cells if (cell.quantity, cell.statistic) in {("ttft", "mean"), ("ttft", "n")}] == [
        Cell("ttft", "mean", Decimal(15), "ms", "derived: " + metrics.TTFT, "/x"),
        Cell("ttft", "n", Decimal(2), "ms", "derived: " + metrics.TTFT, "/x"),
    ]
    means = {cell.quantity: cell.value for cell in cells if cell.statistic == "mean"}
    assert means == {"ttft": Decimal(15), "tpot": Decimal(10), "e2e": Decimal(55)}


def test_requests_without_times_have_no_latencies() -> None:
    assert latencies((request(5),), tool="AIPerf", where="/") == []
