"""Numbers for reading, as `static/core/numbers.js` writes them too."""

from decimal import ROUND_HALF_UP, Context, Decimal

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float | None, digits: int = 4) -> str:
    """`digits` significant digits, a power of ten where it would be long; a dash for none."""
    if value is None:
        return "–"
    # Ties away from zero, as a browser rounds; Python would round them to even.
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(value)
    if not rounded:
        return "0"
    power = rounded.adjusted()
    if -5 < power < 5:
        text = f"{rounded:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace("-", "−")
    mantissa = f"{rounded.scaleb(-power).normalize():f}".replace("-", "−")
    raised = str(power).translate(RAISED)
    return {"1": f"10{raised}", "−1": f"−10{raised}"}.get(mantissa, f"{mantissa}·10{raised}")


def count(value: float) -> str:
    """How many there are of something: thousands set apart, three decimals at most."""
    thousandths = Decimal(value).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return f"{thousandths:,f}".rstrip("0").rstrip(".")
