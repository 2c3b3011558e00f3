"""The gallery of trainings. What each claims is so on MNIST, and on the digits in its place."""

from optim_core import Training
from pages.ui.gallery import Gallery, Preset
from pages.ui.lab import link as lab_link
from pages.ui.lab.lessons.batches import BATCHES
from pages.ui.lab.lessons.ensemble import ENSEMBLE
from pages.ui.lab.lessons.inside import INSIDE
from pages.ui.lab.lessons.techniques import MUON, TECHNIQUES
from pages.ui.lab.view import LabView

PRESETS: tuple[Preset, ...] = (
    Preset(
        "hidden_layer",
        "What a hidden layer is for",
        "1=momentum&1.lr=0.05&1.layers=0&2=momentum&2.lr=0.05"
        "&batch_size=64&examples=10000&run=1&v=2",
        "The linear classifier (lane 1) ends with over twice the training loss of the network "
        "with a hidden layer, and with more mistakes on the test images.",
        topic="network",
    ),
    Preset(
        "pooling",
        "Pooling: fewer pixels, fewer weights",
        "layers=64&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.pooling=average&3=momentum"
        "&3.lr=0.02&3.pooling=fractional&batch_size=32&epochs=4&examples=5000&run=1&v=2",
        "Means over 2 x 2 pixels (lane 2) leave a quarter of the first layer's weights, regions "
        "drawn at each step (lane 3) half. In three of five seeds both get fewer right.",
        topic="network",
    ),
    Preset(
        "multi_task",
        "Two tasks, one hidden layer",
        "layers=64&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.multi_task=1"
        "&batch_size=32&epochs=4&examples=5000&run=1&v=2",
        "A second head (lane 2) says whether the digit is even, for over 85 % rightly. The digit "
        "itself is found as often as without it, within 3 points.",
        topic="network",
    ),
    Preset(
        "learning_rate",
        "Too small, good and too large a rate",
        "1=gradient_descent&1.lr=0.01&2=gradient_descent&2.lr=0.1&3=gradient_descent&3.lr=1"
        "&4=gradient_descent&4.lr=10&batch_size=64&epochs=4&examples=5000&run=1&v=2",
        "Gradient descent creeps at 0.01; at 0.1 its training loss ends at less than half of that, "
        "at 1 lower still. At 10 the network only guesses: below 20 % are right.",
        topic="network",
    ),
    Preset(
        "same_rate",
        "All at the same rate",
        "1=gradient_descent&2=momentum&3=adam&lr=0.01"
        "&batch_size=64&epochs=4&examples=5000&run=1&v=2",
        "At the rate 0.01, momentum's training loss ends at less than half that of gradient "
        "descent, and Adam's at less than half that of momentum.",
        topic="network",
    ),
    Preset(
        "own_rates",
        "Each at its own good rate",
        "1=gradient_descent&1.lr=0.5&2=momentum&2.lr=0.05&3=adam&3.lr=0.005"
        "&batch_size=64&examples=5000&run=1&v=2",
        "Gradient descent at 0.5, momentum at 0.05 and Adam at 0.005 all end above 90 %, within "
        "5 points of each other: most of a lead at one rate is the rate's.",
        topic="network",
    ),
    Preset(
        "tenfold",
        "Momentum multiplies the rate",
        "1=gradient_descent&1.lr=0.01&2=momentum&2.lr=0.01&3=gradient_descent&3.lr=0.1"
        "&batch_size=64&epochs=4&examples=5000&run=1&v=2",
        "Momentum that keeps 0.9 of its velocity goes 10 times as far: at 0.01 it ends within 4 "
        "points of gradient descent at 0.1, which at 0.01 has over twice the training loss.",
        topic="network",
    ),
    Preset(
        "bias_correction",
        "Adam without its bias correction",
        "layers=128-128-128&1=adam&1.lr=0.02&2=adam&2.lr=0.02&2.bias_correction=0"
        "&batch_size=64&epochs=2&examples=5000&run=1&v=2",
        "At the rate 0.02 Adam ends above 80 %. Without the correction (lane 2) its first step is "
        "3.16 times as long, the loss shoots up, and it ends below 75 %.",
        topic="network",
    ),
    Preset(
        "settling",
        "Settling down: cosine and an EMA of the weights",
        "layers=64&1=rmsprop&1.lr=0.05&2=rmsprop&2.lr=0.05&2.schedule=cosine&2.schedule.duration=5"
        "&3=rmsprop&3.lr=0.05&3.polyak=0.99&batch_size=32&examples=5000&evaluations=4&run=1&v=2",
        "RMSProp at a constant 0.05 never settles. With a cosine to 0 its training loss ends less "
        "than half as high; its weights' average (lane 3) jumps less than half as far.",
        topic="network",
    ),
    Preset(
        "seeds",
        "One seed proves nothing",
        "layers=32&1=momentum&1.lr=0.02&2=nesterov&2.lr=0.02"
        "&batch_size=64&epochs=3&examples=5000&seeds=0-1-2-3-4&run=1&v=2",
        "Over 5 seeds the bands of momentum and Nesterov momentum overlap: the seeds of one lane "
        "end further apart than the means of the two.",
        topic="network",
    ),
    MUON,
    *BATCHES,
    Preset(
        "activations",
        "Deep sigmoids lose the gradient",
        "layers=64-64-64-64&init=xavier&1=momentum&1.lr=0.02&1.activation=sigmoid&2=momentum"
        "&2.lr=0.02&2.activation=tanh&3=momentum&3.lr=0.02"
        "&batch_size=32&epochs=4&examples=5000&run=1&v=2",
        "Through 4 hidden layers of sigmoids hardly any gradient comes back: below 40 % at the "
        "end. The same network of tanh or ReLU units ends above 80 %.",
        topic="depth",
    ),
    Preset(
        "initial_weights",
        "Too small, too large and Xavier's weights",
        "layers=64-64-64-64&activation=tanh&1=momentum&1.lr=0.01&1.init=too_small&2=momentum"
        "&2.lr=0.01&2.init=too_large&3=momentum&3.lr=0.01&3.init=xavier"
        "&batch_size=32&epochs=4&examples=5000&run=1&v=2",
        "With too small weights the gradient vanishes: below 30 % at the end. Too large ones "
        "saturate the tanh units: below 80 %. With Xavier's it ends above 85 %.",
        topic="depth",
    ),
    Preset(
        "batch_norm",
        "Batch normalization mends bad weights",
        "layers=64-64-64&init=too_small&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.batch_norm=1"
        "&batch_size=32&epochs=4&examples=5000&run=1&v=2",
        "Both begin with weights that are too small. The plain network still guesses at the end, "
        "below 20 %; with batch normalization (lane 2) it is above 85 %.",
        topic="depth",
    ),
    Preset(
        "higher_rate",
        "Batch normalization bears a higher rate",
        "layers=64-64-64&1=momentum&1.lr=1&2=momentum&2.lr=1&2.batch_norm=1"
        "&batch_size=64&epochs=3&examples=5000&run=1&v=2",
        "Momentum at the rate 1 ruins the plain network, which only guesses: below 20 %. With "
        "batch normalization (lane 2) the same rate ends above 75 %.",
        topic="depth",
    ),
    Preset(
        "gradient_clip",
        "Clipping gradients that explode",
        "layers=64-64-64&1=momentum&1.lr=0.5&2=momentum&2.lr=0.5&2.gradient_clip=0.2"
        "&batch_size=64&epochs=3&examples=5000&run=1&v=2",
        "Momentum at the rate 0.5 ruins the network, which only guesses: below 20 %. With "
        "gradients no longer than 0.2 (lane 2) the same rate ends above 85 %.",
        topic="depth",
    ),
    Preset(
        "few_images",
        "Learning 300 images by heart",
        "layers=256-128&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.dropout=0.5&3=momentum"
        "&3.lr=0.02&3.l2=0.02&batch_size=32&epochs=30&examples=300&evaluations=1&run=1&v=2",
        "The plain network's validation loss ends over 10 times as high as its training loss. "
        "With dropout (lane 2) or an L2 penalty (lane 3) it is under 10 times as high.",
        topic="overfitting",
    ),
    *TECHNIQUES,
    Preset(
        "overfitting",
        "Overfitting, and stopping before it",
        "layers=256&label_noise=0.5&1=adam&1.lr=0.003&2=adam&2.lr=0.003&2.patience=4"
        "&batch_size=16&epochs=24&examples=1000&evaluations=1&run=1&v=2",
        "Half of the labels are wrong. Lane 1 learns those, too. Lane 2 stops by epoch 18 of 24, "
        "4 epochs after its lowest validation loss, and gets 9 points more right.",
        topic="overfitting",
    ),
    Preset(
        "augmentation",
        "New images out of 300",
        "layers=256-128&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.shift=1&2.rotation=10"
        "&2.scaling=0.1&2.elastic=0.5&batch_size=32&epochs=30&examples=300&evaluations=1&run=1&v=2",
        "Lane 1's validation loss ends over 10 times as high as its training loss. Lane 2 sees "
        "each image shifted, turned and bent in a new way each time: under 5 times.",
        topic="overfitting",
    ),
    Preset(
        "augmentation_hurts",
        "Shifted images in a small network",
        "layers=16&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.shift=2"
        "&batch_size=32&epochs=2&examples=5000&run=1&v=2",
        "In 2 epochs 16 units learn nothing by heart. Shifts of up to 2 pixels (lane 2) make it "
        "harder: in four of five seeds over 1 point fewer test images are right.",
        topic="overfitting",
    ),
    Preset(
        "mixup",
        "Mixup: two digits in one image",
        "layers=256-128&1=momentum&1.lr=0.02&2=momentum&2.lr=0.02&2.mixup=1"
        "&batch_size=32&epochs=30&examples=300&evaluations=1&run=1&v=2",
        "With mixed images and labels (lane 2) the training loss stays above 0.5, where lane 1's "
        "ends below 0.1. Here that hardly helps: both get the test right within 5 points.",
        topic="overfitting",
    ),
    Preset(
        "label_smoothing",
        "Label smoothing: never too sure",
        "1=adam&1.lr=0.005&2=adam&2.lr=0.005&2.label_smoothing=0.2"
        "&batch_size=32&epochs=12&examples=2000&evaluations=1&run=1&v=2",
        "With 0.2 of the target spread over all classes (lane 2) the training loss stays above "
        "0.2, as the right one is to get 82 %, no more. Lane 1 ends below 0.1.",
        topic="overfitting",
    ),
    *INSIDE,
    *ENSEMBLE,
)

TRAININGS: Gallery[Training, LabView] = Gallery(
    PRESETS,
    lab_link.CODEC,
    retired={
        "early_stopping": "layers=128-64&1=adam&1.lr=0.005&2=adam&2.lr=0.005&2.patience=3"
        "&batch_size=16&epochs=24&examples=300&evaluations=1&run=1&v=1"
    },
)
