from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from procurement.models import Job
from procurement.services.jobs import OPENING, TERMS
from procurement.tasks.running import run_waiting
from tests.procurement.tasks.test_apart import EXAMPLE
from tests.procurement.web.pages import Page, faults


def handed(**changed: bytes) -> dict[str, object]:
    files = {"opening": (EXAMPLE / OPENING).read_bytes(), "terms": (EXAMPLE / TERMS).read_bytes()} | changed
    return {name: SimpleUploadedFile(name, content) for name, content in files.items()} | {"language": "ko"}


def test_an_officer_has_an_opening_compared_and_reads_what_differs_and_why(entered: Callable[[str], Client]) -> None:
    officer = entered("officer")
    assert faults(Page("reconcile", "officer", officer.get("/reconcile/").content.decode())) == []
    asked = officer.post("/reconcile/", handed())
    assert run_waiting() == 1
    page = officer.get(asked.headers["Location"]).content.decode()
    assert faults(Page("job", "officer", page)) == []
    for words in ("19.8500", "<strong>다름</strong>", "기준금액 E ÷ 1.1", "847,000,000", "reconciliation.xlsx"):
        assert words in page
    text = officer.get(f"{asked.headers['Location']}files/reconciliation.txt")
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert asked.headers["Location"] in officer.get("/reconcile/").content.decode()
    assert asked.headers["Location"] in officer.get("/jobs/").content.decode()


def test_a_wrong_file_ends_the_job_with_its_place(entered: Callable[[str], Client]) -> None:
    officer = entered("officer")
    asked = officer.post("/reconcile/", handed(terms=b"["))
    run_waiting()
    assert TERMS in officer.get(asked.headers["Location"]).content.decode()
    assert Job.objects.get().state == "refused"


def test_the_example_is_there_to_be_changed_and_nothing_else(entered: Callable[[str], Client]) -> None:
    officer = entered("officer")
    assert officer.get(f"/reconcile/example/{TERMS}").content == (EXAMPLE / TERMS).read_bytes()
    assert officer.get("/reconcile/example/README.md").status_code == 404
