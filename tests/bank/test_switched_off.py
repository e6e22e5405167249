"""What microkit offers of what a part asks to write is gone for that part: looked for mechanically, whatever its name.

Every public function of microkit is given the arguments that the reference is tried with, by their names, in their order and
in others. One that returns the same values, perhaps in other units of a thousand or in percent, has to be switched off.
"""

import inspect
import itertools

import numpy as np
import pytest

import microkit
from autograder.bank import problems
from autograder.judging.parts import Function

SIMULATIONS = {"enzyme_turnover", "enzyme_turnover_auc", "mm_oral", "mm_oral_auc", "mm_oral_with_tracer", "ams_picture"}
SIMULATIONS |= {"tmdd_bolus", "tracer_bioavailability"}
OFFERED = {
    name: getattr(microkit, name)
    for name in microkit.__all__
    if inspect.isfunction(getattr(microkit, name))
    and name not in SIMULATIONS  # these take too long to be tried so often
}
PARAMETERS = {name: list(inspect.signature(function).parameters.values()) for name, function in OFFERED.items()}
WAYS = 60
UNITS = (1, 1e3, 1e-3, 1e6, 1e-6, 1e9, 1e-9, 100, 0.01)
PARTS = [
    pytest.param(part, id=f"{problem.id}.{letter}")
    for problem in problems().values()
    for letter, part in problem.parts.items()
    if isinstance(part, Function)
]
KNOWN = {
    "h2.a": "occupancy",
    "h4.a": "mm_auc",
    "h9.a": "toxicology_margin",
    "a3.a": "hamilton_weights",
    "a6.i": "geometric_sd",
}
KNOWN |= {"h7.a": "drug_atoms", "h5.a": "changing_auc", "a5.l": "average_occupancy", "a8.i": "implied_volume"}


def as_numbers(value):
    """Return a result as a row of finite numbers, or None if it is none."""
    try:
        row = np.asarray(list(value.values()) if isinstance(value, dict) else value, dtype=float).ravel()
    except (TypeError, ValueError):
        return None
    return row if row.size and np.isfinite(row).all() else None


def returned(function, positional, named):
    """Return the rows of numbers that a call gives: the whole result and, of a tuple, each part; none if it fails."""
    try:
        with np.errstate(all="ignore"):
            value = function(*positional, **named)
    except Exception:  # arguments of another function: whatever it says to them
        return []
    parts = value if isinstance(value, tuple) else ()
    return [row for row in map(as_numbers, (value, *parts)) if row is not None]


def in_the_same_units(row, reference):
    """Return the unit in which two rows of numbers are the same, or None."""
    if row.shape != reference.shape or not row.any():
        return None
    place = np.flatnonzero(row)[0]
    near = [unit for unit in UNITS if abs(row[place] * unit - reference[place]) <= 1e-6 * abs(reference[place])]
    return near[0] if near and np.allclose(row * near[0], reference, rtol=1e-6, atol=0) else None


def assignments(function, args, kwargs):
    """Yield ways to hand the reference's arguments to a function, as (places of positional ones, places by name)."""
    names = [*map(str, range(len(args))), *kwargs]
    parameters = PARAMETERS[function.__name__]
    needed = [
        p for p in parameters if p.default is p.empty and p.kind is not p.VAR_POSITIONAL and p.kind is not p.VAR_KEYWORD
    ]
    more = [p for p in parameters if p.default is not p.empty]
    by_name = {p.name: names.index(p.name) for p in parameters if p.name in kwargs}
    rest = [place for place in range(len(names)) if place not in by_name.values()]
    free = [p for p in needed if p.name not in by_name and p.kind is not p.KEYWORD_ONLY]
    yield rest[: len(free)], by_name
    for count in range(len(needed), min(len(needed) + len(more), len(names)) + 1):
        used = [*needed, *more[: count - len(needed)]]
        for places in itertools.permutations(range(len(names)), count):
            pairs = list(zip(used, places, strict=True))
            named = {p.name: place for p, place in pairs if p.kind is p.KEYWORD_ONLY or p.default is not p.empty}
            yield [place for p, place in pairs if p.name not in named], named


def does_the_same(function, tried):
    """Tell whether a function of microkit gives what a reference gave, for one way of handing it the same arguments."""
    first = tried[0][0]
    for positional, named in itertools.islice(assignments(function, first.args, first.kwargs), WAYS):
        units = set()
        for call, reference in tried:
            values = [*call.args, *call.kwargs.values()]
            chosen = {name: values[place] for name, place in named.items()}
            rows = returned(function, [values[place] for place in positional], chosen)
            found = [in_the_same_units(row, reference) for row in rows]
            units.add(next((unit for unit in found if unit), None))
            if None in units:
                break
        if len(units) == 1 and None not in units:
            return True
    return False


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("part", PARTS)
def test_each_function_of_microkit_that_does_what_a_part_asks_for_is_switched_off(part, request):
    rng = np.random.default_rng(1)
    calls = [make(rng, number) for make in part.cases.values() for number in range(2)]
    alike = [call for call in calls if (len(call.args), [*call.kwargs]) == (len(calls[0].args), [*calls[0].kwargs])]
    tried = [
        (call, rows[0]) for call in alike if (rows := returned(part.answer, call.args, call.kwargs)) and rows[0].any()
    ]
    if len({row.tobytes() for _, row in tried}) < 2:
        return  # it gives no numbers, or always the same: a text, or yes and no
    found = {name for name, function in OFFERED.items() if does_the_same(function, tried[:3])}
    assert found - set(part.switched_off) == set()
    known = KNOWN.get(request.node.callspec.id)
    assert known is None or known in found
