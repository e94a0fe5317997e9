from __future__ import annotations

import pytest

from procurement.selectors.documents import case_folder
from tests.procurement.rounds import with_bids

pytestmark = pytest.mark.django_db


def test_the_same_files_give_the_same_bytes() -> None:
    made = with_bids()
    assert case_folder(made.tender) == case_folder(made.tender)
