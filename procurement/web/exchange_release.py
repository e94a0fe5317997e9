"""One release: what is in it, what the checks found, who reviewed it, to whom it is shown, and its raw files."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from benchmarks.checked import RULE_TITLES
from procurement.models import Finding, Release, ReleaseFile, User
from procurement.models.evidence import LEVELS, STATES
from procurement.permissions import may_contribute, may_verify
from procurement.selectors.evidence import open_questions, releases_for
from procurement.selectors.evidence_exchange import file_of, looks_for
from procurement.services.evidence_sharing import look
from procurement.verification import CHECKLIST, Level, State
from procurement.web.asking import SignedIn, actor_of, now, tongue
from procurement.web.claims import LEVELS as VERDICTS
from procurement.web.downloads import kept
from procurement.web.exchange import shown_rows, viewer_of

MOST_LOOKS = 20


@login_not_required
@require_safe
def release_page(request: HttpRequest, number: int) -> HttpResponse:
    """A release for those who may see it; others' looking is kept for its owner."""
    viewer = viewer_of(request)
    release = seen_release(viewer, number)
    if viewer is not None and viewer.organisation_id != release.owner_id:
        look([release], what="opened", by=actor_of(request), at=now())
    rows = list(release.measured.select_related("release", "release__owner", "file").prefetch_related("findings"))
    context: dict[str, Any] = {
        "release": release,
        "state": STATES[State(release.state)],
        "level": LEVELS[Level(release.level)],
        "files": [(one, [tongue(line) for line in one.repairs.splitlines()]) for one in files_of(release)],
        "rows": shown_rows(rows, viewer),
        "findings": [(row, [shown_finding(one) for one in told(row.findings.all())]) for row in rows],
        "steps": [(one, STATES[State(one.after)], lines_of(one.held)) for one in release.steps.select_related("by")],
        "successors": releases_for(viewer).filter(supersedes=release),
        "questions": [(name, tongue(f"{one.korean} / {one.english}")) for name, one in open_questions(release)],
        **acts_of(viewer, release),
    }
    return render(request, "exchange/release.html", context)


@login_not_required
@require_safe
def release_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A raw file as it was handed in."""
    viewer = viewer_of(request)
    found = file_of(viewer, release=number, name=name)
    if found is None:
        raise Http404
    release, content = found
    if viewer is not None and viewer.organisation_id != release.owner_id:
        look([release], what="downloaded", by=actor_of(request), at=now())
    return kept(content, name)


def seen_release(viewer: User | None, number: int) -> Release:
    """The release, or 404: those that the person may not see do not exist."""
    return get_object_or_404(releases_for(viewer).select_related("supersedes"), pk=number)


def own_release(request: SignedIn, number: int) -> Release:
    """The release of the person's own organisation, or 404."""
    return get_object_or_404(releases_for(request.user).filter(owner=request.user.organisation_id), pk=number)


def acts_of(viewer: User | None, release: Release) -> dict[str, Any]:
    """What the person may do with the release now, and for its owner's people who looked and to whom it is shown."""
    if viewer is None:
        return {}
    state, own = State(release.state), viewer.organisation_id == release.owner_id
    mine = may_contribute(viewer.roles(), same_organisation=own)
    verifies = may_verify(viewer.roles(), same_organisation=own)
    return {
        "may_change": mine and state == State.DRAFT,
        "may_disclose": mine and state != State.DRAFT,
        "may_withdraw": mine and state not in {State.DRAFT, State.WITHDRAWN},
        "may_check": verifies and state == State.SUBMITTED,
        "may_verify": verifies and state == State.CHECKED,
        "may_reject": verifies and state in {State.SUBMITTED, State.CHECKED},
        "looks": looks_for(viewer).filter(release=release)[:MOST_LOOKS] if mine else [],
        "shown_to": named_of(release) if mine else [],
    }


def named_of(release: Release) -> list[str]:
    """The organisations that the newest disclosure names."""
    newest = release.disclosures.prefetch_related("named__organisation").first()
    return [] if newest is None else [str(one.organisation) for one in newest.named.all()]


def files_of(release: Release) -> QuerySet[ReleaseFile]:
    """The files without their bytes."""
    return release.files.defer("content", "answers")


def told(findings: Any) -> list[Finding]:  # noqa: ANN401 -- a manager's prefetched rows
    """What a reader has to know: everything that did not simply pass."""
    return [one for one in findings if one.level not in {"pass", "not_applicable"}]


def shown_finding(one: Finding) -> dict[str, str]:
    """A finding in the language of the page."""
    return {
        "rule": one.rule,
        "title": tongue(RULE_TITLES[one.rule]),
        "level": VERDICTS[one.level],
        "message": tongue(one.message),
        "observed": tongue(one.observed),
        "allowed": tongue(one.allowed),
        "place": one.place,
    }


def lines_of(held: str) -> list[list[str]]:
    """The lines of a re-measurement, kept as JSON; [] where there was none."""
    return list(json.loads(held)) if held else []


def checkpoints() -> list[tuple[str, str]]:
    """The verifier's checklist in the language of the page."""
    return [(key, tongue(text)) for key, text in CHECKLIST.items()]
