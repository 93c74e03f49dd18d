"""Forms: what a person typed into a page of ours."""

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, HTTPException, Request

FORM_BYTES = 65_536
"""A page of words; more is no form of ours."""


class Form:
    """The fields of a form; one that was not sent is "".

    Example:
        >>> form = Form({"name": ["Irene"], "scopes": ["read", "write"]})
        >>> form["name"], form["why"], form.list("scopes")
        ('Irene', '', ('read', 'write'))
    """

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        return self._fields.get(name, [""])[0]

    def list(self, name: str) -> tuple[str, ...]:
        """Give all values of a field that can be sent several times."""
        return tuple(self._fields.get(name, ()))

    def number(self, name: str) -> int:
        """Give a field that holds a number of ours.

        Raises:
            HTTPException: 400, it holds none.
        """
        text = self[name]
        if not (text.isascii() and text.isdigit() and len(text) < 16):
            raise HTTPException(400, "The form holds something this page does not know.")
        return int(text)


async def read_form(request: Request) -> Form:
    """Read the form of a request.

    Raises:
        HTTPException: 413, it is longer than any form of ours; 400, it is none.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            raise HTTPException(413, "That is more than the form has room for.")
    try:
        fields = parse_qs(
            body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=200
        )
    except ValueError as error:
        raise HTTPException(400, "That is no form of ours.") from error
    return Form(fields)


Typed = Annotated[Form, Depends(read_form)]
"""A page's parameter: the form that was sent to it."""
