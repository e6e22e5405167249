"""Sliders beside a picture that follows them."""

from html import escape
from types import ModuleType

import ipywidgets
from traitlets import Unicode

from ..core.plot import SCREEN_DPI
from .cell_code import as_block, cell_code
from .controls import Slider, complete
from .page import display_widget, page_support, radio_buttons
from .stage import SIZE, Painter, encoder, load
from .symbols import as_html


class Frame(ipywidgets.Image):
    """The picture. The browser shows a tooltip, its name for a screen reader, only for a widget with a description."""

    description = Unicode("").tag(sync=True)


class Demo(ipywidgets.VBox):
    """A demo on the page: its `knobs` by name, the `frame` with the picture, the `caption` that says what is seen.

    `pin` keeps the curves as they stand, pale, behind those of later settings; `code` shows the `lines` behind the numbers.
    """

    def __init__(self, knobs, frame, caption, pin, code, lines):
        self.knobs = knobs
        self.frame = frame
        self.caption = caption
        self.pin = pin
        self.code = code
        self.lines = lines
        picture = ipywidgets.Box([frame]).add_class("microkit-picture")
        super().__init__([*knobs.values(), picture, caption, pin, code, lines, page_support()])
        self.add_class("microkit-demo")

    def _ipython_display_(self):
        """Display the demo on a page; a reader without a kernel is told what is to be seen."""
        words = f"{self.frame.tooltip} Run this cell to see it and to move its sliders."
        display_widget(self._repr_mimebundle_(), words)


def with_sliders(demo: str | ModuleType, guess: float | None, guess_on: str, settings: dict[str, float | str]) -> Demo:
    """Return a demo with its sliders, drawn once; see `explore`, which calls this.

    Parameters
    ----------
    demo, guess, guess_on : as there.
    settings : where its sliders stand at first, by name.
    """
    demo = load(demo)
    settings = complete(demo.CONTROLS, settings)
    knobs = {name: _knob(control, settings[name]) for name, control in demo.CONTROLS.items()}
    frame = Frame(width=round(SIZE[0] * SCREEN_DPI), tooltip=demo.TITLE)
    caption = ipywidgets.HTML()
    paint = Painter(demo, guess, guess_on)
    encode = encoder()
    pin = _box("Pin: keep these curves, pale, to compare with")
    code = _box("Code: the lines of microkit that give these numbers")
    lines = ipywidgets.HTML()

    def show(**settings):
        pixels, seen = paint(**settings)
        frame.value = encode(pixels)
        caption.value = f'<div role="status">{as_html(seen)}</div>'
        lines.value = as_block(cell_code(demo, settings)) if code.value else ""

    def follow(_change):
        try:
            show(**{name: knob.value for name, knob in knobs.items()})
        except Exception as error:  # a widget would drop it without a word
            caption.value = f'<div role="alert">⚠ This setting could not be drawn: {escape(str(error))}</div>'

    def keep(change):
        paint.pin(change["new"])
        follow(change)

    show(**settings)
    for knob in (*knobs.values(), code):
        knob.observe(follow, "value")
    pin.layout.display = "" if paint.has_curves else "none"
    pin.observe(keep, "value")
    return Demo(knobs, frame, caption, pin, code, lines)


def _box(words):
    return ipywidgets.Checkbox(description=words, indent=False)


def _knob(control, value):
    look = {"description": as_html(control.label), "description_allow_html": True, "value": value}
    if isinstance(control, Slider):
        stops = sorted({*control.values, value})
        options = [(control.show(stop), stop) for stop in stops]
        return ipywidgets.SelectionSlider(options=options, layout={"width": "auto"}, **look)
    return radio_buttons(control.values, control.label, **look)
