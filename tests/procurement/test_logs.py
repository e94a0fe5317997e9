from __future__ import annotations

import json
import logging

import pytest

from procurement.logs import FACTS, JsonLines, Lines, facts_of

SECRET = 987_654_321


def line(message: str, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord("procurement.tasks", logging.ERROR, __file__, 1, message, (), None)
    made.__dict__.update(facts)
    return made


def failed() -> None:
    try:
        int(f"{SECRET}원")
    except ValueError as cause:
        raise KeyError(f"가격 {SECRET}") from cause


@pytest.mark.parametrize("kind", [Lines, JsonLines])
def test_what_an_exception_says_is_not_in_the_log_but_where_it_came_from_is(kind: type[logging.Formatter]) -> None:
    with pytest.raises(KeyError) as raised:
        failed()
    fault = (KeyError, raised.value, raised.tb)
    told = kind().format(line("job 3 failed", exc_info=fault, price=SECRET, request_body="홍길동"))
    assert str(SECRET) not in told
    assert "홍길동" not in told
    for words in ("job 3 failed", "builtins.KeyError", "builtins.ValueError", "test_logs.py:"):
        assert words in told


def test_a_json_line_is_one_object_with_time_level_logger_message_and_facts() -> None:
    text = JsonLines().format(line("answered", page="work", method="GET", status=200, ms=12))
    told = json.loads(text)
    assert "\n" not in text
    assert told.pop("time").endswith("Z")
    assert told == {
        "level": "ERROR", "logger": "procurement.tasks", "message": "answered", "page": "work", "method": "GET",
        "status": 200, "ms": 12,
    }  # fmt: skip


def test_text_says_the_same() -> None:
    assert Lines().format(line("answered", page="work", ms=12)).endswith("procurement.tasks answered page=work ms=12")
    assert set(facts_of(line("x", **dict.fromkeys(FACTS, 1)))) == set(FACTS)


def test_djangos_own_line_about_a_request_is_told_without_its_path() -> None:
    made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "%s: %s", ("Not Found", "/홍길동/"), None)
    assert [("Not Found" in told, "홍길동" in told) for told in (Lines().format(made), JsonLines().format(made))] == [
        (True, False),
        (True, False),
    ]
