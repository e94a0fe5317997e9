"""Hostile text in every text of every kind of assess.toml: it stays text on the sheets, and is read back as it was."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.table import TableError
from procurement.casefile.assess.reading import assessment_from
from procurement.casefile.collecting.toml_text import toml_of
from tests.procurement.casefile.assess.folder import EXAMPLES, KINDS
from tests.procurement.casefile.collecting.amended import back, form_of
from tests.procurement.exports.hostile import ENDLESS, HELD, TEXTS, Text, before, mixed
from tests.procurement.exports.reading import cells, opened, outside_texts

WORDS = {"kind", "form", "method", "price_type", "authority", "on_overrun"}
"""Keys whose value is one of a few words."""
COVER = "표지·기준전사표"


def example(kind: str) -> bytes:
    return (EXAMPLES / f"assess-{kind}" / "assess.toml").read_bytes()


def hostile(kind: str, text: Text) -> bytes:
    """The example with `text` of everything that a person writes, ids included; equal texts stay equal."""
    return toml_of(_walked(tomllib.loads(example(kind).decode(), parse_float=Decimal), text)).encode()


def _walked(value: Any, text: Text, key: str = "") -> Any:
    if isinstance(value, dict):
        return {(text(name) if key == "points" else name): _walked(one, text, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_walked(one, text, key) for one in value]
    return text(value) if isinstance(value, str) and key not in WORDS else value


def case(folder: Path, content: bytes) -> Path:
    folder.mkdir()
    (folder / "assess.toml").write_bytes(content)
    return folder


def written(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Sheet and cell -> kind and what it holds, of all cells but the cover's, whose long lines take several rows."""
    found = cells(opened(form_of(folder).content))
    return {
        (c.parent.title, c.coordinate): (c.data_type, str(c.value).replace("_x005F_", "_"))
        for c in found
        if c.value is not None
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_stays_the_text_it_is(tmp_path: Path, kind: str) -> None:
    folder = case(tmp_path / "hostile", hostile(kind, mixed()))
    found, plain = written(folder), written(case(tmp_path / "plain", example(kind)))
    live = [value for what, value in found.values() if what == "f"]
    assert len(live) == sum(what == "f" for what, _ in plain.values())
    assert [one for one in map(outside_texts, live) if "1+1" in one or "cmd|" in one or "HYPERLINK" in one] == []
    below = {place for place in plain if place[0] not in {COVER, "검산"}}
    assert below == {place for place in found if place[0] not in {COVER, "검산"}}
    assert [place for place in below if found[place][0] != plain[place][0]] == []
    apart = [(plain[place][1], found[place][1]) for place in below if plain[place] != found[place]]
    assert len(apart) > 5 or kind in {"reserve-price", "comparison"}
    assert [pair for pair in apart if pair[0] not in {pair[1].replace(text, "") for text in HELD}] == []
    outcome = back(folder, form_of(folder).content)
    assert (outcome.refusals, outcome.skipped) == ([], ["1.xlsx: 바뀐 값이 없습니다 / changes no value"])


@pytest.mark.parametrize("name", ["control", *ENDLESS])
def test_what_no_cell_holds_is_refused_with_the_file_and_the_key(name: str) -> None:
    for kind in KINDS:
        with pytest.raises(TableError, match=r"^assess\.toml\.assessment\.id: 제어문자가 있거나 2000자를 넘음"):
            assessment_from(hostile(kind, before(TEXTS[name])))


def test_half_an_emoji_is_no_toml() -> None:
    with pytest.raises(TableError, match=r"^assess\.toml 4행 13열"):
        assessment_from(example("mas").replace(b'"EX-M-001"', b'"\\uD83D"'))
