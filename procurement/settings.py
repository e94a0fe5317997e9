"""Django's settings, driven by the environment. The command line needs no database and no server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent


def secret(name: str) -> str:
    """The value of NAME, or what the file that NAME_FILE names holds; empty where neither is given."""
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, "")


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
    return {"ENGINE": "django.db.backends.postgresql", "PORT": parts.port or 5432, **known}


SECRET_KEY = secret("JEOUL_SECRET_KEY")
DEBUG = False
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "procurement"]
DATA_DIR = Path(os.environ.get("JEOUL_DATA") or BASE_DIR)
DATABASES = {"default": database(secret("JEOUL_DATABASE_URL"), folder=DATA_DIR)}
AUTH_USER_MODEL = "procurement.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LANGUAGE_CODE = "ko"
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
