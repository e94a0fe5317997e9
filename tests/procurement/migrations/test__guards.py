from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from procurement.migrations._guards import Guard, guard, unguard
from procurement.models import Organisation
from tests.procurement.actors import agency

pytestmark = pytest.mark.django_db
GUARDS = (
    Guard("organisation", ("UPDATE",), "NEW.name = 'x'", "no x"),
    Guard("organisation", ("INSERT", "DELETE"), "{row}.name = 'y'", "no y"),
)


def deleted(model: type[Model]) -> object:
    return model._default_manager.all()._raw_delete("default")  # noqa: SLF001 -- past what Django itself would refuse


def test_what_a_guard_refuses_is_refused_until_it_is_taken_away() -> None:
    agency("가")
    editor = connection.schema_editor()  # not entered: the test is in a transaction already
    guard(editor, prefix="tried", guards=GUARDS)
    for said, act in (
        ("no x", lambda: Organisation.objects.update(name="x")),
        ("no y", lambda: agency("y")),
    ):
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            act()
    assert Organisation.objects.update(name="y") == 1
    with pytest.raises(DatabaseError, match="no y"), transaction.atomic():
        deleted(Organisation)
    unguard(editor, prefix="tried", guards=GUARDS)
    assert Organisation.objects.update(name="x") == 1
