"""Race several optimizers on one surface."""

from pages.ui import controls, lessons, link, stage, words

address = controls.Address(link)
race, view, notices = address.read()
controls.race(address, race, view)
controls.say(words.notices(notices))
stage.RACE.show(link.write(race, view), link.full(race, view), address.go)
lessons.show(race.surface, race.lanes)
