from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from procurement.casefile.archive import packed
from procurement.models.job import IMPORT, RECONCILIATION
from procurement.services.jobs import OPENING, TERMS
from procurement.services.record import Unusable
from procurement.sizing.solver import SolverCrashed, SolverStopped
from procurement.tasks.apart import made_apart
from procurement.tasks.making import COMPARED, LINES, READ, TOLD
from tests.procurement.exchange import GUIDELLM, content

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "reconcile"


def go_on() -> bool:
    return False


def test_what_is_made_comes_back_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    files = {name: (EXAMPLE / name).read_bytes() for name in (OPENING, TERMS)}
    made = made_apart(RECONCILIATION, packed(files), parameters={"language": "ko"}, should_stop=go_on)
    assert sorted(made) == sorted([COMPARED, LINES, TOLD])
    assert "다름 1" in made[LINES].decode()
    assert not list(tmp_path.iterdir())


def test_a_refusal_names_file_and_place() -> None:
    with pytest.raises(Unusable, match=r"nonsense\.json"):
        made_apart(IMPORT, packed({GUIDELLM: content(), "nonsense.json": b"["}), parameters={}, should_stop=go_on)
    files = {OPENING: (EXAMPLE / OPENING).read_bytes(), TERMS: b"["}
    with pytest.raises(Unusable, match=TERMS):
        made_apart(RECONCILIATION, packed(files), parameters={"language": "ko"}, should_stop=go_on)


def test_a_fault_is_a_crash_and_not_an_answer() -> None:
    with pytest.raises(SolverCrashed, match="KeyError"):
        made_apart("nothing", packed({}), parameters={}, should_stop=go_on)


def test_who_stops_or_runs_out_of_time_leaves_no_process_behind() -> None:
    files = packed({GUIDELLM: content()})
    begun = time.monotonic()
    with pytest.raises(SolverStopped, match="취소"):
        made_apart(IMPORT, files, parameters={}, should_stop=lambda: time.monotonic() > begun + 0.3)
    with pytest.raises(SolverStopped, match="제한 시간"):
        made_apart(IMPORT, files, parameters={}, should_stop=go_on, seconds=0.1)
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    assert not [one for one in children if b"tasks.child" in Path(f"/proc/{one}/cmdline").read_bytes()]


def test_results_read_apart_are_json() -> None:
    made = made_apart(IMPORT, packed({GUIDELLM: content()}), parameters={}, should_stop=go_on)
    assert GUIDELLM in made[READ].decode()
