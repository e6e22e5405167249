"""The plotting style: units demanded, colours that can be told apart by everyone, no global settings touched."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from microkit import ams_picture
from microkit.core.plot import COLOURS, DASHES, STYLE, curve, semilog, style

TIME, CONC = np.array([0.0, 1.0, 2.0, 4.0]), np.array([0.0, 8.0, 4.0, 1.0])
LABELS = {"x": "time (h)", "y": "concentration (ng/mL)"}

# Full colour blindness of each kind on linear RGB: Viénot, Brettel and Mollon (1999); the blue kind by Machado (2009).
BLIND = {
    "none": np.eye(3),
    "red": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "green": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    "blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(colour, blind):
    """Return CIE L*a*b* of a colour as seen with a kind of colour blindness."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.asarray(BLIND[blind]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(np.maximum(xyz / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("blind", BLIND)
def test_any_two_colours_can_be_told_apart(blind):
    for one, other in combinations(COLOURS, 2):
        assert np.linalg.norm(lab(one, blind) - lab(other, blind)) > 20, (one, other)


def test_any_two_lines_differ_in_grey_and_in_dash():
    lightness = sorted(lab(colour, "none")[0] for colour in COLOURS)
    assert np.diff(lightness).min() > 10
    assert lightness[-1] < 80, "too pale on white"
    assert len(set(DASHES)) == len(DASHES) == len(COLOURS)


@pytest.mark.parametrize("draw", [curve, semilog])
def test_labels_and_data_arrive(draw):
    picture = draw(TIME, {"100 µg": CONC, "60 mg": 600 * CONC}, **LABELS)
    axes = picture.axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == (LABELS["x"], LABELS["y"])
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["100 µg", "60 mg"]
    for line, factor in zip(axes.lines, (1, 600), strict=True):
        drawn = np.nan_to_num(line.get_ydata())
        np.testing.assert_array_equal(drawn, factor * CONC)
    assert len({line.get_linestyle() for line in axes.lines}) == 2


def test_semilog_is_logarithmic_and_curve_is_not():
    assert curve(TIME, CONC, **LABELS).axes[0].get_yscale() == "linear"
    assert semilog(TIME, CONC, **LABELS).axes[0].get_yscale() == "log"


def test_every_tick_of_a_logarithmic_axis_is_a_plain_number():
    """Less than two powers of ten are labelled between them too, where matplotlib itself writes 6 × 10³."""
    labels = []
    for highest in (800, 5_000, 9_000, 900_000):
        picture = semilog([0, 1], [700, highest], x="time (h)", y="concentration (ng/mL)")
        picture.draw_without_rendering()
        axis = picture.axes[0].yaxis
        labels += [
            text for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()) if (text := tick.label1.get_text())
        ]
    assert len(labels) > 12
    assert [label for label in labels if not label.replace(",", "").isdigit()] == []


def test_the_picture_shows_itself_with_a_description():
    page = curve(TIME, {'<"a">': CONC}, **LABELS)._repr_html_()
    assert 'alt="concentration (ng/mL) against time (h): &lt;&quot;a&quot;&gt;"' in page
    assert 'src="data:image/png;base64,iVBOR' in page


def test_global_settings_stay_as_they_were():
    before = dict(matplotlib.rcParams)
    curve(TIME, CONC, **LABELS)._repr_html_()
    with style():
        assert matplotlib.rcParams["axes.grid"] is STYLE["axes.grid"] is not before["axes.grid"]
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(
    ("x_values", "y_values", "labels", "names"),
    [
        (TIME, CONC, {"x": "time"}, "x must be a label that ends with its unit"),
        (TIME, CONC, {"y": "(ng/mL)"}, "y must be a label"),
        (TIME, CONC, {"y": 3}, "y must be a label"),
        (TIME, CONC[:2], {}, "x_values and y_values must be rows of one length"),
        (TIME, {"a": CONC, "b": CONC[:2]}, {}, "x_values and b must be rows of one length"),
        (TIME, {}, {}, "y_values is empty"),
        ([], [], {}, "x_values is empty"),
        (TIME, CONC * np.nan, {}, "y_values must be finite"),
        ("abc", CONC, {}, "x_values must be a number"),
        (TIME, "abc", {}, "y_values must be a number"),
        (1.0, 2.0, {}, "rows of one length"),
    ],
)
@pytest.mark.parametrize("draw", [curve, semilog])
def test_bad_input_is_named(draw, x_values, y_values, labels, names):
    with pytest.raises((ValueError, TypeError), match=names.replace("(", r"\(").replace(")", r"\)")):
        draw(x_values, y_values, **LABELS | labels)


def test_nothing_positive_to_show():
    with pytest.raises(ValueError, match="y_values has no positive value"):
        semilog(TIME, 0 * CONC, **LABELS)


def test_the_spectrometer_is_legible_on_a_phone():
    picture = ams_picture()
    picture.draw_without_rendering()
    shrunk = 400 / picture.bbox.width
    boxes = [text.get_window_extent() for text in picture.axes[0].texts]
    assert len(boxes) == 13 and min(box.height for box in boxes) * shrunk > 7.5
    assert [one for one, other in combinations(boxes, 2) if one.overlaps(other)] == []
    assert all(picture.bbox.x0 <= box.x0 and box.x1 <= picture.bbox.x1 for box in boxes)
    assert all(word in picture.alt for word in ("source", "accelerator", "magnet", "¹²C", "¹⁴C"))
