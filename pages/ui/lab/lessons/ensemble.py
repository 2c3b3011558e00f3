"""Presets of the lab in which several networks give one answer."""

from pages.ui.gallery import Preset

ENSEMBLE: tuple[Preset, ...] = (
    Preset(
        "ensemble",
        "Networks that answer together",
        "layers=32&1=momentum&1.lr=0.02&2=adam&2.lr=0.003&batch_size=64&epochs=4&examples=3000"
        "&evaluations=1&seeds=0-1-2-3-4&panel=together&run=1&v=2",
        "Averaged, the 5 seeds of momentum, and of Adam, mend over 10 % of what one gets wrong: "
        "a gain of over 0.5 points. Courses promise two.",
        topic="overfitting",
    ),
    Preset(
        "snapshots",
        "Snapshots of one run, averaged",
        "layers=64&1=momentum&1.lr=0.1&1.schedule=cosine_restarts&1.schedule.every=2&2=momentum"
        "&2.lr=0.1&2.schedule=cosine&2.schedule.duration=10&3=momentum&3.lr=0.1&3.polyak=0.99"
        "&batch_size=32&epochs=10&examples=3000&evaluations=1&panel=together&run=1&v=2",
        "5 snapshots, averaged, mend over 10 % of one's mistakes, early ones among them. The last "
        "alone, a cosine (lane 2) and an EMA (lane 3) end within 3 points of it.",
        topic="overfitting",
    ),
)
