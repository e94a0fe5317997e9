from __future__ import annotations

import pytest

from procurement.selectors.robustness import annex_of
from tests.procurement.rounds import opened

pytestmark = pytest.mark.django_db


def test_the_annex_is_the_same_for_the_same_files_and_says_what_each_bid_is_called() -> None:
    made = opened()
    annex = annex_of(made.tender)
    assert annex == annex_of(made.tender)
    assert annex.names == {bid.key: bid.name for bid in made.tender.bids.all()}
    assert annex.robust.missing == ()
    assert {one.bid for one in annex.edges} <= set(annex.names)
