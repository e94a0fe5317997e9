"""Where the agency's sign-on leads when it does not end well."""

from __future__ import annotations

from allauth.socialaccount import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path

urlpatterns = [
    path("cancelled/", views.login_cancelled, name="socialaccount_login_cancelled"),
    path("error/", login_not_required(views.login_error), name="socialaccount_login_error"),
]
