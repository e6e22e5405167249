"""Functions of microkit taken away from student code: nothing that computes them is left, whatever bank part asks for them."""

import json
import os
import weakref

import pytest

import microkit
from autograder.bank import problems
from autograder.sandboxed import disabling

NAMES = sorted(
    {
        name
        for problem in problems().values()
        for part in problem.parts.values()
        for name in getattr(part, "switched_off", ())
    }
)


def in_a_child(look):
    """Return what a function returns in a forked child, which may spoil microkit."""
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            os.write(write, json.dumps(look()).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        return json.load(pipe)


def test_of_a_function_that_was_taken_away_no_code_is_left():
    def left():
        code = {name: weakref.ref(getattr(microkit, name).__code__) for name in NAMES}
        disabling.take_away(NAMES)
        return [name for name in NAMES if code[name]() is not None]

    assert len(NAMES) > 70 and in_a_child(left) == []


@pytest.mark.parametrize("called", ["occupancy", "nca"])
def test_that_it_was_missed_is_known_even_where_another_process_called_it(called):
    def missed():
        disabling.take_away([called])
        before = disabling.was_missed()
        if os.fork() == 0:
            try:
                getattr(microkit, called)(1.0)
            except NameError:
                os._exit(0)
        os.wait()
        return [before, disabling.was_missed()]

    assert in_a_child(missed) == [False, True]


def test_what_it_is_made_of_goes_with_it_and_its_neighbours_stay():
    def looked_at():
        disabling.take_away(["changing_auc"])
        neighbour = microkit.mm_auc(1.0, v=10.0, vmax=5.0, km=0.1)
        try:
            microkit.kinetics.changing_clearance._rates()
        except NameError as error:
            return [str(error), neighbour]

    said, neighbour = in_a_child(looked_at)
    assert "changing_auc is switched off" in said and neighbour == pytest.approx(0.03)
