"""The pages of the app, one row each: everything that is to be known of a page outside its folders.

A new page is a row here, `pages/<name>.py` of three lines, and its folders here and in `static`.
"""

from optim_core import Race, Training
from optim_core.averages.averaging import Averaging
from optim_core.dimensions.settings import ManyDimensions
from optim_core.graph import Computation
from optim_core.network.transfer import Transfer
from optim_core.plane.noisy_descents import Comparison
from pages.ui.averages import api as averages_api
from pages.ui.averages.gallery import AVERAGINGS
from pages.ui.averages.link import AveragesView
from pages.ui.averages.thumbnail import thumbnail as averages_thumbnail
from pages.ui.backprop import api as backprop_api
from pages.ui.backprop.gallery import COMPUTATIONS
from pages.ui.backprop.link import View as BackpropView
from pages.ui.backprop.thumbnail import thumbnail as backprop_thumbnail
from pages.ui.dimensions import api as dimensions_api
from pages.ui.dimensions.gallery import MANY_DIMENSIONS
from pages.ui.dimensions.link import DimensionsView
from pages.ui.dimensions.thumbnail import thumbnail as dimensions_thumbnail
from pages.ui.explanations import entries_of
from pages.ui.lab import api as lab_api
from pages.ui.lab import warmup as lab_warmup
from pages.ui.lab.controls import controls as lab_controls
from pages.ui.lab.gallery import TRAININGS
from pages.ui.lab.thumbnail import thumbnail as lab_thumbnail
from pages.ui.lab.view import LabView
from pages.ui.language import N_
from pages.ui.page import HomeSection, Page
from pages.ui.race import api as race_api
from pages.ui.race import warmup as race_warmup
from pages.ui.race.controls import controls as race_controls
from pages.ui.race.gallery import RACES
from pages.ui.race.thumbnail import thumbnail
from pages.ui.race.view import View
from pages.ui.schedules import api as schedules_api
from pages.ui.schedules.gallery import COMPARISONS
from pages.ui.schedules.link import SchedulesView
from pages.ui.schedules.thumbnail import thumbnail as schedules_thumbnail
from pages.ui.step import api as step_api
from pages.ui.step.gallery import STEPS
from pages.ui.step.link import StepView
from pages.ui.transfer import api as transfer_api
from pages.ui.transfer.gallery import TRANSFERS
from pages.ui.transfer.link import TransferView
from pages.ui.transfer.thumbnail import thumbnail as transfer_thumbnail

RACE = Page[Race, View](
    name="race",
    path="race",
    title=N_("Race"),
    gallery=RACES,
    entries=lambda race: entries_of(race.lanes, race.surface),
    api="race",
    routes=race_api.ROUTES,
    controls=race_controls,
    prepare=race_warmup.prepare,
    warm_up=race_warmup.warm_up,
    home=HomeSection(
        start=N_("Start a race"),
        picture=thumbnail,
    ),
)

LAB = Page[Training, LabView](
    name="lab",
    path="mnist",
    needs_socket=True,
    title=N_("MNIST lab"),
    gallery=TRAININGS,
    entries=lambda training: entries_of(training.lanes),
    api="training",
    routes=lab_api.ROUTES,
    controls=lab_controls,
    warm_up=lab_warmup.warm_up,
    stop=lab_api.stop_all,
    health=lab_api.health,
    home=HomeSection(
        start=N_("Train on MNIST"),
        picture=lab_thumbnail,
    ),
)

AVERAGES = Page[Averaging, AveragesView](
    name="averages",
    path="averages",
    title=N_("Averages"),
    gallery=AVERAGINGS,
    entries=lambda averaging: [lane.entry for lane in averaging.lanes],
    api="averages",
    routes=averages_api.ROUTES,
    controls=averages_api.controls,
    prepare=averages_api.prepare,
    home=HomeSection(
        start=N_("Average numbers of your own"),
        picture=averages_thumbnail,
    ),
)

STEP = Page[Race, StepView](
    name="step",
    path="step",
    title=N_("Inside one step"),
    gallery=STEPS,
    entries=lambda race: entries_of(race.lanes, race.surface),
    api="step",
    routes=step_api.ROUTES,
    controls=step_api.controls,
    builds_on=("race",),
    home=HomeSection(
        start=N_("Take a step apart"),
        picture=thumbnail,
    ),
)

BACKPROP = Page[Computation, BackpropView](
    name="backprop",
    path="backprop",
    title=N_("Backward pass"),
    gallery=COMPUTATIONS,
    entries=lambda _: (),
    explains=False,
    api="backprop",
    routes=backprop_api.ROUTES,
    controls=backprop_api.controls,
    prepare=backprop_api.prepare,
    home=HomeSection(start=N_("Type a formula of your own"), picture=backprop_thumbnail),
)


SCHEDULES = Page[Comparison, SchedulesView](
    name="schedules",
    path="schedules",
    title=N_("Schedules"),
    gallery=COMPARISONS,
    entries=lambda comparison: [lane.entry for lane in comparison.lanes],
    api="schedules",
    routes=schedules_api.ROUTES,
    controls=schedules_api.controls,
    prepare=schedules_api.prepare,
    home=HomeSection(
        start=N_("Lay schedules over each other"),
        picture=schedules_thumbnail,
    ),
)

TRANSFER = Page[Transfer, TransferView](
    name="transfer",
    path="transfer",
    needs_socket=True,
    title=N_("Transfer"),
    gallery=TRANSFERS,
    entries=lambda study: entries_of([study.lane("scratch")]),
    api="transfer",
    routes=transfer_api.ROUTES,
    controls=transfer_api.controls,
    builds_on=("lab",),
    home=HomeSection(
        start=N_("Transfer what was learnt"),
        picture=transfer_thumbnail,
    ),
)

DIMENSIONS = Page[ManyDimensions, DimensionsView](
    name="dimensions",
    path="dimensions",
    title=N_("Many dimensions"),
    gallery=MANY_DIMENSIONS,
    entries=lambda shown: [lane.entry for lane in shown.lanes],
    explains=False,
    api="dimensions",
    routes=dimensions_api.ROUTES,
    controls=dimensions_api.controls,
    warm_up=dimensions_api.warm_up,
    home=HomeSection(
        start=N_("Go to a hundred dimensions"),
        picture=dimensions_thumbnail,
    ),
)

PAGES: tuple[Page, ...] = (RACE, STEP, AVERAGES, SCHEDULES, DIMENSIONS, BACKPROP, LAB, TRANSFER)
