"""The record of every act, and whether it is whole."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.base import Pages, Resource
from procurement.api.schema import acts, reads
from procurement.models import AuditEntry
from procurement.permissions import Area
from procurement.selectors.audit import Chain, chain
from procurement.selectors.entries import entries_for, matching
from procurement.services.record import NotAllowed
from procurement.web.asking import tongue
from procurement.web.audit import MAY_AUDIT


class EntrySerializer(serializers.ModelSerializer[AuditEntry]):
    """One act: when, who, from where, what, on what, with what; and the chain's digests."""

    details = serializers.SerializerMethodField()

    class Meta:
        model = AuditEntry
        fields = ("number", "at", "who", "address", "act", "subject", "details", "previous", "digest")

    def get_details(self, entry: AuditEntry) -> dict[str, Any]:
        """What was written with it."""
        return dict(json.loads(entry.details))


class EntrySearchSerializer(serializers.Serializer[Any]):
    """Which entries to list."""

    subject = serializers.CharField(required=False, default="", max_length=80, help_text="tender:1")
    person = serializers.CharField(required=False, default="", max_length=150)


class HeadSerializer(serializers.Serializer[Any]):
    """The head that a hand-out prints, to find a cut tail; "" = none at hand."""

    head = serializers.CharField(required=False, default="", allow_blank=True, max_length=64)


class ChainSerializer(serializers.Serializer[Any]):
    """How many entries were read, the digest of the last, and the first that is broken (null = whole)."""

    entries = serializers.IntegerField()
    head = serializers.CharField()
    broken = serializers.SerializerMethodField()

    def get_broken(self, found: Chain) -> str | None:
        """In words."""
        return None if found.broken is None else tongue(found.broken)


class RecordResource(Resource):
    """The record, for auditors and administrators."""

    area: ClassVar[Area | None] = Area.RECORD

    def check_reader(self) -> None:
        """Raise NotAllowed for others."""
        if not self.user.roles() & MAY_AUDIT:
            raise NotAllowed("감사자와 관리자만 봅니다 / for auditors and administrators")


class Entries(RecordResource):
    """The entries."""

    pagination_class = Pages

    @reads("감사기록 / the record", EntrySerializer(many=True), asks=[EntrySearchSerializer])
    def get(self, request: Request) -> Response:
        """Newest first; an auditor sees those of the own agency."""
        self.check_reader()
        asked = self.given(EntrySearchSerializer, request.query_params)
        return self.paged(matching(entries_for(self.user), **asked), EntrySerializer)


class RecordCheck(RecordResource):
    """Whether the record is whole."""

    uses: ClassVar = {"POST": "compute"}

    @acts("감사기록 확인 / check the record", ChainSerializer, takes=HeadSerializer)
    def post(self, request: Request) -> Response:
        """Read the whole record from its beginning."""
        self.check_reader()
        return Response(ChainSerializer(chain(printed=self.given(HeadSerializer)["head"] or None)).data)
