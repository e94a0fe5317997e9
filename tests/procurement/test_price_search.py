from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from procurement.selectors.cases import case_files, technical_case
from procurement.services.prices import open_envelopes
from tests.procurement.actors import AT, acting
from tests.procurement.api.client import api_of
from tests.procurement.rounds import Round, closed, example_bids, needed_prices
from tests.procurement.web.serving import serve


def dump() -> str:
    """Everything that the database holds, as text."""
    rows: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the database's own names
            rows.extend(" ".join(map(_text, row)) for row in cursor.fetchall())
    return "\n".join(rows)


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def answers(made: Round) -> Iterator[str]:
    """What the API says of the tender to each of its people, and every document that is there, unpacked."""
    for person in (made.officer, made.second, made.approver, made.chair, *made.members):
        asks = api_of(person)
        for part in ("", "/bids", "/bids/A", "/panel", "/cards", "/result", "/opening", "/evidence", "/requirements"):
            yield asks.get(f"tenders/{made.tender.pk}{part}").content.decode()
        yield asks.get("cards").content.decode()
    officer = api_of(made.officer)
    for one in officer.get(f"tenders/{made.tender.pk}/documents").json():
        if not one["lacking"]:
            yield from unpacked_text(officer.get(f"tenders/{made.tender.pk}/documents/{one['name']}").content)


def unpacked_text(content: bytes) -> Iterator[str]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield from unpacked_text(archive.read(name))


@pytest.mark.django_db
def test_a_price_is_nowhere_until_it_is_opened(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    """C.1-1: not in the database with its queue, the log, the case, the API or a document.

    The last lines show that the search can find.
    """
    serve(monkeypatch, settings, tmp_path)
    caplog.set_level(logging.DEBUG)
    made = closed()
    numbers = [
        str(amount)
        for _, envelope in example_bids().values()
        for amount in (envelope.price, envelope.server_price)
        if amount is not None
    ]
    told = "\n".join(
        [
            dump(),
            caplog.text,
            *(content.decode() for content in case_files(made.tender).values()),
            repr(technical_case(made.tender)),
            *answers(made),
        ]
    )
    assert len(numbers) == 8
    assert [one for one in numbers if one in told or f"{int(one):,}" in told] == []
    open_envelopes(made.tender, prices=needed_prices(made), by=acting(made.officer), at=AT)
    after = dump()
    assert [one in after for one in numbers] == [True] * 6 + [False] * 2
