"""The part of a page that lives in the browser: it reads the address itself, and owns it."""

from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.ui.server import assets

LOADER = """
export default async function (component) {
  const root = new URL(".", document.baseURI).href;
  const at = (path) => new URL(path, root).href;  // full URLs: this runs from a blob
  let page;
  try {
    page = await import(at('%(script)s'));
  } catch (error) {
    const said = document.querySelector("script[data-failed]")?.dataset.failed ?? String(error);
    component.parentElement.querySelector(".page").textContent = said;
    return;
  }
  return page.mount(component, { api: at('api/'), uplot: at('%(uplot)s') });
}
"""


def address() -> str:
    """The link of the page, as it stood in the address when this run of the script began."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return urlencode(pairs)


def show(name: str, script: str) -> str | None:
    """Mounts the page `name` by a module in `static`, with `style/<name>.css` if there is one.

    Returns which entries it shows, as in `surface:saddle optimizer:adam schedule:constant`; None
    as long as it has not said.
    """
    render = _component(name, *map(assets.asset, (script, *assets.styles(name))))
    mounted = render(key=f"{name}_component", on_entries_change=lambda: None)
    return mounted.get("entries")


@lru_cache(maxsize=32)
def _component(name: str, script: str, *styles: str) -> ComponentRenderer:
    """Registered once, and again where a file of ours was changed: its address did then."""
    links = "".join(f'<link rel="stylesheet" href=".{style}">' for style in styles)
    addresses = {"script": script}
    addresses["uplot"] = assets.asset("vendor/uPlot.min.js")
    return st.components.v2.component(
        name,
        html=f'{links}<div class="page {name}" data-name="{name}"></div>',
        js=LOADER % {each: address.lstrip("/") for each, address in addresses.items()},
        isolate_styles=False,
    )
