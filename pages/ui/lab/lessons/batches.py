"""What the mini-batches of a lane do: one image at a time, some, or all."""

from pages.ui.gallery import Preset

BATCHES: tuple[Preset, ...] = (
    Preset(
        "batch_noise",
        "The noise of small mini-batches",
        "layers=32&1=gradient_descent&1.batch_size=1&2=gradient_descent&3=gradient_descent"
        "&3.batch_size=512&4=gradient_descent&4.batch_size=60000&lr=0.02"
        "&batch_size=64&examples=2000&run=1&v=2",
        "All lanes at 0.02: with one image a step (lane 1) the loss goes up at every other step, "
        "and gets lowest. With all images (lane 4) it falls at each of 5 steps.",
        topic="batches",
    ),
    Preset(
        "time_to_95",
        "Epochs or seconds: which mini-batch is fastest?",
        "1=adam&1.lr=0.0005&1.batch_size=1&2=adam&2.lr=0.004&3=adam&3.batch_size=512"
        "&4=adam&4.lr=0.03&4.batch_size=60000&batch_size=64&examples=10000&evaluations=4&run=1&v=2",
        "64 images a step (lane 2) get to 95 % in less than a fifth of the seconds that one at a "
        "time (lane 1) takes. All at once (lane 4) end below 90 %, after 5 steps.",
        topic="batches",
    ),
    Preset(
        "small_set",
        "A small set needs no mini-batches",
        "1=momentum&1.lr=0.02&2=momentum&2.lr=0.1&2.batch_size=60000"
        "&batch_size=32&epochs=30&examples=300&evaluations=1&run=1&v=2",
        "With all 300 images a step (lane 2) and a higher rate, the loss falls at each of 30 steps "
        "and ends within 3 points of what lane 1 gets right, with 9 times as many steps.",
        topic="batches",
    ),
    Preset(
        "rate_with_batch",
        "A rate that grows with the mini-batch",
        "1=gradient_descent&1.lr=0.1&2=gradient_descent&2.lr=0.1&2.batch_size=512"
        "&3=gradient_descent&3.lr=0.8&3.batch_size=512"
        "&batch_size=64&epochs=10&examples=5000&evaluations=1&run=1&v=2",
        "512 images in place of 64, at the same rate (lane 2): over twice the training loss. At 8 "
        "times the rate (lane 3) it ends within 3 points of lane 1, with fewer steps.",
        topic="batches",
    ),
)
