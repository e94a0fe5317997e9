"""The evidence that a bid form names, as the [[evidence]] tables of a bid: files found, names and answers in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from procurement.casefile.collecting.checking import Checked, Value
from procurement.casefile.collecting.refusal import Refusal
from procurement.exports.xlsx.handouts.bid_form import PIECES, ROLES, SCOPES

EVIDENCE = "evidence"
_TEXTS = ("weight_precision", "engine", "engine_version", "sdk_version", "measurer", "power_method")
_NUMBERS = ("used", "isl", "osl", "average_w")
_HAND_IN = "제안서와 함께 낸 결과 파일을 그 폴더에 두십시오. / Put the bidder's result file there."


@dataclass(frozen=True, slots=True)
class Pieces:
    """The [[evidence]] tables in the order of the columns, and what is wrong with them."""

    tables: tuple[dict[str, object], ...]
    refusals: tuple[Refusal, ...]


def pieces_in(answers: Checked, *, filename: str, bid: str, folder: Path) -> Pieces:
    """One table for each column that names a file; files lie in evidence/BID or evidence/ of the case folder."""
    tables: list[dict[str, object]] = []
    refusals: list[Refusal] = []
    accelerator = str(answers.values.get(("offer", "accelerator"), ""))
    for number in range(1, PIECES + 1):
        given = {key[2]: value for key, value in answers.values.items() if key[:2] == ("evidence", str(number))}
        place = answers.places["evidence", str(number), "file"]
        if not given:
            continue
        if "file" not in given:
            problem = f"근거 {number}: 다른 칸은 적고 결과 파일 이름은 비었습니다 / the file's name is missing"
            refusals.append(Refusal(filename, place, problem, "파일 이름을 적으십시오. / Name the file."))
            continue
        found = _found(str(given["file"]), bid, folder)
        if found is None:
            problem = f"{given['file']!s:.60}: {EVIDENCE}/{bid}/에도 {EVIDENCE}/에도 없습니다 / is in neither folder"
            refusals.append(Refusal(filename, place, problem, _HAND_IN))
        else:
            tables.append(_table(found, given, accelerator))
    return Pieces(tuple(tables), tuple(refusals))


def _found(name: str, bid: str, folder: Path) -> str | None:
    """The file as seen from bids/; names are compared as they look, however a system composes its letters."""
    for place in (folder / EVIDENCE / bid, folder / EVIDENCE):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            if path.is_file() and normalize("NFC", path.name) == normalize("NFC", name):
                return f"../{path.relative_to(folder).as_posix()}"
    return None


def _table(file: str, given: dict[str, Value], accelerator: str) -> dict[str, object]:
    table: dict[str, object] = {"file": file}
    if rows := [row.strip() for row in str(given.get("rows", "")).split(",") if row.strip()]:
        table["rows"] = rows
    table["answers"] = dict(_answers(given, accelerator))
    aliases = {
        str(given[name]): meant
        for name, meant in (("file_model", str(given.get("model", ""))), ("file_accelerator", accelerator))
        if name in given and meant
    }
    return {**table, "aliases": aliases} if aliases else table


def _answers(given: dict[str, Value], accelerator: str) -> Iterator[tuple[str, object]]:
    """What the file does not say; a name that the file says otherwise is an alias and no answer."""
    if "file_accelerator" not in given:
        yield "accelerator", accelerator
    if "model" in given and "file_model" not in given:
        yield "model", given["model"]
    for name in (*_TEXTS, *_NUMBERS):
        if name in given:
            value = given[name]
            yield name, int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
    if "role" in given:
        yield "measurer_role", ROLES[str(given["role"])]
    if "scope" in given:
        yield "power_scope", SCOPES[str(given["scope"])]
