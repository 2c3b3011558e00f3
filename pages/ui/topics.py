"""The topics of the course, in its order: every preset of every gallery belongs to one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """A part of the course has several topics, a topic the presets that name it."""

    name: str
    title: str
    part: str
    first: str = ""  # the page whose presets come before all others, else in the order of the pages


SURFACE, NETWORK = "On a surface", "In a network"

TOPICS: tuple[Topic, ...] = (
    Topic("gradient_descent", "Gradient descent", SURFACE, first="step"),
    Topic("condition", "Condition number", SURFACE),
    Topic("minima", "Saddles and minima", SURFACE),
    Topic("noise", "Noise and mini-batches", SURFACE),
    Topic("momentum", "Momentum, Nesterov", SURFACE),
    Topic("averages", "Moving averages", SURFACE),
    Topic("adagrad_rmsprop", "AdaGrad and RMSProp", SURFACE),
    Topic("adam", "Adam", SURFACE),
    Topic("comparing", "Comparing fairly", SURFACE),
    Topic("schedules", "Learning-rate schedules", SURFACE),
    Topic("taylor", "First and second order", SURFACE),
    Topic("second_order", "Newton and BFGS", SURFACE),
    Topic("backprop", "Backward pass", NETWORK),
    Topic("network", "Rates and rules", NETWORK),
    Topic("batches", "Mini-batches", NETWORK),
    Topic("depth", "Activations and depth", NETWORK),
    Topic("overfitting", "Overfitting", NETWORK),
    Topic("transfer", "Transfer", NETWORK),
)
