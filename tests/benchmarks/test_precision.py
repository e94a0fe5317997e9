from __future__ import annotations

import pytest

from benchmarks.precision import PrecisionClass, parse_classes, precision_class
from benchmarks.table import TableError

TEXT = """
last_checked = 2026-11-22
[[class]]
id = "a"
title = "가 / a"
names = ["x", "y"]
source = "s"
[[class]]
id = "b"
title = "나 / b"
names = ["z"]
source = "s"
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BF16", "16-bit"),
        (" fp16 ", "16-bit"),
        ("FP8", "8-bit"),
        ("int8", "8-bit"),
        ("MXFP4", "4-bit"),
        ("4-bit", "4-bit"),
        ("fp32", "32-bit"),
        ("Fp6", "fp6"),
    ],
)
def test_a_name_belongs_to_its_class_and_an_unknown_one_to_its_own(name: str, expected: str) -> None:
    assert precision_class(name) == expected


def test_classes_are_read_strictly() -> None:
    assert parse_classes(TEXT.encode(), filename="p.toml") == (
        PrecisionClass("a", "가 / a", ("x", "y"), "s"),
        PrecisionClass("b", "나 / b", ("z",), "s"),
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('["z"]', '["y"]', "in two classes"),
        ('["z"]', '["a"]', "in two classes"),
        ('["z"]', '["Z"]', "not in small letters"),
        ('["z"]', "[]", "names"),
        ('source = "s"', 'sauce = "s"', "sauce"),
        ("last_checked = 2026-11-22", "", "last_checked"),
    ],
)
def test_a_wrong_class_is_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        parse_classes(TEXT.replace(old, new).encode(), filename="p.toml")
