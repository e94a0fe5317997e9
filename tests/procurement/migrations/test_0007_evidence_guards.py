from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from procurement.models import (
    DataRequest,
    DisclosedTo,
    Disclosure,
    Finding,
    Look,
    Measured,
    Proposal,
    Release,
    ReleaseFile,
    Reply,
    ReviewStep,
    TenderEvidence,
)
from procurement.services.evidence_catalogue import accept
from procurement.services.evidence_requests import Wanted, ask, refuse
from procurement.services.evidence_sharing import look
from procurement.services.evidence_tenders import cite
from procurement.verification import STEPS, Level, State
from procurement.workflow import Stage
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import at, cast, checked, draft, other_run, proposed, submitted
from tests.procurement.rounds import begun, take_further

pytestmark = pytest.mark.django_db


def deleted(model: type[Model]) -> object:
    return model._default_manager.all()._raw_delete("default")  # noqa: SLF001 -- past what Django itself would refuse


def refused(said: str, *acts: Callable[[], object]) -> None:
    for act in acts:
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            act()


def test_nothing_of_a_submitted_release_is_changed_or_deleted() -> None:
    people = cast()
    made = submitted(people.maker)
    row = made.measured.all()[0]
    refused(
        "a submitted release stays",
        lambda: Release.objects.update(title="x"),
        lambda: Release.objects.update(digest="0" * 64),
        lambda: Release.objects.update(supersedes=made),
        lambda: deleted(Release),
        lambda: ReleaseFile.objects.update(content=b""),
        lambda: deleted(ReleaseFile),
        lambda: made.files.create(name="x", content=b"", sha256="", size=0, format="x"),
        lambda: Measured.objects.update(output_tps=1),
        lambda: deleted(Measured),
        lambda: Finding.objects.update(level="pass"),
        lambda: row.findings.create(rule="V01", level="pass", message="", place="", observed="", allowed=""),
        lambda: deleted(Finding),
    )
    refused("a step of a review stays", lambda: ReviewStep.objects.update(reason="x"))
    refused("a disclosure stays", lambda: Disclosure.objects.update(level="public"))
    refused("there is no such step", lambda: Release.objects.update(state=State.DRAFT))
    refused("a release begins as a draft", lambda: Release.objects.create(
        owner=people.own, title="x", state=State.SUBMITTED, begun_by=people.maker, begun_at=AT, submitted_at=AT,
        number=9, digest="0",
    ))  # fmt: skip


def test_a_draft_shows_itself_to_nobody_and_one_person_verifies_nothing() -> None:
    people = cast()
    draft(people.maker)
    with pytest.raises(IntegrityError, match="release_submitted_with_a_digest"), transaction.atomic():
        Release.objects.update(level=Level.PUBLIC)
    made = checked(submitted(people.maker, data=other_run()), people)
    ReviewStep.objects.create(release=made, before="checked", after="verified", by=people.first, at=AT)
    refused("verified by two people", lambda: Release.objects.filter(pk=made.pk).update(state=State.VERIFIED))


def test_requests_replies_looks_proposals_and_citations_stay() -> None:
    people = cast()
    made = submitted(people.maker, level=Level.NAMED, named=(at(people.officer),))
    look([made], what="opened", by=acting(people.officer), at=AT)
    asked = ask(Wanted("x"), by=acting(people.officer), at=AT)
    refuse(asked, reason="미측정", by=acting(people.maker), at=AT)
    accept(proposed(people), by=acting(people.administrator), at=AT)
    refused("a look stays", lambda: Look.objects.update(what="x"), lambda: deleted(Look))
    refused("a request stays", lambda: DataRequest.objects.update(model="y"))
    refused("a reply stays", lambda: Reply.objects.update(reason="y"))
    refused("a disclosure stays", lambda: deleted(DisclosedTo))
    refused("a decided proposal stays", lambda: Proposal.objects.update(value="1"))
    refused("a proposal stays", lambda: deleted(Proposal))


def test_what_a_tender_rests_on_is_frozen_with_it() -> None:
    people, tender = cast(), begun("가상군청")
    made = submitted(people.maker, level=Level.PUBLIC)
    cite(tender.tender, release=made, purpose="market", by=acting(tender.officer), at=AT)
    refused("the evidence is frozen", lambda: TenderEvidence.objects.update(digest="0"))
    refused("the evidence is frozen", lambda: deleted(TenderEvidence))
    while tender.tender.stage != Stage.EVALUATING:
        take_further(tender)
    refused("the evidence is frozen", lambda: tender.tender.evidence.create(
        release=made, digest="", state="", purpose="bid", bid="A", by=tender.officer, at=AT,
    ))  # fmt: skip


def test_the_steps_of_the_database_are_those_of_the_review() -> None:
    module = import_module("procurement.migrations.0007_evidence_guards")
    assert set(module.STEPS) == {f"{one}>{other}" for one, other in STEPS}
