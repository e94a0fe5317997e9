from __future__ import annotations

import pytest

from procurement.models import Look
from procurement.services.evidence_sharing import disclose, look
from procurement.services.record import NotAllowed, Unusable
from procurement.verification import Level
from procurement.workflow import NotYet
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.exchange import at, cast, draft, other_run, submitted

pytestmark = pytest.mark.django_db


def test_an_owner_discloses_again_and_the_earlier_disclosure_stays_readable() -> None:
    people = cast()
    made = submitted(people.maker)
    digest = made.digest
    disclose(made, level=Level.NAMED, named=(at(people.officer),) * 2, by=acting(people.maker), at=AT)
    disclose(made, level=Level.COUNCIL, by=acting(people.maker), at=AT)
    made.refresh_from_db()
    assert (made.level, made.version, made.computed()) == (Level.COUNCIL, 3, digest)
    assert [(str(one), [str(to) for to in one.named.all()]) for one in made.disclosures.all()] == [
        (f"{made.pk} 3 council", []),
        (f"{made.pk} 2 named", ["가상시청"]),
        (f"{made.pk} 1 private", []),
    ]


def test_only_the_owner_discloses_what_is_submitted_and_names_whom_it_means() -> None:
    people = cast()
    made = submitted(people.maker)
    with pytest.raises(NotAllowed, match="자료 담당자만"):
        disclose(made, level=Level.PUBLIC, by=acting(people.rival), at=AT)
    with pytest.raises(Unusable, match="지정 기관 공개에는"):
        disclose(made, level=Level.NAMED, by=acting(people.maker), at=AT)
    with pytest.raises(NotYet, match="제출할 때"):
        disclose(draft(people.maker, data=other_run()), level=Level.PUBLIC, by=acting(people.maker), at=AT)


def test_looks_are_kept_of_others_releases_that_one_may_see_and_of_no_other() -> None:
    people = cast()
    shown, hidden = submitted(people.maker, level=Level.PUBLIC), submitted(people.rival)
    assert look([shown, hidden], what="compared", by=acting(people.officer), at=AT) == 1
    assert look([shown], what="opened", by=acting(people.maker), at=AT) == 0
    assert [(str(one), one.by, one.organisation) for one in Look.objects.all()] == [
        (f"{shown.pk} compared", people.officer, at(people.officer))
    ]
    with pytest.raises(NotAllowed):
        look([shown], what="opened", by=OPERATOR, at=AT)
