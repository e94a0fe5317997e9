"""Measured results as far as one may see them: listed, counted by value, suggested, compared and taken away."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

from django.http import HttpResponse, QueryDict
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from benchmarks.comparison import Row
from procurement.api.base import Pages, Resource
from procurement.api.parts import RELEASE_STATES, KeyField, OrganisationSerializer, handed
from procurement.api.schema import PAPER, reads
from procurement.exports.xlsx.kperf_results import Results
from procurement.models import Measured, User
from procurement.permissions import Area
from procurement.selectors.evidence import measurements_for
from procurement.selectors.evidence_compare import compared
from procurement.selectors.evidence_export import MOST, json_of, results_of, sweep_of, workbook_of
from procurement.selectors.evidence_list import NAMED, Facet, Filter, Named, facets, listed, suggestions
from procurement.services.evidence_sharing import look
from procurement.services.record import Unusable
from procurement.verification import State
from procurement.web.asking import now, tongue
from procurement.web.documents import KINDS
from procurement.web.exchange import FIELDS, ORDERS

COLUMNS = frozenset(one.name for one in fields(Filter))


class MeasurementSerializer(serializers.ModelSerializer[Measured]):
    """One operating point. Lengths in tokens, latencies in ms, rates per second, power in W; null = 미측정."""

    release = serializers.IntegerField(source="release_id")
    releaseState = serializers.CharField(source="release.state")
    owner = OrganisationSerializer(source="release.owner")
    file = serializers.CharField(source="file.name")
    measuredAt = serializers.DateTimeField(source="measured_at", allow_null=True)
    outputTps = serializers.DecimalField(source="output_tps", max_digits=20, decimal_places=6, allow_null=True)
    totalTps = serializers.DecimalField(source="total_tps", max_digits=20, decimal_places=6, allow_null=True)
    ttftP90 = serializers.DecimalField(source="ttft_p90", max_digits=20, decimal_places=6, allow_null=True)
    tpotP90 = serializers.DecimalField(source="tpot_p90", max_digits=20, decimal_places=6, allow_null=True)
    e2eP90 = serializers.DecimalField(source="e2e_p90", max_digits=20, decimal_places=6, allow_null=True)
    averageW = serializers.DecimalField(source="average_w", max_digits=20, decimal_places=6, allow_null=True)

    class Meta:
        model = Measured
        fields = (
            "id", "release", "releaseState", "owner", "file", "place", "device", "maker", "domestic", "used", "model",
            "precision", "engine", "software", "load", "isl", "osl", "concurrency", "measuredAt", "outputTps",
            "totalTps", "rps", "ttftP90", "tpotP90", "e2eP90", "averageW", "worst",
        )  # fmt: skip


class FilterSerializer(serializers.Serializer[Any]):
    """Which results, in the words and numbers of the columns; what is left out is any."""

    model = serializers.CharField(required=False, max_length=160)
    precision = serializers.CharField(required=False, max_length=40)
    device = serializers.CharField(required=False, max_length=120)
    maker = serializers.CharField(required=False, max_length=120)
    engine = serializers.CharField(required=False, max_length=80)
    software = serializers.CharField(required=False, max_length=160)
    domestic = serializers.BooleanField(required=False, allow_null=True, default=None)
    isl = serializers.DecimalField(required=False, max_digits=16, decimal_places=2)
    osl = serializers.DecimalField(required=False, max_digits=16, decimal_places=2)
    concurrency = serializers.DecimalField(required=False, max_digits=16, decimal_places=2)
    state = serializers.ChoiceField(required=False, choices=RELEASE_STATES)
    owner = serializers.CharField(required=False, max_length=200)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    past = serializers.BooleanField(
        required=False, default=False, help_text="대체·철회·반려된 것도 / superseded, withdrawn and rejected ones too"
    )
    ordering = serializers.ChoiceField(required=False, choices=[one for one in ORDERS if one])


class PickSerializer(serializers.Serializer[Any]):
    """Results by their keys, in order."""

    pick = serializers.ListField(child=KeyField(), max_length=MOST, required=False)


class FacetValueSerializer(serializers.Serializer[Any]):
    """A value of a column, as a filter takes it, and how many results have it."""

    value = serializers.CharField()
    count = serializers.IntegerField()


class FacetSerializer(serializers.Serializer[Any]):
    """A column by the name of its filter, with its values, the most frequent first."""

    name = serializers.CharField()
    values = FacetValueSerializer(many=True)


class TypedSerializer(serializers.Serializer[Any]):
    """A column and what was typed."""

    column = serializers.ChoiceField(choices=NAMED)
    typed = serializers.CharField(required=False, default="", allow_blank=True, max_length=160)


class NamesSerializer(serializers.Serializer[Any]):
    """Names that contain it."""

    names = serializers.ListField(child=serializers.CharField())


class FigureSerializer(serializers.Serializer[Any]):
    """A figure, or why there is none."""

    value = serializers.CharField(allow_null=True)
    why = serializers.CharField(allow_blank=True)


class ComparedRowSerializer(serializers.Serializer[Any]):
    """A result beside the first; repeated runs are one row. `differences` is every reason not to compare them."""

    measurements = serializers.ListField(child=serializers.IntegerField())
    perSystem = FigureSerializer()
    perAccelerator = FigureSerializer()
    perWatt = FigureSerializer()
    differences = serializers.ListField(child=serializers.CharField())


class ComparisonSerializer(serializers.Serializer[Any]):
    """Two to six results; the first is the reference."""

    metric = serializers.CharField()
    rows = ComparedRowSerializer(many=True)


class MeasurementResource(Resource):
    """Results, for visitors too: they see what is public."""

    area: ClassVar[Area | None] = Area.RESULTS
    visitors: ClassVar[bool] = True

    def wanted(self) -> Filter:
        """The filter that was asked for. Raises ValidationError."""
        asked = self.given(FilterSerializer, self.request.query_params)
        named = {name: value for name, value in asked.items() if name in COLUMNS and value is not None}
        if "state" in named:
            named["state"] = State(named["state"])
        return Filter(**named, standing=not asked["past"], order=asked.get("ordering", ""))


class Measurements(MeasurementResource):
    """The results that one may see."""

    pagination_class = Pages

    @reads("측정 결과 목록 / results", MeasurementSerializer(many=True), asks=[FilterSerializer])
    def get(self, request: Request) -> Response:
        """Filtered and in order."""
        found = listed(self.viewer, wanted=self.wanted()).select_related("release__owner", "file")
        return self.paged(found, MeasurementSerializer)


class Facets(MeasurementResource):
    """What is left under a filter."""

    @reads("조건의 값과 건수 / facets", FacetSerializer(many=True), asks=[FilterSerializer])
    def get(self, request: Request) -> Response:
        """Each column's values with their counts."""
        return Response([_facet(one) for one in facets(self.viewer, wanted=self.wanted())])


class Suggestions(MeasurementResource):
    """Names while typing."""

    @reads("이름 제안 / suggestions", NamesSerializer, asks=[TypedSerializer])
    def get(self, request: Request) -> Response:
        """At most twenty, among the results that one may see."""
        asked = self.given(TypedSerializer, request.query_params)
        column: Named = asked["column"]
        return Response({"names": suggestions(self.viewer, column=column, typed=asked["typed"])})


class Comparing(MeasurementResource):
    """Results beside each other."""

    @reads("측정 결과 비교 / compare", ComparisonSerializer, asks=[PickSerializer])
    def get(self, request: Request) -> Response:
        """Two to six results that one may see, `pick` for each; the owners see who compared."""
        found = compared(self.viewer, chosen=self.given(PickSerializer, _picked(request)).get("pick", []))
        if self.viewer is not None:
            look({row.release for row in found.rows}, what="compared", by=self.by, at=now())
        pairs = zip(found.comparison.rows, found.members, strict=True)
        return Response({"metric": found.comparison.metric, "rows": [_row(row, members) for row, members in pairs]})


class Taken(MeasurementResource):
    """Results taken away: what was picked, or all that the filter finds."""

    uses: ClassVar = {"GET": "export"}
    name: ClassVar[str]

    def make(self, results: Results) -> bytes:
        """The file."""
        raise NotImplementedError

    @reads("측정 결과 파일 / results as a file", PAPER, asks=[FilterSerializer, PickSerializer])
    def get(self, request: Request) -> HttpResponse:
        """The owners see who took them away."""
        rows = _rows(request, self.viewer, self.wanted())
        content = self.make(results_of(rows, viewer=self.viewer))
        if self.viewer is not None:
            look({row.release for row in rows}, what="downloaded", by=self.by, at=now())
        return handed(content, self.name, kind=KINDS[self.name.rpartition(".")[2]])


class TakenWorkbook(Taken):
    """As a K-Perf workbook."""

    name = "k-perf.xlsx"

    def make(self, results: Results) -> bytes:
        """The workbook."""
        return workbook_of(results)


class TakenJson(Taken):
    """Every digit, finding and grade."""

    name = "results.json"

    def make(self, results: Results) -> bytes:
        """The JSON."""
        return json_of(results)


class TakenSweep(Taken):
    """One sweep as kperf_result.json."""

    name = "kperf_result.json"

    def make(self, results: Results) -> bytes:
        """The JSON of one sweep."""
        return sweep_of(results)


def _rows(request: Request, viewer: User | None, wanted: Filter) -> list[Measured]:
    """What was picked, else what the filter finds. Raises Unusable for none and for too many."""
    picked = _picked(request)["pick"]
    if picked:
        read = PickSerializer(data={"pick": picked})
        read.is_valid(raise_exception=True)
        found = measurements_for(viewer).filter(pk__in=read.validated_data["pick"])
    else:
        found = listed(viewer, wanted=wanted)
    rows = list(found.select_related("file__release__owner").prefetch_related("findings")[: MOST + 1])
    if not 0 < len(rows) <= MOST:
        raise Unusable(f"1건에서 {MOST}건까지 고르거나 조건을 좁히세요 / from 1 to {MOST} results, narrow the filter")
    return rows


def _picked(request: Request) -> dict[str, list[str]]:
    query: QueryDict = request.query_params
    return {"pick": query.getlist("pick")}


def _facet(one: Facet) -> dict[str, Any]:
    values = [{"value": str(value), "count": count} for value, count in one.values]
    return {"name": FIELDS.get(one.name, one.name), "values": values}


def _row(row: Row, members: tuple[Measured, ...]) -> dict[str, Any]:
    figures = {"perSystem": row.per_system, "perAccelerator": row.per_accelerator, "perWatt": row.per_watt}
    shown = {
        name: {"value": None if one.value is None else f"{one.value:f}", "why": tongue(one.why)}
        for name, one in figures.items()
    }
    return {
        "measurements": [one.pk for one in members],
        **shown,
        "differences": [tongue(str(d)) for d in row.differences],
    }
