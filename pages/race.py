"""Race several optimizers on one surface."""

from pages.ui import component, explanations
from pages.ui.race import link

shown = component.RACE.show()
race = link.read(component.address())[0]
explanations.show(
    explanations.named(shown) if shown else explanations.entries_of(race.surface, race.lanes)
)
