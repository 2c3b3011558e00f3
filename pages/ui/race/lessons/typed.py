"""Races of rules as notes write them, beside those that are built in."""

from pages.ui.gallery import Preset

PRESETS: tuple[Preset, ...] = (
    Preset(
        "typed_momentum",
        "Momentum as notes write it",
        "surface=quadratic&1=momentum&1.lr=0.02&2=typed&2.lr=0.02&2.rule=rho%20%3D%200.9%0A"
        "dx%20%3D%20compute_gradient(x)%0Av%20%3D%20rho*v%20%2B%20dx%0A"
        "x%20-%3D%20learning_rate*v&steps=150&v=1",
        "Lane 2 is a typed rule, momentum line by line: one path with lane 1, near the minimum at "
        "step 37. Drag its rho, or change a line, and they part.",
        topic="momentum",
    ),
    Preset(
        "typed_slip",
        "A plus for a minus",
        "surface=quadratic&1=momentum&1.lr=0.002&2=typed&2.lr=0.002&2.rule=rho%20%3D%200.9%0A"
        "dx%20%3D%20compute_gradient(x)%0Av%20%3D%20rho*v%20%2B%20dx%0A"
        "x%20%2B%3D%20learning_rate*v&steps=200&v=1",
        "A slip: the typed rule adds the velocity that momentum subtracts. So it climbs, from 17.4 "
        "to 17.9 in its first step, and leaves the box at step 11. Put it right.",
        topic="momentum",
    ),
    Preset(
        "typed_mixed",
        "Two forms mixed",
        "surface=quadratic&x=-2&y=0.5&1=momentum&1.lr=0.002&1.form=velocity&2=typed&2.lr=0.002"
        "&2.rule=rho%20%3D%200.9%0Av%20%3D%20rho*v%20%2B%20learning_rate*g%0Ax%20%3D%20x%20%2B%20v"
        "&steps=200&v=1",
        "A slip: v = ρv + αg of one form with x + v of the other. The typed rule climbs at "
        "once, from 3.25 to 3.31, and leaves the box at step 22; momentum is near at 146.",
        topic="momentum",
    ),
    Preset(
        "typed_rmsprop",
        "RMSProp as notes write it",
        "surface=quadratic&1=rmsprop&1.lr=0.05&2=typed&2.lr=0.05&2.rule=decay%20%3D%200.9%0A"
        "s%20%3D%20decay*s%20%2B%20(1%20-%20decay)*g**2%0A"
        "x%20-%3D%20lr*g/(np.sqrt(s)%20%2B%201e-8)&steps=150&v=1",
        "Lane 2 is a typed rule, RMSProp in three lines: one path with lane 1, near the minimum at "
        "step 86. Leave out the root, and see what it was for.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "typed_explodes",
        "A plus too many",
        "surface=quadratic&1=rmsprop&1.lr=0.05&2=typed&2.lr=0.05&2.rule=decay%20%3D%200.9%0A"
        "s%20%2B%3D%20decay*s%20%2B%20(1%20-%20decay)*g**2%0A"
        "x%20-%3D%20lr*g/(np.sqrt(s)%20%2B%201e-8)&steps=150&v=1",
        "A slip: += where = is meant. So s grows 1.9 times in each step, and the typed rule "
        "stalls at step 14, 3.23 from the minimum. RMSProp is near at 86.",
        topic="adagrad_rmsprop",
    ),
    Preset(
        "typed_adam",
        "Adam as notes write it",
        "surface=himmelblau&y=-3&1=adam&1.lr=0.1&2=typed&2.lr=0.1&2.rule=b1%3D0.9%0Ab2%3D0.999%0A"
        "m%3Db1*m%2B(1-b1)*g%0Av%3Db2*v%2B(1-b2)*g**2%0Am_hat%3Dm/(1-b1**t)%0A"
        "v_hat%3Dv/(1-b2**t)%0Ax-%3Dlr*m_hat/(sqrt(v_hat)%2B1e-8)&steps=150&v=1",
        "Lane 2 is a typed rule, Adam with both corrections: one path with lane 1, near the "
        "minimum at step 36. Leave out the corrections: its first step is longer.",
        topic="adam",
    ),
    Preset(
        "decoupled_decay",
        "Decay in the gradient, or beside it",
        "surface=typed&surface.formula=(x-2)%5E2/2%2B50*(y-2)%5E2&surface.half=3&x=3&y=1"
        "&1=typed&1.lr=0.05&1.rule=w%3D0.5%0Ah%3Dg%2Bw*x%0Am%3D0.9*m%2B0.1*h%0A"
        "s%3D0.999*s%2B0.001*h**2%0Ax-%3Dlr*m/(1-0.9**t)/(sqrt(s/(1-0.999**t))%2B1e-8)"
        "&2=adamw&2.lr=0.05&2.weight_decay=0.5&v=1",
        "The typed rule has a pull of 0.5 in Adam's gradient (L2), which divides it: from 2 the "
        "flat x goes to 1.33, the steep y to 1.99. AdamW pulls both: to 1.69 and 1.63.",
        topic="adam",
    ),
)
