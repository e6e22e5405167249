"""Time from a new setting to a picture, in the kernel: a demo against the same figure rebuilt, as plain `interact` does.

Both are drawn at the same size and sharpness; the rebuilt figure takes the PNG path of notebooks with inline figures.
"""

import statistics
import time

from IPython.core.pylabtools import print_figure

from microkit.core.plot import SCREEN_DPI, SHARPNESS
from microkit.demos import explore, static
from microkit.demos.controls import Slider
from microkit.demos.stage import load, names

ROUNDS = 25


def milliseconds(action):
    begin = time.perf_counter()
    action()
    return 1e3 * (time.perf_counter() - begin)


def compare(demo):
    """Return the median times of a redraw and of a rebuilt figure, taken in turn while the first slider moves."""
    name, slider = next(item for item in load(demo).CONTROLS.items() if isinstance(item[1], Slider))
    knob = explore(demo).children[0]
    moved, rebuilt = [], []
    for i in range(ROUNDS):
        value = slider.values[i % len(slider.values)]
        moved.append(milliseconds(lambda value=value: knob.set_trait("value", value)))
        rebuilt.append(
            milliseconds(lambda value=value: print_figure(static(demo, **{name: value}), dpi=SCREEN_DPI * SHARPNESS))
        )
    return statistics.median(moved), statistics.median(rebuilt)


if __name__ == "__main__":
    print("slider to picture in the kernel, median:")
    for demo in names():
        moved, rebuilt = compare(demo)
        print(f"  {demo:<12}{moved:6.1f} ms, figure rebuilt {rebuilt:6.1f} ms: {rebuilt / moved:.1f} times quicker")
