"""What the environment says, read for the settings: secrets, switches, numbers, addresses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def secret(name: str) -> str:
    """The value of NAME, or what the file that NAME_FILE names holds; empty where neither is given."""
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, "")


def switch(name: str, *, default: bool) -> bool:
    """Whether the switch NAME is on: 1 or 0, the default where it is not set. Raises ValueError for anything else."""
    given = os.environ.get(name) or str(int(default))
    if given not in {"0", "1"}:
        raise ValueError(f"{name}: 1 또는 0이어야 합니다, {given}이(가) 아닙니다 / must be 1 or 0, not {given}")
    return given == "1"


def count(name: str, *, default: int, least: int, most: int) -> int:
    """The whole number NAME from `least` to `most`. Raises ValueError for anything else."""
    given = os.environ.get(name) or str(default)
    if given not in {str(number) for number in range(least, most + 1)}:
        raise ValueError(f"{name}: {least}에서 {most}까지의 수여야 합니다 / must be a number from {least} to {most}")
    return int(given)


def one_of(name: str, *, known: tuple[str, ...]) -> str:
    """The setting NAME, one of the known words, the first where it is not set. Raises ValueError for anything else."""
    given = os.environ.get(name) or known[0]
    if given not in known:
        raise ValueError(f"{name}: {', '.join(known)} 가운데 하나여야 합니다 / must be one of these, not {given}")
    return given


def database(url: str, *, folder: Path) -> dict[str, Any]:
    """Django's settings of the database: SQLite in the folder without a URL, else postgresql://user:pass@host/name.

    SQLite takes its lock when a transaction begins: without that, two that read and then write lose one of them.
    Raises ValueError for a URL of another kind.
    """
    if not url:
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "jeoul.sqlite3"), "OPTIONS": options}
    parts = urlsplit(url)
    if parts.scheme != "postgresql":
        what = f"JEOUL_DATABASE_URL: postgresql://사용자:암호@주소/이름 이어야 합니다, {parts.scheme}:// 가 아닙니다"
        raise ValueError(f"{what} / must be postgresql://user:password@host/name")
    found = {"USER": parts.username, "PASSWORD": parts.password, "HOST": parts.hostname, "NAME": parts.path[1:]}
    found |= {name.upper(): value for name, value in parse_qsl(parts.query) if name == "host"}
    known = {name: unquote(value) for name, value in found.items() if value}
    lasting = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return {"ENGINE": "django.db.backends.postgresql", "PORT": parts.port or 5432, **lasting, **known}


def broker(url: str, *, folder: Path) -> tuple[str, dict[str, Any]]:
    """Celery's broker and its options: redis://, rediss://, amqp://, amqps://, or filesystem:// for a folder.

    The folder is that of the URL, or `queue` beside the database. Raises ValueError for a URL of another kind.
    """
    parts = urlsplit(url or "memory://")
    if parts.scheme == "filesystem":
        queue = Path(parts.path) if parts.path.strip("/") else folder / "queue"
        places = {"data_folder_in": queue, "data_folder_out": queue, "control_folder": queue / "control"}
        for place in places.values():
            place.mkdir(parents=True, exist_ok=True)
        return "filesystem://", {name: str(place) for name, place in places.items()} | {"polling_interval": 0.2}
    if parts.scheme not in {"memory", "redis", "rediss", "amqp", "amqps"}:
        what = f"JEOUL_BROKER_URL: redis://, amqp:// 또는 filesystem:// 이어야 합니다, {parts.scheme}:// 가 아닙니다"
        raise ValueError(f"{what} / must be one of these")
    return url or "memory://", {"visibility_timeout": 3 * 3600} if parts.scheme.startswith("redis") else {}


def origin(url: str) -> str:
    """Scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def single_sign_on() -> dict[str, Any]:
    """The agency's OpenID Connect server; empty where JEOUL_OIDC_SERVER is not set."""
    server = os.environ.get("JEOUL_OIDC_SERVER", "")
    if not server:
        return {}
    app = {
        "provider_id": "agency",
        "name": os.environ.get("JEOUL_OIDC_NAME", "기관 통합인증"),
        "client_id": os.environ.get("JEOUL_OIDC_CLIENT", ""),
        "secret": secret("JEOUL_OIDC_SECRET"),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
