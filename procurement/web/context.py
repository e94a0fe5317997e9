"""What every page shows around its own content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from procurement import __version__
from procurement.demo import PASSWORD, PEOPLE
from procurement.models import User
from procurement.models.people import ROLES
from procurement.permissions import Role

WARN_SECONDS = 120


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in with which roles, the sections they may open, when the session ends, and the version."""
    user = getattr(request, "user", None)
    roles = user.roles() if isinstance(user, User) else frozenset()
    return {
        "demo": settings.DEMO,
        "demo_people": [{"username": one.username, "role_name": ROLES[one.role]} for one in PEOPLE],
        "demo_password": PASSWORD if settings.DEMO else "",
        "idle_seconds": settings.SESSION_COOKIE_AGE,
        "warn_seconds": WARN_SECONDS,
        "version": __version__,
        "role_names": [ROLES[role] for role in Role if role in roles],
        "may_audit": bool(roles & {Role.AUDITOR, Role.ADMINISTRATOR}),
        "may_edit_people": Role.ADMINISTRATOR in roles,
    }
