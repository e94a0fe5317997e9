"""Files to keep: browsers never show them as a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

OCTETS = "application/octet-stream"


def kept(content: bytes, name: str, *, kind: str = OCTETS) -> HttpResponse:
    """The bytes as an attachment of that name."""
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header})
