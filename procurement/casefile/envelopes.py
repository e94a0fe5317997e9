"""prices.csv: what the price envelopes held, for bids whose own files name no price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from procurement.casefile import csv_rows

FILE = "prices.csv"
HEADER = ["bid", "price", "server_price"]
MOST = 10**15


class UnreadablePrices(ValueError):
    """prices.csv cannot be used; the message names the line and the mend."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a bidder asks, in whole won: for everything, and for one server where the notice asked for that."""

    price: int
    server_price: int | None


def envelopes_of(folder: Path) -> dict[str, Envelope]:
    """The opened envelopes by bid id; none where there is no such file. Raises UnreadablePrices."""
    path = folder / FILE
    if not path.is_file():
        return {}
    found: dict[str, Envelope] = {}
    for line, row in csv_rows.rows_of(path.read_bytes(), filename=FILE, header=HEADER, unreadable=UnreadablePrices):
        where = f"{FILE} {line}행"
        if len(row) != len(HEADER):
            raise UnreadablePrices(f"{where}: 열이 {len(HEADER)}개여야 합니다 / needs {len(HEADER)} columns")
        if row[0] in found:
            raise UnreadablePrices(f"{where}: {row[0][:60]!r}가 두 번 있습니다. 하나만 남기십시오 / is there twice")
        server = None if row[2] == "" else won(row[2], where=f"{where} server_price")
        found[row[0]] = Envelope(won(row[1], where=f"{where} price"), server)
    return found


def won(text: str, *, where: str) -> int:
    """Whole won above zero from digits, with or without commas. Raises UnreadablePrices."""
    digits = text.strip().replace(",", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MOST)) and 0 < int(digits) <= MOST):
        said = f"0보다 큰 원 단위 정수여야 합니다: {text[:30]!r}"
        raise UnreadablePrices(f"{where}: {said} / must be whole won above zero")
    return int(digits)


def written(envelopes: Mapping[str, Envelope]) -> bytes:
    """prices.csv as `envelopes_of` reads it, in the order of the bids' ids."""
    return csv_rows.written(HEADER, rows=((bid, one.price, one.server_price) for bid, one in sorted(envelopes.items())))


def refuse_strangers(envelopes: Iterable[str], *, bids: Iterable[str]) -> None:
    """Raise UnreadablePrices for an envelope of a bid that there is not."""
    if strangers := sorted(set(envelopes) - set(bids)):
        raise UnreadablePrices(f"{FILE}: 없는 입찰입니다: {strangers[0][:60]!r} / there is no such bid")
