from __future__ import annotations

import logging

import pytest
from django.db import connection

from procurement.selectors.cases import case_files, technical_case
from procurement.services.prices import open_envelopes
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import closed, example_bids, needed_prices


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


@pytest.mark.django_db
def test_a_price_is_nowhere_until_it_is_opened(caplog: pytest.LogCaptureFixture) -> None:
    """C.1-1: not in the database, the log, or the files of the case; the last lines show that the search can find."""
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
        ]
    )
    assert len(numbers) == 8
    assert [one for one in numbers if one in told or f"{int(one):,}" in told] == []
    open_envelopes(made.tender, prices=needed_prices(made), by=acting(made.officer), at=AT)
    after = dump()
    assert [one in after for one in numbers] == [True] * 6 + [False] * 2
