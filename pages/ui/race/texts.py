"""The words on the pages that are not an entry's own: in one place, to be translated there."""

from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import category

from optim_core.catalog import Choice, Surface
from optim_core.plane.landscape import minima
from optim_core.plane.outcome import DescentOutcome, Score
from pages.ui.links.notices import Notice

CHANGED = "This link was changed to the nearest that can be shown."
HOME_TITLE = "Optimizer race"
HOME_LEAD = (
    "Gradient descent and its relatives race on a loss surface, and train a network on handwritten "
    "digits; every number is computed from the very run that you see. Pick one below or set up "
    "one of your own: drag the start and the learning rates, change the surface or the network. "
    "All of it is in the page's link: whoever opens it sees the same."
)
HOME_OWN = "Set up a race of your own"
HOME_LAB = "The MNIST lab"
HOME_LAB_LEAD = (
    "The same optimizers train a network on handwritten digits while you watch: every lane from "
    "the same initial weights on the same mini-batches, so that they differ in nothing but what "
    "is to be seen. A training below begins as soon as you open it and takes a few seconds."
)
HOME_LAB_OWN = "Set up a training of your own"
OBSERVE = "Observe"
PRESET = "A race from the gallery"
GALLERY = "Gallery …"
OFFLINE = "No connection to the server. Nothing is lost; it goes on as soon as it answers."
WITHOUT = "no {label}"
SHORT = {"lr": "rate", "hidden": "hidden layers"}  # names of parameters where there is little room
SCHEDULE_OF = "{schedule} schedule"
LESSON = "Equations, sources and the code that runs"
SOURCE = "Source"

VIEW = {"dimensions": "View", "map": "Drawn as", "height": "Height scale", "loss": "Loss scale"}
VIEW_OPTIONS = {
    "dimensions": {"2d": "2-D", "3d": "3-D"},
    "map": {"contour": "Contours", "heat": "Heat map"},
    "height": {"log": "Log height", "linear": "Linear height"},
    "loss": {"log": "Log loss", "linear": "Linear loss"},
}

VERDICTS: Mapping[str, str] = {
    "converged": "Converged to the minimum {at} by step {step}",
    "local_minimum": "Converged to a local minimum at {at} by step {step}, not the lowest",
    "held_at_saddle": "Held at the saddle {at}",
    "flat": "Held at the flat point {at}: no gradient, no curvature in some direction",
    "oscillating": "Oscillating, and not getting lower",
    "hovering": "Hovering about a minimum, {at}",
    "stalled": "Stalled at {at}: its steps have become tiny",
    "descending_without_bound": "Descending without bound since step {step}",
    "diverged": "Diverged at step {step}",
    "moving": "Still moving",
}


def number(value: float | None, digits: int = 4) -> str:
    """A number for reading; a dash for none."""
    if value is None:
        return "–"
    text = f"{value:.{digits}g}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    return text.replace("-", "−").replace("e−", "e-")


NOTICES: Mapping[str, tuple[str, str]] = {  # about one thing in a link, and about several
    "unknown_key": ("{key}: not known here; {outcome}.", "Not known here and ignored: {examples}."),
    "unknown_name": ("{key}: there is no '{given}'; {outcome}.", "No such name: {examples}."),
    "not_a_number": ("{key}: '{given}' is not a number; {outcome}.", "Not a number: {examples}."),
    "not_whole": ("{key}: {given} is not a whole number; {outcome}.", "Not whole: {examples}."),
    "out_of_range": ("{key}: {given} is out of range; {outcome}.", "Out of range: {examples}."),
    "not_an_option": ("{key}: '{given}' is not an option; {outcome}.", "No option: {examples}."),
    "not_different": (
        "{key}: a number occurs twice in {given}; {outcome}.",
        "A number occurs twice: {examples}.",
    ),
    "too_many": ("{key}: {given} is too many; {outcome}.", "Too many: {examples}."),
    "repeated": (
        "{key}: given more than once; the first counts.",
        "Given more than once, the first counts: {examples}.",
    ),
    "too_many_lanes": ("Of {given} lanes, the first {used} are kept.",) * 2,
    "too_long": ("The link is too long; the rest of it is ignored.",) * 2,
    "version": ("The link's version, '{given}', is not known; it is read as version {used}.",) * 2,
    "needs_validation": (
        "Early stopping needs images to judge by; a share of {used} is held out for validation.",
    )
    * 2,
    "too_large": (
        "Mini-batches of {given} are too large for layers so wide; {used} images are used.",
    )
    * 2,
    "too_many_steps": (
        "{given} epochs of mini-batches so small are too many steps; {used} is used.",
    )
    * 2,
}
MAX_SENTENCES, MAX_EXAMPLES = 6, 3


def notices(found: Iterable[Notice]) -> list[str]:
    """One sentence for each kind of thing in a link that was changed: plain text, for no markup."""
    kinds: dict[str, list[Notice]] = {}
    for notice in found:
        kinds.setdefault(notice.kind, []).append(notice)
    groups = list(kinds.values())
    told = groups if len(groups) <= MAX_SENTENCES else groups[: MAX_SENTENCES - 1]
    untold = sum(map(len, groups[len(told) :]))
    return [*map(_sentence, told), *([f"And {untold:,} more changes."] if untold else [])]


def _sentence(alike: list[Notice]) -> str:
    one, several = NOTICES[alike[0].kind]
    key, given, used = (_plain(text) for text in (alike[0].key, alike[0].given, alike[0].used))
    changes = list(
        dict.fromkeys(
            (_plain(each.key) or "''") + (f" ({_plain(each.used)} is used)" if each.used else "")
            for each in alike
        )
    )
    if len(changes) == 1:
        outcome = f"{used} is used" if used else "it is ignored"
        return one.format(key=key or "''", given=given, used=used, outcome=outcome)
    examples = ", ".join(changes[:MAX_EXAMPLES])
    if len(changes) > MAX_EXAMPLES:
        examples += f" and {len(changes) - MAX_EXAMPLES:,} more"
    return several.format(given=given, used=used, examples=examples)


def _plain(text: str) -> str:
    """Without what is not seen or moves what is seen: control characters, marks of direction."""
    seen = (" " if c.isspace() else c for c in text if category(c)[0] != "C" or c.isspace())
    return " ".join("".join(seen).split())


def point(at: Iterable[float]) -> str:
    return "(" + ", ".join(number(coordinate) for coordinate in at) + ")"


def verdict(found: DescentOutcome) -> str:
    return VERDICTS[found.kind].format(at=point(found.point), step=found.step)


def score(surface: Choice[Surface], found: Score) -> dict[str, Any]:
    """A row of the scoreboard, as texts."""
    nearest = "–"
    if found.nearest is not None:
        nearest = f"{point(minima(surface)[found.nearest])}, {number(found.distance, 3)} away"
    left = "" if found.left_box is None else f"Left the box at step {found.left_box}."
    return {
        "best": f"{number(found.best)} (step {found.best_step})",
        "reached": "never"
        if found.steps_to_tolerance is None
        else f"step {found.steps_to_tolerance}",
        "nearest": nearest,
        "verdict": verdict(found.outcome),
        "kind": found.outcome.kind,
        "why": left,
    }
