from __future__ import annotations

import contextlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.readers import read
from benchmarks.readers.document import opened
from benchmarks.readers.strict_yaml import MAX_DEPTH, MAX_VALUES, documents, looks_like_yaml
from benchmarks.readers.unreadable import UnreadableFile

# the dumper leaves 1e5 and 09, texts, without quotation marks: the older YAML it writes takes neither for a number
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])).filter(
    lambda text: not set(text) <= set("0123456789.+-eE")
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=12,
)


def refusal(text: str) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as refused:
        documents(text, filename="f.yaml")
    assert refused.value.filename == "f.yaml"
    return refused.value.where, refused.value.problem


@settings(deadline=None)  # a shared machine may be slow
@given(st.lists(VALUES, min_size=1, max_size=3))
def test_what_yaml_writes_is_read_back_value_by_value(values: list[object]) -> None:
    text = yaml.safe_dump_all(json.loads(json.dumps(values)), explicit_start=True, allow_unicode=True)
    assert [value for _, value in documents(text, filename="f")] == values


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-{}[]&*!|>'\"#%@`,? \n\t1.")))
def test_any_text_is_read_or_refused(text: str) -> None:
    lines: tuple[int, ...] = ()
    with contextlib.suppress(UnreadableFile):
        lines = tuple(line for line, _ in documents(text, filename="f"))
    assert list(lines) == sorted(lines)


def test_plain_words_are_taken_as_json_would_and_nothing_is_guessed() -> None:
    text = "[0.10, 1.0e-07, -12, 007, 1_000, 2025-11-05T18:00:42Z, yes, .inf, '12', ~, true, +.5]"
    numbers = [Decimal("0.10"), Decimal("1.0E-7"), -12]
    texts = ["007", "1_000", "2025-11-05T18:00:42Z", "yes", ".inf", "12"]
    assert documents(text, filename="f") == ((1, [*numbers, *texts, None, True, Decimal("0.5")]),)


def test_each_document_knows_its_line() -> None:
    assert documents("# head\nrun: 1\n---\nrun: 2\n", filename="f") == ((2, {"run": 1}), (4, {"run": 2}))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: &x [1]\nb: *x", "line 2"),
        ("a: &x {b: *x}", "line 1"),
        ("a: 1\nb: !!python/object/apply:os.system [x]", "line 2"),
        ("a: !!float 1", "line 1"),
        ("*x : 1", "line 1"),
    ],
)
def test_an_alias_or_a_tag_is_refused(text: str, where: str) -> None:
    assert refusal(text) == (where, "별칭(*)이나 태그(!)가 있습니다. / An alias (*) or a tag (!) is used.")


def test_an_anchor_nobody_uses_is_harmless() -> None:
    assert documents("a: &x 1", filename="f") == ((1, {"a": 1}),)


def test_a_repeated_key_is_refused() -> None:
    repeated = "같은 이름 'b'이(가) 두 번 있습니다. / The key 'b' stands twice."
    assert refusal("a:\n  b: 1\n  c: 2\n  b: 3\n") == ("line 4", repeated)


def test_a_key_that_is_no_text_is_refused() -> None:
    assert refusal("a: 1\n? [b]\n: 2\n") == ("line 2", "이름이 글이 아닙니다. / A key that is no text.")


@pytest.mark.parametrize("level", ["[", "{a: "])
def test_deep_nesting_is_refused(level: str) -> None:
    deep = "너무 깊이 겹친 YAML입니다. / YAML nested too deep."
    assert refusal("a: " + level * 100_000) == ("line 1", deep)
    documents("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), filename="f")


def test_what_would_fill_the_memory_is_refused() -> None:
    where, problem = refusal("- 1\n" * (MAX_VALUES + 1))
    assert (where, problem) == (f"line {MAX_VALUES}", "값이 1,000,000개보다 많습니다. / More than 1,000,000 values.")


@pytest.mark.parametrize("number", ["9" * 5000, "1e" + "9" * 30, "1.0e-" + "9" * 30])
def test_a_number_too_long_to_hold_is_refused(number: str) -> None:
    assert refusal(f"a: 1\nb: {number}") == ("line 2", "다룰 수 없이 긴 수가 있습니다. / A number too long to hold.")


@pytest.mark.parametrize(
    ("text", "where", "english"),
    [
        ("a: 1\nb: [2\n", "line 3", "Not valid YAML (did not find expected ',' or ']')."),
        ("a: 'no end", "line 1", "Not valid YAML (found unexpected end of stream)."),
        ("a: \x01", "line 1", "A character YAML does not allow."),
    ],
)
def test_broken_yaml_is_refused(text: str, where: str, english: str) -> None:
    found, problem = refusal(text)
    assert (found, problem.split(" / ")[1]) == (where, english)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("version: '0.2'\nrun:\n", True),
        ("# a comment\n\n---\n# another\nbenchmarks:\n- 1\n", True),
        ("--- \nresults:\n", True),
        ("Public ID,x\nversion: 1", False),
        ("versions: 1", False),
        ("run:1", False),
        ("  run: 1", False),
        ("\n" * 10_000_000, False),
    ],
)
def test_only_the_known_first_keys_make_a_text_yaml(text: str, expected: bool) -> None:  # noqa: FBT001  a parameter of the table
    assert looks_like_yaml(text) is expected


def test_a_file_in_yaml_is_opened_like_one_in_json() -> None:
    document = opened(b"benchmarks:\n- a: 1\n", filename="f")
    assert (document.is_json, [record.fields for record in document.records]) == (False, [{"benchmarks": [{"a": 1}]}])


def test_guidellms_own_yaml_is_read(shared_results: Path) -> None:
    report = read(shared_results.joinpath("format-fixtures/guidellm_small/benchmarks.yaml").read_bytes(), filename="f")
    assert (report.format, report.tool_version, len(report.rows)) == ("guidellm", "0.8.1", 1)
