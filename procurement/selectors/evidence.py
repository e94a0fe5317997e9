"""Who sees which results: the one rule that every list, count, search, export and comparison is built on."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F, Q, QuerySet

from benchmarks.answers import Answers, Question, questions
from benchmarks.findings import Finding as Found
from benchmarks.measurement import Measurement, Verification
from benchmarks.stored import restored
from procurement.casefile.evidence import Examined
from procurement.models import DisclosedTo, Finding, Measured, Release, ReleaseFile, User
from procurement.permissions import Role, may_contribute
from procurement.verification import NOT_STANDING, Level, State

REJECTED = "reject"
_VERIFICATION: dict[str, Verification] = {
    "consistency_checked": "consistency_checked",
    "reproduced": "reproduced",
    "witnessed": "witnessed",
    "certified": "certified",
}


def releases_for(user: User | None) -> QuerySet[Release]:
    """The releases that the person may see, None being a visitor; any other does not exist for them.

    Drafts are their owner's alone. What is submitted is seen by its owner and by verifiers, and by those to whom its
    newest disclosure shows it: named organisations, the council's members, everybody. A state never hides a release.
    """
    submitted = ~Q(state=State.DRAFT)
    seen = submitted & Q(level=Level.PUBLIC)
    if user is not None and (roles := user.roles()) and user.organisation_id is not None:
        if may_contribute(roles, same_organisation=True):
            seen |= Q(owner=user.organisation_id)
        if Role.VERIFIER in roles:
            seen |= submitted
        if user.organisation is not None and user.organisation.in_council:
            seen |= submitted & Q(level=Level.COUNCIL)
        named = DisclosedTo.objects.filter(
            organisation=user.organisation_id, disclosure__version=F("disclosure__release__version")
        )
        seen |= submitted & Q(level=Level.NAMED, pk__in=named.values("disclosure__release"))
    return Release.objects.filter(seen).select_related("owner")


def measurements_for(user: User | None) -> QuerySet[Measured]:
    """The measurements of the releases that the person may see."""
    visible = releases_for(user).order_by().values("pk")
    return Measured.objects.filter(release__in=visible).select_related("release", "release__owner")


def superseded(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Those that a later submitted release among them replaces; what one may not see replaces nothing for one."""
    later = releases.exclude(state__in=NOT_STANDING).exclude(supersedes=None)
    return releases.filter(pk__in=later.order_by().values("supersedes"))


def measurement_of(row: Measured) -> Measurement:
    """The measurement with every digit, verified as far as its release is now."""
    found = restored(row.canonical, kind=Measurement)
    return replace(found, provenance=replace(found.provenance, verification=verification_of(row.release)))


def verification_of(release: Release) -> Verification:
    """How far a release is verified; rejected and withdrawn ones count nowhere."""
    if release.state in {State.REJECTED, State.WITHDRAWN}:
        return "withdrawn"
    return _VERIFICATION.get(release.verification, "self_declared")


def examined_of(row: Measured) -> Examined:
    """The measurement with what the checks found in it, as the case folder's tools take it."""
    return Examined(measurement_of(row), tuple(_found(one) for one in row.findings.all()))


def _found(one: Finding) -> Found:
    return Found(one.rule, one.level, one.message, one.place, one.observed, one.allowed)  # type: ignore[arg-type]  # a level


def answers_of(file: ReleaseFile) -> Answers:
    """What a person answered beside the file."""
    return restored(file.answers, kind=Answers) if file.answers else Answers()


def open_questions(release: Release) -> tuple[tuple[str, Question], ...]:
    """(file, question) that still have to be answered before submission, for what the checks do not reject.

    The lengths that were set are asked for where a file has only the means: a notice names lengths that are set.
    """
    rows = release.measured.exclude(worst=REJECTED).select_related("file").order_by("file__name", "id")
    asked = ((row.file.name, question) for row in rows for question in questions(_without_means(row)))
    return tuple(dict.fromkeys(asked))


def _without_means(row: Measured) -> Measurement:
    found = restored(row.canonical, kind=Measurement)
    return replace(found, scenario=replace(found.scenario, isl_mean=None, osl_mean=None))
