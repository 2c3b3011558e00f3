"""Pages without Streamlit's frame: what a browser gets whose sockets are held up on their way.

Everything such a page asks travels over HTTP. What needs Streamlit (equations and code) or a
socket of its own (a training) is not there, and the page says so.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from html import escape
from typing import Protocol

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pages.ui.language import N_, translation
from pages.ui.server import languages, streamlit_files, themes
from pages.ui.server.assets import asset, release, styles
from pages.ui.server.compression import respond

TOLD = N_("Shown without the connection (WebSocket), which the MNIST lab, equations and code need.")
AGAIN = N_("Try again with it")
STYLE = """
:root { --st-font: "Source Sans", system-ui, sans-serif; --st-code-font: monospace; }
body { margin: 0; background: var(--st-background-color); color: var(--st-text-color);
  font-family: var(--st-font) }
body > header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.875rem;
  padding: 0.75rem 9rem 0 1.5rem }
body > header a { color: inherit; padding: 0.375rem 0; text-decoration: none }
body > header a[aria-current] { font-weight: 600; box-shadow: 0 2px var(--st-primary-color) }
body > header p { margin: 0.25rem 0; flex-basis: 100% }
body > header p a { text-decoration: underline }
main { padding: 0.75rem 1.5rem 1rem }
@media (min-width: 900px) and (min-height: 500px) {
  body:has(.race, .beside) { display: flex; flex-direction: column; height: 100dvh }
  main { flex: 1; min-height: 0; display: flex; flex-direction: column }
  main .page:is(.race, :has(.beside)) { flex: 1; height: auto; min-height: 0 }
}
@media (max-width: 640px) {
  main { padding: 0.75rem 0.8rem }
  body > header { padding: 0.5rem 6.5rem 0 0.8rem }
}
"""


class Page(streamlit_files.Page, Protocol):
    """What the document of a page has to know, and what the others call it."""

    @property
    def title(self) -> str: ...


def document(page: Page, pages: Sequence[Page], language: str) -> bytes:
    """The page by itself. Its addresses are relative, and it lies in a folder of the app."""
    say = translation(language).gettext
    sheets = (f'<link rel="stylesheet" href="..{asset(each)}">' for each in styles(page.name))
    script, uplot = asset(page.script), asset("vendor/uPlot.min.js")
    here = {page: " aria-current=page"}
    others = (
        f'<a href="../{each.plain}"{here.get(each, "")}>{escape(say(each.title))}</a>'
        for each in pages
    )
    again = f'<a data-do="again" href="../{page.path or "./"}">{escape(say(AGAIN))}</a>'
    return f"""<!DOCTYPE html>
<html lang="{language}" translate="no" data-frame="none">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="google" content="notranslate"><title>{escape(say(page.title))}</title>
<style>{languages.STYLE}{themes.of(":root")}{STYLE}</style>{"".join(sheets)}
{"".join(streamlit_files.links(page, language, ".."))}
<script type="module" src="..{asset("core/plain_page.js")}" data-script="..{script}"
 data-uplot="..{uplot}"></script>
</head>
<body>
<header>{"".join(others)}<p>{escape(say(TOLD))} {again}</p></header>
{languages.switch(language, "..")}
<main><div class="page {page.name}" data-name="{page.name}"></div></main>
</body>
</html>
""".encode()


def routes(pages: Iterable[Page]) -> list[Route]:
    """`/plain/<path>?<link>`: pages that need no socket; of another one, that in its frame."""
    shown = [page for page in pages if page.plain]
    by_path = {page.plain: page for page in shown}

    async def plain(request: Request) -> Response:
        path, query = request.path_params["path"], request.scope["query_string"].decode("latin-1")
        page = by_path.get(f"plain/{path}")
        if page is None:
            return RedirectResponse(f"../{path}?{query}" if query else f"../{path}", 307)
        language = languages.language(request.headers, request.scope["query_string"])
        key = f"/{page.plain} {language} {release()}"
        read = partial(document, page, shown, language)
        return await respond(request.headers, key, read, "text/html", "no-cache", languages.VARY)

    return [Route("/plain/{path}", plain)]
