"""A bare page with a component that only echoes a number: what a round trip costs at the least."""

import streamlit as st

SCRIPT = """
export default function ({ data, setStateValue }) {
  window.send = (value) => setStateValue("value", value);
  window.heard?.(data.value);
}
"""

_echo = st.components.v2.component("echo", html="<p>echo</p>", js=SCRIPT, isolate_styles=False)


@st.fragment
def answer():
    value = st.session_state["echo"].value if "echo" in st.session_state else 0
    _echo(key="echo", data={"value": value}, on_value_change=lambda: None)


st.write("A bare page")
answer()
