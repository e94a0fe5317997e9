from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest

from procurement.casefile.envelopes import envelopes_of
from procurement.casefile.records import reopened_of
from procurement.selectors.cases import case_files, standing_marks, technical_case, undeclared
from procurement.selectors.documents import case_folder
from procurement.selectors.tenders import folder_of
from procurement.services.cards import save_mark, submit_card
from procurement.services.panel import declare, reopen_card
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, evaluating, example_bids, opened, submitted

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(minutes=5)


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


def test_a_card_that_was_given_back_stands_in_the_folder_with_what_was_changed() -> None:
    """C.2-9"""
    made = given_back()
    with folder_of(case_files(made.tender)) as folder:
        (told,) = reopened_of(folder)
    assert (told.evaluator, told.by, told.reason) == ("위원1", made.chair.get_username(), "가점 착오")
    assert told.at.isoformat() == "2026-11-22T18:30:00+09:00"
    assert [(one.bid, one.criterion, one.points) for one in told.changed] == [("A", "maintenance", Fraction(15))]
    submit_card(made.seats[0], by=acting(made.members[0]), at=LATER)
    assert technical_case(made.tender).reopened == (told,)


def test_while_the_panel_is_at_work_its_marks_are_in_no_folder_neither_the_old_ones() -> None:
    with ZipFile(BytesIO(case_folder(given_back().tender))) as folder:
        assert sorted(folder.namelist()) == ["README.md", *(f"bids/{key}.toml" for key in "ABCD"), "tender.toml"]


def given_back() -> Round:
    """A card that was handed in, given back by the chair and changed in one place."""
    made = submitted()
    seat, by = made.seats[0], acting(made.members[0])
    reopen_card(seat, reason="가점 착오", by=acting(made.chair), at=AT)
    save_mark(seat, bid="A", criterion="maintenance", points="12", reason="", version=1, by=by, at=LATER)
    return made
