from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.procurement.exports.ocds.foreign import bytes_of, foreign
from tests.procurement.exports.ocds.schema import ROOT

EXAMPLE = ROOT / "docs" / "examples" / "npu-llm-servers"


def called(*arguments: object) -> str:
    out = io.StringIO()
    call_command("draft", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_release_becomes_a_draft_with_its_questions(tmp_path: Path) -> None:
    release, folder = tmp_path / "r.json", tmp_path / "new"
    call_command("release", str(EXAMPLE), "-o", str(release), stdout=io.StringIO())
    said = called(release, "-o", folder).splitlines()
    assert said[0] == f"■ 초안: {folder / 'tender.toml'} / draft"
    assert said[1] == "■ 답할 것 24가지 / to be answered"
    assert len(said) == 26
    with pytest.raises(CommandError, match="'procedure' is missing"):
        call_command("evaluate", str(folder), "-o", str(tmp_path / "x.xlsx"), stdout=io.StringIO())


@pytest.mark.parametrize(
    ("arguments", "returncode", "says"),
    [
        (("none.json", "-o", "new"), 2, "there is no such file"),
        (("r.json", "-o", "r.json"), 2, "is not a folder"),
        (("r.json", "-o", "old"), 2, "exists and is not overwritten"),
        (("r.json", "-o", "new", "--lot", "L9"), 1, "--lot: 'L1'"),
        (("old/tender.toml", "-o", "new"), 1, "Not valid JSON"),
        (("r.json", "-o", "r.json/new"), 1, "cannot be read or written"),
    ],
)
def test_what_cannot_be_drafted_is_refused_and_nothing_written(
    tmp_path: Path, arguments: tuple[str, ...], returncode: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "r.json").write_bytes(bytes_of(foreign()))
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "tender.toml").write_text("mine", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=says) as caught:
        called(*arguments)
    assert caught.value.returncode == returncode
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "r.json"]
    assert (tmp_path / "old" / "tender.toml").read_text(encoding="utf-8") == "mine"
