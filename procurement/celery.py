"""Celery, where a broker carries the jobs: `celery -A procurement worker -B`."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.settings")
app = Celery("procurement", include=["procurement.tasks.queue"])
app.config_from_object("django.conf:settings", namespace="CELERY")
