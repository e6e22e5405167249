"""The problem bank: one file a problem, found by its id."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@cache
def problems():
    """Return every problem of the bank by its id, in the order of the course."""
    names = sorted(module.name for module in iter_modules(__path__))
    bank = [import_module(f"{__name__}.{name}").PROBLEM for name in names]
    return {problem.id: problem for problem in bank}


def written_in(name):
    """Return the file in which a problem is written."""
    return next(
        import_module(f"{__name__}.{module.name}").__file__
        for module in iter_modules(__path__)
        if import_module(f"{__name__}.{module.name}").PROBLEM.id == name
    )


def find_problem(name):
    """Return the problem with this id, such as "h1"."""
    if name not in problems():
        raise KeyError(f"no problem {name!r} in the bank; there are {', '.join(problems())}")
    return problems()[name]


def find_part(name):
    """Return the problem and the part with this id, such as "h1.b"."""
    head, _, letter = name.partition(".")
    problem = find_problem(head)
    if letter not in problem.parts:
        raise KeyError(
            f"no part {name!r} in the bank; {head} has {', '.join(f'{head}.{part}' for part in problem.parts)}"
        )
    return problem, problem.parts[letter]
