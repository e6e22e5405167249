"""The settings of a demo: sliders that step through round values, toggles between two or three words."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist

from ..core.inputs import one_of, real

Artists = dict[str, Artist]  # what moves in a picture, by name

ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8)


@dataclass(frozen=True)
class Slider:
    """A number that steps through round values, with its unit and where it stands at first."""

    label: str
    unit: str
    values: tuple
    start: float

    def show(self, value: float) -> str:
        """Return a value with its unit, as the slider displays it."""
        unit = "person" if self.unit == "people" else self.unit.removesuffix("s")
        return f"{value:,g} {unit if value == 1 else self.unit}"

    def check(self, name: str, value: float) -> float:
        """Return a number within the reach of the slider; it need not be one of its stops.

        Parameters
        ----------
        name : of the setting, as a message calls it.
        value : in the slider's unit.

        Raises
        ------
        TypeError, ValueError : for anything but one number between the first stop and the last.
        """
        number = real(name, value)
        low = min(self.values)
        high = max(self.values)
        if number.ndim or not low <= number <= high:
            raise ValueError(f"{name} must be one number from {self.show(low)} to {self.show(high)}, not {value}")
        return number.item()


@dataclass(frozen=True)
class Toggle:
    """One word of two or three, and which it is at first."""

    label: str
    values: tuple
    start: str

    def check(self, name: str, value: str) -> str:
        """Return one of the words.

        Parameters
        ----------
        name : of the setting, as a message calls it.
        value : the word that was given.

        Raises
        ------
        ValueError : for any other word.
        """
        return one_of(name, value, self.values)


def round_values(low: float, high: float) -> tuple[float, ...]:
    """Return the round values from low to high, eight to a decade.

    Parameters
    ----------
    low : more than 0; the first value where it is round itself.
    high : the last value where it is round itself.

    Examples
    --------
    >>> round_values(2, 30)
    (2, 3, 4, 5, 6, 8, 10, 15, 20, 30)
    """
    decades = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    grid = (float(f"{step}e{decade}") for decade in decades for step in ROUND)
    return tuple(int(value) if value.is_integer() else value for value in grid if low <= value <= high)


def complete(controls: Mapping[str, Slider | Toggle], given: Mapping[str, float | str]) -> dict[str, float | str]:
    """Return every setting of a demo: those given, checked, and the start value of the others.

    Parameters
    ----------
    controls : of the demo, by name.
    given : some of its settings, by the same names.

    Raises
    ------
    TypeError, ValueError : for a setting that the demo does not have, or a value that is out of reach.
    """
    for name in given:
        if name not in controls:
            raise ValueError(f"this demo has no setting {name!r}; it has {', '.join(controls)}")
    return {
        name: control.check(name, given[name]) if name in given else control.start for name, control in controls.items()
    }
