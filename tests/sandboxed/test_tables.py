"""Tables of pandas on the wire, and that none arrive where pandas is not installed."""

import json
import sys

import numpy as np
import pandas as pd
import pytest

from autograder.sandboxed.channel import WireError
from autograder.sandboxed.refusals import Refused
from autograder.sandboxed.tables import TABLES
from autograder.sandboxed.wire import pack, unpack

ROW = ["range", None, [0, 1, 1]]
ONE = {"array": ["<i8", [1], "AAAAAAAAAAA="]}
FRAMES = {
    "numbers, text, True and False": "DataFrame({'n': [1, 2], 'x': [1.5, None], 's': ['a', None], 'b': [True, False]})",
    "small numbers": "DataFrame({'n': np.array([1, 2], dtype='int8')})",
    "missing whole numbers": "DataFrame({'n': pd.array([1, None], dtype='Int64'), 'b': pd.array([True, None], dtype='boolean')})",
    "times": "DataFrame({'t': pd.date_range('2026-01-01', periods=3, freq='MS')}).set_index('t', drop=False)",
    "times of a zone": "DataFrame({'t': pd.date_range('2026-03-29', periods=3, freq='h', tz='Europe/Vienna')})",
    "categories": "DataFrame({'c': pd.Categorical(['x', None, 'y'], ['y', 'x'], ordered=True)})",
    "no rows": "DataFrame(columns=['a', 'b'])",
    "nothing": "DataFrame()",
    "two columns of one name": "DataFrame([[1, 2], [3, 4]], columns=['a', 'a'])",
    "groups of groups": "DataFrame({'k': ['a', 'a'], 'l': [1, 2], 'v': [1.0, 2]}).groupby(['k', 'l']).agg({'v': ['mean', 'sum']})",
    "sorted rows": "DataFrame({'x': [3, 1, 2]}).sort_values('x')",
    "objects": "DataFrame({'o': pd.Series(['a', 3, (1, 2)], dtype=object)})",
}
FORGED = [
    {"DataFrame": [ROW, ["range", None, [0, 10**12, 1]], []]},
    {"DataFrame": [ROW, ROW, [["zone", {"array": ["<M8[ns]", [1], "AAAAAAAAAAA="]}, "../../etc/passwd"]]]},
    {"DataFrame": [ROW, ["range", None, [0, 2, 1]], [["array", ONE]]]},
    {"DataFrame": 3},
    {"Series": [None, ROW, ["array", [1]]]},
    {"Series": [None, ROW, ["nullable", "object", [1]]]},
    {"Series": [None, ROW, ["category", ONE, ["array", {"array": ["<i8", [0], ""]}], True]]},
    {"Index": ["levels", [None], [["array", ONE], ["array", ONE]]]},
    {"Timestamp": "x"},
]


@pytest.mark.parametrize("tag", TABLES)
def test_a_table_is_refused_where_pandas_is_not_installed(monkeypatch, tag):
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(unpack({tag: [None, ROW, ["array", ONE]]}), Refused)
    assert unpack(pack({tag: 1})) == {tag: 1}


@pytest.mark.parametrize("code", FRAMES.values(), ids=FRAMES)
def test_a_frame_its_columns_and_its_index_arrive_as_they_were(code):
    frame = eval(f"pd.{code}", {"pd": pd, "np": np})
    arrived, index, columns = unpack(json.loads(json.dumps(pack((frame, frame.index, list(frame.items()))))))
    pd.testing.assert_frame_equal(arrived, frame, check_freq=True)
    pd.testing.assert_index_equal(index, frame.index, exact=True)
    for (name, column), (theirs, own) in zip(columns, frame.items(), strict=True):
        assert name == theirs
        pd.testing.assert_series_equal(column, own)


def test_what_is_no_plain_table_is_refused():
    assert unpack(pack(pd.Timestamp("2026-03-01 10:00"))) == pd.Timestamp("2026-03-01 10:00")
    periods = unpack(pack(pd.Series(pd.period_range("2026", periods=2))))
    assert isinstance(periods, Refused) and "period" in periods.words
    assert isinstance(unpack(pack(pd.DataFrame({"a": [1]}).groupby("a"))), Refused)
    assert isinstance(unpack(pack(type("Own", (pd.DataFrame,), {})({"a": [1]}))), Refused)


@pytest.mark.parametrize("data", FORGED)
def test_a_forged_table_is_none(data):
    with pytest.raises(WireError):
        unpack(data)
