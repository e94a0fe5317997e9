from __future__ import annotations

import pytest

from procurement.casefile.envelopes import envelopes_of
from procurement.selectors.cases import case_files, standing_marks, technical_case, undeclared
from procurement.selectors.tenders import folder_of
from procurement.services.panel import declare
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import evaluating, example_bids, opened, submitted

pytestmark = pytest.mark.django_db


def test_the_folder_holds_what_came_so_far_and_the_prices_last() -> None:
    made = submitted()
    files = case_files(made.tender)
    assert sorted(files) == ["README.md", *(f"bids/{key}.toml" for key in "ABCD"), "marks.csv", "tender.toml"]
    assert len(files["marks.csv"].splitlines()) == 1 + 3 * 4 * 4 == 1 + len(standing_marks(made.tender))
    assert technical_case(made.tender).evaluation.lowest_price is None
    after = opened("가상도청")
    with folder_of(case_files(after.tender)) as folder:
        assert envelopes_of(folder) == {key: example_bids()[key][1] for key in "ABC"}


def test_recusals_stand_in_the_folder() -> None:
    made = evaluating()
    seat = made.seats[0]
    assert len(undeclared(seat)) == 4
    seat.declarations.create(bid=made.tender.bids.get(key="B"), interest='자문 "계약"', at=AT)
    assert case_files(made.tender)["marks.toml"].decode() == (
        '[[excused]]\nevaluator = "위원1"\nbid = "B"\nkind = "recused"\nreason = "자문 \\"계약\\""\n'
    )
    declare(seat, bid="A", interest="", by=acting(made.members[0]), at=AT)
    assert [bid.key for bid in undeclared(seat)] == ["C", "D"]
