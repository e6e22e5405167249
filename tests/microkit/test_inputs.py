"""The argument checks: what passes unchanged, and what each refusal says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from microkit.core.inputs import (
    fraction,
    increasing,
    non_negative,
    one_of,
    plain,
    positive,
    probability,
    real,
    together,
    whole,
    whole_numbers,
)

finite = st.floats(allow_nan=False, allow_infinity=False)


@given(arrays(float, array_shapes(max_dims=3, max_side=4), elements=finite))
def test_finite_arrays_pass_unchanged_and_are_copied(values):
    passed = real("x", values)
    assert np.array_equal(passed, values) and passed.shape == values.shape
    assert passed is not values and not np.shares_memory(passed, values)


@given(finite)
def test_a_number_comes_back_as_itself(value):
    assert plain(real("x", value)) == value
    assert type(plain(real("x", value))) is float


@pytest.mark.parametrize("value", [1, np.int32(1), np.float32(1), True + 0, [1, 2], (1.0, 2.0), np.array([1, 2])])
def test_every_usual_number_type_is_accepted(value):
    assert real("x", value).dtype == float


@pytest.mark.parametrize(
    "value", ["1", b"1", None, True, 1j, {"a": 1}, {1}, ["1", 2], [None, 1], [True, False], np.array(["1"]), object()]
)
def test_what_is_no_number_is_a_type_error(value):
    with pytest.raises(TypeError, match=r"^dose must"):
        real("dose", value)


@pytest.mark.parametrize("value", [[], np.empty((0, 3)), np.nan, np.inf, -np.inf, [1.0, np.nan], [[1.0], [1.0, 2.0]]])
def test_numbers_that_are_of_no_use_are_a_value_error(value):
    with pytest.raises(ValueError, match=r"^dose "):
        real("dose", value)


ACCEPTS = [  # check, smallest and largest accepted, just outside on either side
    (positive, 5e-324, 1.7e308, 0.0, None),
    (non_negative, 0.0, 1.7e308, -5e-324, None),
    (fraction, 5e-324, 1.0, 0.0, np.nextafter(1, 2)),
    (probability, 0.0, 1.0, -5e-324, np.nextafter(1, 2)),
]


@pytest.mark.parametrize(("check", "low", "high", "below", "above"), ACCEPTS)
def test_the_edges_of_each_range(check, low, high, below, above):
    assert check("x", [low, high]).tolist() == [low, high]
    for outside in (below, above):
        if outside is not None:
            with pytest.raises(ValueError, match=r"^x must .*, but it is "):
                check("x", outside)


def test_the_message_points_at_the_first_bad_value():
    with pytest.raises(ValueError, match=r"cl\[1, 0\] is -2\.0"):
        positive("cl", [[1.0, 3.0], [-2.0, -4.0]])


def test_times_must_increase():
    assert increasing("time", [0, 1, 5]).tolist() == [0.0, 1.0, 5.0]
    with pytest.raises(ValueError, match=r"time must increase: time\[3\] = 2\.0 follows 4\.0"):
        increasing("time", [0.0, 1.0, 4.0, 2.0])
    for bad in ([1.0, 1.0], [0.0], 3.0, [[0.0, 1.0]], [-1.0, 1.0]):
        with pytest.raises(ValueError, match="time"):
            increasing("time", bad)


def test_whole_numbers():
    assert whole("n", np.int64(3)) == 3 and type(whole("n", np.int64(3))) is int
    assert whole_numbers("n", [1, 2.0]).tolist() == [1.0, 2.0]
    for check, bad in [(whole, 2.0), (whole, True), (whole, "2")]:
        with pytest.raises(TypeError, match="n must be a whole number"):
            check("n", bad)
    for check, bad in [(whole, 0), (whole_numbers, 0), (whole_numbers, [1, 0])]:
        with pytest.raises(ValueError, match="n must be at least 1"):
            check("n", bad)
    with pytest.raises(ValueError, match="n must be a whole number"):
        whole_numbers("n", 2.5)


def test_one_of_lists_the_choices():
    assert one_of("route", "iv", ("oral", "iv")) == "iv"
    with pytest.raises(ValueError, match="route must be one of 'oral', 'iv', not 'rectal'"):
        one_of("route", "rectal", ("oral", "iv"))


@given(array_shapes(max_dims=2, max_side=3), array_shapes(max_dims=2, max_side=3))
def test_together_agrees_with_numpy(first, second):
    try:
        np.broadcast_shapes(first, second)
    except ValueError:
        with pytest.raises(ValueError, match=r"a \(.*b \("):
            together(a=np.zeros(first), b=np.zeros(second))
    else:
        together(a=np.zeros(first), b=np.zeros(second))
