"""Averages of a series that forget: what momentum is to gradients, of a year's temperatures."""

from optim_core.averages import entries
from optim_core.averages.entries import Average
from optim_core.declare import entries_in

AVERAGES = entries_in(Average, [entries])
