"""The colours of lanes, in their order; `static/lanes/style.js` has the same."""

LANE_COLORS = [
    "#0072b2", "#d55e00", "#00845f", "#b0468a", "#b57f00", "#2b8fd0", "#7a5c00", "#333333",
]  # fmt: skip
