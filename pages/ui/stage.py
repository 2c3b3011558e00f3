"""The picture, its player and the lanes: one component, which follows and reports a link."""

from collections.abc import Callable

import streamlit as st

from optim_core.race import Race
from pages.ui import link, serving, words
from pages.ui.view import View

LOADER = """
export default async function (component) {
  const root = document.querySelector('base')?.href ?? location.origin + '/';
  const at = (path) => new URL(path, root).href;  // full URLs: this runs from a blob
  const { mount } = await import(at('%(stage)s'));
  return mount(component, { api: at('api/'), plotly: at('%(plotly)s'), uplot: at('%(uplot)s') });
}
"""

HTML = '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}"><div class="race"></div>'


_component = st.components.v2.component(
    "race",
    html=HTML.format(serving.asset("vendor/uPlot.min.css"), serving.asset("style.css")),
    js=LOADER
    % {
        "stage": serving.asset("stage.js").lstrip("/"),
        "plotly": serving.PLOTLY.lstrip("/"),
        "uplot": serving.asset("vendor/uPlot.min.js").lstrip("/"),
    },
    isolate_styles=False,
)


def show(race: Race, view: View, moved: Callable[[str], None]) -> None:
    """The page's race. `moved` is called with a new link when a person has changed it."""

    def report() -> None:
        told = st.session_state["race_stage"].link
        if told:
            st.session_state["race_heard"] = told
            moved(told)

    data = {"link": link.write(race, view), "full": link.full(race, view)}
    data |= {"heard": st.session_state.get("race_heard", ""), "offline": words.OFFLINE}
    _component(key="race_stage", data=data, on_link_change=report)
