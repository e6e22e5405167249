"""A reference is asked once for the same given values, and again for any others."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.bank import find_part
from autograder.judging.remembering import MOST, remembered


@pytest.fixture
def asked():
    """A reference, and the list of the given values that it was asked for."""
    calls = []

    def reference(given):
        calls.append(dict(vars(given)))
        return 2 * np.sum(given.dose)

    return remembered(reference), calls


@pytest.mark.parametrize("dose", [3.0, np.array([1.0, 2.0]), [1.0, 2.0]])
def test_the_result_is_that_of_the_reference(asked, dose):
    once, calls = asked
    given = SimpleNamespace(dose=dose)
    assert once(given) == once(given) == 6.0
    assert len(calls) == 1 or isinstance(dose, list), "a list may change, so it is not remembered"


def test_a_changed_value_is_another_question(asked):
    once, calls = asked
    given = SimpleNamespace(dose=np.array([1.0, 2.0]))
    assert once(given) == 6.0
    given.dose[0] = 5.0
    assert once(given) == 14.0
    given.dose = 1.0
    assert once(given) == 2.0 and len(calls) == 3


def test_an_error_is_not_kept():
    once = remembered(lambda given: 1 / given.dose)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            once(SimpleNamespace(dose=0))


def test_a_class_of_other_numbers_leaves_no_heap_of_results(asked):
    once, calls = asked
    for dose in range(3 * MOST):
        once(SimpleNamespace(dose=dose))
    once(SimpleNamespace(dose=0))
    assert len(calls) == 3 * MOST + 1


def test_a_part_with_other_words_shares_what_is_known():
    _, part = find_part("h1.b")
    assert replace(part, prompt="The same?").answer is part.answer
    assert replace(part, prompt="The same?").wrong_turns[0].gives is part.wrong_turns[0].gives
