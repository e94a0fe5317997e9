"""A filled form held against the form that went out: nothing else changed, and every input keeps its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.readers.mlperf_table import address
from benchmarks.table import LONGEST_TEXT
from procurement.casefile.collecting.refusal import Refusal
from procurement.exports.handout import Form, Input, Key, Place
from procurement.exports.xlsx.handouts.filled import Content, Filled, filled
from procurement.exports.xlsx.handouts.paper import told

Value = str | Decimal
_SHOWN = 10
_SAME = Decimal("1e-9")
_RISKY = ("=", "+", "-", "@")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_AGAIN = "받은 양식에 다시 적어 내십시오. / Fill in the form as it was sent."
_CLEAR = "그 칸을 비우십시오. / Empty the cell."
_KINDS = {
    "text": "글 / text", "number": "수 / a number", "formula": "수식 / a formula", "date": "날짜 / a date",
    "flag": "참·거짓 / true or false", "error": "오류값 / an error",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """What a form answers, empty cells left out, where each answer stands, and everything wrong with the file."""

    values: Mapping[Key, Value]
    places: Mapping[Key, str]
    refusals: tuple[Refusal, ...]

    @property
    def untouched(self) -> bool:
        """Whether nobody wrote anything."""
        return not self.values and not self.refusals


def checked(came: Filled, *, form: Form) -> Checked:
    """The answers of a filled form; its locked cells must be those of `form`, cell by cell.

    A form that went out empty and that nobody wrote into has no refusals: what is missing is told only once something
    is there.
    """
    original = filled(form.content, filename=form.filename)
    refusals = [*_sheets(came, original), *_locked(came, original, form)]
    values: dict[Key, Value] = {}
    wrong: list[Refusal] = []
    for place, asked in form.inputs.items():
        content = came.cells.get(place)
        if content is None or (content.kind == "text" and not content.text.strip()):
            continue
        try:
            values[asked.key] = _value(content, asked)
        except _NotUsable as problem:
            wrong.append(Refusal(came.filename, where(place), f"{asked.label}: {problem}", _mend(asked)))
    tried = {one.where for one in wrong}
    if values or wrong or any(place in original.cells for place in form.inputs):
        wrong += _missing(came, form, values, tried)
    places = {asked.key: where(place) for place, asked in form.inputs.items()}
    return Checked(values, places, (*refusals, *wrong))


def where(place: Place) -> str:
    """`평가표!E9`."""
    sheet, row, column = place
    return f"{sheet}!{address(row - 1, column - 1)}"


class _NotUsable(ValueError):
    """What a cell holds does not answer its question."""


def _missing(came: Filled, form: Form, values: Mapping[Key, Value], tried: set[str]) -> Iterator[Refusal]:
    for place, asked in form.inputs.items():
        if asked.required and asked.key not in values and where(place) not in tried:
            problem = f"{asked.label}: 비어 있습니다. 빈칸은 0이 아닙니다 / is empty, and empty is not zero"
            yield Refusal(came.filename, where(place), problem, _mend(asked))


def _mend(asked: Input) -> str:
    return f"{told(asked)} / see the Korean text for what the cell takes"


def _sheets(came: Filled, original: Filled) -> Iterator[Refusal]:
    for title in original.sheets:
        if title not in came.sheets:
            problem = "시트가 없습니다. 지웠거나 이름을 바꿨습니다 / the sheet is missing or was renamed"
            yield Refusal(came.filename, title, problem, _AGAIN)
    for title in came.sheets:
        if title not in original.sheets:
            problem = "양식에 없는 시트입니다 / the form has no such sheet"
            yield Refusal(came.filename, title[:40], problem, "그 시트를 지우십시오. / Delete the sheet.")
    for title in came.merged:
        yield Refusal(came.filename, title[:40], "병합한 칸이 있습니다 / has merged cells", _AGAIN)


def _locked(came: Filled, original: Filled, form: Form) -> Iterator[Refusal]:
    """What differs outside the inputs, the first ten of it: a moved row makes every cell below it differ."""
    found = list(_differences(came, original, form))
    yield from found[:_SHOWN]
    if len(found) > _SHOWN:
        problem = f"잠긴 칸 {len(found) - _SHOWN}개가 더 다릅니다 / that many more locked cells differ"
        yield Refusal(came.filename, "", problem, _AGAIN)


def _differences(came: Filled, original: Filled, form: Form) -> Iterator[Refusal]:
    shared = set(original.sheets) & set(came.sheets)
    for place, expected in original.cells.items():
        content = came.cells.get(place)
        if place[0] in shared and place not in form.inputs and not same(content, expected):
            held = content.text[:40] if content else "빈칸"
            problem = f"잠긴 칸이 바뀌었습니다: {expected.text[:40]!r} → {held!r} / a locked cell was changed"
            yield Refusal(came.filename, where(place), problem, _AGAIN)
    for place, content in came.cells.items():
        if place[0] in shared and place not in original.cells and place not in form.inputs:
            problem = f"양식에 없는 칸에 값이 있습니다: {content.text[:40]!r} / the form has no such cell"
            yield Refusal(came.filename, where(place), problem, _CLEAR)


def same(one: Content | None, other: Content | None) -> bool:
    """Whether two cells hold the same, however two programs write a number or a formula; None is an empty cell."""
    if one is None or other is None or one.kind != other.kind:
        return one is other
    if one.number is not None and other.number is not None:
        return abs(one.number - other.number) <= _SAME
    if one.kind == "formula":
        return _plain_formula(one.text) == _plain_formula(other.text)
    return one.text == other.text


def _plain_formula(text: str) -> str:
    return "".join(text.split()).replace("$", "").replace("'", "").upper()


def _value(content: Content, asked: Input) -> Value:
    if asked.kind == "number":
        return _number(content, asked)
    if content.kind != "text":
        raise _NotUsable(f"글이어야 하는데 {_told_kind(content)} / must be text, the cell holds another kind")
    text = content.text.strip()
    if asked.kind == "choice" and text not in asked.choices:
        raise _NotUsable(f"{text[:40]!r}: 고를 수 있는 값이 아닙니다 / is none of the choices")
    if len(text) > LONGEST_TEXT or _CONTROL.search(text):
        raise _NotUsable(f"{LONGEST_TEXT:,}자를 넘거나 제어문자가 있습니다 / is too long or has control characters")
    if text.startswith(_RISKY):
        raise _NotUsable(
            f"{text[0]!r}로 시작합니다. 표 계산 프로그램이 수식으로 읽습니다. 앞에 글자를 두십시오 / "
            f"begins as a formula does, put a letter first"
        )
    return text


def _number(content: Content, asked: Input) -> Decimal:
    value = content.number
    if value is None:
        raise _NotUsable(f"수여야 하는데 {_told_kind(content)} / must be a number, the cell holds another kind")
    exponent = value.normalize().as_tuple().exponent
    if not asked.least <= value <= asked.most:
        raise _NotUsable(f"{value:f}: {asked.least:,f} 이상 {asked.most:,f} 이하가 아닙니다 / is out of range")
    if not isinstance(exponent, int) or -exponent > asked.places:
        raise _NotUsable(f"{value:f}: 소수 {asked.places}자리를 넘습니다 / has too many decimals")
    if asked.step is not None and value % asked.step:
        raise _NotUsable(f"{value:f}: {asked.step:f} 간격이 아닙니다 / is not in steps of {asked.step:f}")
    if asked.allowed and value not in asked.allowed:
        raise _NotUsable(f"{value:f}: 줄 수 있는 점수가 아닙니다 / is none of the points that may be given")
    return value


def _told_kind(content: Content) -> str:
    korean, _, _ = _KINDS[content.kind].partition(" / ")
    return f"{korean}이(가) 들어 있습니다: {content.text[:40]!r}"
