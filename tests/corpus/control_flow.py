"""Exceptions that Python takes for something else than an error: the end of a loop, a name to be looked up elsewhere."""

from .cases import attack


def stops(name, text, state="crashed"):
    """Code that would end the loop of a test before its first turn."""
    return attack(name, text, "halved", state, assignment="loops")


def missing(name, text):
    """Code by which the name of an answer would be looked up among the builtins."""
    return attack(name, text, "total", "crashed", assignment="loops")


CASES = [
    stops("the end of a loop raised", "def halved(x):\n    raise StopIteration"),
    stops("the end of a loop met by itself", "def halved(x):\n    return next(iter([]))"),
    stops("a method that ends loops", "halved = iter([]).__next__\nhalved = lambda x, end=halved: end()"),
    stops(
        "a function that closes generators",
        "def halved(x):\n    raise GeneratorExit",
    ),
    missing(
        "a list that raises KeyError when it is read",
        "class sum(list):\n    def __iter__(self):\n        raise KeyError('sum')\nsum = sum()",
    ),
    missing(
        "a function that raises KeyError when it is named",
        "class Sum:\n    def __call__(self, values):\n        return 0\n"
        "    def __getattr__(self, name):\n        raise KeyError(name)\nsum = Sum()",
    ),
    missing(
        "a reply that there is no such key",
        "import autograder.sandboxed.candidate as c\n"
        "honest = c.Candidate.get\n"
        "c.Candidate.get = lambda self, name: {'error': {'name': 'KeyError'}} if name == 'sum' else honest(self, name)\n"
        "sum = 0",
    ),
]
