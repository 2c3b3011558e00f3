"""Train the same network with several optimizers, side by side."""

from pages.ui import component, controls, explanations
from pages.ui.lab import link as lab_link
from pages.ui.race import texts

address = controls.Address(lab_link)
training, view, notices = address.read()
controls.lab(address, training, view)
controls.say(texts.notices(notices))
component.LAB.show(lab_link.write(training, view), lab_link.full(training, view), address.go)
explanations.show(None, training.lanes)
