"""The warm-up: three small answers, worth nothing, that prove the way from notebook to feedback."""

from autograder.judging.problem import (
    Call,
    Choice,
    Function,
    Number,
    Option,
    Problem,
    Quantity,
    Written,
    WrongTurn,
    pick,
)
from microkit import ug_to_mg


def to_mg(mass_ug):
    """Reference for part b."""
    return ug_to_mg(mass_ug)


PROBLEM = Problem(
    id="warmup",
    title="Does handing in work?",
    notebook="ps0_warmup/warmup",
    chapter="course/principles/01_the_microdose.ipynb",
    sections={
        "One line, one limit": "ab",
    },
    intro="""
        This warm-up is worth no marks.
        It shows you, once, everything that a graded notebook does.
        It takes ten minutes.
    """,
    rules="""
        **How a graded notebook works**

        1. A question stands in a locked cell, with its points.
        2. You write in the cell below it, in place of the dots.
        3. A `check` cell looks at your answer: is there one, has it the right form, is it a known wrong turn?
        4. A marking cell stays empty for you. Its tests are hidden and run when the notebook is graded.

        Grading restarts the kernel and runs every cell from the top.
        So before you hand in: **Kernel → Restart Kernel and Run All Cells**.
    """,
    story="",
    given={"cap": Quantity(100.0, "µg", pick(10, 25, 50, 100), name="")},
    parts={
        "a": Number(
            prompt="""
                A microdose may weigh at most {cap:g} µg.
                How many milligrams is that?

                Write the number in place of the dots.
            """,
            variable="cap_mg",
            model="0.1",
            unit="mg",
            points=0,
            answer=lambda g: ug_to_mg(g.cap),
            wrong_turns=(
                WrongTurn("M-UNIT", lambda g: 1e3 * g.cap, "You multiplied. Is a milligram larger than a microgram?"),
            ),
            because="A thousand micrograms make a milligram.",
            hint="A milligram is a thousand micrograms.",
            solution=lambda g: f"{g.cap:g} µg / 1000 = **{ug_to_mg(g.cap):g} mg**.",
        ),
        "b": Function(
            prompt="""
                Write a function that turns micrograms into milligrams.
                It must work for any mass, so compute; do not look anything up.
            """,
            model='''
                def to_mg(mass_ug):
                    """Milligrams in a mass given in micrograms."""
                    return mass_ug / 1000
            ''',
            switched_off=("ug_to_mg", "mg_to_ug"),
            name="to_mg",
            points=0,
            answer=to_mg,
            example=Call((100.0,)),
            cases={"any mass": lambda rng, i: Call((round(float(rng.uniform(1, 5000)), 1),))},
            wrong_turns=(
                WrongTurn(
                    "M-UNIT",
                    lambda mass_ug: 1e3 * mass_ug,
                    "You multiply. Is a milligram larger than a microgram?",
                    edit=(("/ 1000", "* 1000"),),
                ),
            ),
            because="The function works for any mass.",
            hint="Divide by a thousand and return the result.",
            solution=lambda g: "`return mass_ug / 1000`",
        ),
        "c": Choice(
            prompt="When your notebook is graded, its cells run …",
            variable="order",
            points=0,
            options=(
                Option(
                    "in the order in which you last ran them",
                    "M-ORDER",
                    "Grading knows nothing of your session: a variable from a deleted cell is gone. Restart and run all.",
                ),
                Option("from the first to the last, in a new kernel"),
                Option(
                    "only where a marking cell asks for them",
                    "M-ORDER",
                    "Every cell runs, also the ones without marks: an error or an endless loop in one of them matters.",
                ),
            ),
            because="So *Restart Kernel and Run All Cells* shows you what the grader will see.",
            hint="Think of *Restart Kernel and Run All Cells*.",
            solution=lambda g: "From the first to the last, in a new kernel.",
        ),
    },
    written={
        "d": Written(
            prompt="""
                Some answers are written, and a person reads them.
                In one sentence: what do you hope to be able to do after this course?
            """,
            points=0,
            model="Anything goes here: this one is for you.",
            scheme=(),
            note="No points. Read them before the first class.",
        ),
    },
    closing="""
        **Done?**
        Restart the kernel, run all cells, save, and press *Validate*.
        The Validate button runs the checks that you can see; the hidden tests wait.
        Then hand in.
    """,
)
