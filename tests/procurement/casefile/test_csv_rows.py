from __future__ import annotations

import pytest

from procurement.casefile.csv_rows import rows_of, written

HEADER = ["name", "amount"]


class Unreadable(ValueError):
    pass


def read(data: bytes) -> list[tuple[int, list[str]]]:
    return list(rows_of(data, filename="x.csv", header=HEADER, unreadable=Unreadable))


def test_what_is_written_is_read_back_with_its_lines() -> None:
    data = written(HEADER, rows=(("가, 나", 1), ('"둘"\n줄', None)))
    assert data == 'name,amount\n"가, 나",1\n"""둘""\n줄",\n'.encode()
    assert read(data) == [(2, ["가, 나", "1"]), (4, ['"둘"\n줄', ""])]
    assert read(b"\xef\xbb\xbf" + data + b",\n\n") == read(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", r"x\.csv 1행: 머리글이 name,amount 이어야 하는데 ''"),
        (b"name\n", "1행: 머리글이"),
        (b"name,amount\n\xff", "x.csv 2행: UTF-8이 아닙니다"),
        (b'name,amount\n"a,1\n', "CSV 형식이 아닙니다"),
    ],
)
def test_another_encoding_header_or_form_is_refused_in_the_callers_name(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data)
