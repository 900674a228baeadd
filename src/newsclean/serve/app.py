"""The application: a playground for people, ``/clean`` and ``/explain`` for programs. No state."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException as AnyHTTPException

from newsclean import __version__
from newsclean.rules.load import builtin_rules, builtin_version
from newsclean.serve import model
from newsclean.serve.limits import Guard
from newsclean.serve.page import playground, policy
from newsclean.serve.rules import rule_named, rule_page, rule_source
from newsclean.serve.workers import BusyError, SlowError, Workers

__all__ = ["LOCAL", "Limits", "create_app"]

#: What a browser on the same machine calls this server.
LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})

_REFUSED: dict[int | str, dict[str, Any]] = {
    408: {"model": model.Failed, "description": "The body came too slowly"},
    413: {"model": model.Failed, "description": "The body is too large"},
    415: {"model": model.Failed, "description": "The body is not declared as JSON"},
    422: {"model": model.Failed, "description": "Not what is described here, or a wrong option or rule; says which"},
    503: {"model": model.Failed, "description": "It took too long, or all workers are busy"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost.

    Attributes:
        body: bytes.
        seconds: of cleaning; and of waiting for a free worker; and in which the body must have come.
        workers: processes, each of which cleans one text at a time.
    """

    body: int = 2_000_000
    seconds: float = 20.0
    workers: int = 2


class _Ascii(JSONResponse):
    """JSON in ASCII: text may hold lone surrogates, which UTF-8 cannot."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def create_app(limits: Limits | None = None, *, hosts: Iterable[str] = LOCAL) -> Any:
    """Return the ASGI application.

    Args:
        limits: what one request may cost.
        hosts: names that it answers to (the Host header, without port); empty: any.
    """
    limits = limits or Limits()
    workers: list[Workers] = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        workers.append(Workers(limits.workers, limits.seconds))
        try:
            yield
        finally:
            workers.pop().end()

    app = FastAPI(
        title="newsclean",
        version=__version__,
        summary="Clean French news text, and say exactly what was changed.",
        description="Offsets are code points of the text that was sent, half-open. Nothing is kept.",
        lifespan=lifespan,
        docs_url=None,  # these load their script from a network
        redoc_url=None,
        default_response_class=_Ascii,
    )

    async def do(job: str, request: dict[str, Any]) -> _Ascii:
        try:
            fine, answer = await workers[0].do(job, request)
        except (BusyError, SlowError) as error:
            raise HTTPException(503, str(error)) from None
        if not fine:
            raise HTTPException(422, answer)
        return _Ascii(answer)

    @app.post("/clean", response_model=model.Cleaned, responses=_REFUSED)
    async def clean(request: model.Request) -> Any:
        """Return the article in the text and nothing else, in normalised French."""
        return await do("clean", dict(request))

    @app.post("/explain", response_model=model.Explained, responses=_REFUSED)
    async def explain(request: model.Request) -> Any:
        """Return what `/clean` returns, with every edit that led to it."""
        return await do("explain", dict(request))

    @app.post("/rules/check", response_model=model.Checked, responses=_REFUSED)
    async def check(request: model.RulesText) -> Any:
        """Load rules and run the examples in them."""
        return await do("check", dict(request))

    @app.get("/rules", response_model=list[model.RuleInfo])
    async def rules() -> Any:
        """List the rules of this version."""
        names = ("id", "category", "level", "scope", "why")
        return _Ascii([{name: getattr(rule, name) for name in names} for rule in builtin_rules()])

    @app.get("/rules/{language}/{name}", response_model=model.RulesText, responses={404: {"model": model.Failed}})
    async def source(language: str, name: str) -> Any:
        """Return a rule as the text of a rule file."""
        try:
            return _Ascii({"rules": rule_source(f"{language}/{name}")})
        except KeyError:
            raise HTTPException(404, f"there is no rule {language}/{name}") from None

    @app.get("/health", response_model=model.Health)
    async def health() -> Any:
        """Say that it runs, and which versions."""
        return _Ascii({"status": "ok", "newsclean": __version__, "rules": builtin_version()})

    @app.get("/", include_in_schema=False)
    async def front() -> HTMLResponse:
        page = playground(__version__, builtin_version())
        return HTMLResponse(page, headers={"content-security-policy": policy()})

    @app.get("/rule/{language}/{name}", include_in_schema=False)
    async def about(language: str, name: str) -> HTMLResponse:
        rule = rule_named().get(f"{language}/{name}")
        if rule is None:
            raise HTTPException(404, f"there is no rule {language}/{name}")
        return HTMLResponse(rule_page(rule), headers={"content-security-policy": policy()})

    @app.exception_handler(AnyHTTPException)
    async def refused(_: Request, error: AnyHTTPException) -> _Ascii:
        return _Ascii({"error": str(error.detail)}, status_code=error.status_code, headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> _Ascii:
        return _Ascii({"error": _reason(error)}, status_code=422)

    return Guard(app, frozenset(host.lower() for host in hosts), limits.body, limits.seconds)


def _reason(error: RequestValidationError) -> str:
    """Return the first complaint as one line: the field, what is wrong with it; never the text that was sent."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return f"the body is not JSON: {first.get('ctx', {}).get('error', first['msg'])}"
    field = ".".join(str(part) for part in first["loc"] if part != "body")
    fields = ", ".join(model.Request.model_fields)
    if first["type"] == "extra_forbidden":
        return f"unknown field {field!r}; the fields are: {fields}"
    return f"{field or 'the body'}: {first['msg'].removeprefix('Value error, ')}"
