"""Releases handed in at a level of disclosure, shown to others than before, and who looked."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api.parts import KeyField, OrganisationSerializer
from procurement.api.releases import LEVEL, ReleaseResource, ReleaseSerializer, WholeReleaseSerializer
from procurement.api.schema import acts, reads
from procurement.models import Organisation
from procurement.selectors.evidence_exchange import looks_for
from procurement.services.evidence_drafts import submit
from procurement.services.evidence_sharing import disclose
from procurement.services.record import Unusable
from procurement.verification import Level
from procurement.web.asking import now
from procurement.web.exchange_release import named_of


class DisclosureSerializer(serializers.Serializer[Any]):
    """To whom a release is shown; `named` are organisations' keys, only for the level "named"."""

    level = serializers.ChoiceField(choices=LEVEL)
    named = serializers.ListField(child=KeyField(), required=False, default=list, max_length=500)


class LookSerializer(serializers.Serializer[Any]):
    """Who looked, when and at what."""

    organisation = OrganisationSerializer(allow_null=True)
    what = serializers.CharField()
    at = serializers.DateTimeField()


class SharingSerializer(serializers.Serializer[Any]):
    """For the owner: whom a release names and who looked at it."""

    named = serializers.ListField(child=serializers.CharField())
    looks = LookSerializer(many=True)


class ReleaseSubmission(ReleaseResource):
    """Handing in."""

    @acts("성능자료 제출 / submit", WholeReleaseSerializer, takes=DisclosureSerializer)
    def post(self, request: Request, number: int) -> Response:
        """Hand a draft in at a level of disclosure; it does not change afterwards."""
        release, given = self.own(number), self.given(DisclosureSerializer)
        submit(release, level=Level(given["level"]), named=organisations(given["named"]), by=self.by, at=now())
        return Response(WholeReleaseSerializer(self.release(number)).data)


class ReleaseSharing(ReleaseResource):
    """To whom a release is shown."""

    @reads("공개 범위와 열람 기록 / sharing", SharingSerializer)
    def get(self, request: Request, number: int) -> Response:
        """For its owner: whom it names and who looked."""
        release = self.own(number)
        looks = looks_for(self.user).filter(release=release).select_related("organisation")[:200]
        return Response(SharingSerializer({"named": named_of(release), "looks": looks}).data)

    @acts("공개 범위 바꾸기 / disclose", ReleaseSerializer, takes=DisclosureSerializer, once=False)
    def put(self, request: Request, number: int) -> Response:
        """Show a submitted release to others than before; the earlier disclosure stays in the record."""
        release, given = self.own(number), self.given(DisclosureSerializer)
        level, named = Level(given["level"]), organisations(given["named"])
        return Response(ReleaseSerializer(disclose(release, level=level, named=named, by=self.by, at=now())).data)


def organisations(keys: list[int]) -> list[Organisation]:
    """The organisations of the keys. Raises Unusable where one is not there."""
    found = list(Organisation.objects.filter(pk__in=keys))
    if len(found) != len(set(keys)):
        raise Unusable("named: 없는 기관이 있습니다 / an organisation is not there")
    return found
