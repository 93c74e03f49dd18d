"""A client that asks a site without a network; each question runs to its end."""

import asyncio
from collections.abc import Mapping

import httpx
from fastapi import FastAPI


class Client:
    """Asks an ASGI application; an exception of the application is its answer 500."""

    def __init__(self, app: FastAPI) -> None:
        self._transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)

    def ask(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send one request."""

        async def send() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url="http://fonds.example"
            ) as client:
                return await client.request(method, url, headers=headers, data=form)

        return asyncio.run(send())
