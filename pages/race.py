"""Race several optimizers on one surface."""

from pages.ui import controls, lessons, link, stage, words

race, view, notices = controls.address()
controls.toolbar(race, view)
controls.say(words.notices(notices))
stage.show(link.write(race, view), controls.go)
lessons.show(race)
