"""The part of a page that lives in the browser: one component, which owns the page's link."""

from urllib.parse import urlencode

import streamlit as st

from pages.ui.server import assets

LOADER = """
export default async function (component) {
  const root = new URL(".", document.baseURI).href;
  const at = (path) => new URL(path, root).href;  // full URLs: this runs from a blob
  const { mount } = await import(at('%(script)s'));
  return mount(component, { api: at('api/'), plotly: at('%(plotly)s'), uplot: at('%(uplot)s') });
}
"""

STYLES = "".join(
    f'<link rel="stylesheet" href="{assets.asset(name)}">'
    for name in ("vendor/uPlot.min.css", "style/style.css")
)


def address() -> str:
    """The link of the page as it was opened, or as a run of its script finds it."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return urlencode(pairs)


class Component:
    """The component of a page, by the page's name: the module `<name>/page.js` mounts it.

    It reads the address by itself and is handed nothing, so that no run of a script, whatever it
    was for, changes what a person sees.
    """

    def __init__(self, name: str) -> None:
        self.key = f"{name}_page"
        self.component = st.components.v2.component(
            name,
            html=f'{STYLES}<div class="page {name}"></div>',
            js=LOADER
            % {
                "script": assets.asset(f"{name}/page.js").lstrip("/"),
                "plotly": assets.PLOTLY.lstrip("/"),
                "uplot": assets.asset("vendor/uPlot.min.js").lstrip("/"),
            },
            isolate_styles=False,
        )

    def show(self) -> str | None:
        """Mounts it. What it says is shown now, as `explanations.named` reads it.

        None until that is something else than what the address said when the page was opened.
        """
        told = self.component(key=self.key, on_entries_change=lambda: None)
        return told.get("entries")


RACE, LAB = Component("race"), Component("lab")
