"""Every address, and the pages for what goes wrong."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("api/v1/", include("procurement.api.urls")), path("", include("procurement.web.urls"))]
handler400 = "procurement.api.problems.bad_request"
handler403 = "procurement.web.errors.forbidden"
handler404 = "procurement.api.problems.not_found"
handler429 = "procurement.web.errors.too_many"
handler500 = "procurement.api.problems.fault"
