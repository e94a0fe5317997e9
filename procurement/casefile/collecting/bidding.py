"""Bid forms as bids/*.toml: which bid a form is, what changes in it, and the file as evaluate will read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import count
from pathlib import Path
from unicodedata import normalize

from benchmarks.table import Table, read_table
from procurement.casefile.collecting.checking import Checked
from procurement.casefile.collecting.pieces import pieces_in
from procurement.casefile.collecting.refusal import Refusal, shown
from procurement.casefile.collecting.toml_text import toml_of, value_text
from procurement.exports.handout import Bidder, Form
from procurement.exports.xlsx.handouts.bid_form import YES

_FILE_ID = re.compile(r"[\w.-]{1,60}")
_KEPT = ("officer", "deductions", "bonuses")
_OURS = "# 제안서식에서 옮김: "
_IDS = "id를 글자, 숫자, 밑줄, 줄표로 적으십시오. / Write the id with letters, digits, _ and -."


@dataclass(frozen=True, slots=True)
class Came:
    """One bid form that came back without refusals."""

    filename: str
    data: bytes
    form: Form
    answers: Checked


@dataclass(frozen=True, slots=True)
class BidChange:
    """A bid's file as it will be, and in words what differs from the one that is there (`old` None: a new bid)."""

    bid: Bidder
    path: str
    content: bytes
    new: bool
    lines: tuple[str, ...]


def named(came: Came, *, bidders: tuple[Bidder, ...]) -> str:
    """The name a bid form is handed in under; a known bidder's as it is known, however its letters are composed."""
    given = came.answers.values.get(("bid", "name"))
    if given is None:
        return next((one.name for one in bidders if one.id == came.form.who), "")
    return next((one.name for one in bidders if _plain(one.name) == _plain(str(given))), _plain(str(given)))


def _plain(name: str) -> str:
    return " ".join(normalize("NFC", name).split())


def bidders_with(forms: Iterable[Came], *, bidders: tuple[Bidder, ...]) -> dict[str, Bidder]:
    """Name -> bidder, the known ones and a free letter (A, B, …) for each new name in alphabetical order."""
    known = {one.name: one for one in bidders}
    fresh = sorted({named(came, bidders=bidders) for came in forms} - set(known))
    taken = {one.id for one in bidders}
    free = (identity for identity in _letters() if identity not in taken)
    return known | {name: Bidder(identity, name, name) for name, identity in zip(fresh, free, strict=False)}


def _letters() -> Iterator[str]:
    yield from "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from (f"B{number}" for number in count(27))


def stored_bids(folder: Path) -> dict[str, tuple[Path, bytes]]:
    """Bid id -> its file in bids/. Raises TableError."""
    paths = sorted(path for path in (folder / "bids").glob("*.toml") if path.is_file())
    contents = [(path, path.read_bytes()) for path in paths]
    return {
        read_table(data, filename=f"bids/{path.name}").table("bid").text("id"): (path, data) for path, data in contents
    }


def change_of(
    came: Came, *, bidder: Bidder, folder: Path, stored: Mapping[str, tuple[Path, bytes]]
) -> BidChange | tuple[Refusal, ...]:
    """What storing a form would do to its bid, or why it cannot be stored."""
    if not _FILE_ID.fullmatch(bidder.id) or set(bidder.id) == {"."}:
        return (Refusal(came.filename, "", f"id {bidder.id[:60]!r}: 파일 이름이 못 됩니다 / cannot name a file", _IDS),)
    pieces = pieces_in(came.answers, filename=came.filename, bid=bidder.id, folder=folder)
    if pieces.refusals:
        return pieces.refusals
    path, old = stored.get(bidder.id, (Path(f"{bidder.id}.toml"), b""))
    before = read_table(old, filename=f"bids/{path.name}")
    after = _document(came, bidder, pieces.tables, before)
    source = f"{' '.join(shown(came.filename).split())} (sha256 {sha256(came.data).hexdigest()})"
    text = f"{_OURS}{source}\n\n{toml_of(after)}"
    lines = tuple(differences(before.values, after))
    content = text.encode() if lines else old
    return BidChange(bidder, path.name, content, not old, (*lines, *(_comments(old) if lines else ())))


def _document(came: Came, bidder: Bidder, evidence: tuple[dict[str, object], ...], before: Table) -> dict[str, object]:
    values = came.answers.values
    offer = {key[1]: whole(value) for key, value in values.items() if key[0] == "offer"}
    offer["domestic"] = offer.get("domestic") == YES
    bid = {"id": bidder.id, "name": bidder.name, "manufacturer": values["bid", "manufacturer"]}
    price = {} if ("bid", "price") not in values else {"price": whole(values["bid", "price"])}
    kept = {key: before.values[key] for key in _KEPT if key in before.values}
    with_evidence = {"evidence": list(evidence)} if evidence else {}
    return {"bid": {**bid, **price}, "offer": offer, **with_evidence, **kept}


def whole(value: object) -> object:
    """A number as TOML has it: an integer where it is one."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def differences(before: Mapping[str, object], after: Mapping[str, object], *, path: str = "") -> Iterator[str]:
    """Every value that differs, one a line, by its place in the file."""
    for key in dict.fromkeys((*before, *after)):
        old, new, place = before.get(key), after.get(key), f"{path}{key}"
        if isinstance(old, Mapping | None) and isinstance(new, Mapping | None):
            yield from differences(old or {}, new or {}, path=f"{place}.")
        elif isinstance(old, list | None) and isinstance(new, list | None) and _alike(old, new):
            yield from differences(_numbered(old), _numbered(new), path=f"{place} ")
        elif old != new:
            yield f"{place}: {_told(old)} → {_told(new)}"


def _alike(old: list[object] | None, new: list[object] | None) -> bool:
    """Whether two lists are told entry by entry: lists of tables, and lists of as many values."""
    tables = all(isinstance(one, Mapping) for each in (old, new) for one in each or ())
    return tables or len(old or ()) == len(new or ())


def _numbered(listed: list[object] | None) -> dict[str, object]:
    return {str(number): one for number, one in enumerate(listed or (), 1)}


def _told(value: object) -> str:
    if value is None:
        return "없음"
    if isinstance(value, bool):
        return value_text(value)
    return f"{value:,}" if isinstance(value, int) else f"{value!s:.80}"


def _comments(old: bytes) -> Iterator[str]:
    lines = [line for line in old.decode("utf-8-sig").splitlines() if line.lstrip().startswith("#")]
    lost = sum(1 for line in lines if not line.startswith(_OURS))
    if lost:
        yield f"주의: 파일에 사람이 적은 주석 {lost}줄은 남지 않습니다 / comments in the file are not kept"
