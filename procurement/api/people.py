"""Who one is, tokens, and for administrators: organisations, people and their roles."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import Pages, Resource
from procurement.api.parts import KeyField, OrganisationSerializer
from procurement.api.schema import acts, reads
from procurement.models import ApiToken, Organisation, User
from procurement.models.people import KINDS, ROLES
from procurement.permissions import Area, Kind, Role, may_edit_people
from procurement.selectors.tokens import tokens_for
from procurement.services.people import add_organisation, add_person, appoint, dismiss, seed_council
from procurement.services.record import NotAllowed
from procurement.services.tokens import end_token
from procurement.web.asking import now

ROLE = [(one.value, label) for one, label in ROLES.items()]


class PersonSerializer(serializers.ModelSerializer[User]):
    """A person with the roles held now."""

    username = serializers.CharField()
    organisation = OrganisationSerializer(allow_null=True)
    roles = serializers.SerializerMethodField()
    active = serializers.BooleanField(source="is_active")

    class Meta:
        model = User
        fields = ("id", "username", "organisation", "roles", "active")

    def get_roles(self, person: User) -> list[str]:
        """By name."""
        return sorted(person.roles())


class NewPersonSerializer(serializers.Serializer[Any]):
    """A person who can sign in and has no role yet."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=200, write_only=True)
    organisation = KeyField()


class WholeOrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """An organisation."""

    nameEn = serializers.CharField(source="name_en", allow_blank=True)
    kind = serializers.ChoiceField(choices=[(one.value, label) for one, label in KINDS.items()])
    inCouncil = serializers.BooleanField(source="in_council")

    class Meta:
        model = Organisation
        fields = ("id", "name", "nameEn", "kind", "inCouncil", "source", "active")


class NewOrganisationSerializer(serializers.Serializer[Any]):
    """An organisation to be added."""

    name = serializers.CharField(max_length=100)
    nameEn = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)
    kind = serializers.ChoiceField(choices=[one.value for one in KINDS])


class RoleSerializer(serializers.Serializer[Any]):
    """A role."""

    role = serializers.ChoiceField(choices=ROLE)


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token without its secret."""

    scopes = serializers.SerializerMethodField()
    begunAt = serializers.DateTimeField(source="begun_at")
    expiresAt = serializers.DateTimeField(source="expires_at")
    endedAt = serializers.DateTimeField(source="ended_at", allow_null=True)

    class Meta:
        model = ApiToken
        fields = ("id", "name", "scopes", "begunAt", "expiresAt", "endedAt")

    def get_scopes(self, token: ApiToken) -> list[str]:
        """What it is good for."""
        return token.scopes.split()


class Me(Resource):
    """Who asks."""

    @reads("나 / who I am", PersonSerializer)
    def get(self, request: Request) -> Response:
        """The person of the token or the session."""
        return Response(PersonSerializer(self.user).data)


class Tokens(Resource):
    """One's own tokens."""

    @reads("내 열쇠 / my tokens", TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """They are made on the web, by a person who has signed in."""
        return Response(TokenSerializer(tokens_for(self.user), many=True).data)


class TokenOne(Resource):
    """One's own token."""

    @acts("열쇠 없애기 / end a token", status=HTTPStatus.NO_CONTENT, once=False)
    def delete(self, request: Request, number: int) -> Response:
        """It is no good from now on."""
        end_token(get_object_or_404(tokens_for(self.user), pk=number), by=self.by, at=now())
        return Response(status=HTTPStatus.NO_CONTENT)


class PeopleResource(Resource):
    """What administrators edit."""

    area: ClassVar[Area | None] = Area.PEOPLE

    def check_administrator(self) -> None:
        """Raise NotAllowed for others."""
        if not may_edit_people(self.user.roles()):
            raise NotAllowed("관리자만 합니다 / for administrators")

    def person(self, number: int) -> User:
        """The person. Raises NotAllowed and Http404."""
        self.check_administrator()
        people = User.objects.select_related("organisation").prefetch_related("appointments")
        return get_object_or_404(people, pk=number)


class Organisations(PeopleResource):
    """Organisations."""

    pagination_class = Pages

    @reads("기관 목록 / organisations", WholeOrganisationSerializer(many=True))
    def get(self, request: Request) -> Response:
        """By name."""
        self.check_administrator()
        return self.paged(Organisation.objects.order_by("name"), WholeOrganisationSerializer)

    @acts(
        "기관 추가 / add an organisation",
        WholeOrganisationSerializer,
        takes=NewOrganisationSerializer,
        status=HTTPStatus.CREATED,
    )
    def post(self, request: Request) -> Response:
        """Add one."""
        given = self.given(NewOrganisationSerializer)
        kind, english = Kind(given["kind"]), given["nameEn"]
        made = add_organisation(given["name"], name_en=english, kind=kind, by=self.by, at=now())
        return Response(WholeOrganisationSerializer(made).data, status=HTTPStatus.CREATED)


class Council(PeopleResource):
    """The K-Perf council."""

    @acts("협의체 구성원 넣기 / add the council", OrganisationSerializer(many=True))
    def post(self, request: Request) -> Response:
        """Add the members that are missing; answers with those added."""
        return Response(OrganisationSerializer(seed_council(by=self.by, at=now()), many=True).data)


class People(PeopleResource):
    """People."""

    pagination_class = Pages

    @reads("사람 목록 / people", PersonSerializer(many=True))
    def get(self, request: Request) -> Response:
        """By user name."""
        self.check_administrator()
        people = User.objects.select_related("organisation").prefetch_related("appointments")
        return self.paged(people.order_by("username"), PersonSerializer)

    @acts("사람 추가 / add a person", PersonSerializer, takes=NewPersonSerializer, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        """Add one, who has no role yet."""
        self.check_administrator()
        given = self.given(NewPersonSerializer)
        given["organisation"] = get_object_or_404(Organisation, pk=given["organisation"])
        made = add_person(given.pop("username"), by=self.by, at=now(), **given)
        return Response(PersonSerializer(made).data, status=HTTPStatus.CREATED)


class PersonOne(PeopleResource):
    """A person."""

    @reads("사람 / a person", PersonSerializer)
    def get(self, request: Request, number: int) -> Response:
        """With the roles held now."""
        return Response(PersonSerializer(self.person(number)).data)


class PersonRoles(PeopleResource):
    """A person's roles."""

    @acts("역할 주기 / give a role", PersonSerializer, takes=RoleSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Give one that fits the organisation and the other roles."""
        appoint(self.person(number), role=Role(self.given(RoleSerializer)["role"]), by=self.by, at=now())
        return Response(PersonSerializer(self.person(number)).data)


class PersonRole(PeopleResource):
    """One role of a person."""

    @acts("역할 끝내기 / end a role", PersonSerializer, once=False)
    def delete(self, request: Request, number: int, role: str) -> Response:
        """End it; what was done in it stays explained."""
        dismiss(
            self.person(number), role=Role(self.given(RoleSerializer, {"role": role})["role"]), by=self.by, at=now()
        )
        return Response(PersonSerializer(self.person(number)).data)
