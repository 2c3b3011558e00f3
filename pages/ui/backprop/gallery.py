"""The gallery of computations."""

from pages.ui.backprop.link import CODEC
from pages.ui.gallery import Gallery, Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "sum_and_product",
        "Addition passes on, multiplication swaps",
        "v=1",
        "The product sends z = −4 to the sum and the sum, 3, to z; the addition passes the −4 on "
        "to x and to y unchanged.",
    ),
    Preset(
        "used_twice",
        "A variable that is used twice",
        "formula=x*(x%20%2B%20y)&in.x=3&in.y=2&v=1",
        "Two gradients arrive at x: 5 from the product and 3 through the sum. They are added up: 8 "
        "= 2x + y.",
    ),
    Preset(
        "sigmoid_neuron",
        "A sigmoid neuron",
        "formula=sigmoid(w0*x0%20%2B%20w1*x1%20%2B%20b)&in.w0=2&in.x0=-1&in.w1=-3&in.x1=-2"
        "&in.b=-3&v=1",
        "The neuron answers 0.73. The sigmoid multiplies by σ(1 − σ) = 0.2 and all before it "
        "gets no more: 0.2 for b, −0.2 for w0, −0.39 for w1.",
    ),
    Preset(
        "sigmoid_saturated",
        "A saturated sigmoid lets nothing through",
        "formula=sigmoid(w*x%20%2B%20b)&in.w=4&in.x=2&v=1",
        "At a sum of 9 the sigmoid is 0.9999 and its derivative 0.0001: a step of 0.1 moves w by "
        "less than 0.0001, however wrong the answer may be.",
    ),
    Preset(
        "chain",
        "Four sigmoids in a row",
        "formula=sigmoid(sigmoid(sigmoid(sigmoid(x))))&in.x=0&v=1",
        "Each sigmoid multiplies by σ(1 − σ), 0.25 at the most. Through 4 of them the gradient of "
        "1 has shrunk to 0.003: so deep sigmoid networks hardly learn.",
    ),
    Preset(
        "relu_alive",
        "A ReLU neuron, alive",
        "formula=relu(w*x%20%2B%20b)&in.x=2&in.b=-1&v=1",
        "The sum is 1, above 0: ReLU passes the gradient on unchanged, and w gets x = 2.",
    ),
    Preset(
        "relu_dead",
        "A ReLU neuron, dead",
        "formula=relu(w*x%20%2B%20b)&in.x=2&in.b=-3&v=1",
        "The sum is −1, below 0: ReLU passes nothing on, and no step of descent will ever move w "
        "or b again.",
    ),
    Preset(
        "relu_kink",
        "At the kink of ReLU",
        "formula=relu(x)&in.x=0&v=1",
        "At 0 there is no derivative. Backward pass and JAX say 0, the finite difference, which "
        "looks at both sides, 0.5: they rightly differ.",
    ),
    Preset(
        "softmax",
        "Softmax with cross-entropy",
        "formula=s%20%3D%20exp(a)%20%2B%20exp(b)%20%2B%20exp(c)%0Alog(s)%20-%20a&in.b=2&in.c=0&v=1",
        "The right class is a. Its gradient is its probability less 1, 0.24 − 1 = −0.76; those of "
        "b and c are their probabilities, 0.67 and 0.09. They sum to 0.",
    ),
    Preset(
        "two_layers",
        "A network with one hidden layer",
        "formula=h1%3Dsigmoid(u1*x%20%2B%20u2*y%20%2B%20a)"
        "%0Ah2%3Dsigmoid(u3*x%20%2B%20u4*y%20%2B%20b)"
        "%0Ap%3Dsigmoid(w1*h1%20%2B%20w2*h2%20%2B%20c)%0A(p-1)%5E2/2&in.u1=2&in.u2=-1&in.y=-1"
        "&in.a=0&in.u3=-1&in.w2=-2&in.c=0&v=1",
        "The gradient of the last layer's weight w1 is −0.09; through w1 and one more sigmoid, the "
        "first layer's u1 gets −0.004, a twentieth.",
    ),
    Preset(
        "matrix_form",
        "Layer by layer, in matrices",
        "form=layers&v=1",
        "p is (0.09, 0.91), and the first class is right: z2 gets p less 1 there, (−0.91, 0.91). "
        "Through W2ᵀ and the sigmoids z1 gets (−0.27, 0.24); each W gets that times its input.",
    ),
)

COMPUTATIONS = Gallery(PRESETS, CODEC, topic="backprop")
