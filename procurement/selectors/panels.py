"""The seats that a notice names, who sits there, and who could."""

from __future__ import annotations

from django.db.models import QuerySet

from procurement.casefile.handouts.reading import asked_of
from procurement.models import Tender, User
from procurement.permissions import Role
from procurement.selectors.tenders import files_of, folder_of


def seats_of_notice(tender: Tender) -> dict[str, User | None]:
    """Who sits at each seat of the notice, in its order. Raises casefile's REFUSALS."""
    with folder_of(files_of(tender)) as folder:
        names = asked_of(folder).expected.evaluators
    seated = {seat.name: seat.user for seat in tender.seats.select_related("user__organisation")}
    return {name: seated.get(name) for name in names}


def evaluators() -> QuerySet[User]:
    """Everyone who holds the role of an evaluator now, by name, with the organisation."""
    held = {"appointments__role": Role.EVALUATOR.value, "appointments__ended_at": None}
    return User.objects.filter(is_active=True, **held).select_related("organisation").order_by("username").distinct()
