"""What the names of presets mean, for ever: `make names` adds those that are new."""

import json
from pathlib import Path

from pages.ui import registry

FILE = Path(__file__).resolve().parents[1] / "links" / "preset_names.json"


def published() -> dict[str, dict[str, str]]:
    """The full links that names stand for, by page and name."""
    return json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}


def main() -> None:
    """Nothing that was published is changed."""
    names = published()
    for page in registry.PAGES:
        known = names.setdefault(page.name, {})
        for preset in page.gallery.presets:
            shown, view, _ = page.codec.read(preset.query)
            known.setdefault(preset.name, page.codec.full(shown, view))
    FILE.write_text(json.dumps(names, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
