"""What the first visitors ask for is compiled before the server answers: the galleries' races."""

from optim_core.plane.race import solve
from pages.ui import registry
from pages.ui.race import link
from pages.ui.race.gallery import RACES
from pages.ui.server import warmup


def test_whoever_comes_first_waits_for_no_compiler(compilations: list[str]) -> None:
    warmup.first(registry.PAGES)
    compilations.clear()
    for race in (link.DEFAULT, *RACES.values):
        solve(race)
    assert not compilations


def test_what_is_foreseen_begins() -> None:
    """In full it takes minutes."""
    for page in registry.PAGES:
        next(page.warm_up(), None)
