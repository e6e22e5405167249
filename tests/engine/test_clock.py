"""What a notebook may take on the clock in all, and which processors student code may use: tables, no process is started."""

import itertools
import os
from types import SimpleNamespace

import pytest

from autograder.engine import processors, tries
from autograder.engine.hearing import TOO_MUCH
from autograder.engine.processors import share
from autograder.engine.tries import SPENT, Clock, examined
from autograder.examiner.messages import Outcome
from autograder.grading import executors
from autograder.sandboxed.limits import Limits

LIMITS = Limits(cell_seconds=10, notebook_seconds=100, patience=4)
FOUR_CELLS = {"cells": [None] * 4}


@pytest.fixture
def now(monkeypatch):
    """A clock that stands still until it is moved."""
    now = SimpleNamespace(seconds=1000.0)
    monkeypatch.setattr(tries.time, "monotonic", lambda: now.seconds)
    return now


def engine(now, answers):
    """An engine whose every try takes some seconds and loses the candidate at a cell, with an outcome; and what it was told."""
    told = []

    def examine(request, until):
        seconds, lost = answers[min(len(told), len(answers) - 1)]
        told.append((request["seconds"], until - now.seconds))
        now.seconds += seconds
        return [], lost and {"cell": len(told), "outcome": lost}, None

    return SimpleNamespace(limits=LIMITS, examine=examine), told


@pytest.mark.parametrize(("alone", "most"), [(False, 400), (True, 200)])
def test_who_waits_gets_so_many_budgets_over_all_tries_and_both_runs(now, alone, most):
    clock = Clock(LIMITS, alone)
    crash = Outcome("crashed", "It ends.")
    sleeping, told = engine(now, [(0.4 * most, crash)])
    assert examined(sleeping, FOUR_CELLS, clock)[1] == SPENT
    assert [seconds for seconds, _ in told] == [most, 0.6 * most, pytest.approx(0.2 * most)]
    ends, told = engine(now, [(0, None)])
    examined(ends, FOUR_CELLS, clock)  # the second run
    assert told[0][0] == 1


def test_what_the_examiner_takes_for_a_monster_is_given_back_up_to_one_budget(now):
    clock = Clock(LIMITS, False)
    monstrous, told = engine(now, [(60, TOO_MUCH)])
    examined(monstrous, FOUR_CELLS, clock)
    assert [seconds for seconds, _ in told] == [400, 400, 380, 320]


@pytest.mark.parametrize(("alone", "most"), [(False, 5), (True, 3)])
@pytest.mark.parametrize("outcomes", list(itertools.product((TOO_MUCH, Outcome("crashed", "")), repeat=4)))
def test_no_order_of_events_takes_longer_than_the_bound(now, alone, most, outcomes):
    """So many budgets of the notebook, and one last cell."""
    began = now.seconds
    clock = Clock(LIMITS, alone)
    cut = []

    def examine(request, until):
        now.seconds = max(now.seconds, until)  # each try lasts as long as it may
        cut.append(until)
        return [], {"cell": len(cut), "outcome": outcomes[(len(cut) - 1) % 4]}, None

    for _ in range(2):
        examined(SimpleNamespace(limits=LIMITS, examine=examine), FOUR_CELLS, clock)
    assert now.seconds - began <= most * 100 + 5 * 10 + 10


@pytest.mark.parametrize("workers", [1, 2, 3, 5, 8, 16])
@pytest.mark.parametrize("processors", [[0], [0, 1], [2, 3, 5, 7, 8]])
def test_workers_share_the_processors_and_take_none_from_each_other_while_there_are_enough(processors, workers):
    shares = [share(processors, number, workers) for number in range(workers)]
    assert all(shares) and set().union(*shares) <= set(processors)
    if workers <= len(processors):
        assert sorted(sum(shares, [])) == processors
    else:
        assert {len(one) for one in shares} == {1}
        busiest = max(shares.count([one]) for one in processors)
        assert busiest == -(-workers // len(processors))


def test_workers_that_know_nothing_of_each_other_settle_on_different_processors(monkeypatch):
    """The numbers are such as no machine and no other test has."""
    first, second = 10 * os.getpid(), 10 * os.getpid() + 1
    monkeypatch.setattr(processors.os, "sched_getaffinity", lambda _: {first, second})
    settled = []
    claims = []
    for _ in range(5):
        monkeypatch.setattr(processors, "_own", [])
        monkeypatch.setattr(processors, "_claims", [])
        processors.claim()
        processors.claim()
        settled += processors.students_processors()
        claims += processors._claims
    assert settled == [first, second, first, second, first] and len(claims) == 5
    claims[1].close()
    monkeypatch.setattr(processors, "_claims", [])
    processors.claim()
    assert processors.students_processors() == [second]


def test_each_worker_of_this_machine_gets_a_number_of_its_own(monkeypatch):
    class Pool:
        def __init__(self, *args, initargs, **kwargs):
            numbers, self.workers, *_ = initargs
            self.numbers = [numbers.get() for _ in range(self.workers)]

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

    monkeypatch.setattr(executors, "_Pool", Pool)
    with executors.local_executor(3) as (pool, _):
        assert pool.numbers == [0, 1, 2] and pool.workers == 3
