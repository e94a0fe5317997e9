"""The JSON envelope of data.go.kr: what the service answered, whichever of its shapes it came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from benchmarks.readers.strict_json import Json, documents
from benchmarks.readers.text import text_of
from benchmarks.readers.unreadable import UnreadableFile

Fields = dict[str, Json]
OPERATION = "getOpengResultListInfoOpengCompt"
MOST_ROWS = 1000
"""More bids than any negotiated contract gets; every one of them is tried against every cause."""
_GOOD, _EMPTY = "00", "03"
_ASK_AGAIN = (
    f"{OPERATION}을 type=json으로 다시 불러 받은 응답을 그대로 저장해 주십시오. / "
    f"Call {OPERATION} again with type=json and save the response as it is."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the response and the JSON pointer to it."""

    where: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Envelope:
    """The rows of a good response; `total` is totalCount, None where the response does not say it."""

    filename: str
    items: tuple[Item, ...]
    total: int | None


def envelope_of(data: bytes, *, filename: str) -> Envelope:
    """The rows of {response: {header, body: {items}}}: a list, {item: …}, one object, or none at all.

    Raises UnreadableFile for what is not that envelope, for a resultCode that is not 00 (with its message), for no
    rows, and for more than MOST_ROWS. Source: data.go.kr 15129397, 참고자료 1.1; live answers hold items as a list
    and numbers as texts.
    """
    response = _response(_root(data, filename=filename), filename=filename)
    _refuse_failure(response.get("header"), where="/response/header", filename=filename)
    body = response.get("body")
    if not _is_object(body):
        raise _wrong(filename, "/response/body", "본문이 없습니다. / There is no body.")
    items = tuple(_items(body.get("items"), where="/response/body/items", filename=filename))
    if not items:
        raise _wrong(filename, "/response/body/items", "개찰된 입찰이 없습니다. / There are no opened bids.")
    if len(items) > MOST_ROWS:
        problem = f"{len(items)}행: 협상계약의 개찰로 보기에 너무 많습니다. / Too many rows for a negotiated contract."
        raise _wrong(filename, "/response/body/items", problem)
    return Envelope(filename, items, _total(body.get("totalCount"), filename=filename))


def _root(data: bytes, *, filename: str) -> Fields:
    text, _ = text_of(data, filename=filename)
    if text.lstrip().startswith("<"):
        raise _wrong(filename, "line 1", "JSON이 아니라 XML입니다. / This is XML, not JSON.")
    values = documents(text, filename=filename)
    root = values[0][1]
    if len(values) > 1 or not _is_object(root):
        raise _wrong(filename, "/", "JSON 객체 하나가 아닙니다. / This is not one JSON object.")
    return root


def _response(root: Fields, *, filename: str) -> Fields:
    """What stands under `response`; an error comes under other names, with HTTP 200."""
    response = root.get("response")
    if _is_object(response):
        return response
    for name, value in root.items():
        if _is_object(value):
            found = value.get("header", value.get("cmmMsgHeader"))
            _refuse_failure(found, where=f"/{name}/header", filename=filename)
    problem = "response 객체가 없습니다: 이 서비스의 응답이 아닙니다. / No response object: not this service's answer."
    raise _wrong(filename, "/response", problem)


def _refuse_failure(header: Json, *, where: str, filename: str) -> None:
    if not _is_object(header):
        raise _wrong(filename, where, "header가 없습니다. / There is no header.")
    code = _text(header.get("resultCode", header.get("returnReasonCode")))
    said = " ".join(text for key in ("resultMsg", "errMsg", "returnAuthMsg") if (text := _text(header.get(key))))
    if code.zfill(2) == _EMPTY:
        raise _wrong(filename, where, f"resultCode {code}: 자료 없음 ({said}). / The service found no data.")
    if not code or code.zfill(2) != _GOOD:
        problem = f"resultCode {code or '(없음)'}: 서비스가 실패했다고 답했습니다: {said or '-'} / The service failed."
        raise _wrong(filename, where, problem)


def _items(value: Json, *, where: str, filename: str) -> list[Item]:
    if value is None or value == "":
        return []
    if _is_object(value):
        if "item" in value:
            return _items(value["item"], where=f"{where}/item", filename=filename)
        return [Item(where, value)] if value else []
    if not isinstance(value, list):
        raise _wrong(filename, where, "목록도 객체도 아닙니다. / Neither a list nor an object.")
    found = []
    for number, one in enumerate(value):
        if not _is_object(one):
            raise _wrong(filename, f"{where}/{number}", "행이 객체가 아닙니다. / The row is not an object.")
        found.append(Item(f"{where}/{number}", one))
    return found


def _total(value: Json, *, filename: str) -> int | None:
    text = _text(value)
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise _wrong(filename, "/response/body/totalCount", "건수가 아닙니다. / Not a count.")
    return int(text)


def _is_object(value: Json) -> TypeGuard[Fields]:
    return isinstance(value, dict)


def _text(value: Json) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _wrong(filename: str, where: str, problem: str) -> UnreadableFile:
    return UnreadableFile(filename, where, problem, _ASK_AGAIN)
