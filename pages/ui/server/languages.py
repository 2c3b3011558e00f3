"""The language of a document, and the switch in its header that chooses another."""

from html import escape
from urllib.parse import urlsplit

from starlette.datastructures import Headers, QueryParams
from starlette.requests import Request, cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from pages.ui.language import COOKIE, KEY, LANGUAGES, N_, preferred, translation

A_YEAR = 365 * 24 * 3600
VARY = "Accept-Encoding, Accept-Language, Cookie"  # on what a document depends
# At the end of Streamlit's header, which leaves the room. The colours are the theme's. Korean is
# broken between words, not within, and knows no italics.
STYLE = """
header[data-testid=stHeader] { padding-right: 8.5rem }
.languages { position: fixed; top: 0; right: 1rem; z-index: 999991; height: 3.75rem;
  display: flex; align-items: center; gap: 0.75rem; font-size: 0.875rem }
.languages a { color: inherit; opacity: 0.75; padding: 0.375rem 0; text-decoration: none }
.languages a[aria-current] { opacity: 1; font-weight: 600 }
.languages a:hover { text-decoration: underline }
@media print { .languages { display: none } }
:lang(ko) :is(p, li, td, th, label, span, summary, h1, h2, h3) { word-break: keep-all !important;
  overflow-wrap: break-word }
:lang(ko) em { font-style: normal; font-weight: 600 }
"""


def language(asked: Headers, query: bytes) -> str:
    """In which to send a document."""
    chosen = cookie_parser(asked.get("cookie", "")).get(COOKIE)
    return preferred(QueryParams(query).get(KEY), chosen, asked.get("accept-language"))


def marked(page: bytes, language: str) -> bytes:
    """Streamlit's page, which says that it is in `language` and is not to be translated."""
    html = f'<html lang="{language}" translate="no">'
    meta = '<meta name="google" content="notranslate" />'
    page = page.replace(b'<html lang="en">', html.encode(), 1)
    page = page.replace(b"<head>", f"<head>{meta}<style>{STYLE}</style>".encode(), 1)
    return page.replace(b'<div id="root">', f'{switch(language)}<div id="root">'.encode(), 1)


OLD = N_(
    "This browser is too old for these pages. Chrome or Edge 110, Firefox 121 and Safari 16.4, or "
    "newer ones, show them."
)
FAILED = N_(
    "A part of this page did not load. Load it again; if that does not help, something on the way "
    "holds back what lies under /assets/."
)


def first_script(source: str, language: str) -> str:
    """What runs in any browser, with the sentences for where the rest does not."""
    say = translation(language).gettext
    return (
        f'<script async src="{source}" data-old="{escape(say(OLD))}" '
        f'data-failed="{escape(say(FAILED))}"></script>'
    )


def switch(current: str, app: str = ".") -> str:
    """Links, which work before any script has run. Relative: the app may stand under a path."""
    here = {current: " aria-current=true"}
    links = (
        f'<a href="{app}/language?to={each}" lang="{each}"{here.get(each, "")}>{name}</a>'
        for each, name in LANGUAGES.items()
    )
    label = translation(current).gettext(N_("Language"))
    return f'<nav class="languages" aria-label="{label}">{"".join(links)}</nav>'


async def _choose(request: Request) -> Response:
    """Remembers the language in this browser and goes back to the page, which comes in it.

    The cookie names no path: the browser takes the folder of this address, which is the app's own
    whatever a proxy makes of it.
    """
    chosen = request.query_params.get("to")
    if chosen not in LANGUAGES:
        return PlainTextResponse("Not found", 404)
    answer = RedirectResponse(_back(request.headers), 303, {"Cache-Control": "no-store"})
    kept = f"{COOKIE}={chosen}; Max-Age={A_YEAR}; SameSite=Lax"
    answer.headers.append("Set-Cookie", kept)
    return answer


def _back(asked: Headers) -> str:
    """Where the visitor comes from, without a language.

    Only the path and the query of it: whoever sent it, the way leads nowhere but to this server.
    """
    here = asked.get("sec-fetch-site", "same-origin") == "same-origin"
    came = urlsplit(asked.get("referer", "") if here else "")
    if not came.path:
        return "./"
    query = "&".join(pair for pair in came.query.split("&") if pair.partition("=")[0] != KEY)
    path = came.path.lstrip("/\\")  # "//" would begin the name of a server
    return f"/{path}?{query}" if query else f"/{path}"


ROUTES = [Route("/language", _choose)]
