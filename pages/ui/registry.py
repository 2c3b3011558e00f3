"""The pages of the app, one row each: everything that is to be known of a page outside its folders.

A new page is a row here, `pages/<name>.py` of three lines, and its folders here and in `static`.
"""

from optim_core import Race, Training
from optim_core.graph import Computation
from pages.ui.backprop import api as backprop_api
from pages.ui.backprop.gallery import COMPUTATIONS
from pages.ui.backprop.link import View as BackpropView
from pages.ui.explanations import entries_of
from pages.ui.lab import api as lab_api
from pages.ui.lab import card as lab_card
from pages.ui.lab import warmup as lab_warmup
from pages.ui.lab.controls import controls as lab_controls
from pages.ui.lab.gallery import TRAININGS
from pages.ui.lab.view import LabView
from pages.ui.language import N_
from pages.ui.page import HomeSection, Page
from pages.ui.race import api as race_api
from pages.ui.race import warmup as race_warmup
from pages.ui.race.controls import controls as race_controls
from pages.ui.race.gallery import RACES
from pages.ui.race.thumbnail import thumbnail
from pages.ui.race.view import View

RACE = Page[Race, View](
    name="race",
    path="race",
    title=N_("Race"),
    gallery=RACES,
    entries=lambda race: entries_of(race.lanes, race.surface),
    api="race",
    routes=race_api.ROUTES,
    controls=race_controls,
    needs_plotly=True,
    prepare=race_warmup.prepare,
    warm_up=race_warmup.warm_up,
    home=HomeSection(
        start=N_("Set up a race of your own"),
        icon=":material/flag:",
        picture=thumbnail,
    ),
)

LAB = Page[Training, LabView](
    name="lab",
    path="mnist",
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
        start=N_("Set up a training of your own"),
        icon=":material/science:",
        heading=N_("The MNIST lab"),
        lead=N_(
            "The same optimizers train a network on handwritten digits while you watch: every "
            "lane from the same initial weights on the same mini-batches, so that they differ in "
            "nothing but what is to be seen. A training below begins as soon as you open it and "
            "takes a few seconds."
        ),
        summary=lab_card.lanes,
    ),
)

BACKPROP = Page[Computation, BackpropView](
    name="backprop",
    path="backprop",
    title=N_("Backward pass"),
    gallery=COMPUTATIONS,
    entries=lambda _: (),
    api="backprop",
    routes=backprop_api.ROUTES,
    controls=backprop_api.controls,
    prepare=backprop_api.prepare,
    home=HomeSection(start=N_("Type a formula of your own"), icon=":material/account_tree:"),
)

PAGES: tuple[Page, ...] = (RACE, BACKPROP, LAB)
