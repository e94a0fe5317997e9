from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# a busy machine is no failure, and what fails must fail again
settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("suite")


def _require_program(name: str) -> Path:
    found = shutil.which(name)
    if found is not None:
        return Path(found)
    reason = f"{name} 프로그램이 없어 검사하지 못했습니다 / the program {name} is not installed; .ci/run installs it"
    if os.environ.get("JEOUL_REQUIRE_PROGRAMS"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def require_program() -> Callable[[str], Path]:
    return _require_program


@pytest.fixture(scope="session")
def shared_results() -> Path:
    folder = ROOT.parent / "shared" / "results"
    if not folder.is_dir():
        pytest.skip("저장소 옆에 shared/results 폴더가 없습니다 / no folder shared/results beside the checkout")
    return folder
