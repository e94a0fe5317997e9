"""The agency's sign-on: only for people whom an administrator has added."""

from __future__ import annotations

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from procurement.models import User
from procurement.web.errors import unknown_person


class AgencyAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """The sign-on's user name must be one of ours; nobody is added by signing in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Lead to the person of that name. Raises ImmediateHttpResponse with 403 where there is none."""
        if sociallogin.is_existing:
            return
        person = User.objects.filter(username=sociallogin.user.username, is_active=True).first()
        if person is None:
            raise ImmediateHttpResponse(unknown_person(request))
        sociallogin.connect(request, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 -- allauth's signature
        """Administrators add people."""
        return False
