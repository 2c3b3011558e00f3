"""The part of a page that lives in the browser: one component, which follows and reports a link."""

from collections.abc import Callable

import streamlit as st

from pages.ui.race import texts
from pages.ui.server import assets

LOADER = """
export default async function (component) {
  const root = document.querySelector('base')?.href ?? location.origin + '/';
  const at = (path) => new URL(path, root).href;  // full URLs: this runs from a blob
  const { mount } = await import(at('%(stage)s'));
  return mount(component, { api: at('api/'), plotly: at('%(plotly)s'), uplot: at('%(uplot)s') });
}
"""

STYLES = "".join(
    f'<link rel="stylesheet" href="{assets.asset(name)}">'
    for name in ("vendor/uPlot.min.css", "style/style.css")
)


class Stage:
    """The component of a page, by the page's name: the module `<name>.js` mounts it."""

    def __init__(self, name: str) -> None:
        self.key, self.heard = f"{name}_stage", f"{name}_heard"
        self.component = st.components.v2.component(
            name,
            html=f'{STYLES}<div class="page {name}"></div>',
            js=LOADER
            % {
                "stage": assets.asset(f"{name}/page.js").lstrip("/"),
                "plotly": assets.PLOTLY.lstrip("/"),
                "uplot": assets.asset("vendor/uPlot.min.js").lstrip("/"),
            },
            isolate_styles=False,
        )

    def show(self, link: str, full: str, moved: Callable[[str], None]) -> None:
        """The page's link, short and with nothing left out.

        `moved` is called with a new link when a person has changed it.
        """

        def report() -> None:
            told = getattr(st.session_state.get(self.key), "link", None)  # None: the page was left
            if told:
                st.session_state[self.heard] = told
                moved(told)

        data = {"link": link, "full": full, "heard": st.session_state.get(self.heard, "")}
        data["offline"] = texts.OFFLINE
        self.component(key=self.key, data=data, on_link_change=report)


RACE, LAB = Stage("race"), Stage("lab")
