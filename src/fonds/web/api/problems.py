"""Problems: the one shape of every error that the API answers with (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"

API = "/api/"
"""Where the API's paths begin."""


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str = Field(default="about:blank", description="Names the sort of problem.")
    title: str = Field(description="The sort of problem in words; the same each time.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened this time, and what one can do.")


def is_api(request: Request) -> bool:
    """Tell whether a request asks the API rather than for a page."""
    return request.url.path.startswith(API)


def answer_problem(status: int, detail: str, *, headers: dict[str, str] | None = None) -> Response:
    """Answer with a problem.

    Args:
        status: of HTTP, 400..599.
        detail: what happened, and what one can do.
        headers: more that the status asks for.
    """
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    kept = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
    body = json.dumps(problem, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status, media_type=MEDIA_TYPE, headers={**kept, **(headers or {})})


def document_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give what OpenAPI is to say of the problems an operation may answer with."""
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }
