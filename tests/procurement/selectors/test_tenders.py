from __future__ import annotations

import pytest

from procurement.casefile.handouts.reading import asked_of
from procurement.permissions import Role
from procurement.selectors.tenders import digest_of, files_of, folder_of, tenders_for
from tests.procurement.actors import person
from tests.procurement.drafts import drafted, notice, office


@pytest.mark.django_db
def test_a_person_sees_their_agencys_tenders_and_no_others() -> None:
    (city, kim), (province, lee) = office("가상시청"), office("가상도청")
    mine, other = drafted(city, kim), drafted(province, lee)
    seen = {role: person(f"시청-{role}", role, at=city) for role in (Role.AUDITOR, Role.CHAIR, Role.EVALUATOR)}
    assert list(tenders_for(kim)) == [mine]
    assert list(tenders_for(lee)) == [other]
    assert {role: list(tenders_for(one)) for role, one in seen.items()} == {
        Role.AUDITOR: [mine],
        Role.CHAIR: [mine],
        Role.EVALUATOR: [],
    }


@pytest.mark.django_db
def test_the_files_come_back_as_the_folder_that_the_libraries_read() -> None:
    made = drafted(*office())
    assert files_of(made) == notice()
    with folder_of(files_of(made)) as folder:
        assert asked_of(folder).notice.tender_id == "EX-2026-001"
    assert not folder.exists()


def test_the_digest_is_of_paths_and_contents_in_any_order() -> None:
    assert digest_of({"a": b"1", "b": b"2"}) == digest_of({"b": b"2", "a": b"1"})
    others = ({"a": b"1"}, {"a": b"1", "c": b"2"}, {"a": b"2", "b": b"1"}, {"a": b"1", "b": b"22"})
    assert len({digest_of(one) for one in (*others, {"a": b"1", "b": b"2"})}) == 5
