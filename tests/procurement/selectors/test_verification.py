from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.measurement import Measurement
from procurement.models import Release
from procurement.selectors.evidence import measurement_of
from procurement.selectors.verification import Verified, verified_among
from procurement.verification import Level
from tests.procurement.exchange import Cast, cast, newer, other_run, submitted, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def claimed(release: Release) -> list[Measurement]:
    """The same file with the same answers, as a bid brings it: its own word for how far it is verified."""
    found = [measurement_of(row) for row in release.measured.all()]
    return [replace(one, provenance=replace(one.provenance, verification="self_declared")) for one in found]


def test_the_same_measurement_in_a_verified_release_is_verified(people: Cast) -> None:
    release = submitted(people.maker, level=Level.PUBLIC)
    bid = claimed(release)
    assert set(verified_among(people.officer, measurements=bid)) == {None}
    verified(release, people)
    paper = f"TTA-2026-001, 성능자료 {release.pk}"
    assert set(verified_among(people.officer, measurements=bid)) == {Verified("가상시험원", paper, outdated=False)}


def test_other_bytes_other_answers_and_what_one_may_not_see_are_not(people: Cast) -> None:
    release = verified(submitted(people.maker, level=Level.PUBLIC), people)
    (one, *_) = claimed(release)
    more = replace(one, system=replace(one.system, used=8))
    bytes_of_another = replace(one, source=replace(one.source, sha256="0" * 64))
    elsewhere = replace(one, source=replace(one.source, where="elsewhere"))
    found = verified_among(people.officer, measurements=[one, more, bytes_of_another, elsewhere])
    assert [each is not None for each in found] == [True, False, False, False]
    hidden = verified(submitted(people.rival, data=other_run()), people)
    assert set(verified_among(people.officer, measurements=claimed(hidden))) == {None}


def test_newer_software_of_the_maker_is_told(people: Cast) -> None:
    release = verified(submitted(people.maker, level=Level.PUBLIC), people)
    submitted(people.maker, level=Level.PUBLIC, given=newer(), data=other_run())
    (found, *_) = verified_among(people.officer, measurements=claimed(release))
    assert found
    assert found.outdated


def test_nothing_measured_nothing_verified(people: Cast) -> None:
    assert verified_among(people.officer, measurements=[]) == ()
