"""Who asks: a token of the person in the Authorization header, or the session of the web."""

from __future__ import annotations

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from procurement.models import ApiToken, User
from procurement.permissions import NEED_SECOND_FACTOR, Area, may_use
from procurement.selectors.tokens import token_of
from procurement.services._usage import MINUTE, count_use
from procurement.web.asking import address_of, has_second_factor, now

SCHEME = "Bearer"
WRONG_A_MINUTE = 10


class TokenSignIn(BaseAuthentication):
    """`Authorization: Bearer jeoul_...`; an address that tries wrong ones again and again has to wait."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token's person. Raises AuthenticationFailed and Throttled."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        at = now()
        token = token_of(secret.strip(), at=at)
        if token is None:
            if count_use(who=f"address {address_of(request)}", kind="token", at=at) > WRONG_A_MINUTE:
                raise Throttled(wait=MINUTE - int(at.timestamp()) % MINUTE)
            raise AuthenticationFailed("쓸 수 없는 열쇠입니다 / the token is not good")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return SCHEME


class SessionSignIn(SessionAuthentication):
    """The web's session, with its second factor and its guard against forged requests."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """The session's person. Raises PermissionDenied before the second factor is set up."""
        found = super().authenticate(request)
        if found is None:
            return None
        user = found[0]
        missing = user.roles() & NEED_SECOND_FACTOR and not has_second_factor(request._request, user)  # noqa: SLF001 -- Django's own request holds the session
        if missing and not settings.DEMO:
            raise PermissionDenied("먼저 2차 인증을 등록하세요 / set up the second factor first")
        return user, None


class MayAsk(BasePermission):
    """A person who has signed in; with a token, one that is good for the area. Visitors where the view takes them."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the request is let through to the selectors and services, which have the last word."""
        if not isinstance(request.user, User):
            return bool(getattr(view, "visitors", False)) and request.method in SAFE_METHODS
        area: Area | None = getattr(view, "area", None)
        if not isinstance(request.auth, ApiToken) or area is None:
            return True
        return may_use(frozenset(request.auth.scopes.split()), area=area, writes=request.method not in SAFE_METHODS)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular has no types there
    """How the schema tells of tokens."""

    target_class = TokenSignIn
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer", "description": "account/tokens/에서 만듭니다 / made on that page"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular has no types there
    """How the schema tells of the session."""

    target_class = SessionSignIn
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        """The web's cookie."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
