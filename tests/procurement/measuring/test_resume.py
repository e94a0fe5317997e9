from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.measuring.endpoint import endpoint_of
from procurement.measuring.imported import UselessResult
from procurement.measuring.resume import AnotherSweep, Run, Session, Times, alone, finished, keep, run_of, write_run
from tests.procurement.measuring.sweeps import ENDPOINT, GRID, grid, steps
from tests.procurement.measuring.test_imported import written

STEP = steps()[0]
TIMES = Times("0.8.1", "2026-11-22T17:00:00+09:00", "2026-11-22T17:01:00+09:00")


def kept(folder: Path) -> tuple[Path, Path]:
    output = folder / "result.json"
    output.write_bytes(written(STEP))
    keep(folder, step=STEP, endpoint=ENDPOINT, output=output, times=TIMES)
    return folder / "steps" / f"{STEP.name}.json", folder / "steps" / f"{STEP.name}.toml"


def test_what_is_kept_is_finished_and_read_back_the_same(tmp_path: Path) -> None:
    assert finished(tmp_path, step=STEP, endpoint=ENDPOINT) is None
    result, record = kept(tmp_path)
    found = finished(tmp_path, step=STEP, endpoint=ENDPOINT)
    assert found is not None
    assert (found.measurement.source.filename, found.measurement.counts.ok) == (f"steps/{result.name}", 11)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [result.name, record.name]
    assert record.read_text(encoding="utf-8").splitlines()[2:] == [
        'model = "mock-model"',
        'precision = "BF16"',
        'row = "/benchmarks/1"',
        "isl = 128",
        "osl = 64",
        "concurrency = 1",
        'version = "0.8.1"',
        'started = "2026-11-22T17:00:00+09:00"',
        'ended = "2026-11-22T17:01:00+09:00"',
    ]


def test_without_its_record_a_file_is_half_written(tmp_path: Path) -> None:
    kept(tmp_path)[1].unlink()
    assert finished(tmp_path, step=STEP, endpoint=ENDPOINT) is None


def test_without_its_file_a_record_is_worth_nothing(tmp_path: Path) -> None:
    kept(tmp_path)[0].unlink()
    assert finished(tmp_path, step=STEP, endpoint=ENDPOINT) is None


def test_a_file_of_other_bytes_is_not_finished(tmp_path: Path) -> None:
    result, _ = kept(tmp_path)
    result.write_bytes(result.read_bytes() + b"\n")
    assert finished(tmp_path, step=STEP, endpoint=ENDPOINT) is None


def test_a_record_of_a_file_that_is_no_result_is_not_finished(tmp_path: Path) -> None:
    result, record = kept(tmp_path)
    before = record.read_text(encoding="utf-8").splitlines()[1]
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    result.write_bytes(b"")
    text = record.read_text(encoding="utf-8").replace(before, f'sha256 = "{empty}"')
    record.write_text(text, encoding="utf-8")
    assert finished(tmp_path, step=STEP, endpoint=ENDPOINT) is None


def test_a_useless_file_is_not_kept_in_place_of_a_good_one(tmp_path: Path) -> None:
    kept(tmp_path)
    bad = tmp_path / "bad.json"
    bad.write_bytes(written(STEP)[:-100])
    with pytest.raises(UselessResult):
        keep(tmp_path, step=STEP, endpoint=ENDPOINT, output=bad, times=TIMES)
    assert finished(tmp_path, step=STEP, endpoint=ENDPOINT) is not None


def test_a_step_of_another_endpoint_is_refused(tmp_path: Path) -> None:
    kept(tmp_path)
    with pytest.raises(AnotherSweep, match="another endpoint or condition"):
        finished(tmp_path, step=STEP, endpoint=endpoint_of("http://127.0.0.1:10"))


def test_a_record_with_a_key_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    _, record = kept(tmp_path)
    record.write_text(record.read_text(encoding="utf-8") + "note = 1\n", encoding="utf-8")
    with pytest.raises(TableError, match="unknown key 'note'"):
        finished(tmp_path, step=STEP, endpoint=ENDPOINT)


def test_the_run_is_written_and_read_back_to_the_letter(tmp_path: Path) -> None:
    sessions = (
        Session("http://a", "guidellm", "0.8.1", "2026-11-22T17:00:00+09:00"),
        Session("http://a", "guidellm", "0.8.2", "2026-11-23T09:00:00+09:00", "2026-11-23T10:00:00+09:00"),
    )
    host = (("accelerator", 'x "y"\\'), ("랙 위치", "3층"))
    made = Run(grid().digest, "제목", "참고", host, sessions)
    write_run(tmp_path, run=made)
    assert run_of(tmp_path, grid=grid(), facts={}) == made
    assert [path.name for path in tmp_path.iterdir()] == ["run.toml"]


def test_a_new_folder_takes_the_grid_and_the_facts(tmp_path: Path) -> None:
    expected = Run(grid().digest, "시험 격자", "시험", (("nodes", "1"), ("used", "4")))
    assert run_of(tmp_path, grid=grid(), facts={"used": "4", "nodes": "1"}) == expected


def test_a_changed_grid_is_refused(tmp_path: Path) -> None:
    write_run(tmp_path, run=run_of(tmp_path, grid=grid(), facts={}))
    with pytest.raises(AnotherSweep, match="the grid has changed"):
        run_of(tmp_path, grid=grid(GRID.replace("[1, 4]", "[1, 8]")), facts={})


def test_facts_are_added_and_never_changed(tmp_path: Path) -> None:
    write_run(tmp_path, run=run_of(tmp_path, grid=grid(), facts={"used": "4"}))
    assert run_of(tmp_path, grid=grid(), facts={"nodes": "1"}).host == (("nodes", "1"), ("used", "4"))
    with pytest.raises(AnotherSweep, match="was '4' and is now '8'"):
        run_of(tmp_path, grid=grid(), facts={"used": "8"})


def test_one_folder_is_measured_into_by_one_process_at_a_time(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(AnotherSweep, match="another measure is at work"), alone(tmp_path):
        pass
    with alone(tmp_path):
        assert list(tmp_path.iterdir()) == []
