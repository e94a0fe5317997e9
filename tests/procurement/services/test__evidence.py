from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_mapping_text import mapping_text
from benchmarks.readers.xlsx_sheet import sheets_of
from procurement.services._evidence import contributor, held_draft, mappings_of, store_rows, verifier
from procurement.services._reading import read_file
from procurement.services.evidence_drafts import add_files, start_release
from procurement.services.record import NotAllowed, Unusable
from procurement.workflow import NotYet
from tests.benchmarks.readers.workbooks import as_excel_writes, list_book
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.exchange import ANSWERED, cast, draft, other_run, submitted

pytestmark = pytest.mark.django_db
BOOK, LAYOUT = "표.xlsx", "표.mapping.toml"


def layout(*, by: str) -> bytes:
    found = propose(sheets_of(list_book(), filename=BOOK), filename=BOOK)
    signed = replace(found, confirmed_by=by, confirmed_on=date(2026, 11, 22), tpot="excludes_first_token")
    return mapping_text(signed).encode()


def test_a_workbook_is_read_through_the_signed_mapping_that_came_with_it_or_before() -> None:
    people = cast()
    made = start_release(people.own, title="x", by=acting(people.maker), at=AT)
    files = {BOOK: as_excel_writes(list_book())}
    with pytest.raises(Unusable, match=r"표\.xlsx"):
        add_files(made, files=files, by=acting(people.maker), at=AT)
    add_files(made, files={LAYOUT: layout(by="홍길동")}, by=acting(people.maker), at=AT)
    (file,) = add_files(made, files=files, by=acting(people.maker), at=AT)
    assert file.measured.count() > 1
    assert file.tool_version.startswith("mapping ")
    assert list(mappings_of(made)) == [LAYOUT]


def test_rows_are_put_in_place_of_those_read_before() -> None:
    people = cast()
    file = draft(people.maker).files.get()
    before = list(file.measured.values_list("place", "canonical"))
    store_rows(file, read_file(file.name, bytes(file.content), mappings={}, answers=ANSWERED).rows)
    assert list(file.measured.values_list("place", "canonical")) == before


def test_who_holds_a_draft_and_who_verifies() -> None:
    people = cast()
    made = draft(people.maker)
    assert held_draft(made, acting(people.maker)) == (made, people.maker)
    assert contributor(acting(people.maker), people.own) == people.maker
    assert verifier(acting(people.first), made) == people.first
    for by in (acting(people.rival), OPERATOR):
        with pytest.raises(NotAllowed):
            held_draft(made, by)
        with pytest.raises(NotAllowed):
            verifier(by, made)
    with pytest.raises(NotYet):
        held_draft(submitted(people.maker, data=other_run()), acting(people.maker))
