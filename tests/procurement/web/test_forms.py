from __future__ import annotations

import pytest
from django import forms
from django.test import RequestFactory

from procurement.services.record import NotAllowed, Unusable
from procurement.web.forms import Refused, sent, shown


class Word(forms.Form):
    word = forms.CharField(label="낱말", help_text="하나만", max_length=3)
    sure = forms.BooleanField(label="맞음", required=False)


def test_a_field_has_its_label_help_and_error_in_words(rf: RequestFactory) -> None:
    form = sent(Word, rf.post("/", {"word": "네글자임"}))
    assert not form.is_valid()
    drawn = str(form)
    assert '<label for="id_word">낱말' in drawn
    assert 'aria-describedby="id_word_helptext id_word_error"' in drawn
    assert 'id="id_word_error"' in drawn
    assert 'value="네글자임"' in drawn


def test_a_form_that_is_only_shown_begins_with_what_is_known(rf: RequestFactory) -> None:
    form = sent(Word, rf.get("/"), word="감")
    assert not form.is_bound
    assert 'value="감"' in str(form)


def test_a_refusal_becomes_an_error_of_the_form_and_other_errors_pass(rf: RequestFactory) -> None:
    form = sent(Word, rf.post("/", {"word": "감"}))
    with Refused(form):
        raise Unusable("안 됩니다 / it cannot be")
    assert form.non_field_errors() == ["안 됩니다"]
    for other in (NotAllowed("x"), LookupError("x")):
        with pytest.raises(type(other)), Refused(form):
            raise other


@pytest.mark.django_db
def test_a_page_with_something_to_mend_says_so_by_its_status(rf: RequestFactory) -> None:
    request = rf.post("/", {"word": ""})
    assert shown(request, "components/form.html", sent(Word, request)).status_code == 422
    assert shown(request, "components/form.html", Word()).status_code == 200
