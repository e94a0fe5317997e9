from __future__ import annotations

import tomllib

import pytest

from procurement.casefile.collecting.toml_places import Path, line_end, located

TEXT = '''# "a" = [1] is no key
top = 'x' # = 2
[a]
b . "c.d" = [1, # one
  2.50, "three ]",
] # [x]
e = { f = 2026-11-02 10:00:00Z, "g" = [{ h = true }, {}] }
[[rows]]
id = """a
"quoted" = 1""""
[[rows.items]]
n = 1
[[rows.items]]
n = 2

[[rows]]
id = \'\'\'it's\'\'\'
[rows.items]
n = 3
'''


def at(path: Path) -> object:
    start, end = located(TEXT).values[path]
    return tomllib.loads(f"x = {TEXT[start:end]}")["x"]


def test_every_value_stands_where_it_is_said_to() -> None:
    values = tomllib.loads(TEXT)
    found = located(TEXT).values
    for path in found:
        below: object = values
        for part in path:
            below = below[part]  # type: ignore[index] # a table by key, a list by number
        assert at(path) == below
    assert [path for path in found if not any(isinstance(part, int) for part in path)] == [
        ("top",),
        ("a", "b", "c.d"),
        ("a", "e", "f"),
        ("a", "e", "g"),
        ("a", "e"),
    ]
    assert at(("rows", 0, "items", 1, "n")) == 2
    assert at(("rows", 1, "items", "n")) == 3


def test_keys_and_ends_of_tables() -> None:
    found = located(TEXT)
    assert TEXT[found.keys["a", "b", "c.d"] :].startswith('b . "c.d"')
    assert TEXT[: found.ends[()]].endswith("top = 'x' # = 2")
    assert TEXT[: found.ends["a",]].endswith("{}] }")
    assert TEXT[: found.ends["rows", 0, "items", 0]].endswith("n = 1")


@pytest.mark.parametrize(
    ("text", "end"), [("a\nb", 1), ("a\r\nb", 1), ("ab", 2), ("", 0)], ids=["lf", "crlf", "last", "empty"]
)
def test_a_line_ends_before_its_feed(text: str, end: int) -> None:
    assert line_end(text, 0) == end


def test_an_empty_text_has_a_table_to_add_to() -> None:
    assert located("# nothing\n").ends == {(): 0}
