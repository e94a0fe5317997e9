from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.procurement.casefile.folder import change
from tests.procurement.exports.ocds.schema import ROOT, errors, loaded, undeclared

EXAMPLE = ROOT / "docs" / "examples" / "npu-llm-servers"


def called(*arguments: object) -> str:
    out = io.StringIO()
    call_command("release", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_example_is_released_valid_and_with_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "r.json", tmp_path / "r.json"
    said = called(EXAMPLE, "-o", first)
    called(EXAMPLE, "-o", second)
    assert first.read_bytes() == second.read_bytes()
    assert said.splitlines()[0].startswith("■ ocds-000000-EX-2026-001 [예시]")
    assert said.splitlines()[1:4] == [
        "  2026-11-02T09:00:00+09:00 tender",
        "  2026-11-18T17:00:00+09:00 technical",
        "  2026-11-20T15:00:00+09:00 award",
    ]
    package = loaded(first)
    assert (errors(package), undeclared(package)) == ([], [])
    assert package["releases"][2]["awards"][0]["relatedBids"] == ["A"]


def test_the_notice_is_released_before_there_are_bids(tmp_path: Path) -> None:
    for name in ("tender.toml", "publication.toml"):
        shutil.copy(EXAMPLE / name, tmp_path / name)
    text = (tmp_path / "publication.toml").read_text(encoding="utf-8")
    later, rest = text.index('[[release]]\nstage = "technical"'), text.index("[[document]]")
    (tmp_path / "publication.toml").write_text(text[:later] + text[rest:], encoding="utf-8")
    called(tmp_path, "-o", tmp_path / "r.json")
    assert [one["tag"] for one in loaded(tmp_path / "r.json")["releases"]] == [["tender"]]


@pytest.mark.parametrize(
    ("arguments", "returncode", "says"),
    [
        (("none", "-o", "r.json"), 2, "is not a folder"),
        (("case", "-o", "r.txt"), 2, "must name a .json file"),
        (("case", "-o", "case/tender.toml/r.json"), 1, "cannot be read or written"),
    ],
)
def test_wrong_usage_and_places_are_refused(
    tmp_path: Path, arguments: tuple[str, ...], returncode: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "case")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=says) as caught:
        called(*arguments)
    assert caught.value.returncode == returncode


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("publication.toml", 'publisher = "가상데이터원 (예시 기관)"\n', "", "publication.toml.package: 'publisher'"),
        ("tender.toml", 'id = "understanding"', 'id = "price"', "use another id"),
        ("marks.csv", "위원1,A,understanding,14.5", "위원1,A,understanding,99", "marks.csv 2행"),
    ],
)
def test_input_is_refused_with_its_place_and_nothing_is_written(
    tmp_path: Path, name: str, old: str, new: str, says: str
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLE, folder)
    change(folder / name, old, new)
    if new == 'id = "price"':
        change(folder / "marks.csv", ",understanding,", ",price,")
    with pytest.raises(CommandError, match=says) as caught:
        called(folder, "-o", tmp_path / "r.json")
    assert "nothing written" in str(caught.value)
    assert caught.value.returncode == 1
    assert not (tmp_path / "r.json").exists()


def test_a_reader_that_goes_away_is_not_an_error_of_the_input(tmp_path: Path) -> None:
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        call_command("release", str(EXAMPLE), "-o", str(tmp_path / "r.json"), stdout=Closed())
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["version"] == "1.1"
