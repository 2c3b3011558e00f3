"""Race several optimizers on one surface."""

from pages.ui import component, controls, explanations
from pages.ui.race import link, texts

address = controls.Address(link)
race, view, notices = address.read()
controls.race(address, race, view)
controls.say(texts.notices(notices))
component.RACE.show(link.write(race, view), link.full(race, view), address.go)
explanations.show(race.surface, race.lanes)
