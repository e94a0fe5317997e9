"""The values of assess.toml with what the cells of its workbook say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from procurement.casefile.collecting.bidding import whole
from procurement.casefile.collecting.checking import Checked, where
from procurement.casefile.collecting.refusal import Refusal
from procurement.exports.handout import Form, Input, Key, Place
from procurement.exports.xlsx.assess.form import LOT, MEANT
from procurement.exports.xlsx.handouts.filled import Filled

_Values = dict[str, Any]
_RELIABILITY, _PENALTY = "reliability", "reliability_penalty"
_LOT_CELLS = "순번, 추첨일(2026-01-31), 입회, 기록을 모두 적거나 모두 비우십시오. / Fill in all four cells, or none."
_LOT_TURNS = "한 추첨(같은 날·입회·기록)의 순번은 1부터 하나씩입니다. / The places of one lot are 1, 2, 3 and so on."
_BOTH = f"assess.toml의 {_RELIABILITY}와 {_PENALTY}를 직접 고치십시오. / Change both in assess.toml yourself."


@dataclass(frozen=True, slots=True)
class Answered:
    """A workbook that came back: what its changed cells answer, and the whole of it."""

    answers: Checked
    form: Form
    workbook: Filled
    filename: str


def amended(
    before: Mapping[str, object], came: Answered, *, changed: Iterable[Input], kind: str
) -> _Values | tuple[Refusal, ...]:
    """A copy of the values with the changed cells in their places, or why that cannot be told."""
    after: _Values = deepcopy(dict(before))
    refusals: list[Refusal] = []
    inputs = tuple(changed)
    for asked in inputs:
        value = _meant(came.answers.values.get(asked.key), asked)
        if asked.key[:2] == ("call", "ranked_by"):
            _rank_by(after, asked.key[2], counts=value is True)
        elif (asked.key[0], asked.key[-1]) == ("bids", _RELIABILITY):
            refusals += _rely(after, asked, value, came)
        elif asked.key[0] not in LOT:
            _put(after, asked.key, value)
    refusals += _out_of_range(after, inputs, came) if kind == "open_call" else ()
    if any(asked.key[0] in LOT for asked in inputs):
        refusals += _draw(after, came)
    return tuple(refusals) or after


def _meant(value: object, asked: Input) -> object:
    return MEANT[str(value)] if asked.kind == "choice" else whole(value)


def _put(values: _Values, key: Key, value: object) -> None:
    """The value at a path, a list by number; None takes it away."""
    below: Any = values
    for part in key[:-1]:
        below = below[int(part)] if isinstance(below, list) else below.setdefault(part, {})
    if isinstance(below, list):
        below[int(key[-1])] = value
    elif value is None:
        below.pop(key[-1], None)
    else:
        below[key[-1]] = value


def _rank_by(values: _Values, stage: str, *, counts: bool) -> None:
    """The stages that make the rank, in the order of the notice."""
    chosen = {*values["call"]["ranked_by"], *((stage,) if counts else ())} - (set() if counts else {stage})
    values["call"]["ranked_by"] = [one["id"] for one in values["stages"] if one["id"] in chosen]


def _rely(values: _Values, asked: Input, value: object, came: Answered) -> Iterator[Refusal]:
    """신인도 is one cell and two keys: what is added, or what is taken off."""
    bid = values["bids"][int(asked.key[1])]
    if _RELIABILITY in bid and _PENALTY in bid:
        problem = "가점과 감점이 따로 있어 하나의 값으로 나눌 수 없습니다 / stands for two keys, both given"
        yield Refusal(came.filename, came.answers.places[asked.key], f"{asked.label}: {problem}", _BOTH)
        return
    taken = isinstance(value, int | Decimal) and value < 0
    bid.pop(_RELIABILITY if taken else _PENALTY, None)
    bid[_PENALTY if taken else _RELIABILITY] = abs(value) if isinstance(value, int | Decimal) else value


def _out_of_range(values: _Values, inputs: Iterable[Input], came: Answered) -> Iterator[Refusal]:
    """Marks above the points of their item, which the same workbook may have changed."""
    most = {item["id"]: item["points"] for stage in values["stages"] for item in stage["items"]}
    for asked in inputs:
        value = came.answers.values.get(asked.key)
        if asked.key[2:3] == ("points",) and isinstance(value, Decimal) and value > most[asked.key[3]]:
            problem = f"{asked.label}: {value:f}: 배점 {most[asked.key[3]]}점을 넘습니다 / is above the item's points"
            mend = "배점까지의 점수를 적으십시오. / Write points up to the item's."
            yield Refusal(came.filename, came.answers.places[asked.key], problem, mend)


@dataclass(frozen=True, slots=True)
class _Drawn:
    bid: str
    place: Place
    turn: Decimal | None
    told: tuple[str, str, str]

    @property
    def whole(self) -> bool:
        return self.turn is not None and all(self.told) and _day(self.told[0]) is not None


def _draw(values: _Values, came: Answered) -> Iterator[Refusal]:
    """[[lot]] from the cells of every bid: rows with the same day, witness and record are one lot."""
    lots: dict[tuple[str, str, str], list[_Drawn]] = {}
    for one in _drawn(came):
        if one.whole:
            lots.setdefault(one.told, []).append(one)
        elif one.turn is not None or any(one.told):
            yield _wrong(
                came, one, "추첨 기록이 모자라거나 날이 아닙니다 / the record of a lot is incomplete", _LOT_CELLS
            )
    found = []
    for told, rows in lots.items():
        rows.sort(key=lambda one: one.turn or 0)
        if [one.turn for one in rows] != list(range(1, len(rows) + 1)):
            yield _wrong(came, rows[0], "추첨 순번이 맞지 않습니다 / the places do not make one lot", _LOT_TURNS)
        fields = {"day": _day(told[0]), "witnessed_by": told[1], "record": told[2]}
        found.append({"bids": [one.bid for one in rows], **fields})
    if found or "lot" in values:
        values["lot"] = list(_in_order(values.get("lot", []), found))


def _in_order(known: list[_Values], found: list[_Values]) -> Iterator[_Values]:
    """The lots as the file has them, each with the new one of its bids or its record; further ones after them."""
    rest = list(found)
    for old in known:
        new = next((one for one in rest if _record(one) == _record(old) or set(one["bids"]) == set(old["bids"])), None)
        if new is not None:
            rest.remove(new)
            yield new
    yield from rest


def _record(lot: _Values) -> tuple[object, ...]:
    return tuple(lot[key] for key in ("day", "witnessed_by", "record"))


def _drawn(came: Answered) -> Iterator[_Drawn]:
    """The four cells of every bid, changed or not."""
    cells: dict[str, dict[str, Place]] = {}
    for place, asked in came.form.inputs.items():
        if asked.key[0] in LOT:
            cells.setdefault(asked.key[1], {})[asked.key[0]] = place
    for bid, places in cells.items():
        turn = came.workbook.cells.get(places[LOT[0]])
        day, witness, record = (came.workbook.cells.get(places[name]) for name in LOT[1:])
        told = (day.text if day else "", witness.text if witness else "", record.text if record else "")
        yield _Drawn(
            bid, places[LOT[0]], turn.number if turn else None, (told[0].strip(), told[1].strip(), told[2].strip())
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wrong(came: Answered, one: _Drawn, problem: str, mend: str) -> Refusal:
    return Refusal(came.filename, where(one.place), f"{one.bid}: {problem}", mend)
