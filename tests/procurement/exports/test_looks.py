from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.procurement.exports.handed import NAMES, hand_outs
from tests.procurement.exports.looks import as_pdf, words

_WRONG = re.compile(r"###|#(?:REF!|VALUE!|NAME\?|DIV/0!|N/A|NUM!|NULL!)|Err:\d+")


@pytest.fixture(scope="module")
def printed(require_program: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    soffice, pdftotext = require_program("soffice"), require_program("pdftotext")
    made = {name: one.made() for name, one in hand_outs().items()}
    pages = as_pdf(made, soffice=soffice, folder=tmp_path_factory.mktemp("printed"))
    return {name: words(pdf, pdftotext=pdftotext) for name, pdf in pages.items()}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_printed_as_hashes_or_as_an_error(name: str, printed: dict[str, str]) -> None:
    assert _WRONG.findall(printed[name]) == []
    assert len(printed[name].split()) > 10
