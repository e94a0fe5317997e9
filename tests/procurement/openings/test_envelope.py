from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.readers.unreadable import UnreadableFile
from procurement.openings.envelope import MOST_ROWS, envelope_of
from tests.procurement.openings.published import response

ROW = {"bidNtceNo": "1"}


def places(items: Any) -> list[str]:
    return [item.where for item in envelope_of(response(items, total=1), filename="o.json").items]


def refused(data: bytes | Any) -> str:
    content = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    with pytest.raises(UnreadableFile) as caught:
        envelope_of(content, filename="o.json")
    return str(caught.value)


@pytest.mark.parametrize(
    ("items", "where"),
    [
        ([ROW, ROW], ["/0", "/1"]),
        ({"item": [ROW, ROW]}, ["/item/0", "/item/1"]),
        ({"item": ROW}, ["/item"]),
        (ROW, [""]),
    ],
)
def test_every_shape_the_service_answers_in_is_read(items: Any, where: list[str]) -> None:
    assert places(items) == [f"/response/body/items{one}" for one in where]


@pytest.mark.parametrize("items", ["", None, [], {}, {"item": ""}])
def test_an_opening_without_bids_is_refused(items: Any) -> None:
    assert "There are no opened bids" in refused(response(items, total=0))


def test_a_body_without_items_is_refused_as_empty() -> None:
    assert "There are no opened bids" in refused({"response": {"header": {"resultCode": "00"}, "body": {}}})


@pytest.mark.parametrize("code", ["00", "0", 0])
@pytest.mark.parametrize(("total", "read"), [("4", 4), (4, 4), ("", None)])
def test_the_count_is_read_from_text_or_number(code: Any, total: Any, read: int | None) -> None:
    assert envelope_of(response([ROW], total=total, code=code), filename="o.json").total == read


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            response([ROW], code="22", message="LIMITED NUMBER"),
            "resultCode 22: 서비스가 실패했다고 답했습니다: LIMITED NUMBER",
        ),
        (response("", code="03", message="NODATA_ERROR"), "자료 없음 (NODATA_ERROR)"),
        ({"response": {"header": {}, "body": {}}}, "resultCode (없음)"),
        ({"response": {"body": {}}}, "/response/header: header가 없습니다"),
        ({"response": {"header": {"resultCode": "00"}}}, "본문이 없습니다"),
        ({"response": {"header": {"resultCode": "00"}, "body": {"items": 3}}}, "Neither a list nor an object"),
        ({"response": {"header": {"resultCode": "00"}, "body": {"items": [3]}}}, "/items/0: 행이 객체가 아닙니다"),
        (response([ROW], total="many"), "Not a count"),
        (response([ROW], total="²"), "Not a count"),
        (
            {"nkoneps.com.response.ResponseError": {"header": {"resultCode": "07", "resultMsg": "범위 초과"}}},
            "resultCode 07: 서비스가 실패했다고 답했습니다: 범위 초과",
        ),
        (
            {"OpenAPI_ServiceResponse": {"cmmMsgHeader": {"errMsg": "SERVICE ERROR", "returnReasonCode": "30"}}},
            "resultCode 30: 서비스가 실패했다고 답했습니다: SERVICE ERROR",
        ),
        ({"items": []}, "not this service's answer"),
        ({"data": {"header": {"resultCode": "00"}}}, "not this service's answer"),
        ([1], "This is not one JSON object"),
        (b"{} {}", "This is not one JSON object"),
        (b"<response/>", "This is XML, not JSON"),
        (b'{"a": NaN}', "o.json, line 1"),
        (b'{"a": 1, "a": 2}', "o.json, line 1"),
        (b"", "The file is empty"),
        (response([ROW] * (MOST_ROWS + 1)), "Too many rows"),
    ],
)
def test_anything_else_is_refused_with_place_and_message(data: Any, says: str) -> None:
    assert says in refused(data)
