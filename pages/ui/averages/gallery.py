"""The gallery of averages."""

from optim_core.averages.averaging import Averaging
from pages.ui.averages.link import CODEC, AveragesView
from pages.ui.gallery import Gallery, Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "three_betas",
        "Three memories of one year",
        "step=250&v=1",
        "The larger β, the smoother and the later: 0.5 changes by 1.7 °C from day to day and is 1 "
        "day late; 0.9 by 0.35 °C and 9 days; 0.98 by 0.18 °C and 38 days.",
    ),
    Preset(
        "bias",
        "The first days without correction",
        "1=exponential&1.beta=0.98&1.bias_correction=0&2=exponential&2.beta=0.98"
        "&zoom=start&step=2&v=1",
        "On day 2 the weights add up to 0.0396 only, and the average is 0.3 °C, though the days "
        "had 9.7 and 5.5. Divided by that sum it is 7.6 °C, about their mean.",
    ),
    Preset(
        "warm",
        "When it is warm",
        "1=exponential&1.bias_correction=0&2=exponential&zoom=start&step=22&v=1",
        "At β = 0.9 the weights of 10 days add up to 0.65, of 22 to 0.90, of 44 to 0.99. From then "
        "on both are one: momentum is rarely corrected for its start.",
    ),
    Preset(
        "one_over_e",
        "Why 1/(1−β) days",
        "1=exponential&2=exponential&2.beta=0.98&step=300&v=1",
        "After 10 days at β = 0.9 a weight has fallen to 0.35 of the newest, after 50 days at 0.98 "
        "to 0.36: about 1/e = 0.37. So many days are said to be averaged.",
    ),
    Preset(
        "jump",
        "How slowly each follows a jump",
        "swing=0&scatter=1&jump=10&v=1",
        "It gets 10 °C warmer on day 150. Half of that is followed after 1 day at β = 0.5, 7 days "
        "at 0.9, 34 days at 0.98; nine tenths after 4, 22 and 112.",
    ),
    Preset(
        "noise_alone",
        "Nothing but scatter",
        "swing=0&v=1",
        "Without a season the days scatter by 3.0 °C about 11 °C. From day 100 on, averages at "
        "β = 0.5, 0.9 and 0.98 do by 1.7, 0.8 and 0.4 °C: a longer memory, less noise.",
    ),
    Preset(
        "memory",
        "One number of memory, or nineteen",
        "1=exponential&2=window&2.days=19&v=1",
        "The mean of the last 19 days is as late as β = 0.9, 9 days, and about as smooth: it "
        "changes by 0.27 °C from day to day, not 0.35. It has to keep 19 numbers, not 1.",
    ),
)

AVERAGINGS: Gallery[Averaging, AveragesView] = Gallery(PRESETS, CODEC, topic="averages")
