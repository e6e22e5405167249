"""The settings of a demo: sliders that step through round values, toggles between two or three words."""

from dataclasses import dataclass

import numpy as np

from ..core.inputs import one_of, real

ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8)


@dataclass(frozen=True)
class Slider:
    label: str
    unit: str
    values: tuple
    start: float

    def show(self, value):
        """Return a value with its unit, as the slider displays it."""
        unit = "person" if self.unit == "people" else self.unit.removesuffix("s")
        return f"{value:,g} {unit if value == 1 else self.unit}"

    def check(self, name, value):
        """Return a number within the reach of the slider; it need not be one of its stops."""
        number = real(name, value)
        low = min(self.values)
        high = max(self.values)
        if number.ndim or not low <= number <= high:
            raise ValueError(f"{name} must be one number from {self.show(low)} to {self.show(high)}, not {value}")
        return number.item()


@dataclass(frozen=True)
class Toggle:
    label: str
    values: tuple
    start: str

    def check(self, name, value):
        """Return one of the words."""
        return one_of(name, value, self.values)


def round_values(low, high):
    """Return the round values from low to high, eight to a decade.

    >>> round_values(2, 30)
    (2, 3, 4, 5, 6, 8, 10, 15, 20, 30)
    """
    decades = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    grid = (float(f"{step}e{decade}") for decade in decades for step in ROUND)
    return tuple(int(value) if value.is_integer() else value for value in grid if low <= value <= high)


def complete(controls, given):
    """Return every setting of a demo: those given, checked, and the start value of the others."""
    for name in given:
        if name not in controls:
            raise ValueError(f"this demo has no setting {name!r}; it has {', '.join(controls)}")
    return {
        name: control.check(name, given[name]) if name in given else control.start for name, control in controls.items()
    }
