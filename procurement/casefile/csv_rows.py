"""A strict CSV with a known header, read with the line of every row and written the same way each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence


def rows_of(
    data: bytes, *, filename: str, header: list[str], unreadable: type[ValueError]
) -> Iterator[tuple[int, list[str]]]:
    """Every row below the header with its line, without the empty ones that a spreadsheet leaves.

    Raises `unreadable` for another encoding, another header, or what is not CSV.
    """
    reader = csv.reader(io.StringIO(_text(data, filename, unreadable), newline=""), strict=True)
    try:
        found = next(reader, [])
        if found != header:
            raise unreadable(
                f"{filename} 1행: 머리글이 {','.join(header)} 이어야 하는데 {','.join(found)[:80]!r}입니다 / "
                f"the header must be {','.join(header)}"
            )
        for row in reader:
            if any(row):
                yield reader.line_num, row
    except csv.Error as error:
        raise unreadable(
            f"{filename} {reader.line_num}행: CSV 형식이 아닙니다. 따옴표를 보십시오 / not CSV, see the quotes: {error}"
        ) from error


def written(header: list[str], *, rows: Iterable[Sequence[object]]) -> bytes:
    """The CSV with these rows in their order; the same rows give the same bytes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _text(data: bytes, filename: str, unreadable: type[ValueError]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise unreadable(
            f"{filename} {line}행: UTF-8이 아닙니다. 엑셀의 '다른 이름으로 저장'에서 'CSV UTF-8(쉼표로 분리)'을 "
            f"고르십시오 / not UTF-8: in Excel use 'Save As' with the type 'CSV UTF-8 (Comma delimited)'"
        ) from error
