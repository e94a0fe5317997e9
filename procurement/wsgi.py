"""What a server runs. Refuses to start without a secret key that is one."""

from __future__ import annotations

import os
from importlib import import_module

from django.core.checks.security.base import check_secret_key
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from procurement import settings

NO_KEY = (
    "JEOUL_SECRET_KEY: 길이 50자 이상의 임의의 값을 넣으세요. 시연만 하려면 JEOUL_DEMO=1 / "
    "set a random value of at least 50 characters, or JEOUL_DEMO=1 for a demonstration"
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.settings")
if not settings.SECRET_KEY or check_secret_key(None):
    raise ImproperlyConfigured(NO_KEY)
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # every page is loaded before the first is asked for
