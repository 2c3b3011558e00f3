"""The canonical form of a setting: what means the same is the same value."""

from collections.abc import Mapping
from typing import Any

from optim_core.parameters import Parameter, Value, whole

_SHARES = "dropout", "input_dropout", "dropconnect", "label_smoothing", "label_noise", "ema_decay"
_AT_LEAST_0 = (
    *("l1", "l2", "max_norm", "gradient_clip", "patience", "mixup", "multi_task"),
    *("shift", "rotation", "scaling", "elastic"),
)


def canonical(
    name: str, value: Any, parameters: Mapping[str, Parameter]
) -> Value | tuple[int, ...]:
    """The value of the setting of that name; `parameters` are all but `hidden`.

    Raises ValueError for what makes no sense.
    """
    if name == "hidden":
        widths = tuple(int(width) for width in value)
        if widths != tuple(value) or any(width < 1 for width in widths):
            raise ValueError(f"hidden is a tuple of whole numbers from 1, not {value!r}")
        return widths
    if name == "batch_size":
        return whole(name, value, 1, 2**31 - 1)
    taken = parameters[name].take(value)
    if name in _SHARES and not 0 <= taken < 1:  # type: ignore[operator]
        raise ValueError(f"{name} is at least 0 and less than 1, not {value!r}")
    if name in _AT_LEAST_0 and taken < 0:  # type: ignore[operator]
        raise ValueError(f"{name} is at least 0, not {value!r}")
    return taken
