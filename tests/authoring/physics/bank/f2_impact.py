"""F2: how fast a fall ends."""

from math import sqrt

from autograder.judging.problem import Number, Problem, Quantity, WrongTurn, pick

PROBLEM = Problem(
    id="f2",
    title="How fast does a fall end?",
    notebook="week1/impact",
    minutes=5,
    setup="from math import sqrt",
    story="A stone falls {height:g} m from rest, without air.",
    given={"height": Quantity(20.0, "m", pick(5, 10, 20, 45))},
    personal=True,
    parts={
        "a": Number(
            heading="A number",
            prompt="With which speed does it hit the ground after {height:g} m, in m/s?",
            variable="speed",
            model="sqrt(2 * 9.81 * HEIGHT)",
            unit="m/s",
            points=2,
            answer=lambda g: sqrt(2 * 9.81 * g.height),
            wrong_turns=(
                WrongTurn("P-SPEED", lambda g: sqrt(2 * 9.81 * g.height) / 2, "That is the mean speed of the fall."),
            ),
            because="All of the energy of height becomes energy of motion.",
            hint="Which energy becomes which?",
            solution=lambda g: f"√(2 · 9.81 · {g.height:g}) = **{sqrt(2 * 9.81 * g.height):.4g} m/s**.",
        ),
    },
)
