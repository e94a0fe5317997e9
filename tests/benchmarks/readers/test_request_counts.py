from __future__ import annotations

from benchmarks.readers.request_counts import counts, fixed_length, zero_output
from benchmarks.report import Request


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
