"""What a request may be before anything reads it: from which host, how large, of which type, and how slow to come."""

from __future__ import annotations

import asyncio
import json
from typing import Any

__all__ = ["Guard", "answer"]

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """ASGI middleware: refuses with 4xx and a reason what is too large, too slow, no JSON, or for another host.

    Args:
        app: the application behind it.
        hosts: names that the Host header may have, without ports; empty: any. A page of another site whose name was
            made to point here (DNS rebinding) names that site.
        most: bytes of a body.
        seconds: in which a body must have come.
    """

    def __init__(self, app: Any, hosts: frozenset[str], most: int, seconds: float) -> None:
        self.app = app
        self.hosts = hosts
        self.most = most
        self.seconds = seconds

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        if self.hosts and name.lower() not in self.hosts:
            await answer(send, 421, f"no host {name!r} here; start with --allow-host {name} to serve it")
            return
        if scope["method"] in ("POST", "PUT", "PATCH"):
            kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
            if kind != b"application/json":
                await answer(send, 415, "send JSON, with the header 'content-type: application/json'")
                return
            declared = headers.get(b"content-length", b"0")
            too_large = f"the body is larger than {self.most:,} bytes; send documents one by one"
            if declared.isdigit() and int(declared) > self.most:
                await answer(send, 413, too_large)
                return
            try:
                async with asyncio.timeout(self.seconds):
                    body = await self._body(receive)
            except TimeoutError:
                await answer(send, 408, f"the body did not come within {self.seconds:g} seconds")
                return
            if body is None:
                await answer(send, 413, too_large)
                return
            receive = _replay(body, receive)

        async def sent(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
            await send(message)

        await self.app(scope, receive, sent)

    async def _body(self, receive: Any) -> bytes | None:
        """Return the whole body; None where it is larger than it may be."""
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return bytes(body)
            body += message.get("body", b"")
            if len(body) > self.most:
                return None
            if not message.get("more_body"):
                return bytes(body)


def _replay(body: bytes, receive: Any) -> Any:
    given = False

    async def again() -> Any:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def answer(send: Any, status: int, reason: str) -> None:
    """Send an error as the application words its own."""
    body = json.dumps({"error": reason}).encode("ascii")
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
