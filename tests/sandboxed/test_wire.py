"""The wire between student code and the grader: plain values arrive as they were sent, everything else is refused."""

import json
import math
import socket
import struct
import threading
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum, IntFlag
from fractions import Fraction
from time import monotonic
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandboxed.channel import Channel, Hangup, WireError, deadline
from autograder.sandboxed.records import StandIn
from autograder.sandboxed.refusals import Refused, RefusedError
from autograder.sandboxed.wire import MAX_DEPTH, pack, unpack

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**2000), 2**2000),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(max_size=50),
    st.fractions(),
    st.decimals(allow_nan=False),
    st.just(...),
    st.builds(range, st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9)),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
KEYS = st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.tuples(st.integers(), st.text()))
PLAIN = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(KEYS, inner, max_size=4),
        st.frozensets(KEYS, max_size=4),
        st.sets(KEYS, max_size=4),
    ),
)
DTYPES = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?"),
    hnp.complex_number_dtypes(),
    hnp.unicode_string_dtypes(),
    hnp.byte_string_dtypes(),
    hnp.datetime64_dtypes(),
    hnp.timedelta64_dtypes(),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=3)),
)
RECORDS = st.lists(st.tuples(st.sampled_from(["x", "y", "_z", "__class__", "class", "mro", "é"]), JSON), max_size=3)
TAGS = ["tuple", "set", "frozenset", "dict", "function", "array", "objects", "complex", "bytes", "range", "Fraction"]
TAGS += ["Decimal", "dots", "refused", "os.system", "__class__", "record", "date", "datetime", "time", "timedelta"]
KNOWN = (bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset, range, Fraction, Decimal, Refused)
KNOWN += (date, time, timedelta, StandIn)


def across(value):
    return unpack(json.loads(json.dumps(pack(value))))


def same(a, b):
    """Tell whether two plain values are of the same type and content; NaN is NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return repr(a) == repr(b) if isinstance(a, (float, complex)) else a == b


@given(PLAIN)
def test_plain_values_cross_as_they_are(value):
    assert same(across(value), value)


@given(DTYPES.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0))))
def test_arrays_cross_with_dtype_shape_and_bytes(array):
    got = across(array)
    assert got.dtype == array.dtype and got.shape == array.shape
    assert got.tobytes() == np.ascontiguousarray(array).tobytes()


@given(st.sampled_from([np.int8, np.uint16, np.float16, np.float32, np.float64, np.longdouble, np.complex64, np.bool_]))
def test_numpy_scalars_stay_scalars_of_their_width(kind):
    assert type(across(kind(1))) is kind and across(kind(1)) == 1


@pytest.mark.parametrize("base", [int, float, str, bytes, tuple, list, dict, set, frozenset, complex])
def test_a_subclass_crosses_as_the_plain_value_under_it(base):
    hostile = type("Yes", (base,), {"__eq__": lambda *a: True, "__hash__": base.__hash__, "__repr__": lambda s: "!"})
    assert type(across(hostile())) is base and across(hostile()) == base()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (object(), "an object"),
        (type, "the class"),
        (iter([]), "in list(...)"),
        (len, "hand back plain values"),
        (np.zeros(2, dtype=[("a", float)]), "dtype"),
        (10**4000, "whole number"),
        (memoryview(b""), "a memoryview"),
    ],
)
def test_what_is_not_plain_is_refused_in_words_that_help(value, words):
    assert isinstance(across(value), Refused) and words in across(value).words


def test_what_is_too_deep_or_too_long_is_refused():
    deep = []
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    endless = []
    endless.append(endless)
    for value in (deep, endless, [0] * 300_001):
        assert isinstance(across(value), Refused)


def test_functions_cross_as_numbers_to_those_who_ask_for_them():
    kept = []
    packed = json.loads(json.dumps(pack({"f": len}, lambda f: kept.append(f) or [7, "len"])))
    assert unpack(packed, lambda number, name: (number, name)) == {"f": (7, "len")} and kept == [len]
    assert isinstance(unpack(packed)["f"], Refused)


@given(JSON)
def test_any_json_is_a_plain_value_or_not_a_value(data):
    try:
        value = unpack(data)
    except WireError:
        return
    assert value is None or value is ... or isinstance(value, (*KNOWN, np.ndarray, np.generic))


@given(st.sampled_from(TAGS), JSON)
def test_any_forged_tag_is_a_plain_value_or_not_a_value(tag, body):
    test_any_json_is_a_plain_value_or_not_a_value.hypothesis.inner_test({tag: body})


@given(st.sampled_from(["P", "__main__", "a b", ""]), st.sampled_from(["tuple", "data", "object", 7]), RECORDS)
def test_any_forged_record_has_fields_and_nothing_else(name, kind, items):
    body = [name, kind, [{"tuple": [field, content]} for field, content in items]]
    test_any_json_is_a_plain_value_or_not_a_value.hypothesis.inner_test({"record": body})


def test_an_object_is_made_without_running_its_class():
    class Trap:
        def __init__(self):
            raise AssertionError

    Trap.__module__ = "__main__"
    names = {"Trap": Trap, "open": open, "OSError": OSError}
    assert unpack({"record": ["Trap", "object", [{"tuple": ["x", 3]}]]}, names=names).x == 3
    for name in ("open", "OSError", "Path"):
        assert isinstance(unpack({"record": [name, "object", []]}, names=names), Refused)
    for field in ("__class__", "__dict__", "a.b", "", 7):
        with pytest.raises(WireError):
            unpack({"record": ["Trap", "object", [{"tuple": [field, 3]}]]}, names=names)


def test_a_member_of_an_enumeration_is_the_one_of_that_name():
    mine = Enum("Route", "ORAL IV", module="__main__")
    theirs = Enum("Route", "IV ORAL TOPICAL", module="__main__")
    assert unpack(pack([theirs.ORAL]), names={"Route": mine}) == [mine.ORAL]
    for names in ({}, {"Route": 7}, {"Route": Enum("Route", "ORAL", module="other")}):
        assert isinstance(unpack(pack(theirs.ORAL), names=names), Refused)
    assert "a Route" in unpack(pack(theirs.TOPICAL), names={"Route": mine}).words
    for fields in ([], [{"tuple": ["_name_", []]}], [{"tuple": ["_value_", []]}]):
        assert isinstance(unpack({"record": ["Route", "object", fields]}, names={"Route": mine}), Refused)


@pytest.mark.parametrize("kind", [int, str, float])
def test_a_member_that_is_a_plain_value_too_is_that_value_where_there_is_no_such_enumeration(kind):
    theirs = Enum("Route", {"ORAL": kind(1), "IV": kind(2)}, type=kind, module="__main__")
    mine = Enum("Route", {"ORAL": kind(1), "IV": kind(2)}, type=kind, module="__main__")
    assert unpack(pack(theirs.IV), names={"Route": mine}) is mine.IV
    for names in ({}, {"Route": 7}, {"Route": Enum("Route", "ORAL", module="__main__")}):
        plain = unpack(pack(theirs.IV), names=names)
        assert type(plain) is kind and plain == kind(2)


def test_a_flag_of_two_members_is_a_number():
    flag = IntFlag("Site", "LIVER GUT", module="__main__")
    assert unpack(pack(flag.LIVER | flag.GUT), names={"Site": flag}) == 3


def test_a_forged_value_of_a_member_is_plain_or_refused():
    for value, sound in ((3, True), ([1], False), (None, False), (True, False)):
        held = {"record": ["Route", "object", [{"tuple": ["_name_", "X"]}, {"tuple": ["_value_", value]}]]}
        assert isinstance(unpack(held), int if sound else Refused)


def test_a_text_that_is_a_member_of_an_enumeration_crosses_as_that_text():
    assert across(Enum("Route", {"ORAL": "by mouth"}, type=str).ORAL) == "by mouth"


def helper_module():
    """Return a module as a teacher may lay it beside a notebook."""
    shapes = ModuleType("shapes")
    exec(HELPERS, vars(shapes))
    return shapes


HELPERS = """
from collections import namedtuple
from dataclasses import dataclass
@dataclass(frozen=True)
class Point:
    x: float
    y: float
    def __post_init__(self):
        raise AssertionError("code of the class has run")
class Plain:
    pass
Pair = namedtuple("Pair", "first second")
"""


@pytest.mark.parametrize("by_name", [False, True])
def test_a_record_of_a_helper_module_is_of_the_class_that_this_side_has_imported(by_name):
    theirs, mine = helper_module(), helper_module()
    names = vars(mine) if by_name else {"s": mine}
    point = object.__new__(theirs.Point)
    vars(point).update(x=1.0, y=[2])
    arrived = unpack(pack(point), names=names)
    assert type(arrived) is mine.Point and (arrived.x, arrived.y) == (1.0, [2])
    assert type(unpack(pack(theirs.Pair(1, 2)), names=names)) is mine.Pair
    assert isinstance(unpack(pack(point)), StandIn)
    assert isinstance(unpack(pack(theirs.Plain()), names=names), Refused)


@pytest.mark.parametrize("kind", ["tuple", "data", "object"])
@pytest.mark.parametrize(
    "name", ["shapes.Plain", "shapes.Point", "builtins.OSError", "other.Point", "autograder.x.Point"]
)
def test_a_forged_record_of_a_module_is_a_stand_in_or_nothing(kind, name):
    made = unpack({"record": [name, kind, []]}, names={"s": helper_module(), "OSError": OSError})
    assert isinstance(made, StandIn if kind != "object" else Refused)


@given(st.text(max_size=6), st.lists(st.integers(-3, 10**12), max_size=3), st.binary(max_size=20))
def test_any_forged_array_is_plain_or_not_a_value(dtype, shape, data):
    import base64

    test_any_json_is_a_plain_value_or_not_a_value.hypothesis.inner_test(
        {"array": [dtype, shape, base64.b64encode(data).decode()]}
    )


@pytest.mark.parametrize(
    "question",
    [
        lambda r: r == 1,
        lambda r: r != 1,
        lambda r: r < 1,
        lambda r: r or 1,
        lambda r: 1 in r,
        len,
        list,
        abs,
        float,
        lambda r: r - 1.0,
        lambda r: 2 * r,
        lambda r: math.isclose(r, 1),
        lambda r: [r] == [1],
    ],
)
def test_a_refused_value_answers_no_question(question):
    with pytest.raises(RefusedError, match="a Thing"):
        question(Refused("a Thing"))


@pytest.fixture
def ends():
    one, other = socket.socketpair()
    with one, other:
        yield Channel(one, 1000), other


@given(JSON)
def test_messages_arrive_whole_and_in_order(message):
    one, other = socket.socketpair()
    with one, other:
        for _ in range(3):
            Channel(one, 10**6).send(message)
        channel = Channel(other, 10**6)
        assert all(same(channel.receive(deadline(5)), json.loads(json.dumps(message))) for _ in range(3))


@pytest.mark.parametrize(
    "frame",
    [
        b"\xff\xff\xff\xff",
        struct.pack(">I", 1001) + bytes(1001),
        struct.pack(">I", 3) + b"{}}",
        struct.pack(">I", 2) + b"\xff\xfe",
        struct.pack(">I", 900) + b"[" * 900,
        struct.pack(">I", 0),
    ],
)
def test_a_forged_frame_is_an_error_and_nothing_else(ends, frame):
    channel, other = ends
    other.sendall(frame)
    with pytest.raises(WireError):
        channel.receive(deadline(5))


def test_half_a_frame_and_the_end_is_a_hangup(ends):
    channel, other = ends
    other.sendall(struct.pack(">I", 10) + b"123")
    other.shutdown(socket.SHUT_RDWR)
    with pytest.raises(Hangup):
        channel.receive(deadline(5))


def test_a_reply_that_drips_is_late_however_lively(ends):
    channel, other = ends
    stop = threading.Event()

    def drip():
        other.sendall(struct.pack(">I", 900))
        while not stop.wait(0.01):
            other.sendall(b" ")

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        with pytest.raises(TimeoutError):
            channel.receive(monotonic() + 0.2)
    finally:
        stop.set()
        thread.join()


def test_too_large_a_message_is_not_sent(ends):
    with pytest.raises(WireError):
        ends[0].send("x" * 2000)


GROWING = {
    "a range": (range(10**7), {"range": [0, 10**18, 1]}),
    "a range backwards": (range(0, -(10**30), -2), {"range": [0, -(10**30), -2]}),
    "a decimal": (Decimal("1e99999999"), {"Decimal": "1e99999999"}),
    "a tiny decimal": (Decimal("1e-99999999"), {"Decimal": "-1e-99999999"}),
    "a fraction": (Fraction(1, 3**7000), {"Fraction": "1/1" + "0" * 4000}),
    "an empty array": (np.empty((0, 10**9)), {"array": ["<f8", [10**9, 0], ""]}),
    "an empty array of objects": (np.empty((10**9, 0), dtype=object), {"objects": [[0, 10**9], []]}),
    "many parts": ([[]] * 300_001, [[]] * 700_000),
}


@pytest.mark.parametrize(("honest", "forged"), GROWING.values(), ids=GROWING)
def test_what_is_small_on_the_wire_and_huge_beyond_it_is_not_built(honest, forged):
    assert isinstance(across(honest), Refused)
    with pytest.raises(WireError):
        unpack(forged)


@pytest.mark.parametrize(
    "value",
    [range(300_000), range(10**18, 10**18 + 5), Decimal("1.5e300"), Fraction(1, 10**2000), [0.5] * 290_000],
    ids=["a range", "a range of large numbers", "a decimal", "a fraction", "many numbers"],
)
def test_what_is_merely_large_crosses(value):
    assert same(across(value), value)


def test_an_empty_array_keeps_its_shape():
    assert across(np.empty((0, 3, 5))).shape == (0, 3, 5)
