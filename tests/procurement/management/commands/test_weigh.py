from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.procurement.casefile.weighing.files import EXAMPLES, example

ROOT = EXAMPLES.parents[1]


def called(*arguments: object) -> str:
    out = io.StringIO()
    call_command("weigh", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "points"),
    [("direct", [37, 25, 18]), ("swing", [40, 24, 16]), ("ahp", [8, 22, 15, 9, 8, 7, 11])],
)
def test_every_example_is_told_and_written(kind: str, points: list[int], tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    file = EXAMPLES / f"weigh-{kind}" / "weigh.toml"
    said = called(file, "--json", output)
    found = json.loads(output.read_text(encoding="utf-8"))
    assert [one["points"] for one in found["criteria"]] == points
    assert said.endswith(found["fragment"] + "\n")
    assert called(file) == said


def test_from_the_command_line_it_exits_with_the_code_and_never_stops_at_a_letter(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "weigh"]
    env = {"PYTHONIOENCODING": "ascii"}
    file = EXAMPLES / "weigh-swing" / "weigh.toml"
    done = subprocess.run([*command, str(file)], env=env, check=False, capture_output=True)
    assert (done.returncode, done.stderr, b"/ swing weights: 0.5000" in done.stdout) == (0, b"", True)
    wrong = example(tmp_path, "swing", ("value = 100", "value = 99"))
    refused = subprocess.run([*command, str(wrong)], env=env, check=False, capture_output=True)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert b"the best swing must be 100" in refused.stderr
    missing = subprocess.run([*command, str(tmp_path / "none.toml")], env=env, check=False, capture_output=True)
    assert (missing.returncode, b"there is no such file" in missing.stderr) == (2, True)


@pytest.mark.parametrize(
    ("output", "returncode", "says"),
    [
        ("x.txt", 2, "must name a .json file"),
        ("folder.json", 2, "must name a .json file"),
        ("weigh.toml/x.json", 1, "cannot be read or written"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, output: str, returncode: int, says: str) -> None:
    (tmp_path / "folder.json").mkdir()
    file = example(tmp_path, "direct")
    with pytest.raises(CommandError, match=says) as caught:
        called(file, "--json", tmp_path / output)
    assert caught.value.returncode == returncode


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="파일이 없습니다 / there is no such file") as caught:
        called(tmp_path)
    assert caught.value.returncode == 2


def test_a_refused_file_writes_nothing(tmp_path: Path) -> None:
    file = example(tmp_path, "ahp", ('group = "AIJ"', ""))
    with pytest.raises(
        CommandError, match=r"^받아들이지 않았습니다 / refused\nweigh\.toml\.weighing: group: "
    ) as caught:
        called(file, "--json", tmp_path / "x.json")
    assert caught.value.returncode == 1
    assert not (tmp_path / "x.json").exists()
