"""감사: the record of every act, and whether it is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from procurement.models import AuditEntry
from procurement.permissions import Role
from procurement.selectors.audit import chain
from procurement.selectors.entries import entries_for, matching
from procurement.web.acts import ACTS
from procurement.web.asking import SignedIn, must

A_PAGE = 50
MAY_AUDIT = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


class Search(forms.Form):
    """Which entries to show."""

    subject = forms.CharField(label=gettext_lazy("대상 (예: tender:1)"), required=False, max_length=80)
    person = forms.CharField(label=gettext_lazy("사람"), required=False, max_length=150)


class HeadCheck(forms.Form):
    """The head that a hand-out prints, to find a cut tail."""

    head = forms.CharField(
        label=gettext_lazy("문서에 인쇄된 머리값"),
        help_text=gettext_lazy("없으면 비워 두세요. 넣으면 그 문서가 나온 뒤로 기록이 잘리지 않았는지 봅니다."),
        required=False,
        max_length=64,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with its act in words and its details as pairs."""

    entry: AuditEntry
    act: str
    facts: tuple[tuple[str, str], ...]


@require_safe
def audit_page(request: SignedIn) -> HttpResponse:
    """The entries, newest first, fifty a page."""
    must(bool(request.user.roles() & MAY_AUDIT))
    search = Search(request.GET)
    wanted = search.cleaned_data if search.is_valid() else {"subject": "", "person": ""}
    page = Paginator(matching(entries_for(request.user), **wanted), A_PAGE).get_page(request.GET.get("page"))
    context = {"search": search, "page": page, "lines": [line_of(one) for one in page], "check": HeadCheck()}
    return render(request, "audit/page.html", context)


@require_POST
def audit_check(request: SignedIn) -> HttpResponse:
    """Read the whole record from its beginning and say whether it is as it was written."""
    must(bool(request.user.roles() & MAY_AUDIT))
    check = HeadCheck(request.POST)
    head = check.cleaned_data["head"].strip() if check.is_valid() else ""
    return render(request, "audit/check.html", {"chain": chain(printed=head or None)})


def line_of(entry: AuditEntry) -> Line:
    """The entry as it is shown."""
    facts = tuple((name, _text(value)) for name, value in json.loads(entry.details).items())
    return Line(entry, str(ACTS.get(entry.act, entry.act)), facts)


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
