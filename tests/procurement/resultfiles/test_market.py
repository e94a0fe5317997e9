from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.resultfiles.market import market_of
from tests.procurement.casefile.folder import FILES, write

ANSWERS = '[[files]]\nmatch = "market/*.json"\n[files.answers]\naccelerator = "npu-a"\nused = 1\n'


def market(folder: Path) -> Path:
    for maker, name in (("가", "guidellm_v2.json"), ("나", "vllm_c4.json")):
        place = folder / "market" / maker / "result.json"
        place.parent.mkdir(parents=True)
        place.write_bytes((FILES / name).read_bytes())
    write(folder / "market" / "나" / "notes.txt", "결과가 아닙니다")
    return folder / "market"


def test_every_result_is_read_and_what_is_none_is_told(tmp_path: Path) -> None:
    found = market_of(market(tmp_path), answers=None)
    assert {one.measurement.source.filename for one in found.examined} == {
        "market/가/result.json",
        "market/나/result.json",
    }
    assert [one.name for one in found.refused] == ["market/나/notes.txt"]


def test_a_persons_answers_hold_for_the_files_they_name(tmp_path: Path) -> None:
    write(tmp_path / "answers.toml", ANSWERS)
    found = market_of(market(tmp_path), answers=tmp_path / "answers.toml")
    assert {one.measurement.system.accelerator for one in found.examined} == {"npu-a"}
    write(tmp_path / "answers.toml", ANSWERS.replace("market/", "other/"))
    with pytest.raises(TableError, match="no file matches it"):
        market_of(tmp_path / "market", answers=tmp_path / "answers.toml")
