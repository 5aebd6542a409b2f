"""The launcher: an ASGI app in front of the Streamlit script. `planwatch serve` and `streamlit run app.py` start it.

The main script is pages/menu.py, so that no folder called pages stands beside it: with one there, Streamlit
would run the first deep link after a start without the main script. See docs/decisions/0001.
"""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings

log = logging.getLogger("planwatch")

# The hash allows the one inline script of Streamlit's own start page.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' {inline}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the security headers to every answer, and turns away requests that another site's page makes."""

    def __init__(self, app: ASGIApp):
        self.app = app
        policy = CONTENT_POLICY.format(inline=_inline_script_hashes())
        self.headers = [
            (name.lower().encode(), value.encode())
            for name, value in {**HEADERS, "Content-Security-Policy": policy}.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if _is_foreign(scope):
            await _refuse(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self.headers]
            await send(message)

        await self.app(scope, receive, with_headers)


def _is_foreign(scope: Scope) -> bool:
    """Whether the request comes from a page of another site. Pages of ours have the host they ask as their origin."""
    sent = dict(scope["headers"])
    origin = sent.get(b"origin", b"").decode("latin-1")
    return bool(origin) and urlsplit(origin).netloc != sent.get(b"host", b"").decode("latin-1")


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse("This address does not answer pages of other sites.", 403)(scope, receive, send)


def _inline_script_hashes() -> str:
    """Hashes of the inline scripts in Streamlit's start page, as a content policy names them."""
    import hashlib
    import re
    from base64 import b64encode
    from pathlib import Path

    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    return " ".join(
        f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Load the large libraries once, and keep the garbage collector from walking them after every rerun."""
    import pandas
    import plotly.graph_objects
    import pyarrow

    log.debug("loaded %s", [module.__name__ for module in (pandas, plotly.graph_objects, pyarrow)])
    gc.collect()
    gc.freeze()
    yield


def on_script_error(error: Exception) -> bool:
    """Log the trace, and tell the person in words instead of showing it."""
    log.exception("A page failed", exc_info=error)
    from words import _

    st.error(_("Something went wrong on this page. Nothing was changed. The server's log has the details."))
    return True


async def health(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def browser_script(request: Request) -> FileResponse:
    return FileResponse(settings.ROOT / "pages" / "browser.js", headers={"Cache-Control": "no-cache"})


app = st.App(
    settings.ROOT / "pages" / "menu.py",
    routes=[Route("/healthz", health), Route("/browser.js", browser_script)],
    middleware=[Middleware(SecurityHeaders)],
    lifespan=lifespan,
    on_script_error=on_script_error,
)
