"""F1: how long a fall takes."""

from math import sqrt

from autograder.judging.problem import Call, Function, Problem, Quantity, WrongTurn, pick

PROBLEM = Problem(
    id="f1",
    title="How long does a fall take?",
    notebook="week1/free_fall",
    minutes=10,
    setup="from math import sqrt",
    story="A stone falls {height:g} m from rest, without air.",
    given={"height": Quantity(20.0, "m", pick(5, 10, 20, 45))},
    parts={
        "a": Function(
            heading="A function",
            prompt="Write `fall_time`, the time in s in which a body falls a height in m from rest, with *g* = 9.81 m/s².",
            name="fall_time",
            points=3,
            answer=lambda height: sqrt(2 * height / 9.81),
            model='''
                def fall_time(height):
                    """Time (s) of a fall from rest."""
                    return sqrt(2 * height / 9.81)
            ''',
            example=Call((9.81,)),
            cases={"any height": lambda rng, i: Call((float(rng.uniform(1, 100)),))},
            wrong_turns=(
                WrongTurn(
                    "P-ROOT",
                    lambda height: 2 * height / 9.81,
                    "Look at the unit of your result.",
                    edit=(("sqrt(2 * height / 9.81)", "2 * height / 9.81"),),
                ),
            ),
            because="Half g t² is the height.",
            hint="Write the height as a function of time.",
            solution=lambda g: "`sqrt(2 * height / 9.81)`",
        ),
    },
)
