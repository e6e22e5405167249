"""A6: a human clearance guessed from animals and from a test tube, measured with a microdose, and how far each is off."""

import numpy as np
from scipy import stats

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
    unchanged_draft,
)
from microkit import (
    absolute_average_fold_error,
    allometry,
    allometry_interval,
    average_fold_error,
    exact_interval,
    fold_error,
    geometric_sd,
    hepatic_clearance,
    scale_in_vitro,
    scale_to_weight,
)

WEIGHTS = np.array([0.025, 0.25, 5.0, 10.0])  # kg: mouse, rat, monkey, dog
HUMAN = 70.0
Q_H = 90.0
LIVER_G = 1800.0
PER_GRAM = 40.0
PUBLISHED = ((15, 1), (28, 13))  # within two-fold and not, by vein and by mouth: van Nuland 2019


class Row(tuple):
    """Numbers that a story prints side by side."""

    def __format__(self, spec):
        *before, last = (f"{value:g}" for value in self)
        return f"{', '.join(before)} and {last}"


def draw_clearances(rng):
    """Four species that scatter about a line, in two figures as a report gives them."""
    line = rng.uniform(2.0, 2.6) * WEIGHTS ** rng.uniform(0.62, 0.74)
    return Row(float(f"{cl:.2g}") for cl in line * np.exp(rng.normal(0, 0.22, 4)))


def draw_unbound(rng):
    """Fractions unbound that fall from the mouse to the dog."""
    return Row(float(f"{fu:.2g}") for fu in np.array([0.25, 0.2, 0.12, 0.1]) * rng.uniform(0.85, 1.18, 4))


def draw_ratios(rng):
    """Predicted over observed clearance of eight drugs, mostly too small."""
    return Row(float(f"{ratio:.2g}") for ratio in 0.45 * np.exp(rng.normal(0, 0.75, 8)))


GIVEN = {
    "cl": Quantity(Row((0.18, 0.62, 7.2, 9.0)), "L/h", draw_clearances, about="mouse, rat, monkey, dog"),
    "fu": Quantity(Row((0.25, 0.2, 0.12, 0.1)), "fraction", draw_unbound, about="unbound, mouse, rat, monkey, dog"),
    "fu_human": Quantity(0.04, "fraction", pick(0.03, 0.035, 0.04, 0.05), about="unbound in human plasma"),
    "tube": Quantity(14.0, "µL/min/mg", pick(11, 14, 17, 20), name="CL_TUBE", about="human microsomes"),
    "fu_tube": Quantity(0.35, "fraction", pick(0.3, 0.35, 0.4, 0.5), name="FU_TUBE", about="unbound in the tube"),
    "cl_micro": Quantity(14.0, "L/h", pick(13.5, 14, 15, 16), about="microdose by vein"),
    "cl_full": Quantity(12.0, "L/h", pick(10, 11, 12), about="found later, at the therapeutic dose"),
    "ratios": Quantity(
        Row((0.22, 0.35, 0.60, 0.15, 1.8, 0.45, 0.30, 0.9)),
        "fold",
        draw_ratios,
        about="predicted over observed, test tube, eight drugs",
    ),
    "trials": Quantity(16.0, "drugs", pick(14, 16, 18, 20, 24), about="microdosed by vein"),
    "misses": Quantity(1.0, "drugs", pick(1, 2), about="of them, not within two-fold"),
    "rat_kg": Quantity(0.3, "kg", pick(0.2, 0.22, 0.28, 0.3), about="for (o)"),
    "human_kg": Quantity(75.0, "kg", pick(60, 65, 75, 80), about="for (o)"),
}
RAT_CL = 4.4  # mL/min/kg
PATIENT_CL = 0.252  # mL/h/kg


def allometric_cl(W, CL, Wh):
    """Reference for part a."""
    return allometry(W, CL, to_weight=Wh)[0]


def without_logs(W, CL, Wh):
    return float(np.polyval(np.polyfit(W, CL, 1), Wh))


def mean_per_kg(W, CL, Wh):
    return float(np.mean(np.asarray(CL) / np.asarray(W)) * Wh)


def usual_exponent(W, CL, Wh):
    nearest = int(np.argmax(W))
    return float(CL[nearest] * (Wh / W[nearest]) ** 0.75)


def mixed_logs(W, CL, Wh):
    slope, height = np.polyfit(np.log10(W), np.log10(CL), 1)
    return float(np.exp(height + slope * np.log10(Wh)))


def species_call(rng, low, high):
    """A few species and a weight to predict for, beyond them or between them."""
    n = int(rng.integers(3, 7))
    weights = np.sort(0.02 * 2000 ** ((np.arange(n) + rng.uniform(0.1, 0.9, n)) / n))
    cl = rng.uniform(0.3, 3) * weights ** rng.uniform(0.4, 0.65) * np.exp(rng.normal(0, 0.3, n))
    return Call((weights, cl, float(weights[-1] * rng.uniform(low, high))))


def doubles(f, rng):
    weights, cl, wanted = species_call(rng, 2, 9).args
    return abs(f(weights, 2 * cl, wanted) / f(weights, cl, wanted) - 2) < 1e-6


def of(values):
    return np.array(values, dtype=float)


def total(g, function=allometric_cl):
    return function(WEIGHTS, of(g.cl), HUMAN)


def unbound(g, function=allometric_cl):
    """Human total clearance by way of the unbound clearance of the animals."""
    return function(WEIGHTS, of(g.cl) / of(g.fu), HUMAN) * g.fu_human


def exponent(g):
    return allometry(WEIGHTS, of(g.cl))[1]


def fixed(g, animal):
    return scale_to_weight(g.cl[animal], to_weight=HUMAN, from_weight=WEIGHTS[animal])


def factor(g):
    """Upper 95 % prediction limit over the prediction."""
    interval = allometry_interval(WEIGHTS, of(g.cl))
    return interval.upper / interval.estimate


def factor_by(g, quantile=None, df=2, new=1.0):
    """The factor with one ingredient of the interval changed."""
    x = np.log(WEIGHTS)
    y = np.log(of(g.cl))
    slope, height = np.polyfit(x, y, 1)
    residual = y - height - slope * x
    leverage = 1 / 4 + (np.log(HUMAN) - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2)
    return float(np.exp((quantile or stats.t.ppf(0.975, df)) * np.sqrt(residual @ residual / df * (new + leverage))))


def whole_liver(g, cl_tube):
    return scale_in_vitro(cl_tube, per_gram=PER_GRAM, liver_weight=LIVER_G)


def from_tube(g, fu=None, cl_tube=None):
    """Human clearance by way of microsomes, L/h."""
    supply = whole_liver(g, g.tube / g.fu_tube if cl_tube is None else cl_tube)
    return hepatic_clearance(supply, fu=g.fu_human if fu is None else fu, q_h=Q_H)


def fold(g, predicted):
    return fold_error(predicted, g.cl_full)


def gsd(predicted, observed):
    """Reference for part i."""
    return geometric_sd(predicted, observed)


def draft(predicted, observed):
    return float(np.exp(np.std(np.abs(np.log10(np.asarray(predicted) / np.asarray(observed))))))


def absolute_left(predicted, observed):
    return float(np.exp(np.std(np.abs(np.log(np.asarray(predicted) / np.asarray(observed))), ddof=1)))


def decadic_left(predicted, observed):
    return float(np.exp(np.std(np.log10(np.asarray(predicted) / np.asarray(observed)), ddof=1)))


def all_of_n(predicted, observed):
    return float(np.exp(np.std(np.log(np.asarray(predicted) / np.asarray(observed)))))


def drugs_call(rng, bias):
    """Predictions and observations of a handful of drugs, on both sides of what is right."""
    n = int(rng.integers(4, 9))
    observed = rng.uniform(2, 60, n)
    lean = np.where(np.arange(n) % 2, 1.0, -1.0) * rng.uniform(0.3, 1.2, n)
    return Call((observed * np.exp(bias + lean), observed))


def shift_leaves_it(f, rng):
    predicted, observed = drugs_call(rng, 0.0).args
    return abs(f(3 * predicted, observed) / f(predicted, observed) - 1) < 1e-6


def bias(g):
    return average_fold_error(of(g.ratios), 1.0)


def size(g):
    return absolute_average_fold_error(of(g.ratios), 1.0)


def within(g):
    return g.trials - g.misses


def lower_limit(g):
    return exact_interval(int(within(g)), int(g.trials))[0]


def fisher(alternative="two-sided"):
    return float(stats.fisher_exact(PUBLISHED, alternative=alternative)[1])


def too_high(g):
    """UCN-01: the prediction from the rat over the highest clearance of a patient."""
    predicted = scale_to_weight(RAT_CL * 60 / 1e3 * g.rat_kg, to_weight=g.human_kg, from_weight=g.rat_kg)
    return predicted / (PATIENT_CL * g.human_kg / 1e3)


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `allometric_cl`.
            It fits a straight line through ln CL against ln W of some species, and reads the clearance at the weight `Wh`.

            Example: `allometric_cl(np.array([1.0, 10.0]), np.array([2.0, 20.0]), 100.0)` returns `200.0`.
        """,
        model='''
            def allometric_cl(W, CL, Wh):
                """Clearance (L/h) at the weight Wh (kg) on the line through several species."""
                slope, height = np.polyfit(np.log(W), np.log(CL), 1)
                return np.exp(height + slope * np.log(Wh))
        ''',
        name="allometric_cl",
        points=4,
        answer=allometric_cl,
        switched_off=("allometry", "allometry_interval", "power_model"),
        tol=1e-3,
        example=Call((np.array([1.0, 10.0]), np.array([2.0, 20.0]), 100.0)),
        cases={
            "a weight beyond the largest animal": lambda rng, i: species_call(rng, 3, 12),
            "a weight just beyond it": lambda rng, i: species_call(rng, 1.3, 2),
            "a weight among the animals": lambda rng, i: species_call(rng, 0.05, 0.7),
        },
        invariants={
            "twice every clearance is twice the prediction": doubles,
        },
        wrong_turns=(
            WrongTurn(
                "M-NOLOG",
                without_logs,
                "You fitted a straight line to the clearances themselves. A power law is straight on other axes.",
                edit=(
                    ("np.polyfit(np.log(W), np.log(CL), 1)", "np.polyfit(W, CL, 1)"),
                    ("np.exp(height + slope * np.log(Wh))", "height + slope * Wh"),
                ),
            ),
            WrongTurn(
                "M-BYKG",
                mean_per_kg,
                "You took one clearance per kilogram for all. Is it the same in a mouse and in a dog?",
                edit=(("np.exp(height + slope * np.log(Wh))", "np.mean(CL / W) * Wh"),),
            ),
            WrongTurn(
                "M-FIXED",
                usual_exponent,
                "You scaled one animal by a usual exponent. The data have an exponent of their own.",
                edit=(("np.exp(height + slope * np.log(Wh))", "CL[-1] * (Wh / W[-1]) ** 0.75"),),
            ),
            WrongTurn(
                "M-LOG10",
                mixed_logs,
                "Your logarithms and the function that undoes them belong to different bases.",
                edit=(
                    ("np.polyfit(np.log(W), np.log(CL), 1)", "np.polyfit(np.log10(W), np.log10(CL), 1)"),
                    ("np.log(Wh)", "np.log10(Wh)"),
                ),
            ),
        ),
        because="A straight line on log–log axes is a power of body weight.",
        hint="ln CL = ln a + b · ln W is a straight line: np.polyfit finds b and ln a.",
        solution=lambda g: (
            "`slope, height = np.polyfit(np.log(W), np.log(CL), 1)`, then `np.exp(height + slope * np.log(Wh))`."
        ),
    ),
    "b": Number(
        heading="Extension: the exponent",
        prompt="Which exponent *b* do the four species give?",
        variable="exponent",
        model="np.polyfit(np.log(W), np.log(CL), 1)[0]",
        unit="–",
        points=1,
        answer=exponent,
        wrong_turns=(
            WrongTurn("M-FIXED", lambda g: 0.75, "That is the usual exponent, not the one of these four species."),
            WrongTurn(
                "M-BYKG",
                lambda g: exponent(g) - 1,
                "That is the slope of clearance per kilogram. Fit the clearance of the whole animal.",
            ),
            WrongTurn(
                "M-NOLOG",
                lambda g: float(np.polyfit(WEIGHTS, of(g.cl), 1)[0]),
                "That is a slope in L/h per kg, on plain axes. An exponent has no unit.",
            ),
        ),
        because="The slope of ln CL against ln W.",
        hint="The first number that np.polyfit returns is the slope.",
        solution=lambda g: f"The slope of ln CL against ln W is **{exponent(g):.4g}**.",
    ),
    "c": Number(
        heading="From animals",
        prompt="Which clearance does the line predict for a human of 70 kg, in L/h?",
        variable="cl_animals",
        model="allometric_cl(W, CL, 70.0)",
        unit="L/h",
        points=2,
        tol=0.005,
        answer=total,
        follows="a",
        carried=lambda g, allometric_cl: total(g, allometric_cl),
        wrong_turns=(
            WrongTurn(
                "M-BYKG",
                lambda g: g.cl[3] / WEIGHTS[3] * HUMAN,
                "That is the dog's clearance per kilogram times 70. A larger animal clears less for each kilogram.",
            ),
            WrongTurn(
                "M-BYKG",
                lambda g: mean_per_kg(WEIGHTS, of(g.cl), HUMAN),
                "You averaged clearances per kilogram. The mouse's is many times the dog's, and they have a trend.",
            ),
            WrongTurn(
                "M-NOLOG",
                lambda g: without_logs(WEIGHTS, of(g.cl), HUMAN),
                "That is a straight line on plain axes, which the two large animals alone decide.",
            ),
            WrongTurn(
                "M-LOG10",
                lambda g: total(g, mixed_logs),
                "A logarithm of base ten was undone with base e. Use the same base on the way in and out.",
            ),
            *(
                WrongTurn(
                    "M-FIXED",
                    lambda g, animal=animal: fixed(g, animal),
                    f"You scaled the {name} alone, with an exponent of 0.75. Fit all four.",
                )
                for animal, name in enumerate(("mouse", "rat", "monkey", "dog"))
            ),
        ),
        because="Read off the line at 70 kg, seven times beyond the largest animal.",
        hint="Use your function with the four weights and clearances.",
        solution=lambda g: f"b = {exponent(g):.4g}; the line reaches **{total(g):.4g} L/h** at 70 kg.",
    ),
    "d": Number(
        heading="The same, by what is free",
        prompt="""
            Divide each animal's clearance by its unbound fraction, fit again, and turn the result into a human **total** clearance.
            What do you get, in L/h?
        """,
        variable="cl_unbound_way",
        model="allometric_cl(W, CL / FU, 70.0) * FU_HUMAN",
        unit="L/h",
        points=2,
        answer=unbound,
        follows="a",
        carried=lambda g, allometric_cl: unbound(g, allometric_cl),
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                total,
                "That is the prediction without binding. A plasma protein that holds more of the drug slows its clearance.",
            ),
            WrongTurn(
                "M-CLU",
                lambda g: unbound(g) / g.fu_human,
                "That is the human clearance of unbound drug. One step back to the total is missing.",
            ),
            WrongTurn(
                "M-FUMULT",
                lambda g: allometric_cl(WEIGHTS, of(g.cl) * of(g.fu), HUMAN) * g.fu_human,
                "You multiplied the animals' clearances by their unbound fractions. Total clearance is already smaller than unbound.",
            ),
        ),
        because="Humans bind this drug more tightly than the animals, so they clear less of it.",
        hint="CL = fu · CL_u: divide on the way in, multiply on the way out, each species by its own fraction.",
        solution=lambda g: (
            f"Unbound, the line reaches {unbound(g) / g.fu_human:.4g} L/h; times {g.fu_human:g} is **{unbound(g):.4g} L/h**."
        ),
    ),
    "e": Number(
        heading="How far may it be off?",
        prompt="""
            The human may lie on the line or beside it, as the four animals do.
            By which factor, upwards, may the human clearance differ from your answer to (c)?
            Give the upper end of the 95 % **prediction interval** over the prediction.
            The formula stands above, and `T_95` is the quantile that it needs.
        """,
        variable="factor",
        model="""
            np.exp(
                T_95
                * np.sqrt(
                    np.sum((np.log(CL) - np.polyval(np.polyfit(np.log(W), np.log(CL), 1), np.log(W))) ** 2)
                    / 2
                    * (1 + 1 / 4 + (np.log(70) - np.log(W).mean()) ** 2 / (4 * np.log(W).var()))
                )
            )
        """,
        unit="fold",
        points=3,
        answer=factor,
        wrong_turns=(
            WrongTurn(
                "M-MEANLINE",
                lambda g: factor_by(g, new=0.0),
                "That is how well the height of the line is known. One new species also scatters about the line.",
            ),
            WrongTurn(
                "M-NORMAL",
                lambda g: factor_by(g, quantile=1.96),
                "You used 1.96. With four points and two parameters the scatter itself is badly known.",
            ),
            WrongTurn(
                "M-DF",
                lambda g: factor_by(g, quantile=stats.t.ppf(0.975, 2), df=4),
                "You divided the sum of squares by four. Two of the four points were spent on slope and height.",
            ),
            WrongTurn(
                "M-LNSD",
                lambda g: float(np.log(factor(g))),
                "That is the distance on the scale of logarithms. Which factor does it stand for?",
            ),
        ),
        because="Four points leave two degrees of freedom, and 70 kg lies beyond them all.",
        hint="Residuals about the line, their sum of squares over n − 2, the square root of the long bracket, times t, then exp.",
        solution=lambda g: (
            f"s = {np.log(factor_by(g, quantile=1.0, new=0.0)) / np.sqrt(LEVERAGE):.4g}, "
            f"t = 4.303, the square root of the bracket is {np.sqrt(1 + LEVERAGE):.4g}: e to their product is **{factor(g):.4g}**. "
            f"So the line says {total(g) / factor(g):.3g} to {total(g) * factor(g):.3g} L/h."
        ),
    ),
    "f": Number(
        heading="From a test tube",
        prompt="""
            Human microsomes cleared `CL_TUBE` of the liquid, of which the fraction `FU_TUBE` of the drug was free.
            A gram of liver holds 40 mg of microsomal protein, a liver weighs 1800 g, and blood passes it at 90 L/h.
            Blood and plasma hold equal concentrations.
            Which human clearance follows from the well-stirred liver, in L/h?
        """,
        variable="cl_tube_way",
        model="1 / (1 / 90 + 1e6 / (FU_HUMAN * CL_TUBE / FU_TUBE * 40 * 1800 * 60))",
        unit="L/h",
        points=3,
        answer=from_tube,
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                lambda g: from_tube(g, cl_tube=g.tube),
                "Binding in the tube is left out. Enzymes there, too, see the free drug only.",
            ),
            WrongTurn(
                "M-FUMULT",
                lambda g: from_tube(g, cl_tube=g.tube * g.fu_tube),
                "You multiplied by the free fraction in the tube. Had all been free, would more or less have been cleared?",
            ),
            WrongTurn(
                "M-FREE",
                lambda g: from_tube(g, fu=1.0),
                "Binding in plasma is left out. Only the free part of the drug in the blood reaches the enzymes.",
            ),
            WrongTurn(
                "M-IGN",
                lambda g: g.fu_human * whole_liver(g, g.tube / g.fu_tube),
                "You took what the enzymes could do for what the liver does. It can clear no more than the blood brings.",
            ),
            WrongTurn(
                "M-MINH",
                lambda g: hepatic_clearance(whole_liver(g, g.tube / g.fu_tube) / 60, fu=g.fu_human, q_h=Q_H),
                "Your enzymes work per minute and your blood flows per hour.",
            ),
        ),
        because="Tube to free, free to gram, gram to liver, and the blood flow as a ceiling.",
        hint="Divide by FU_TUBE; times 40 and 1800; µL/min to L/h; times FU_HUMAN; then Q·x/(Q + x).",
        solution=lambda g: (
            f"{g.tube:g}/{g.fu_tube:g} × 40 × 1800 × 60/10⁶ = {whole_liver(g, g.tube / g.fu_tube):.4g} L/h; "
            f"times {g.fu_human:g}: {g.fu_human * whole_liver(g, g.tube / g.fu_tube):.4g}; "
            f"through the liver: **{from_tube(g):.4g} L/h**."
        ),
    ),
    "g": Number(
        heading="The truth comes in",
        prompt="At the therapeutic dose the clearance turned out to be {cl_full:g} L/h. What is the fold error of your answer to (c)?",
        variable="fold_animals",
        model="max(cl_animals / CL_FULL, CL_FULL / cl_animals)",
        unit="fold",
        points=1,
        answer=lambda g: fold(g, total(g)),
        follows="c",
        carried=fold,
        wrong_turns=(
            WrongTurn(
                "M-INV", lambda g: g.cl_full / total(g), "A fold error is never below one, on whichever side you are."
            ),
            WrongTurn(
                "M-MICRO",
                lambda g: fold_error(total(g), g.cl_micro),
                "You compared with the microdose. The truth here is the clearance at the therapeutic dose.",
            ),
            WrongTurn(
                "M-DELTA",
                lambda g: fold(g, total(g)) - 1,
                "That is the error as a share of the truth. Fold means how many times.",
            ),
        ),
        because="The larger over the smaller, so that too much and too little count alike.",
        hint="Predicted over observed, or the other way round: whichever is above one.",
        solution=lambda g: f"{total(g):.4g} / {g.cl_full:g} = **{fold(g, total(g)):.4g} fold**.",
    ),
    "h": Number(
        heading="Extension: and the microdose",
        prompt="What is the fold error of the microdose of {cl_micro:g} L/h?",
        variable="fold_micro",
        model="max(CL_MICRO / CL_FULL, CL_FULL / CL_MICRO)",
        unit="fold",
        points=1,
        answer=lambda g: fold(g, g.cl_micro),
        wrong_turns=(
            WrongTurn("M-INV", lambda g: g.cl_full / g.cl_micro, "Upside down: a fold error is one or more."),
            WrongTurn(
                "M-DELTA",
                lambda g: fold(g, g.cl_micro) - 1,
                "That is the error as a share of the truth. Fold means how many times as large.",
            ),
        ),
        because="The same body, a smaller dose: only the dose had to be bridged.",
        hint="The larger over the smaller of the two clearances.",
        solution=lambda g: f"{g.cl_micro:g} / {g.cl_full:g} = **{fold(g, g.cl_micro):.4g} fold**.",
    ),
    "i": Function(
        heading="A bug hunt",
        prompt="""
            A method can lean to one side (bias), and its errors can scatter (spread).
            The draft should return the **geometric standard deviation** of predicted over observed, the spread without the bias: e to the standard deviation of the logarithms, with *n* − 1 in the denominator.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `gsd(np.array([2.0, 0.5]), np.array([1.0, 1.0]))` is `2.665...`.
        """,
        draft="""
            def gsd_draft(predicted, observed):
                errors = np.abs(np.log10(predicted / observed))
                return np.exp(np.std(errors))


            print(gsd_draft(np.array([2.0, 0.5]), np.array([1.0, 1.0])), "- should be 2.665")
        """,
        model='''
            def gsd(predicted, observed):
                """Spread of a method's errors, its bias apart (1 or more)."""
                errors = np.log(predicted / observed)
                return np.exp(np.std(errors, ddof=1))
        ''',
        name="gsd",
        points=3,
        answer=gsd,
        switched_off=("geometric_sd",),
        tol=1e-3,
        example=Call((np.array([2.0, 0.5]), np.array([1.0, 1.0]))),
        cases={
            "a method that leans to neither side": lambda rng, i: drugs_call(rng, 0.0),
            "a method that predicts too little": lambda rng, i: drugs_call(rng, -0.25),
            "a method that predicts too much": lambda rng, i: drugs_call(rng, 0.25),
        },
        invariants={"a method that is three times higher throughout has the same spread": shift_leaves_it},
        wrong_turns=(
            unchanged_draft(
                draft,
                "Do 2.0 and 0.5 have no spread at all?",
                edit=(("np.log(predicted / observed)", "np.abs(np.log10(predicted / observed))"), (", ddof=1", "")),
            ),
            WrongTurn(
                "M-BIAS",
                absolute_left,
                "One bug is left: twice too much and twice too little are the same to you. Are they near each other?",
                credit=0.5,
                edit=(("np.log(predicted / observed)", "np.abs(np.log(predicted / observed))"),),
            ),
            WrongTurn(
                "M-LOG10",
                decadic_left,
                "One bug is left: does np.exp undo your logarithm?",
                credit=0.5,
                edit=(("np.log(", "np.log10("),),
            ),
            WrongTurn(
                "M-DF",
                all_of_n,
                "One bug is left: the mean was estimated from the same drugs. Which denominator does that ask for?",
                credit=0.5,
                edit=((", ddof=1", ""),),
            ),
        ),
        because="The spread stays when every prediction is multiplied by the same factor: that factor is the bias.",
        hint="There are three bugs: a sign that is lost, a base that does not fit, and a denominator.",
        solution=lambda g: "`np.exp(np.std(np.log(predicted / observed), ddof=1))`.",
    ),
    "j": Number(
        heading="Extension: which way does a method lean?",
        prompt="""
            `RATIOS` holds predicted over observed clearance of eight drugs, predicted from test tubes.
            What is the bias, the **average fold error** AFE, which is the geometric mean of the ratios?
        """,
        variable="afe",
        model="np.exp(np.mean(np.log(RATIOS)))",
        unit="fold",
        points=1,
        answer=bias,
        wrong_turns=(
            WrongTurn(
                "M-ARITH",
                lambda g: float(of(g.ratios).mean()),
                "That is the plain mean. One ratio of 1.8 does not make up for one of 0.2.",
            ),
            WrongTurn("M-INV", lambda g: 1 / bias(g), "Upside down: predicted over observed is asked."),
        ),
        because="One is no bias; below one, the predictions lean to too little.",
        hint="The mean of the logarithms, then exp.",
        solution=lambda g: (
            f"e to the mean of ln(ratio) = **{bias(g):.4g}**: typically {1 / bias(g):.3g} times too low."
        ),
    ),
    "k": Number(
        heading="How far off, either way?",
        prompt="""
            And what is the **absolute average fold error** AAFE of the same eight ratios?
            It takes every error as positive, so it contains the bias.
        """,
        variable="aafe",
        model="np.exp(np.mean(np.abs(np.log(RATIOS))))",
        unit="fold",
        points=2,
        answer=size,
        wrong_turns=(
            WrongTurn(
                "M-BIAS",
                bias,
                "That is the bias, in which too high and too low cancel.",
            ),
            WrongTurn(
                "M-BIAS",
                lambda g: geometric_sd(of(g.ratios), 1.0),
                "That is the spread, with the bias taken out. The AAFE keeps it in.",
            ),
            WrongTurn(
                "M-ARITH",
                lambda g: float(of(g.ratios).mean()),
                "That is the plain mean of the ratios. Where in it do errors to the two sides add up?",
            ),
            WrongTurn(
                "M-ARITH",
                lambda g: float(fold_error(of(g.ratios), 1.0).mean()),
                "That is the plain mean of fold errors, which the worst drug rules. Average their logarithms.",
            ),
        ),
        because="The typical distance from the truth, whichever way.",
        hint="The mean of the absolute logarithms, then exp.",
        solution=lambda g: f"e to the mean of |ln(ratio)| = **{size(g):.4g}**.",
    ),
    "l": Number(
        heading="How sure is a success rate?",
        prompt="""
            Of `TRIALS` drugs microdosed by vein, all but `MISSES` were predicted within two-fold.
            What is the lower end of the exact (Clopper–Pearson) 95 % interval of the success rate, as a fraction?

            `stats.beta.ppf(q, a, b)` gives the quantile; the lower limit has *q* = 0.025, *a* = successes and *b* = failures + 1.
        """,
        variable="lower",
        model="stats.beta.ppf(0.025, TRIALS - MISSES, MISSES + 1)",
        unit="fraction",
        points=2,
        answer=lower_limit,
        wrong_turns=(
            WrongTurn(
                "M-WALD",
                lambda g: float(within(g) / g.trials - 1.96 * np.sqrt(within(g) * g.misses / g.trials**3)),
                "That interval takes the rate for normally distributed. So near to 1 it is far from that.",
            ),
            WrongTurn(
                "M-POINT", lambda g: within(g) / g.trials, "That is the rate itself. How low might the true one be?"
            ),
            WrongTurn(
                "M-ONETAIL",
                lambda g: float(stats.beta.ppf(0.05, within(g), g.misses + 1)),
                "You left 5 % below. A two-sided 95 % interval leaves half of that.",
            ),
        ),
        because="So few drugs leave much room below the observed rate.",
        hint="Two and a half per cent lie below the limit.",
        solution=lambda g: (
            f"The 0.025 quantile of Beta({within(g):g}, {g.misses + 1:g}) is **{lower_limit(g):.4g}**, "
            f"against an observed {within(g) / g.trials:.3g}."
        ),
    ),
    "m": Number(
        heading="Two rates",
        prompt="""
            A review found 15 of 16 comparisons by vein within two-fold, and 28 of 41 by mouth (van Nuland and others 2019).
            What is the two-sided *p* of Fisher's exact test, taken at face value?
        """,
        variable="p_fisher",
        model="stats.fisher_exact([[15, 1], [28, 13]])[1]",
        unit="probability",
        points=2,
        answer=lambda g: fisher(),
        wrong_turns=(
            WrongTurn(
                "M-WALD",
                lambda g: float(stats.chi2_contingency(PUBLISHED, correction=False)[1]),
                "That is the χ² test, which needs large counts. One of yours is 1.",
            ),
            WrongTurn(
                "M-ONETAIL",
                lambda g: fisher("greater"),
                "That is one-sided. Nobody had said beforehand which route would do better.",
            ),
        ),
        because="Suggestive, not conclusive, and an approximation at that: see the next question.",
        hint="A table of two rows: within two-fold and not, by vein and by mouth.",
        solution=lambda g: f"`stats.fisher_exact([[15, 1], [28, 13]])[1]` is **{fisher():.4g}**.",
    ),
    "n": Choice(
        heading="A choice",
        prompt="These 57 comparisons came from 46 compounds. What does that mean for the *p* of (m)?",
        variable="flaw",
        points=1,
        options=(
            Option(
                "nothing: an exact test is exact whatever it is fed with",
                "M-INDEP",
                "Exact is the arithmetic. It assumes that all 57 comparisons are independent draws.",
            ),
            Option(
                "it stays above 0.05, so both routes predict equally well",
                "M-ABSENCE",
                "A p above 0.05 proves no equality: so few drugs by vein could hardly have shown a difference.",
            ),
            Option("at least 11 compounds stand in both rows: p is approximate"),
            Option(
                "some counts are below five, so no comparison is possible",
                "M-RARE",
                "Small counts are what an exact test is for. The trouble lies elsewhere.",
            ),
        ),
        because="57 − 46 = 11 compounds at least were counted by both routes, and share whatever makes a drug easy.",
        hint="How can 46 compounds make 57 comparisons?",
        solution=lambda g: (
            "57 − 46 = 11: so many compounds at least stand in both rows, and the rows are not independent."
        ),
    ),
    "o": Number(
        heading="Transfer",
        prompt="""
            UCN-01 was cleared by rats at 4.4 mL/min/kg (Anticancer Res 2001; 21: 4005).
            In patients the highest clearance was 0.252 mL/h/kg (Cancer Res 1998; 58: 3248).
            Scale the rat of {rat_kg:g} kg to a person of {human_kg:g} kg with the exponent 0.75.
            How many times larger than the patients' highest clearance is the prediction?
        """,
        variable="times_too_high",
        model="4.4 * 60 * RAT_KG * (HUMAN_KG / RAT_KG) ** 0.75 / (0.252 * HUMAN_KG)",
        unit="times",
        points=2,
        answer=too_high,
        wrong_turns=(
            WrongTurn(
                "M-BYKG",
                lambda g: RAT_CL * 60 / PATIENT_CL,
                "You compared clearances per kilogram. By the exponent 0.75 a person clears less per kilogram than a rat.",
            ),
            WrongTurn(
                "M-MINH",
                lambda g: too_high(g) / 60,
                "One of the two clearances is per minute, the other per hour.",
            ),
            WrongTurn("M-INV", lambda g: 1 / too_high(g), "Upside down: predicted over observed is asked."),
            WrongTurn(
                "M-PERKG",
                lambda g: too_high(g) / g.rat_kg,
                "The rat's clearance is per kilogram, and a rat has a fraction of one.",
            ),
        ),
        because="A protein in human plasma, α₁-acid glycoprotein, holds UCN-01 as no animal's does.",
        hint="Rat in L/h, times (HUMAN_KG/RAT_KG)^0.75; patient in L/h; then the ratio.",
        solution=lambda g: (
            f"Rat: 4.4 × 60/1000 × {g.rat_kg:g} = {RAT_CL * 0.06 * g.rat_kg:.4g} L/h, times "
            f"({g.human_kg:g}/{g.rat_kg:g})^0.75 = {too_high(g) * PATIENT_CL * g.human_kg / 1e3:.4g} L/h; patient "
            f"{PATIENT_CL * g.human_kg / 1e3:.4g} L/h: **{too_high(g):.4g} times**."
        ),
    ),
}
LEVERAGE = 1 / 4 + (np.log(HUMAN) - np.log(WEIGHTS).mean()) ** 2 / (4 * np.log(WEIGHTS).var())

PROBLEM = Problem(
    id="a6",
    title="Who predicts a human clearance: animals, a test tube, or a microdose?",
    notebook="ps6_predictions/predicting_clearance",
    chapter="course/applications/16_predicting_clearance.ipynb",
    sections={
        "1 A line through the animals": "abceo",
        "2 Free and bound": "d",
        "3 A test tube": "f",
        "4 Bias, spread, and size": "ghijk",
        "5 How sure is a success rate?": "lmn",
    },
    minutes=75,
    setup="""
        import numpy as np
        from scipy import stats
    """,
    story="""
        A new drug was given into the veins of a mouse (0.025 kg), a rat (0.25 kg), a monkey (5 kg) and a dog (10 kg).
        They cleared {cl:} L/h, in this order.
        The unbound fractions in their plasma are {fu:}.
        In human plasma a fraction of {fu_human:g} is unbound.
        Human liver microsomes cleared {tube:g} µL/min for each mg of their protein; a fraction of {fu_tube:g} of the drug in the tube was unbound.
        Later, a microdose into the vein of volunteers gave a clearance of {cl_micro:g} L/h.
    """,
    context={
        "formula": r"""
            **Allometry** says that clearance grows as a power of body weight, $CL = a\,W^b$.
            With $x = \ln W$ and $s^2 = \sum(\text{residual}^2)/(n-2)$ of the line through $n$ species, the 95 % prediction interval for one more species at $x_0$ is

            $$\ln CL \pm t_{0.975,\,n-2}\; s\,\sqrt{1 + \frac1n + \frac{(x_0-\bar x)^2}{\sum (x-\bar x)^2}} .$$

            The **well-stirred liver** clears $CL_H = Q_H\,x/(Q_H + x)$ with $x = f_u\,CL_{int}$, where $CL_{int}$ is what its enzymes would clear of unbound drug.
        """,
    },
    constants="""
        W = np.array([0.025, 0.25, 5.0, 10.0])  # kg
        T_95 = stats.t.ppf(0.975, 2)  # 4.303
    """,
    given=GIVEN,
    personal=True,
    derived={
        "r2": lambda g: float(np.corrcoef(np.log(WEIGHTS), np.log(of(g.cl)))[0, 1] ** 2),
        "line": total,
        "unbound": unbound,
        "factor": factor,
        "lowest": lambda g: total(g) / factor(g),
        "highest": lambda g: total(g) * factor(g),
        "micro_fold": lambda g: fold(g, g.cl_micro),
    },
    premises={
        "the line looks good": lambda g: np.corrcoef(np.log(WEIGHTS), np.log(of(g.cl)))[0, 1] ** 2 > 0.96,
        "its prediction interval is wide": lambda g: factor(g) > 2,
        "test tubes predict too little": lambda g: bias(g) < 0.8,
    },
    parts=PARTS,
    written={
        "p": Written(
            heading="In your own words",
            prompt="""
                A manager writes: “Our line through four species has an r² of {r2:.3f}. So we know the human clearance, and can save the microdose.”
                Answer in four to six sentences.
                Say what r² shows here and what it does not, how wide the prediction really is, what binding does to it, and what a microdose by vein adds and cannot add.
            """,
            points=4,
            model="""
                From a mouse to a dog, body weight grows 400-fold, and almost any clearance that grows with it gives an r² near 1; it says nothing about how near a human lies.
                The line predicts {line:.2g} L/h, but its 95 % prediction interval reaches from about {lowest:.2g} to {highest:.2g} L/h, because four species leave two degrees of freedom and 70 kg lies beyond them.
                With plasma binding the same animals predict about {unbound:.2g} L/h: a human protein can change the answer several-fold, as it did for UCN-01.
                A microdose by vein measures the human body itself; here it was within {micro_fold:.2g}-fold, and in a review 15 of 16 comparisons by vein were within two-fold, which leaves 70 to 100 % open.
                It cannot see what saturates at the therapeutic dose, so unbound concentrations there should be held against the Km of enzymes and transporters.
            """,
            scheme=(
                "r² near 1 follows from the 400-fold range of weights, for almost any clearance: no evidence of accuracy in humans.",
                "Numbers: the prediction interval is wide (a factor of {factor:.2g} either way: {lowest:.2g} to {highest:.2g} L/h).",
                "Binding: by way of unbound clearance the prediction falls to {unbound:.2g} L/h; a species' own protein can change it (UCN-01).",
                "A microdose measures humans, with limits: saturation at the full dose, few drugs behind the success rate, mouth less sure than vein.",
            ),
        ),
    },
)
