from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.readers import UnreadableFile
from benchmarks.readers.csv_records import csv_lines, csv_records, header_of, split_lines
from benchmarks.readers.document import Record, opened


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as refused:
        csv_records(opened(text.encode(), filename="f.csv"), numbers=frozenset({"a"}))
    return refused.value.where, refused.value.problem


def test_each_line_below_the_header_is_a_record() -> None:
    document = opened(b'a,b\n1.5,"x, y"\n\n,2\n', filename="f.csv")
    assert csv_records(document, numbers=frozenset({"a"})) == (
        Record("f.csv", "line 2", {"a": Decimal("1.5"), "b": "x, y"}),
        Record("f.csv", "line 3", {"b": "2"}),
    )
    assert csv_lines(document) == [["a", "b"], ["1.5", "x, y"], ["", "2"]]


def test_lines_are_split_as_they_stand_and_the_remedy_is_the_formats_own() -> None:
    document = opened(b'a\tb\n\n"x, y"\n', filename="f.csv")
    assert split_lines(document, remedy="", delimiter="\t") == [["a", "b"], [], ["x, y"]]
    with pytest.raises(UnreadableFile) as refused:
        split_lines(opened(b'a,b\n"1" x,2\n', filename="f.csv"), remedy="다시")
    assert refused.value.remedy == "다시"


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("a,b\n1\n", "line 2", "칸 수가 제목 줄과 다릅니다(끊긴 표). / The row is not as long as the header."),
        ("a,b\nfast,1\n", "line 2/a", "수가 있어야 하는데 'fast'입니다. / A number is needed, not 'fast'."),
        ("a,a\n1,2\n", "line 1", "'a' 열이 둘입니다. / Two columns of a name."),
        ('a,b\n"1" x,2\n', "line 1", "표가 깨졌습니다. / Broken table (',' expected after '\"')."),
        ("a,b" + "\n" * 10_001, "line 1", "결과가 10,000개보다 많습니다. / More than 10,000 results."),
    ],
)
def test_a_broken_table_is_refused_with_its_line(text: str, where: str, problem: str) -> None:
    assert refusal(text) == (where, problem)


@pytest.mark.parametrize(
    ("text", "names"), [('"a",b\r\n1,2', ["a", "b"]), ("plain text", ["plain text"]), ("\nx", []), ("a\rb", [])]
)
def test_the_names_of_the_first_line_are_seen_without_reading_the_table(text: str, names: list[str]) -> None:
    assert header_of(text) == names


def test_a_table_of_very_many_columns_is_no_burden() -> None:
    names = [f"c{number}" for number in range(200_000)]
    text = f"{','.join(names)}\n{',' * (len(names) - 1)}\n"
    (record,) = csv_records(opened(text.encode(), filename="f.csv"), numbers=frozenset({"a"}))
    assert record.fields == {}
    assert refusal(f"a,{text}")[0] == "line 2"
