"""What goes back: headers on every answer, and errors as the asker can read them, never with a trace."""

from __future__ import annotations

import json
import logging
from typing import Any

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from handlers.doors import doors

log = logging.getLogger(__name__)

PROBLEM = "application/problem+json"
_PROGRAMS = ("/api/", "/sandbox/")
_MACHINES = ("/twilio/", "/sendgrid/", "/healthz", "/readyz", "/metrics")
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}


def register(app: Flask) -> None:
    app.after_request(_headers)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _broken)


def problem(status: int, title: str, detail: str = "", **more: Any) -> Response:
    """An error of the API in the form of RFC 9457."""
    body = {"type": "about:blank", "title": title, "status": status, **more}
    if detail:
        body["detail"] = detail
    return Response(json.dumps(body), status, content_type=PROBLEM)


def _headers(response: Response) -> Response:
    for name, value in _SAFE.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if doors().settings.public_url.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _refused(error: HTTPException) -> Response:
    return _said(error.code or 500, error.name, error.description or "", dict(error.get_headers()))


def _broken(error: Exception) -> Response:
    """A fault of ours: the log gets the trace, the asker a 503, on which SendGrid tries again for 72 hours."""
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return _said(503, "Not just now", "Something broke on our side. Please try again in a minute.", {})


def _said(status: int, title: str, detail: str, headers: dict[str, str]) -> Response:
    if request.path.startswith(_PROGRAMS):
        answer = problem(status, title, detail)
    elif request.path.startswith(_MACHINES):
        answer = Response(f"{title}\n", status, content_type="text/plain; charset=utf-8")
    else:
        answer = Response(render_template("message.html", title=title, words=detail), status)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    for name in ("Allow", "Retry-After", "Content-Range"):
        if name in headers:
            answer.headers[name] = headers[name]
    return answer
