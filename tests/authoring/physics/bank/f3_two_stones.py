"""F3: which of two stones lands first."""

from autograder.judging.problem import Choice, Option, Problem

PROBLEM = Problem(
    id="f3",
    title="Which of two stones lands first?",
    notebook="week1/two_stones",
    minutes=5,
    story="Two stones of 1 kg and 2 kg are dropped together, without air.",
    given={},
    public=True,
    parts={
        "a": Choice(
            heading="A choice",
            prompt="Which of them lands first?",
            variable="first",
            points=1,
            options=(
                Option("the light one", "P-HEAVY", "Does the pull of the Earth not grow with the mass as well?"),
                Option("both together"),
                Option("the heavy one", "P-HEAVY", "It is pulled twice as hard, and twice as hard to set in motion."),
            ),
            because="Pull and inertia both grow with the mass.",
            hint="What pulls, and what has to be moved?",
            solution=lambda g: "Both together.",
        ),
    },
)
