"""Streamlit's themes where it is not, or not yet: the colours of its configuration, for styles."""

import streamlit

# What components take from Streamlit's theme, by the name that it has in the configuration.
COLORS = {
    "primary-color": "primaryColor",
    "background-color": "backgroundColor",
    "secondary-background-color": "secondaryBackgroundColor",
    "text-color": "textColor",
    "border-color": "borderColor",
}


def of(element: str) -> str:
    """Styles that give `element` the system's theme, or that which its `data-theme` names."""
    light, dark = (
        "; ".join(
            f"--st-{ours}: {streamlit.get_option(f'theme.{theme}.{theirs}')}"
            for ours, theirs in COLORS.items()
        )
        for theme in ("light", "dark")
    )
    return (
        f"{element} {{ color-scheme: light; {light} }}"
        f"@media (prefers-color-scheme: dark) {{ {element}:not([data-theme=light]) "
        f"{{ color-scheme: dark; {dark} }} }}"
        f"{element}[data-theme=dark] {{ color-scheme: dark; {dark} }}"
    )
