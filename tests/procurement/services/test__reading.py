from __future__ import annotations

import pytest

from benchmarks.answers import Answers
from procurement.models import Measured
from procurement.services._reading import ReadFile, from_json, read_file, report_of, told_as_json
from procurement.services.evidence_drafts import add_files, start_release
from procurement.services.record import Unusable
from tests.benchmarks.readers.workbooks import as_excel_writes, list_book
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import GUIDELLM, cast, content, other_run
from tests.procurement.services.test__evidence import BOOK, LAYOUT, layout


def test_an_unsigned_or_broken_mapping_is_refused_by_name() -> None:
    data = as_excel_writes(list_book())
    with pytest.raises(Unusable, match="매핑이 확인되지 않았습니다"):
        report_of(BOOK, data, mappings={LAYOUT: layout(by="")})
    with pytest.raises(Unusable, match=r"표\.xlsx: .*표\.mapping\.toml"):
        report_of(BOOK, data, mappings={LAYOUT: b"nonsense"})


def test_a_signed_mapping_holds_no_result() -> None:
    assert read_file(LAYOUT, layout(by="홍길동"), mappings={}, answers=Answers()) == ReadFile({"format": "mapping"}, ())


def test_an_answer_that_contradicts_the_file_is_refused_with_its_name() -> None:
    with pytest.raises(Unusable, match=GUIDELLM):
        read_file(GUIDELLM, content(), mappings={}, answers=Answers(model="다른 모델"))


@pytest.mark.django_db
def test_what_another_process_has_read_is_kept_as_if_it_were_read_here() -> None:
    people = cast()
    by, kept = acting(people.maker), []
    told = from_json(told_as_json({GUIDELLM: read_file(GUIDELLM, content(), mappings={}, answers=Answers())}))
    for read, data in ((None, content()), (told, other_run())):
        made = start_release(people.own, title="x", by=by, at=AT)
        (file,) = add_files(made, files={GUIDELLM: data}, read=read, by=by, at=AT)
        rows = list(file.measured.order_by("pk").prefetch_related("findings"))
        columns = [file.format, file.tool, file.tool_version, file.repairs]
        kept.append((columns, [{**_columns(row), "found": row.found()} for row in rows]))
    assert kept[0][1]
    assert kept[0] == kept[1]


def _columns(row: Measured) -> dict[str, object]:
    return {
        one.name: getattr(row, one.name)
        for one in Measured._meta.fields  # noqa: SLF001 -- every column there is
        if one.name not in {"id", "file", "release"}
    }
