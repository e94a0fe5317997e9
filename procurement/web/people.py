"""사람: organisations, people and their roles, for administrators."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from procurement.models import Organisation, User
from procurement.models.people import KINDS, ROLES
from procurement.permissions import Kind, Role, may_edit_people
from procurement.services.people import add_organisation, add_person, appoint, dismiss, seed_council
from procurement.web.asking import SignedIn, actor_of, must, now
from procurement.web.forms import Refused, sent, shown

A_PAGE = 50


class NewOrganisation(forms.Form):
    """An agency, a supplier, a demand company, a verifier or a programme agency."""

    name = forms.CharField(label=gettext_lazy("기관 이름"), max_length=100)
    name_en = forms.CharField(label=gettext_lazy("영문 이름"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=gettext_lazy("구분"), choices=[(kind.value, gettext_lazy(name)) for kind, name in KINDS.items()]
    )


class NewPerson(forms.Form):
    """Someone who is going to sign in."""

    username = forms.CharField(label=gettext_lazy("아이디"), max_length=150)
    organisation = forms.ModelChoiceField(label=gettext_lazy("소속"), queryset=Organisation.objects.filter(active=True))
    password = forms.CharField(
        label=gettext_lazy("첫 비밀번호"),
        help_text=gettext_lazy("10자 이상. 본인에게 따로 알리고, 들어온 뒤 바꾸게 하세요."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )


class OneRole(forms.Form):
    """A role to give or to end."""

    role = forms.ChoiceField(
        label=gettext_lazy("역할"), choices=[(role.value, gettext_lazy(name)) for role, name in ROLES.items()]
    )


@require_safe
def people_page(request: SignedIn) -> HttpResponse:
    """Organisations, and people with the roles they hold."""
    must(may_edit_people(request.user.roles()))
    people = User.objects.select_related("organisation").prefetch_related("appointments").order_by("username")
    context = {
        "organisations": Organisation.objects.all(),
        "page": Paginator(people, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "people/page.html", context)


@require_POST
def add_council(request: SignedIn) -> HttpResponse:
    """Add the members of the K-Perf council that are missing."""
    added = seed_council(by=actor_of(request), at=now())
    messages.success(request, gettext("넣은 기관: %(count)s곳") % {"count": len(added)})
    return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request: SignedIn) -> HttpResponse:
    """Add an organisation."""
    must(may_edit_people(request.user.roles()))
    form = sent(NewOrganisation, request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"kind": Kind(form.cleaned_data["kind"])}
        with Refused(form):
            made = add_organisation(given.pop("name"), **given, by=actor_of(request), at=now())
            messages.success(request, gettext("기관을 넣었습니다: %(name)s") % {"name": made.name})
            return redirect("people")
    return shown(request, "people/organisation.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: SignedIn) -> HttpResponse:
    """Add a person, who has no role yet."""
    must(may_edit_people(request.user.roles()))
    form = sent(NewPerson, request)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        with Refused(form):
            made = add_person(given.pop("username"), **given, by=actor_of(request), at=now())
            messages.success(request, gettext("사람을 넣었습니다. 이제 역할을 주세요."))
            return redirect("person_roles", made.pk)
    return shown(request, "people/person.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def person_roles(request: SignedIn, number: int) -> HttpResponse:
    """A person's roles, and giving another."""
    must(may_edit_people(request.user.roles()))
    person = get_object_or_404(User.objects.select_related("organisation"), pk=number)
    form = sent(OneRole, request)
    if request.method == "POST" and form.is_valid():
        with Refused(form):
            appoint(person, role=Role(form.cleaned_data["role"]), by=actor_of(request), at=now())
            messages.success(request, gettext("역할을 주었습니다."))
            return redirect("person_roles", person.pk)
    return shown(request, "people/roles.html", form, person=person, appointments=person.appointments.all())


@require_POST
def end_role(request: SignedIn, number: int) -> HttpResponse:
    """End one of a person's roles."""
    must(may_edit_people(request.user.roles()))
    person, form = get_object_or_404(User, pk=number), OneRole(request.POST)
    if form.is_valid():
        with Refused(form):
            dismiss(person, role=Role(form.cleaned_data["role"]), by=actor_of(request), at=now())
            messages.success(request, gettext("역할을 끝냈습니다."))
            return redirect("person_roles", person.pk)
    return shown(request, "people/roles.html", form, person=person, appointments=person.appointments.all())
