from __future__ import annotations

import pytest
from openpyxl import Workbook

from procurement.exports.dossier import Dossier
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.exports.cases import cases, example
from tests.procurement.exports.reading import opened


@pytest.fixture(scope="session")
def dossiers() -> dict[str, Dossier]:
    found = cases()
    found["example"] = example()
    return found


@pytest.fixture(scope="session")
def written(dossiers: dict[str, Dossier]) -> dict[str, bytes]:
    return {name: evaluation_workbook(made).content for name, made in dossiers.items()}


@pytest.fixture(scope="session")
def books(written: dict[str, bytes]) -> dict[str, Workbook]:
    return {name: opened(content) for name, content in written.items()}
