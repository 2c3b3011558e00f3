"""Race several optimizers on one surface."""

from pages.ui import controls, lessons, stage, words

race, view, notices = controls.address()
controls.toolbar(race, view)
controls.say(words.notices(notices))
stage.show(race, view, controls.go)
lessons.show(race)
