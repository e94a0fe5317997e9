"""How forms are drawn, and how a service's refusal comes to stand beside what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from procurement.services.people import AlreadyThere, RoleClash
from procurement.services.record import Unusable
from procurement.web.asking import said
from procurement.workflow import NotYet

REFUSALS = (Unusable, NotYet, AlreadyThere, RoleClash, ValidationError)
F = TypeVar("F", bound=forms.Form)


class PageForms(TemplatesSetting):
    """Forms with a label, help and error in words at each field."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


def sent(kind: type[F], request: HttpRequest, **initial: object) -> F:
    """The form with what was sent, or empty with `initial` where it is only shown."""
    if request.method == "POST":
        return kind(request.POST, request.FILES, initial=initial)
    return kind(initial=initial)


@dataclass(frozen=True, slots=True)
class Refused:
    """`with Refused(form):` what a service refuses becomes an error of the form, and the page goes on.

    NotAllowed stays a page of its own.
    """

    form: forms.Form

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, refusal: BaseException | None, trace: object) -> bool:
        """Whether it was a refusal, which the form now shows."""
        if not isinstance(refusal, REFUSALS):
            return False
        self.form.add_error(None, said(refusal))
        return True


def shown(request: HttpRequest, template: str, form: forms.Form, **context: object) -> HttpResponse:
    """The page with the form; 422 where what was sent has to be mended."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **context}, status=status)
