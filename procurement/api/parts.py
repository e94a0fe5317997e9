"""What several addresses of the API share: small serializers, and answers with a place or a file."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from rest_framework import serializers
from rest_framework.response import Response

from procurement.models import Organisation
from procurement.models.evidence import STATES
from procurement.web.downloads import OCTETS, kept

RELEASE_STATES = [(one.value, label) for one, label in STATES.items()]


class KeyField(serializers.IntegerField):
    """The key of something that there may be."""

    def __init__(self, **named: Any) -> None:  # noqa: ANN401 -- what the framework takes
        super().__init__(min_value=1, max_value=2**63 - 1, **named)


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """An organisation by its key and name."""

    class Meta:
        model = Organisation
        fields = ("id", "name")


class ReasonSerializer(serializers.Serializer[Any]):
    """Why; it stays in the record."""

    reason = serializers.CharField(max_length=1000)


class StoredFileSerializer(serializers.Serializer[Any]):
    """A kept file; its ETag is its SHA-256."""

    path = serializers.CharField()
    sha256 = serializers.CharField()


def created(content: object, name: str, *places: int | str, status: HTTPStatus = HTTPStatus.CREATED) -> Response:
    """What was made, and where it is."""
    return Response(content, status=status, headers={"Location": reverse(name, args=places)})


def handed(content: bytes | memoryview, name: str, *, kind: str = OCTETS, sha256: str = "") -> HttpResponse:
    """A file to keep, with its digest as its ETag."""
    made = kept(bytes(content), name.rpartition("/")[2], kind=kind)
    if sha256:
        made.headers["ETag"] = f'"{sha256}"'
    return made
