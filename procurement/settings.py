"""Django's settings, driven by the environment. The command line needs no database and no server."""

from __future__ import annotations

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ.get("JEOUL_SECRET_KEY", "")
DEBUG = False
INSTALLED_APPS = ["procurement"]
DATABASES: dict[str, dict[str, str]] = {}
LANGUAGE_CODE = "ko"
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
