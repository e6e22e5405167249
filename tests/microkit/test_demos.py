"""Every demo at every extreme, and the proof that moving artists equals drawing afresh."""

import io
import json
import re
import subprocess
import sys
import warnings
from functools import cache
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

import microkit
from microkit.demos import explore, static
from microkit.demos.controls import Slider, complete
from microkit.demos.stage import Painter, bring, build, encoder, load, names

DEMOS = names()
D_MIN = r"$\mathbf{D_{min}}$"
PACKAGE = Path(microkit.__file__).parent
ROOT = PACKAGE.parent


def extremes(control):
    return (min(control.values), max(control.values)) if isinstance(control, Slider) else control.values


def corners(demo):
    """Return the settings at the start, and every combination of the least and greatest value of each."""
    controls = load(demo).CONTROLS
    return [complete(controls, {})] + [
        dict(zip(controls, values, strict=True)) for values in product(*map(extremes, controls.values()))
    ]


def random_settings(demo, n, seed):
    rng = np.random.default_rng(seed)
    controls = load(demo).CONTROLS
    pick = {name: rng.integers(len(control.values), size=n) for name, control in controls.items()}
    return [{name: control.values[pick[name][i]] for name, control in controls.items()} for i in range(n)]


@cache
def painter(demo):
    """Return a painter of a demo, built once; whatever it painted before must not matter."""
    return Painter(load(demo))


def drawn_afresh(demo, settings):
    """Return the pixels of a figure that is built, set and drawn as a whole, nothing saved and nothing moved."""
    demo = load(demo)
    figure, artists = build(demo)
    bring(demo, artists, settings)
    for artist in artists.values():
        artist.set_animated(False)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def test_there_are_demos_to_test():
    assert {"limits", "occupancy", "hundredth"} <= set(DEMOS)


@pytest.mark.parametrize("demo", DEMOS)
def test_moved_artists_equal_a_full_redraw(demo):
    paint = painter(demo)
    for i, settings in enumerate(random_settings(demo, 4, seed=1)):
        pixels, _ = paint(**settings)
        np.testing.assert_array_equal(pixels, drawn_afresh(demo, settings), err_msg=f"frame {i}: {settings}")


@pytest.mark.parametrize("demo", DEMOS)
def test_a_picture_depends_on_its_settings_and_on_nothing_before(demo):
    first, *others = random_settings(demo, 6, seed=2)
    paint = painter(demo)
    frame = paint(**first)[0].copy()
    for other in others:
        assert (paint(**other)[0] != frame).any() or other == first
    np.testing.assert_array_equal(paint(**first)[0], frame)


@pytest.mark.parametrize("demo", DEMOS)
def test_every_corner_is_safe_and_clean(demo):
    module = load(demo)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure, artists = build(module)
        FigureCanvasAgg(figure)
        for settings in corners(demo):
            seen = bring(module, artists, settings)
            assert seen and not re.search(r"\b(nan|inf|None)\b", seen), settings
            assert_markers_inside(artists, settings)
            assert_texts_apart(figure, settings)


def assert_markers_inside(artists, settings):
    for line in artists.values():
        if getattr(line, "get_marker", lambda: "None")() == "None":
            continue
        axes = line.axes
        for value, (low, high) in zip(line.get_data(), (axes.get_xlim(), axes.get_ylim()), strict=True):
            assert len(value) and ((low <= np.asarray(value)) & (np.asarray(value) <= high)).all(), (line, settings)


def assert_texts_apart(figure, settings):
    """No text leaves the picture, meets another text or lies on another panel."""
    renderer = figure.canvas.get_renderer()
    boxes = {text: text.get_window_extent(renderer) for text in visible_texts(figure)}
    assert len(boxes) > 8
    for text, box in boxes.items():
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1, (text, settings)
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1, (text, settings)
    for text, axes in product(boxes, figure.axes):
        assert text.axes is axes or not boxes[text].overlaps(axes.bbox), (text, axes, settings)
    for one, other in combinations(boxes, 2):
        assert not boxes[one].overlaps(boxes[other]), (one, other, settings)


def visible_texts(figure):
    figure.draw_without_rendering()
    ticks = {id(tick.label2) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for tick in axis.majorTicks}
    hidden = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            out = [tick for tick in (*axis.majorTicks, *axis.minorTicks) if not low <= tick.get_loc() <= high]
            hidden |= {id(tick.label1) for tick in out}
    texts = figure.findobj(Text)
    return [t for t in texts if t.get_visible() and t.get_text().strip() and id(t) not in hidden | ticks]


@pytest.mark.parametrize("demo", DEMOS)
def test_axes_carry_units(demo):
    for axes in static(demo).axes:
        numbered = [axes.xaxis] + ([axes.yaxis] if axes.get_ylabel() else [])
        for axis in numbered:
            assert re.search(r"\S \([^()]+\)$", axis.get_label_text()), axis
        words = [text.get_text() for text in axes.get_yticklabels()]
        assert axes.get_ylabel() or all(re.match("[a-z]", word) for word in words)


@pytest.mark.parametrize("demo", DEMOS)
def test_sliders_are_few_and_labelled(demo):
    module = load(demo)
    assert len(module.TITLE) > 30
    sliders = [control for control in module.CONTROLS.values() if isinstance(control, Slider)]
    assert 1 <= len(sliders) <= 3
    for control in module.CONTROLS.values():
        assert control.label and control.check("start", control.start) == control.start
    for slider in sliders:
        assert slider.unit and list(slider.values) == sorted(set(slider.values))
        assert slider.show(slider.values[-1]).endswith(slider.unit)


@pytest.mark.parametrize("demo", DEMOS)
def test_the_encoded_picture_looks_like_the_drawn_one(demo):
    paint = painter(demo)
    encode = encoder()
    for settings in [complete(load(demo).CONTROLS, {}), *random_settings(demo, 2, seed=3)]:
        pixels, _ = paint(**settings)
        shown = np.asarray(Image.open(io.BytesIO(encode(pixels))).convert("RGB")).astype(int)
        error = np.abs(shown - pixels[..., :3]).max(axis=-1)
        assert (error > 24).mean() < 1e-3 and error.mean() < 0.1, settings
        assert (shown[0, 0] == 255).all(), "paper stays white"


def test_limits_names_the_rule_and_ignores_f():
    def say(**settings):
        return static("limits", **settings).axes[0].texts[0].get_text()

    assert say(d_min=6, noael=20).startswith(f"{D_MIN}/100 binds: give at most 60 µg")
    assert say(d_min=40, noael=4).startswith("NOAEL/100 binds: give at most 40 µg")
    assert say(d_min=40, noael=40).startswith("the 100 µg cap binds: give at most 100 µg")
    assert {say(f=f).split(" (")[0] for f in (5, 30, 100)} == {f"{D_MIN}/100 binds: give at most 60 µg"}
    assert say(f=50).endswith("(30 µg absorbed)")


def test_occupancy_falls_less_than_the_dose():
    assert "600 times smaller, the occupancy 52.1 times" in static("occupancy").alt
    low = static("occupancy", kd=100, fu=1, dose=1).alt
    assert "100 times smaller, the occupancy 99.9 times" in low


@pytest.mark.parametrize("factor", [10, 100, 1000])
def test_hundredth_follows_its_identity(factor):
    module = load("hundredth")
    _, artists = build(module)
    for rho in module.CONTROLS["rho"].values:
        module.draw(artists, rho=rho, factor=factor, scale="log")
        share = rho / 100
        identity = 100 * share / (factor - (factor - 1) * share)
        assert artists["remaining"].get_ydata()[0] == pytest.approx(identity, rel=1e-9)
        assert artists["small"].get_ydata()[0] == pytest.approx(identity, rel=1e-9)


@pytest.mark.parametrize("f", [5, 40, 100])
def test_clf_plane_moves_the_drug_and_not_its_oral_curve(f):
    module = load("clf_plane")
    _, artists = build(module)
    module.draw(artists, clf=60, f=20, tracer="given")
    before = artists["oral"].get_ydata().copy()
    module.draw(artists, clf=60, f=f, tracer="given")
    np.testing.assert_array_equal(artists["oral"].get_ydata(), before)
    iv, t = artists["iv"].get_ydata(), artists["iv"].get_xdata()
    assert 1e3 / (np.trapezoid(iv, t) + iv[-1] * 300 / 60) == pytest.approx(0.6 * f, rel=1e-3)


def test_atoms_show_whose_they_are():
    assert "9.7 million atoms beside 2.4 billion others, 0.41 %" in static("atoms").alt
    assert "99.8 % of all" in static("atoms", conc=5, sample="isolated, fossil carrier").alt
    assert "99.9 % of all" in static("atoms", conc=500, sample="isolated, fossil carrier").alt
    module = load("atoms")
    _, artists = build(module)
    for sample, dots in (("whole plasma", 4), ("isolated, living carrier", 116), ("isolated, fossil carrier", 985)):
        module.draw(artists, conc=0.5, label=200, sample=sample)
        assert artists["dots"].get_markevery() == slice(0, dots)


def knobs_and_rest(widget):
    return list(widget.knobs.values()), widget.frame, widget.caption


@pytest.mark.parametrize("demo", DEMOS)
def test_explore_redraws_when_a_control_moves(demo):
    knobs, frame, caption = knobs_and_rest(explore(demo))
    for knob in knobs:
        before, said = bytes(frame.value), caption.value
        knob.index = knob.index + 1 if knob.index + 1 < len(knob.options) else 0
        assert bytes(frame.value) != before and "could not" not in caption.value, knob.description
        assert caption.value != said or not isinstance(knob.value, (int, float))
    assert frame.tooltip and frame.description == ""


@pytest.mark.parametrize("demo", DEMOS)
def test_a_pinned_picture_stays_pale_behind_the_next_and_leaves_no_trace(demo):
    here, there = random_settings(demo, 2, seed=5)
    pinned = Painter(load(demo))
    plain = painter(demo)
    pinned(**here)
    pinned.pin(True)
    ghosts = pinned(**there)[0].astype(int).copy()
    without = plain(**there)[0].astype(int)
    assert (ghosts != without).any() == pinned.has_curves or here == there
    paper = (without == 255).all(axis=-1)
    assert ghosts[paper].min() > 100, "a ghost, or two across each other, stay pale"
    pinned.pin(False)
    np.testing.assert_array_equal(pinned(**there)[0], without)


def test_a_ghost_never_shows_another_quantity():
    paint, plain = Painter(load("proportional")), Painter(load("proportional"))
    settings = complete(load("proportional").CONTROLS, {})
    paint(**settings)
    paint.pin(True)
    right = np.s_[:, 680:]  # the exponents have no such axis
    other = settings | {"view": "AUC per mg"}
    left = np.s_[:, :600]
    np.testing.assert_array_equal(paint(**other)[0][left], plain(**other)[0][left])
    assert (paint(**settings | {"fold": 4})[0][right] != plain(**settings | {"fold": 4})[0][right]).any()


def test_the_pin_of_a_demo_is_offered_where_there_is_a_curve():
    demo = explore("saturation")
    assert demo.pin.layout.display == ""
    before = bytes(demo.frame.value)
    demo.pin.value = True
    demo.knobs["dose"].index -= 5
    ghostly = bytes(demo.frame.value)
    demo.pin.value = False
    assert ghostly != bytes(demo.frame.value) != before
    assert explore("dossier").pin.layout.display == "none"


def test_the_code_of_a_demo_is_shown_when_asked_for_and_follows_the_sliders():
    demo = explore("saturation")
    assert demo.lines.value == ""
    demo.code.value = True
    assert "mk.mm_auc(100, v=40, vmax=10, km=0.25)" in demo.lines.value
    demo.knobs["dose"].value = 10
    assert "mk.mm_auc(10, v=40, vmax=10, km=0.25)" in demo.lines.value
    demo.code.value = False
    assert demo.lines.value == ""


def test_explore_starts_where_it_is_told_also_between_the_stops():
    knobs, _, caption = knobs_and_rest(explore("limits", d_min=7, noael=4.84))
    assert [knob.value for knob in knobs] == [7, 4.84, 30]
    assert (
        '<i>D</i><span class="microkit-index">min</span> = 7 mg and a NOAEL of 4.84 mg, NOAEL/100 binds: give at most 48.4 µg'
        in caption.value
    )


def broken_demo(fails_at):
    def draw(artists, *, a):
        if a >= fails_at:
            raise ZeroDivisionError("the dose <b> is zero")
        return "fine"

    def start(figure):
        return {"line": figure.subplots().plot([0, 1])[0]}

    def code(*, a):
        return f"print('a (h):', {a})"

    module = type(sys)("broken")
    module.__dict__.update(TITLE="A", CONTROLS={"a": Slider("a", "h", (1, 2, 3), 2)}, start=start, draw=draw, code=code)
    return module


def test_a_broken_demo_fails_at_once():
    with pytest.raises(ZeroDivisionError, match="the dose"):
        explore(broken_demo(fails_at=2))


def test_a_redraw_that_fails_is_told_and_forgotten_when_it_works_again():
    (knob,), frame, caption = knobs_and_rest(explore(broken_demo(fails_at=3)))
    before = bytes(frame.value)
    knob.value = 3
    assert "could not be drawn: the dose &lt;b&gt; is zero" in caption.value
    assert bytes(frame.value) == before
    knob.value = 1
    assert "fine" in caption.value and "could not" not in caption.value


@pytest.mark.parametrize("show", [explore, static])
@pytest.mark.parametrize(
    ("demo", "settings", "message"),
    [
        ("limit", {}, "there is no demo 'limit'; there are .*limits"),
        (3, {}, "there is no demo 3"),
        ("stage", {}, "there is no demo 'stage'"),
        ("limits", {"dmin": 6}, "no setting 'dmin'; it has d_min, noael, f"),
        ("limits", {"d_min": -1}, "d_min must be one number from 0.2 mg to 500 mg, not -1"),
        ("limits", {"d_min": [1, 2]}, "d_min must be one number"),
        ("limits", {"d_min": "6 mg"}, "d_min must be a number or an array of numbers, not text"),
        ("limits", {"d_min": True}, "d_min must be a number"),
        ("limits", {"d_min": float("nan")}, "d_min must be finite"),
        ("occupancy", {"scale": "cubic"}, "scale must be one of 'linear', 'log', not 'cubic'"),
    ],
)
def test_bad_settings_are_named(show, demo, settings, message):
    with pytest.raises((ValueError, TypeError), match=message):
        show(demo, **settings)


def test_a_static_figure_shows_itself_with_what_is_seen():
    figure = static("hundredth", rho=80)
    assert figure.alt.startswith(load("hundredth").TITLE)
    assert "1/100 of it occupies 3.85 %" in figure._repr_html_()


def test_import_microkit_brings_no_plotting():
    heavy = ("matplotlib", "ipywidgets", "PIL", "IPython")
    code = f"import json, sys, microkit; print(json.dumps([name for name in {heavy} if name in sys.modules]))"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(out.stdout) == []
