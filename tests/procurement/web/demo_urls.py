"""The addresses as they are with JEOUL_DEMO=1."""

from __future__ import annotations

from django.urls import path

from procurement import urls
from procurement.urls import handler400, handler403, handler404, handler429, handler500
from procurement.web.demo import enter

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]
urlpatterns = [*urls.urlpatterns, path("demo/enter/", enter, name="demo_enter")]
