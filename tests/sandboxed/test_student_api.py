"""What student code gets under the name `autograder` while it is graded: names that work, say nothing and know nothing."""

import subprocess
import sys

import pytest

from autograder.sandboxed import student_api
from autograder.sandboxed.candidate import handed
from autograder.sandboxed.places import SANDBOXED

FACE = student_api.__all__


@pytest.mark.parametrize("name", FACE)
def test_every_name_takes_whatever_it_is_given_and_gives_nothing(name, capsys):
    stand_in = getattr(student_api, name)
    assert stand_in() is None
    assert stand_in("h1.a", 3, using=lambda: 1, anything=None) is None
    assert capsys.readouterr() == ("", "")


def test_the_stand_in_brings_nothing_with_it():
    script = (
        "import runpy, sys\n"
        "before = set(sys.modules)\n"
        f"space = runpy.run_path({str(SANDBOXED / 'student_api.py')!r})\n"
        "print(sorted(name for name in set(sys.modules) - before if 'autograder' in name))\n"
        "print(sorted(name for name in space if not name.startswith('__')))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", str(sorted([*FACE, "idle"]))]


def test_given_knows_the_numbers_that_were_handed_over_and_no_others():
    given = handed({"h1": [20.0, [1.0, 2.0]]})
    dose, times = given("h1")
    assert dose == 20.0 and times.tolist() == [1.0, 2.0]
    with pytest.raises(KeyError):
        given("h2")
