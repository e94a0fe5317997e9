"""Pages as a server gives them, without files collected first or a key from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from django import conf
from pytest_django import Settings

KEY = "a key for tests " * 4


def serve(monkeypatch: pytest.MonkeyPatch, settings: Settings, folder: Path) -> None:
    # not through `settings`: it would ask for the empty key when it puts things back
    monkeypatch.setattr(getattr(conf.settings, "_wrapped"), "SECRET_KEY", KEY)  # noqa: B009 -- the stubs hide it
    settings.SECURE_SSL_REDIRECT = False
    settings.JOBS = "elsewhere"
    settings.STATIC_ROOT = folder
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
