"""The OpenAPI document, and a page in which it is read and tried, from this server's own files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView

from procurement.api.base import FirstRenderer


class Document(SpectacularAPIView):
    """OpenAPI 3.1 of every operation."""

    renderer_classes = [OpenApiJsonRenderer2]  # noqa: RUF012 -- as the framework declares it
    content_negotiation_class = FirstRenderer


@login_not_required
@require_safe
def explorer(request: HttpRequest) -> HttpResponse:
    """Swagger UI without a network."""
    return render(request, "api/docs.html")
