from __future__ import annotations

import pytest

from procurement.models import User
from procurement.permissions import Kind, Role
from procurement.selectors.evidence import (
    examined_of,
    measurement_of,
    measurements_for,
    releases_for,
    superseded,
    verification_of,
)
from procurement.services.evidence_review import reject, withdraw
from procurement.services.evidence_sharing import disclose
from procurement.verification import Level
from tests.procurement.actors import AT, acting, agency, person
from tests.procurement.exchange import Cast, at, cast, checked, draft, newer, other_run, submitted, verified

pytestmark = pytest.mark.django_db


def seen(*users: User | None) -> list[list[str]]:
    return [sorted(releases_for(one).values_list("title", flat=True)) for one in users]


def everybody(people: Cast) -> tuple[User | None, ...]:
    return (
        people.maker, people.rival, people.first, people.officer, people.member, people.outsider,
        people.administrator, None,
    )  # fmt: skip


def test_every_level_is_seen_by_exactly_those_it_is_for() -> None:
    """C.4-19: equality for every person, over releases that could leak."""
    people = cast()
    for number, level in enumerate(Level):
        named = (at(people.officer),) if level == Level.NAMED else ()
        submitted(people.maker, level=level, named=named, title=level, data=other_run(number))
    draft(people.maker, title="draft", data=other_run(9))
    every = ["council", "named", "private", "public"]
    assert seen(*everybody(people)) == [
        ["council", "draft", "named", "private", "public"],
        ["council", "public"],
        every,
        ["named", "public"],
        ["council", "public"],
        ["public"],
        ["public"],
        ["public"],
    ]
    rows = {one: measurements_for(one).count() for one in everybody(people)}
    assert list(rows.values()) == [15, 6, 12, 6, 6, 3, 3, 3]


def test_one_without_a_role_or_switched_off_sees_what_is_public() -> None:
    people = cast()
    submitted(people.maker, title="own")
    submitted(people.maker, level=Level.PUBLIC, title="public", data=other_run())
    colleague = person("동료", at=people.own)
    gone = person("퇴사", Role.SUPPLIER, at=people.own)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    assert seen(colleague, gone, people.maker) == [["public"], ["public"], ["own", "public"]]


def test_the_newest_disclosure_holds_and_the_older_ones_show_nothing() -> None:
    people = cast()
    made = submitted(people.maker, level=Level.NAMED, named=(at(people.officer),), title="x")
    disclose(made, level=Level.NAMED, named=(at(people.outsider),), by=acting(people.maker), at=AT)
    assert seen(people.officer, people.outsider) == [[], ["x"]]
    disclose(made, level=Level.PRIVATE, by=acting(people.maker), at=AT)
    assert seen(people.officer, people.outsider, people.first) == [[], [], ["x"]]


def test_a_state_never_hides_a_release_and_ends_its_use() -> None:
    people = cast()
    one, other = (submitted(people.maker, level=Level.PUBLIC, title=t, data=other_run(len(t))) for t in ("a", "bb"))
    reject(one, reason="로그와 다름", by=acting(people.first), at=AT)
    withdraw(other, reason="오류", by=acting(people.maker), at=AT)
    assert seen(None) == [["a", "bb"]]
    assert not any(examined_of(row).usable for row in measurements_for(None).prefetch_related("findings"))


def test_how_far_a_measurement_is_verified_follows_its_release() -> None:
    people = cast()
    made = submitted(people.maker)
    assert verification_of(made) == "self_declared"
    assert verification_of(checked(made, people)) == "consistency_checked"
    other = verified(submitted(people.maker, data=other_run()), people)
    row = other.measured.all()[0]
    assert measurement_of(row).provenance.verification == "certified"
    assert examined_of(row).usable
    assert {one.rule for one in examined_of(row).findings} >= {"V01", "V07"}


def test_what_one_may_not_see_supersedes_nothing_for_one() -> None:
    people = cast()
    first = submitted(people.maker, level=Level.PUBLIC)
    second = submitted(people.maker, before=first, given=newer())
    assert list(superseded(releases_for(people.maker))) == [first]
    assert list(superseded(releases_for(None))) == []
    withdraw(second, reason="오류", by=acting(people.maker), at=AT)
    assert list(superseded(releases_for(people.maker))) == []


def test_no_verifier_sees_a_draft() -> None:
    people = cast()
    own = agency("다른시험원", kind=Kind.VERIFIER)
    tester = person("다른검증", Role.VERIFIER, at=own)
    draft(people.maker, title="draft")
    submitted(people.maker, title="private", data=other_run())
    assert seen(tester) == [["private"]]
