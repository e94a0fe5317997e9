"""Opened bids out of a response of 나라장터: amounts and official scores as published, nothing filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from procurement.openings.envelope import Envelope, Item, envelope_of

_KEYS = ("bidNtceNo", "bidNtceOrd", "bidClsfcNo", "rbidNo")
_KNOWN = {
    *_KEYS, "opengRsltDivNm", "opengRank", "prcbdrBizno", "prcbdrNm", "prcbdrCeoNm", "bidprcAmt", "bidprcrt", "rmrk",
    "cnsttyAccotBidAmtUrl", "drwtNo1", "drwtNo2", "bidprcDt", "techEvlNaturVal", "techEvlVal", "bidPrceEvlVal",
    "totalEvlAmtVal",
}  # fmt: skip
_OPENED = "개찰완료"
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_RANK = re.compile(r"[^0-9]*([0-9]{1,4})[^0-9]*")
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LONGEST, _LONGEST_NUMBER = 500, 30
_MOST_WON, _MOST_POINTS = 10**15, 1000
_LOOK = "나라장터의 개찰 결과를 보고 고치거나 다시 내려받아 주십시오. / Correct it from the published result."


@dataclass(frozen=True, slots=True)
class OpenedBid:
    """One bidder's row. Amounts in won, scores in points; None is what the service left empty (미공표).

    `technical_raw` techEvlNaturVal, `technical` techEvlVal, `price` bidPrceEvlVal, `total` totalEvlAmtVal.
    `rank` is opengRank where it holds a number; `rank_text` and `remark` (rmrk) as published.
    """

    bidder: str
    number: str
    amount: int | None
    rank: int | None
    rank_text: str
    technical_raw: Decimal | None
    technical: Decimal | None
    price: Decimal | None
    total: Decimal | None
    remark: str
    where: str


@dataclass(frozen=True, slots=True)
class Key:
    """Which opening: 공고번호, 공고차수, 입찰분류번호, 재입찰번호, as the service writes them."""

    notice: str
    order: str
    classification: str
    rebid: str

    def __str__(self) -> str:
        return f"{self.notice}-{self.order or '?'} 분류 {self.classification or '?'} 재입찰 {self.rebid or '?'}"


@dataclass(frozen=True, slots=True)
class Opening:
    """The bids of one opening in the order of the file, and what is odd about the file."""

    key: Key
    bids: tuple[OpenedBid, ...]
    problems: tuple[str, ...]


def read_openings(data: bytes, *, filename: str) -> tuple[Opening, ...]:
    """The openings of one uploaded response, by their key: a notice that was re-bid holds several.

    Raises UnreadableFile with the JSON pointer for a wrong envelope, a row that is no opened bid, a text that cannot
    be shown and a number that is none. Source: interop.md B.3; data.go.kr 15129397, 참고자료 1.1 (2025-09-25).
    """
    envelope = envelope_of(data, filename=filename)
    rows: dict[Key, list[OpenedBid]] = {}
    said: dict[Key, list[str]] = {}
    for item in envelope.items:
        key, bid = _key(item, filename), _bid(item, filename)
        problems = said.setdefault(key, list(_odd(envelope)))
        problems += [line for line in _unknown(item) if line not in problems]
        if _repeated(bid, rows.setdefault(key, [])):
            problems.append(
                f"{bid.where}: {bid.bidder}: 같은 행이 두 번 있어 한 번만 셈 / the same row twice, counted once"
            )
        else:
            rows[key].append(bid)
    return tuple(Opening(key, tuple(bids), (*said[key], *_problems(bids))) for key, bids in rows.items())


def _odd(envelope: Envelope) -> Iterator[str]:
    rows = len(envelope.items)
    if envelope.total is not None and envelope.total != rows:
        yield (
            f"totalCount {envelope.total}건인데 {rows}행뿐임: 빠진 입찰에 최저가가 있으면 아래 계산이 틀림. "
            f"numOfRows를 늘려 다시 받을 것 / {envelope.total} bids were opened, the file holds {rows}: get all of them"
        )


def _unknown(item: Item) -> Iterator[str]:
    if unknown := sorted(set(item.fields) - _KNOWN):
        yield f"모르는 항목은 읽지 않음 / fields not read: {', '.join(f'{name:.40}' for name in unknown[:5])}"


def _problems(bids: list[OpenedBid]) -> Iterator[str]:
    for bid in bids:
        if bid.amount is None:
            yield f"{bid.where}: {bid.bidder}: 투찰금액이 없어 계산하지 않음 / no amount, not computed"
        if bid.rank_text and bid.rank is None:
            yield f"{bid.where}: {bid.bidder}: 순위가 수가 아님: {bid.rank_text!r} / the rank is no number"
    numbers = Counter(bid.number for bid in bids if bid.number)
    for number, times in numbers.items():
        if times > 1:
            yield f"사업자번호 {number}: 서로 다른 행이 {times}개 / {times} different rows of one bidder"


def _repeated(bid: OpenedBid, others: list[OpenedBid]) -> bool:
    return any(_same(bid, other) for other in others)


def _same(one: OpenedBid, other: OpenedBid) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in OpenedBid.__slots__ if name != "where")


def _key(item: Item, filename: str) -> Key:
    found = tuple(_text(item, key, filename) for key in _KEYS)
    if not found[0] or "prcbdrNm" not in item.fields:
        problem = (
            "bidNtceNo와 prcbdrNm이 있어야 합니다: 개찰완료 목록(getOpengResultListInfoOpengCompt)의 행이 아닙니다. / "
            "bidNtceNo and prcbdrNm are needed: not a row of that operation."
        )
        raise UnreadableFile(filename, item.where, problem, _LOOK)
    state = _text(item, "opengRsltDivNm", filename)
    if state not in ("", _OPENED):
        problem = f"opengRsltDivNm = {state!r}: 개찰완료가 아닌 행입니다. / Not a row of a completed opening."
        raise UnreadableFile(filename, f"{item.where}/opengRsltDivNm", problem, _LOOK)
    return Key(*found)


def _bid(item: Item, filename: str) -> OpenedBid:
    rank = _text(item, "opengRank", filename)
    found = _RANK.fullmatch(rank)
    number = _text(item, "prcbdrBizno", filename)
    scores = ("techEvlNaturVal", "techEvlVal", "bidPrceEvlVal", "totalEvlAmtVal")
    raw, technical, price, total = (_score(item, key, filename) for key in scores)
    return OpenedBid(
        bidder=_text(item, "prcbdrNm", filename) or number or item.where.rpartition("/")[2],
        number=number,
        amount=_amount(item, filename),
        rank=int(found[1]) if found else None,
        rank_text=rank,
        technical_raw=raw,
        technical=technical,
        price=price,
        total=total,
        remark=_text(item, "rmrk", filename),
        where=item.where,
    )


def _text(item: Item, key: str, filename: str) -> str:
    value: Json = item.fields.get(key)
    where = f"{item.where}/{key}"
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        raise UnreadableFile(filename, where, "글이나 수가 아닙니다. / Neither a text nor a number.", _LOOK)
    text = str(value).strip()
    if len(text) > _LONGEST or _UNSHOWN.search(text):
        problem = f"보일 수 없는 글자가 있거나 {_LONGEST}자를 넘습니다. / Unprintable characters, or too long."
        raise UnreadableFile(filename, where, problem, _LOOK)
    return text


def _number(item: Item, key: str, filename: str, *, most: int) -> Decimal | None:
    text = _text(item, key, filename)
    if not text:
        return None
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text) or Decimal(text.replace(",", "")) > most:
        problem = f"{text:.40}: 0 이상 {most:,} 이하의 수가 아닙니다. / Not a number from 0 to {most:,}."
        raise UnreadableFile(filename, f"{item.where}/{key}", problem, _LOOK)
    return Decimal(text.replace(",", ""))


def _score(item: Item, key: str, filename: str) -> Decimal | None:
    return _number(item, key, filename, most=_MOST_POINTS)


def _amount(item: Item, filename: str) -> int | None:
    number = _number(item, "bidprcAmt", filename, most=_MOST_WON)
    if number is None or not number:
        return None
    if number != number.to_integral_value():
        problem = f"{number}: 원 단위 정수가 아닙니다. / Not whole won."
        raise UnreadableFile(filename, f"{item.where}/bidprcAmt", problem, _LOOK)
    return int(number)
