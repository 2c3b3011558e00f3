"""The gallery of schedules."""

from optim_core.plane.noisy_descents import Comparison
from pages.ui.gallery import Gallery, Preset
from pages.ui.schedules.link import CODEC, SchedulesView

PRESETS: tuple[Preset, ...] = (
    Preset(
        "why_decay",
        "Why decay helps",
        "rates=log&v=1",
        "In noise the constant rate 0.2 hovers: its mean loss in the last epoch is 0.146. Step "
        "decay gets down to 0.0057, 1/t to 0.0037, the cosine to 0.0066.",
    ),
    Preset(
        "course_rates",
        "The rates that courses print",
        "1=inverse_time&epochs=10&v=1",
        "With the decay 1 and α₀ = 0.2 the rate is 0.1 in epoch 1, 0.067 in epoch 2, 0.05 in epoch "
        "3 and 0.04 in epoch 4, as the table shows.",
    ),
    Preset(
        "inverse_sqrt",
        "One over the root: of epochs, of steps",
        "1=inverse_sqrt&2=inverse_sqrt&2.per=step&3=inverse_time&v=1",
        "In 30 epochs k/√epoch takes the rate from 0.2 to 0.037, k/√t to 0.012, 1/t to 0.0065. The "
        "mean loss of the last epoch follows: 0.022, 0.0062 and 0.0037.",
    ),
    Preset(
        "ends",
        "Where the rate ends",
        "1=linear&2=linear&2.end=0.1&3=polynomial&4=cosine&v=1",
        "A straight line to 0 gets to a loss of 0.0086; with a tenth of the rate left at the end "
        "it hovers at 0.0162. A parabola gets to 0.0057, the cosine to 0.0066.",
    ),
    Preset(
        "exponential_95",
        "α₀ times 0.95 for each epoch",
        "1=constant&2=exponential&epochs=45&v=1",
        "Of the rate 0.2 half is gone by epoch 14, nine tenths by epoch 45. In this noise the "
        "mean loss gets to 0.010; at the constant rate it hovers at 0.133.",
    ),
    Preset(
        "too_soon",
        "Decay too soon",
        "1=exponential&1.gamma=0.5&2=exponential&2.gamma=0.7&3=exponential&3.gamma=0.9&lr=0.05"
        "&epochs=40&v=1",
        "At γ = 0.5 the rate is gone before it is down: the mean loss stays at 2.3. At 0.7 it is "
        "0.57 in the last epoch, at 0.9 0.0023.",
    ),
    Preset(
        "where_to_decay",
        "First a good rate, then where to decay",
        "1=constant&2=step&2.every=2&3=step&4=step&4.every=25&lr=0.1&v=1",
        "At the constant rate 0.1 the loss hovers at 0.063. A tenth of it every 2 epochs is too "
        "soon: 0.073. Every 10 epochs it gets to 0.0051, after 25 epochs only to 0.0135.",
    ),
    Preset(
        "no_noise",
        "Without noise nothing has to decay",
        "1=constant&2=inverse_time&3=cosine&noise=0&v=1",
        "Without noise the constant rate is the best: its loss in the last epoch is below the "
        "cosine's by a factor of 1000000 and more. Decay is for noise.",
    ),
    Preset(
        "warm_up",
        "Warm-up and one cycle",
        "1=constant&1.warmup=30&2=cosine&2.warmup=30&3=one_cycle&v=1",
        "The warm-up gets to the rate 0.2 at step 30, one cycle at step 90. In the last epoch the "
        "constant rate hovers at 0.146, a cosine gets to 0.0084, one cycle to 0.0080.",
    ),
    Preset(
        "restarts",
        "Restarts and snapshots",
        "1=cosine&2=cosine_restarts&v=1",
        "When each of the 3 cycles ends the mean loss is 0.018, 0.016 and 0.015; 10 steps after a "
        "restart it is 0.150 and 0.128. Each low is a snapshot.",
    ),
    Preset(
        "adam_decays",
        "Does Adam need decay?",
        "1=constant&2=cosine&rule=adam&v=1",
        "Some notes say hardly. In this noise Adam at the constant rate 0.2 hovers at a mean loss "
        "of 0.088 in the last epoch; a cosine takes it to 0.0077.",
    ),
)

COMPARISONS: Gallery[Comparison, SchedulesView] = Gallery(PRESETS, CODEC, topic="schedules")
