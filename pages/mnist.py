"""Train the same network with several optimizers, side by side."""

from pages.ui import controls, lab_link, lessons, stage, words

address = controls.Address(lab_link)
training, view, notices = address.read()
controls.lab(address, training, view)
controls.say(words.notices(notices))
stage.LAB.show(lab_link.write(training, view), lab_link.full(training, view), address.go)
lessons.show(None, training.lanes)
