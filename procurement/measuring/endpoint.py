"""The server under test as the user named it: an address without credentials, and the only one that is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


class UnusableEndpoint(ValueError):
    """An address that cannot be the server under test, or that holds a secret."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Scheme, host, port and path of an OpenAI-compatible server, without `/v1`; nothing in it is secret."""

    shown: str
    host: str

    @property
    def loopback(self) -> bool:
        """Whether the server is on this machine."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    def proxies(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The proxy settings a program that asks the server gets; on loopback none at all."""
        if self.loopback:
            return {"NO_PROXY": "*", "no_proxy": "*"}
        return {name: value for name, value in environment.items() if name.upper() in _PROXIES}


def endpoint_of(text: str) -> Endpoint:
    """The address of a server. Raises UnusableEndpoint for credentials, a query, another scheme or no host."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _unusable("주소로 읽을 수 없습니다 / cannot be read as an address") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise _unusable("http:// 또는 https:// 로 시작해야 합니다 / must begin with http:// or https://")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise _unusable(
            "사용자 이름, 암호, '?', '#'은 넣을 수 없습니다. 키는 환경변수 JEOUL_API_KEY로만 줍니다 / "
            "holds credentials, '?' or '#': give a key only in the environment variable JEOUL_API_KEY"
        )
    return Endpoint(_written(parts, host, port), host)


def _written(parts: SplitResult, host: str, port: int | None) -> str:
    named = f"[{host}]" if ":" in host else host
    place = named if port is None else f"{named}:{port}"
    return f"{parts.scheme}://{place}{parts.path.rstrip('/').removesuffix('/v1')}"


def _unusable(why: str) -> UnusableEndpoint:
    return UnusableEndpoint(f"--endpoint: {why}")
