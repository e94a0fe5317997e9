from __future__ import annotations

import tomllib
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.casefile.collecting.toml_edit import NotKept, edited
from procurement.casefile.collecting.toml_text import toml_of

TEXT = """# 사람이 적은 주석
[bid]
price = 1_000  # 원
note = "a"

# 둘째 주석
[[rows]]
id = "가"   # 첫 업체
points = { need = 35, plan = 50 }
bonus = 5
last = [1,  2, # 둘
  3]
"""


def changed(text: str, **changes: object) -> str:
    """The text with values put in by their dotted path; None takes one away."""
    after: Any = tomllib.loads(text, parse_float=Decimal)
    for path, value in changes.items():
        *above, key = path.split("__")
        below = after
        for part in above:
            below = below[int(part)] if isinstance(below, list) else below[part]
        if value is None:
            del below[key]
        elif isinstance(below, list):
            below[int(key)] = value
        else:
            below[key] = value
    return edited(text, after=after)


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("bid__price", 900, "price = 1_000  # 원", "price = 900  # 원"),
        ("bid__price", None, "price = 1_000  # 원", "  # 원"),
        ("bid__note", None, '\nnote = "a"', ""),
        ("bid__more", "x", 'note = "a"\n', 'note = "a"\nmore = "x"\n'),
        ("rows__0__points__need", Decimal("35.5"), "need = 35,", "need = 35.5,"),
        ("rows__0__points__new", 1, "plan = 50 }", "plan = 50, new = 1 }"),
        ("rows__0__points__need", None, "{ need = 35, plan = 50 }", "{ plan = 50 }"),
        ("rows__0__last__2", 4, "  3]", "  4]"),
        ("rows__0__sub", {"a b": 1}, "  3]\n", '  3]\nsub = { "a b" = 1 }\n'),
        ("lot", [{"bids": ["가"]}], "  3]\n", '  3]\n\n[[lot]]\nbids = ["가"]\n'),
        ("rows__0__bonus", True, "bonus = 5", "bonus = true"),
    ],
)
def test_only_what_changes_is_written_anew(path: str, value: object, old: str, new: str) -> None:
    assert old in TEXT
    for text, feed in ((TEXT, "\n"), (TEXT.replace("\n", "\r\n"), "\r\n")):
        expected = TEXT.replace(old, new, 1).replace("\n", feed)
        assert changed(text, **{path: value}) == expected


def test_a_further_table_of_a_list_stands_at_the_end() -> None:
    after = tomllib.loads(TEXT, parse_float=Decimal)
    after["rows"].append({"id": "나"})
    assert edited(TEXT.rstrip("\n"), after=after) == TEXT.rstrip("\n") + '\n\n[[rows]]\nid = "나"\n'


def test_one_key_goes_and_another_comes_in_one_table() -> None:
    assert changed("[a]\nb = 1\n", a__b=None, a__c=2) == "[a]\nc = 2\n"
    assert changed("a = 1\n[b]\n", a=None) == "\n[b]\n"


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (TEXT, {"rows__0__last": [1]}),
        ("[[a]]\nb = 1\n[[a]]\nb = 2\n", {"a": [{"b": 1}]}),
        ("[[a]]\n[[a.b]]\nc = 1\n", {"a__0__b": [{"c": 1}, {"c": 2}]}),
        ("[a.b]\nc = 1\n", {"a__d": 1}),
        ("[a]\nb = 1\n", {"a": None}),
        ("[a]\nb = 1\n", {"a": 1}),
        ("[a]\nb.c = 1\n", {"a__b__d": 2}),
        ("[a]\nb = { c = 1,\n d = 2 }", {"a__b__c": None}),
        ("[a]\nb = 1\n", {"top": 2}),
        ("[a]\nb = { c.d = 1, e = 2 }\n", {"a__b__c__d": None}),
    ],
    ids=[
        "comment in a list",
        "fewer tables",
        "nested list",
        "no header",
        "a whole table",
        "kind",
        "dotted",
        "invalid",
        "below",
        "cut",
    ],
)
def test_what_cannot_be_kept_is_refused(text: str, changes: dict[str, object]) -> None:
    with pytest.raises((NotKept, tomllib.TOMLDecodeError)):
        changed(text, **changes)


_SCALARS = st.one_of(
    st.integers(0, 10**6), st.booleans(), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9),
    st.decimals(0, 100, places=2),
)  # fmt: skip
_KEYS = st.text("ab.가\"'# ", min_size=1, max_size=3)
_FLAT = st.dictionaries(_KEYS, st.one_of(_SCALARS, st.lists(st.integers(0, 9), max_size=3)), max_size=4)


@given(st.dictionaries(st.sampled_from("pqr"), st.one_of(_FLAT, st.lists(_FLAT, min_size=1, max_size=3))), st.data())
def test_any_value_may_change_and_every_comment_stays(values: dict[str, Any], data: st.DataObject) -> None:
    text = "".join(f"{line} # {number}\n" for number, line in enumerate(toml_of(values).splitlines()) if line)
    after = deepcopy(values)
    for below in after.values():
        for table in below if isinstance(below, list) else [below]:
            for key in table:
                table[key] = data.draw(_SCALARS)
    made = edited(text, after=after)
    assert tomllib.loads(made, parse_float=Decimal) == after
    assert [line.rpartition("#")[2] for line in made.splitlines()] == [
        line.rpartition("#")[2] for line in text.splitlines()
    ]
