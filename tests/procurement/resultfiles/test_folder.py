from __future__ import annotations

from pathlib import Path

from procurement.resultfiles.folder import found_files


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    return path


def names(*paths: Path) -> list[str]:
    return [found.name for found in found_files(paths)]


def test_folders_are_read_to_the_bottom_in_the_order_of_names(tmp_path: Path) -> None:
    for place in ("b/2.json", "b/1.json", "a/z/9.json", "c.json"):
        write(tmp_path / "r" / place)
    assert names(tmp_path / "r") == ["r/c.json", "r/a/z/9.json", "r/b/1.json", "r/b/2.json"]


def test_a_file_is_named_by_itself_and_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "r" / "1.json")
    assert names(file, tmp_path / "r", tmp_path / "r" / ".." / "r") == ["1.json"]


def test_the_logs_of_a_run_are_one_and_a_log_by_itself_is_a_file(tmp_path: Path) -> None:
    logs = [write(tmp_path / "run" / name) for name in ("mlperf_log_detail.txt", "mlperf_log_summary.txt")]
    write(tmp_path / "run" / "other.json")
    write(tmp_path / "alone" / "mlperf_log_summary.txt")
    found = found_files([tmp_path / "run", tmp_path / "alone"])
    assert [(one.name, len(one.paths)) for one in found] == [
        ("run", 2), ("run/other.json", 1), ("alone/mlperf_log_summary.txt", 1),
    ]  # fmt: skip
    assert found[0].paths == tuple(logs)


def test_a_link_back_to_a_folder_is_not_entered(tmp_path: Path) -> None:
    write(tmp_path / "r" / "1.json")
    (tmp_path / "r" / "loop").symlink_to(tmp_path / "r", target_is_directory=True)
    assert names(tmp_path / "r") == ["r/1.json"]
