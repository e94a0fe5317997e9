"""How often in a minute one may hand in, compute and take away; marks and ordinary pages are not counted (C.9-47)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from procurement.models import User
from procurement.services._usage import MINUTE, count_use
from procurement.web.asking import address_of
from procurement.web.handouts import PAPERS


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a minute one person may, and all people of one address together."""

    person: int
    address: int


LIMITS = {"upload": Limit(30, 150), "compute": Limit(20, 100), "export": Limit(60, 300)}
UPLOADS = frozenset({
    "tender_new", "tender_put", "bid_new", "bid_form", "card_upload", "release_files", "plan_upload", "plan_put",
    "reconcile",
})  # fmt: skip
COMPUTES = frozenset({"plan", "audit_check", "tender_plan", "begin", "close", "opening", "document_job"})
LOOKS = frozenset({"robustness"})
"""Pages that compute when they are looked at."""
EXPORTS = frozenset({
    *PAPERS, "card_form", "job_file", "plan_file", "raw_file", "tender_file", "card_file", "result_workbook",
    "result_json", "result_sweep", "reconcile_example",
})  # fmt: skip


def kind_of(request: HttpRequest) -> str:
    """Which limit a request falls under, "" for none."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    if request.method == "POST" and name in UPLOADS | COMPUTES:
        return "upload" if name in UPLOADS else "compute"
    if name in LOOKS:
        return "compute"
    return "export" if name in EXPORTS else ""


def seconds_to_wait(request: HttpRequest, *, at: datetime) -> int:
    """After how many seconds a page may be asked for again, 0 for now."""
    user = getattr(request, "user", None)
    return seconds_until_free(request, kind=kind_of(request), user=user if isinstance(user, User) else None, at=at)


def seconds_until_free(request: HttpRequest, *, kind: str, user: User | None, at: datetime) -> int:
    """After how many seconds something of the kind may be done again, 0 for now; "" is no kind."""
    if not kind:
        return 0
    limit = LIMITS[kind]
    counted = {f"address {address_of(request)}": limit.address}
    if user is not None:
        counted[f"person {user.pk}"] = limit.person
    beyond = [count_use(who=who, kind=kind, at=at) > most for who, most in counted.items()]
    return MINUTE - int(at.timestamp()) % MINUTE if any(beyond) else 0
