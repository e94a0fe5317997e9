from __future__ import annotations

from pathlib import Path

import pytest

from procurement.writing import write_all


def test_files_are_written_with_their_folders_and_no_part_stays(tmp_path: Path) -> None:
    write_all({tmp_path / "a" / "1": b"one", tmp_path / "2": b"two"})
    assert ((tmp_path / "a" / "1").read_bytes(), (tmp_path / "2").read_bytes()) == (b"one", b"two")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["1", "2", "a"]


def test_after_a_failure_stands_what_stood_before(tmp_path: Path) -> None:
    older = tmp_path / "1"
    older.write_bytes(b"older")
    with pytest.raises(OSError, match="1"):
        write_all({older: b"newer", older / "2": b"x"})
    assert older.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir()] == ["1"]
