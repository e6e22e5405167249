"""A5: four back-ups and one place: the dose decides, not the clearance; how often few volunteers choose well; occupancy."""

import numpy as np
from scipy.stats import kendalltau, norm

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
from microkit import average_occupancy, rank_agreement, selection_probability, subjects_to_select

NAMES = ("C1", "C2", "C3", "C4")
LOWEST = 1  # place of the lowest CL/F
LEAD = 2  # place of the lowest dose; the premises hold both
LN2 = float(np.log(2))
TARGET = 3.0  # average unbound concentration over Kd
Z_90, Z_95 = norm.ppf([0.9, 0.95])
BY_F = (2, 1, 3, 5, 4)  # Madan 2009: NBI-1 to NBI-4 are 1 to 4, diphenhydramine is 5
BY_CL = (4, 5, 1, 3, 2)


class Row(tuple):
    """One number for each candidate, as a story prints them side by side."""

    def __format__(self, spec):
        *before, last = (f"{value:g}" for value in self)
        return f"{', '.join(before)} and {last}"


def one_each(*choices):
    """A maker of draws that takes one of the given values for each candidate."""
    return lambda rng: Row(float(rng.choice(values)) for values in choices)


GIVEN = {
    "clf": Quantity(
        Row((60, 15, 30, 100)),
        "L/h",
        one_each((52, 56, 60, 66), (13, 15, 17), (27, 30, 33), (92, 100, 108, 115)),
        about="CL/F of C1 to C4, geometric means of a microdose",
    ),
    "fu": Quantity(
        Row((0.03, 0.01, 0.05, 0.3)),
        "fraction",
        one_each((0.028, 0.03, 0.032), (0.009, 0.01, 0.011), (0.048, 0.05, 0.054), (0.28, 0.3, 0.32)),
        about="unbound in human plasma",
    ),
    "mw": Quantity(
        Row((400, 420, 380, 350)),
        "g/mol",
        one_each((390, 400, 412), (410, 420, 431), (370, 380, 392), (341, 350, 362)),
        about="molar mass",
    ),
    "kd": Quantity(
        Row((1, 2, 1.2, 3)),
        "nM",
        one_each((0.9, 1.0), (1.9, 2.0, 2.2), (1.1, 1.2, 1.25), (2.9, 3.0, 3.2)),
        about="unbound, at half occupancy",
    ),
    "ratio": Quantity(1.25, "fold", pick(1.2, 1.25, 1.3), about="true clearances of two candidates"),
    "cv": Quantity(0.55, "fraction", pick(0.5, 0.55, 0.6, 0.65), about="of clearance between people"),
    "n": Quantity(4.0, "people", pick(3, 4, 5), name="N_VOL", about="in each group"),
    "r": Quantity(0.65, "", pick(0.6, 0.65, 0.7), about="correlation of two ln CL in one person"),
    "half_life": Quantity(8.0, "h", pick(6, 7, 8, 10), about="of the lead"),
    "auc_po": Quantity(1.52, "ng·h/mL", pick(1.52), about="diphenhydramine, by mouth"),
    "cl_iv": Quantity(24.7, "L/h", pick(24.7), about="diphenhydramine, by vein"),
    "micro_ug": Quantity(100.0, "µg", pick(100), about="diphenhydramine, each dose"),
}


def of(values):
    return np.array(values, dtype=float)


def dose_mg(clf, fu, mw, kd_nM):
    """Reference for part a."""
    return clf * TARGET * kd_nM / fu * mw * 24 * 1e-6


def all_free(clf, fu, mw, kd_nM):
    return dose_mg(clf, 1.0, mw, kd_nM)


def multiplied(clf, fu, mw, kd_nM):
    return dose_mg(clf, 1 / np.asarray(fu), mw, kd_nM)


def at_kd(clf, fu, mw, kd_nM):
    return dose_mg(clf, fu, mw, kd_nM) / TARGET


def share_of_kd(clf, fu, mw, kd_nM):
    return dose_mg(clf, fu, mw, kd_nM) / TARGET * 0.75


def one_hour(clf, fu, mw, kd_nM):
    return dose_mg(clf, fu, mw, kd_nM) / 24


def candidate(rng, low, high):
    """A random candidate whose unbound fraction lies in a range."""
    return Call(
        (
            float(rng.uniform(5, 120)),
            float(rng.uniform(low, high)),
            float(rng.uniform(250, 600)),
            float(rng.uniform(0.3, 30)),
        )
    )


def in_rows(f, rng):
    """Arrays go through as numbers do."""
    calls = [candidate(rng, 0.01, 0.9).args for _ in range(3)]
    rows = f(*np.transpose(calls))
    return np.allclose(rows, [f(*call) for call in calls])


def doses(g, function=dose_mg):
    return np.asarray(function(of(g.clf), of(g.fu), of(g.mw), of(g.kd)), dtype=float)


def best(g, function=dose_mg):
    return float(doses(g, function).min())


def of_the_lowest(g, function=dose_mg):
    """Dose of the candidate with the lowest CL/F."""
    return float(doses(g, function)[LOWEST])


def agreement(g, function=dose_mg):
    return rank_agreement(of(g.clf), doses(g, function))


def rule_turns(of_dose):
    """What can go wrong in a dose, for the number that `of_dose` makes of a function."""
    return (
        WrongTurn(
            "M-TOT", lambda g: of_dose(g, all_free), "You left out binding. The target sees the unbound drug only."
        ),
        WrongTurn(
            "M-FUMULT",
            lambda g: of_dose(g, multiplied),
            "You multiplied by the unbound fraction. Does a drug that is bound more tightly need less of it?",
        ),
        WrongTurn(
            "M-KD",
            lambda g: of_dose(g, at_kd),
            "You aimed at Kd itself, where half the receptors are taken.",
        ),
        WrongTurn(
            "M-08KD",
            lambda g: of_dose(g, share_of_kd),
            "You took 75 % of Kd. Which concentration takes 75 % of the receptors?",
        ),
        WrongTurn(
            "M-DAYS", lambda g: of_dose(g, one_hour), "That is what leaves in one hour. A daily dose lasts for a day."
        ),
    )


def p_correct(ratio, cv, n, r=0.0):
    """Reference for part f."""
    return float(selection_probability(ratio, cv=cv, n=n, correlation=r))


def chance(difference, variance):
    """Probability that a normal difference with this mean and variance is positive."""
    return float(norm.cdf(difference / np.sqrt(variance)))


def one_mean(ratio, cv, n, r=0.0):
    return chance(np.log(ratio), np.log1p(cv**2) * (1 - r) / n)


def one_person(ratio, cv, n, r=0.0):
    return chance(np.log(ratio), np.log1p(cv**2) * 2 * (1 - r))


def spread_as_cv(ratio, cv, n, r=0.0):
    return chance(np.log(ratio), cv**2 * 2 * (1 - r) / n)


def against(ratio, cv, n, r=0.0):
    return chance(np.log(ratio), np.log1p(cv**2) * 2 * (1 + r) / n)


def in_per_cent(ratio, cv, n, r=0.0):
    return chance(ratio - 1, np.log1p(cv**2) * 2 * (1 - r) / n)


def pair(rng, low, high):
    """A random comparison of two candidates whose correlation lies in a range."""
    return Call(
        (float(rng.uniform(1.1, 1.5)), float(rng.uniform(0.4, 0.9)), int(rng.integers(3, 9))),
        {"r": float(rng.uniform(low, high))},
    )


def equal_is_a_coin(f, rng):
    return abs(f(1.0, float(rng.uniform(0.2, 0.9)), int(rng.integers(2, 20))) - 0.5) < 1e-9


def swapped_is_the_complement(f, rng):
    ratio, cv, n = pair(rng, 0.0, 0.1).args
    return abs(f(ratio, cv, n, 0.3) + f(1 / ratio, cv, n, 0.3) - 1) < 1e-6


def parallel(g, function=p_correct):
    return function(g.ratio, g.cv, g.n)


def cassette(g, function=p_correct):
    return function(g.ratio, g.cv, g.n, g.r)


def needed(g, r=0.0, z=Z_90, means=2):
    """Subjects, not rounded, that choose rightly with the chance behind z."""
    return float(means * (1 - r) * np.log1p(g.cv**2) * (z / np.log(g.ratio)) ** 2)


def fewest(g, r=0.0):
    return float(subjects_to_select(g.ratio, cv=g.cv, chance=0.9, correlation=r))


def fewest_by(g, p_correct, r=0.0):
    """Subjects that reach 90 % by some function of the student's."""
    return float(next((n for n in range(2, 200) if p_correct(g.ratio, g.cv, n, r) >= 0.9), 200))


def average_occ(rho, half_life, tau):
    """Reference for part l."""
    return float(average_occupancy(rho, half_life=half_life, interval=tau))


def occupied(rho, half_life, tau, rate=LN2, build_up=True, over=True):
    """Occupancy averaged from peak to trough, and the three bugs of the draft in any mixture."""
    k = rate / half_life
    peak = rho * k * tau / ((1 - np.exp(-k * tau)) if build_up else 1.0)
    trough = peak * np.exp(-k * tau)
    area = np.log((peak + 1) / (trough + 1)) / k
    return float(area / (tau if over else half_life))


def draft(rho, half_life, tau):
    return occupied(rho, half_life, tau, rate=1.0, build_up=False, over=False)


def one_over_half_life(rho, half_life, tau):
    return occupied(rho, half_life, tau, rate=1.0)


def no_build_up(rho, half_life, tau):
    return occupied(rho, half_life, tau, build_up=False)


def over_half_life(rho, half_life, tau):
    return occupied(rho, half_life, tau, over=False)


def regimen(rng, low, high):
    """A random regimen whose interval is so many half-lives long."""
    half_life = float(rng.uniform(2, 20))
    return Call((float(rng.uniform(0.5, 8)), half_life, half_life * float(rng.uniform(low, high))))


def below_the_average(f, rng):
    rho, half_life, tau = regimen(rng, 0.5, 4).args
    return f(rho, half_life, tau) < rho / (rho + 1)


def average(g, function=average_occ):
    return 100 * function(TARGET, g.half_life, 24.0)


def peak_and_trough(g):
    """Occupancies, %, at the two ends of the lead's day."""
    span = np.log(2) * 24 / g.half_life
    peak = TARGET * span / (1 - np.exp(-span))
    return [float(100 * rho / (rho + 1)) for rho in (peak, peak * np.exp(-span))]


def f_published(g):
    return g.auc_po * g.cl_iv / g.micro_ug


def rank_of(order):
    """Rank of compounds 1 to 5 in an order."""
    return [order.index(compound) + 1 for compound in range(1, 6)]


def agreement_published():
    return rank_agreement(rank_of(BY_F), rank_of(BY_CL))


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `dose_mg`, the daily dose in mg which holds an average unbound concentration of 3 *K*<sub>d</sub>.
            It should work on numbers and on arrays.

            Example: `dose_mg(10.0, 0.5, 500.0, 10.0)` is `7.2`.
        """,
        model='''
            def dose_mg(clf, fu, mw, kd_nM):
                """Daily dose (mg) for an average unbound concentration of 3 Kd."""
                target_mg_L = 3 * kd_nM * mw * 1e-6  # unbound
                return clf * target_mg_L / fu * 24
        ''',
        name="dose_mg",
        points=3,
        answer=dose_mg,
        tol=1e-3,
        example=Call((10.0, 0.5, 500.0, 10.0)),
        cases={
            "little of it unbound": lambda rng, i: candidate(rng, 0.005, 0.1),
            "much of it unbound": lambda rng, i: candidate(rng, 0.3, 0.8),
        },
        invariants={"arrays as numbers": in_rows},
        switched_off=("dose_for_average",),
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                all_free,
                "Your total concentration is as low as the unbound one. What does binding hold back?",
                edit=((" / fu", ""),),
            ),
            WrongTurn(
                "M-FUMULT",
                multiplied,
                "Multiplied by the unbound fraction: does a tightly bound drug need less?",
                edit=((" / fu", " * fu"),),
            ),
            WrongTurn(
                "M-KD",
                at_kd,
                "Your average is Kd, where half the receptors are taken. Three times as much is wanted.",
                edit=(("3 * kd_nM", "kd_nM"),),
            ),
            WrongTurn(
                "M-08KD",
                share_of_kd,
                "75 % of Kd does not take 75 % of the receptors.",
                edit=(("3 * kd_nM", "0.75 * kd_nM"),),
            ),
            WrongTurn(
                "M-DAYS",
                one_hour,
                "That is what leaves in one hour.",
                edit=((" / fu * 24", " / fu"),),
            ),
        ),
        because="At steady state the dose replaces what leaves: CL/F times the total average concentration times 24 h.",
        hint="3 Kd in nmol/L, times MW and 10⁻⁶, is mg/L unbound; over fu it is total; times CL/F and 24 h it is a dose.",
        solution=lambda g: "`clf * 3 * kd_nM * mw * 1e-6 / fu * 24`.",
    ),
    "b": Number(
        heading="The lowest dose",
        prompt="What is the lowest daily dose among the four, in mg?",
        variable="dose_best",
        model="dose_mg(CLF, FU, MW, KD).min()",
        unit="mg",
        points=2,
        answer=best,
        follows="a",
        carried=lambda g, dose_mg: best(g, dose_mg),
        wrong_turns=(
            *rule_turns(best),
            WrongTurn(
                "M-LOWCL",
                of_the_lowest,
                "That is the dose of the candidate with the lowest CL/F. Is there a lower one?",
            ),
        ),
        because="Unbound clearance and potency together make the dose.",
        hint="Your function on the four rows, then the smallest.",
        solution=lambda g: (
            f"{', '.join(f'{name} {dose:.4g}' for name, dose in zip(NAMES, doses(g), strict=True))}: "
            f"**{best(g):.4g} mg**, of {NAMES[LEAD]}."
        ),
    ),
    "c": Number(
        heading="The lowest clearance",
        prompt="Which daily dose does the candidate with the lowest CL/F need, in mg?",
        variable="dose_lowest_clf",
        model="dose_mg(CLF, FU, MW, KD)[np.argmin(CLF)]",
        unit="mg",
        points=1,
        answer=of_the_lowest,
        follows="a",
        carried=lambda g, dose_mg: of_the_lowest(g, dose_mg),
        wrong_turns=rule_turns(of_the_lowest),
        because="Its CL/F is low because plasma holds it, and what plasma holds does not act.",
        hint="`np.argmin(CLF)` finds it.",
        solution=lambda g: f"C2: **{of_the_lowest(g):.4g} mg**, {of_the_lowest(g) / best(g):.2g} times the lowest.",
    ),
    "d": Number(
        heading="Two orders",
        prompt="What is Spearman's rank correlation of CL/F and daily dose over the four?",
        variable="rank_corr",
        model="stats.spearmanr(CLF, dose_mg(CLF, FU, MW, KD))[0]",
        unit="–",
        points=2,
        tol=0.002,
        answer=agreement,
        follows="a",
        carried=lambda g, dose_mg: agreement(g, dose_mg),
        wrong_turns=(
            WrongTurn(
                "M-LOWCL", lambda g: 1.0, "One would mean that the lower CL/F always needs the lower dose. Does it?"
            ),
            WrongTurn(
                "M-SIGN", lambda g: -agreement(g), "The sign: do the two orders run alike or against each other?"
            ),
            WrongTurn(
                "M-PEARSON",
                lambda g: float(np.corrcoef(of(g.clf), doses(g))[0, 1]),
                "That is the correlation of the values. Ranks are asked.",
            ),
            WrongTurn(
                "M-KENDALL",
                lambda g: float(kendalltau(of(g.clf), doses(g))[0]),
                "That counts pairs in like order, Kendall's correlation. Spearman's is asked.",
            ),
        ),
        because="The four were made to differ so. In real candidates binding and clearance often go together.",
        hint="`stats.spearmanr(…)[0]`.",
        solution=lambda g: (
            f"Ranks by CL/F 3, 1, 2, 4 and by dose 3, 4, 1, 2: 1 − 6·14/(4·15) = **{agreement(g):.4g}**."
        ),
    ),
    "e": Choice(
        heading="A choice",
        prompt="By which of these would you choose the one that goes on?",
        variable="lead_choice",
        points=1,
        options=(
            Option(
                "by potency: C1, which has the lowest Kd of the four",
                "M-POTENT",
                "It binds best. How much of it has to be swallowed to get there?",
            ),
            Option(
                "by clearance: C2, which has the lowest CL/F of all",
                "M-LOWCL",
                "Its CL/F is low because plasma proteins hold it. Look at its dose.",
            ),
            Option("by dose: C3, for which the lowest one is predicted"),
            Option(
                "by binding: C4, of which the largest part is unbound",
                "M-UNBOUND",
                "Unbound drug is cleared, too: look at its CL/F. What do the four numbers give together?",
            ),
        ),
        because="Each single number names another candidate; the dose holds all of them.",
        hint="Compare the four doses.",
        solution=lambda g: (
            f"C3 needs {best(g):.3g} mg. The lowest CL/F, the lowest Kd and the largest unbound part each name another."
        ),
    ),
    "f": Function(
        heading="How often is the choice right?",
        prompt="""
            The clearances of two candidates truly differ by the factor `ratio`; the one whose geometric mean looks lower is chosen.
            Write `p_correct`, the chance that it is the better one.
            With separate groups *r* is 0; in a cassette the same `n` people take both.

            Example: `p_correct(1.25, 0.35, 4)` is `0.8233...`.
        """,
        model='''
            def p_correct(ratio, cv, n, r=0.0):
                """Chance that the better of two candidates looks better."""
                variance = 2 * (1 - r) * np.log(1 + cv**2) / n
                return stats.norm.cdf(np.log(ratio) / np.sqrt(variance))
        ''',
        name="p_correct",
        points=3,
        answer=p_correct,
        tol=1e-3,
        example=Call((1.25, 0.35, 4)),
        cases={
            "separate groups": lambda rng, i: pair(rng, 0.0, 0.0),
            "a cassette": lambda rng, i: pair(rng, 0.4, 0.8),
        },
        invariants={
            "equal candidates are a coin": equal_is_a_coin,
            "what is right for one is wrong for the other": swapped_is_the_complement,
        },
        switched_off=("selection_probability", "subjects_to_select"),
        wrong_turns=(
            WrongTurn(
                "M-ONEMEAN",
                one_mean,
                "You gave the difference the error of one mean. Both means scatter.",
                edit=(("2 * (1 - r)", "(1 - r)"),),
            ),
            WrongTurn(
                "M-N",
                one_person,
                "That is the choice by one person of each group. What do n people change?",
                edit=(("cv**2) / n", "cv**2)"),),
            ),
            WrongTurn(
                "M-LNSD",
                spread_as_cv,
                "The CV stands on the plain scale. Which spread do logarithms have?",
                edit=(("np.log(1 + cv**2)", "cv**2"),),
            ),
            WrongTurn(
                "M-SIGN",
                against,
                "Two values of one person that rise together: does their difference scatter more, or less?",
                edit=(("(1 - r)", "(1 + r)"),),
            ),
            WrongTurn(
                "M-PLAIN",
                in_per_cent,
                "You compared a difference in per cent with a spread of logarithms.",
                edit=(("np.log(ratio)", "(ratio - 1)"),),
            ),
        ),
        because="The log of the ratio is normal, with the variance of two means, less what one person's two values share.",
        hint="Φ of ln(ratio) over the square root of 2(1 − r)σ²/n, with σ² = ln(1 + cv²).",
        solution=lambda g: "`stats.norm.cdf(np.log(ratio) / np.sqrt(2 * (1 - r) * np.log(1 + cv**2) / n))`.",
    ),
    "g": Number(
        heading="Separate groups",
        prompt="With {n:g} people in each of two groups, how probable is the right choice?",
        variable="p_groups",
        model="p_correct(RATIO, CV, N_VOL)",
        unit="probability",
        points=2,
        tol=0.004,
        answer=parallel,
        follows="f",
        carried=parallel,
        wrong_turns=(
            WrongTurn("M-ONEMEAN", lambda g: parallel(g, one_mean), "Both means scatter; you counted one."),
            WrongTurn("M-N", lambda g: parallel(g, one_person), "That is one person in each group."),
            WrongTurn("M-LNSD", lambda g: parallel(g, spread_as_cv), "You used the CV for the spread of logarithms."),
            WrongTurn("M-PLAIN", lambda g: parallel(g, in_per_cent), "A ratio is a difference of logarithms."),
            WrongTurn(
                "M-POINT",
                lambda g: 1.0,
                "Certain? The better candidate is better, but does it look so in every small study?",
            ),
            WrongTurn(
                "M-COIN",
                lambda g: 0.5,
                "That is a coin. Few people know little, but more than nothing.",
            ),
        ),
        because="Between-person scatter is large against a difference of this size.",
        hint="Use your function, with r = 0.",
        solution=lambda g: (
            f"Φ({np.log(g.ratio):.4g} / √(2 × {np.log1p(g.cv**2):.4g}/{g.n:g})) = **{parallel(g):.4g}**."
        ),
    ),
    "h": Number(
        heading="A cassette",
        prompt="The same {n:g} people take both candidates at once. How probable is the right choice now?",
        variable="p_cassette",
        model="p_correct(RATIO, CV, N_VOL, R)",
        unit="probability",
        points=2,
        tol=0.004,
        answer=cassette,
        follows="f",
        carried=cassette,
        wrong_turns=(
            WrongTurn("M-INDEP", parallel, "That is for separate groups. One person's two values share a cause."),
            WrongTurn(
                "M-SIGN", lambda g: cassette(g, against), "You added what they share. In a difference it cancels."
            ),
            WrongTurn("M-ONEMEAN", lambda g: cassette(g, one_mean), "Both means scatter; you counted one."),
            WrongTurn("M-N", lambda g: cassette(g, one_person), "That is the choice by one person."),
            WrongTurn("M-LNSD", lambda g: cassette(g, spread_as_cv), "You used the CV for the spread of logarithms."),
            WrongTurn("M-PLAIN", lambda g: cassette(g, in_per_cent), "A ratio is a difference of logarithms."),
        ),
        because="What makes a person slow with one candidate makes them slow with the other, and drops out.",
        hint="The same call, with r.",
        solution=lambda g: (
            f"Φ({np.log(g.ratio):.4g} / √(2 × (1 − {g.r:g}) × {np.log1p(g.cv**2):.4g}/{g.n:g})) = **{cassette(g):.4g}**."
        ),
    ),
    "i": Number(
        heading="How many?",
        prompt="How many people does each of two groups need, for a right choice in at least 90 % of studies?",
        variable="n_groups",
        model="next((n for n in range(2, 200) if p_correct(RATIO, CV, n) >= 0.90), 200)",
        unit="people",
        points=2,
        tol=0.004,
        answer=fewest,
        follows="f",
        carried=fewest_by,
        wrong_turns=(
            WrongTurn(
                "M-TWOSIDED",
                lambda g: float(np.ceil(needed(g, z=Z_95))),
                "You used 1.645. Only one kind of error counts here: choosing the wrong one.",
            ),
            WrongTurn(
                "M-ONEMEAN",
                lambda g: float(np.ceil(needed(g, means=1))),
                "Both means scatter; you counted one.",
            ),
            WrongTurn(
                "M-FLOOR",
                lambda g: float(np.floor(needed(g))),
                "So many fall just short of 90 %.",
            ),
        ),
        because="To halve an error takes four times as many people.",
        hint="Try n = 2, 3, … with your function.",
        solution=lambda g: (
            f"2 × {np.log1p(g.cv**2):.4g} × (1.2816/{np.log(g.ratio):.4g})² = {needed(g):.4g}: **{fewest(g):.0f}** in each group."
        ),
    ),
    "j": Number(
        heading="Extension: how many in a cassette?",
        prompt="And how many people, in all, does the cassette need for this?",
        variable="n_cassette",
        model="next((n for n in range(2, 200) if p_correct(RATIO, CV, n, R) >= 0.90), 200)",
        unit="people",
        points=1,
        tol=0.004,
        answer=lambda g: fewest(g, g.r),
        follows="f",
        carried=lambda g, p_correct: fewest_by(g, p_correct, g.r),
        wrong_turns=(
            WrongTurn("M-INDEP", fewest, "That is each of two groups. In a cassette everyone takes both."),
            WrongTurn(
                "M-FLOOR",
                lambda g: float(np.floor(needed(g, r=g.r))),
                "So many fall just short of 90 %.",
            ),
        ),
        because="Pairing removes the part of the scatter that one person's two values share.",
        hint="Try n = 2, 3, … with your function and r.",
        solution=lambda g: (
            f"{needed(g):.4g} × (1 − {g.r:g}) = {needed(g, g.r):.4g}: **{fewest(g, g.r):.0f}** people, against "
            f"{2 * fewest(g):.0f} in two groups."
        ),
    ),
    "k": Choice(
        heading="A choice",
        prompt="""
            Five candidates are to be given in one cassette, as a first study of 100 µg at most.
            The guideline does not say how five compounds count; a careful team takes 100 µg for their sum, and asks the regulator.
            What follows?
        """,
        variable="cassette_choice",
        points=1,
        options=(
            Option(
                "100 µg of each, and the assay can stay what it was",
                "M-100",
                "What is the sum of five such doses?",
            ),
            Option("20 µg of each, and an LLOQ that is five times lower"),
            Option(
                "20 µg of each, and an LLOQ that is five times higher",
                "M-DIR",
                "A fifth of the dose gives a fifth of the concentration. Can the assay be blinder for it?",
            ),
            Option(
                "none, since two new compounds may never be combined",
                "M-STRICT",
                "Cassettes of microdoses have been given. What has to be shown before?",
            ),
        ),
        because="A fifth of the dose is a fifth of every concentration, so the assay has to see five times less.",
        hint="Five doses share 100 µg. What does that do to the concentrations?",
        solution=lambda g: (
            "100/5 = 20 µg each; the assay must reach a fifth of the concentration. Marketed drugs in a cocktail are another matter."
        ),
    ),
    "l": Function(
        heading="A bug hunt",
        prompt=r"""
            The dose of (a) holds an average *concentration*.
            The average *occupancy* is lower, because concentrations swing.
            For a one-compartment drug, absorbed at once, with $\rho$ the average unbound concentration over $K_d$,

            $$\rho_{max} = \frac{\rho\, k\tau}{1 - e^{-k\tau}}, \qquad \rho_{min} = \rho_{max}\, e^{-k\tau}, \qquad \overline{occ} = \frac{1}{k\tau}\, \ln\frac{\rho_{max} + 1}{\rho_{min} + 1} .$$

            The draft below has three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `average_occ(3.0, 4.0, 24.0)` is `0.5854...`.
        """,
        draft="""
            def average_occ_draft(rho, half_life, tau):
                k = 1 / half_life
                peak = rho * k * tau
                trough = peak * np.exp(-k * tau)
                return np.log((peak + 1) / (trough + 1)) / (k * half_life)


            print(average_occ_draft(3.0, 4.0, 24.0), "- should be 0.5854")
        """,
        model='''
            def average_occ(rho, half_life, tau):
                """Occupancy averaged over a dosing interval at steady state."""
                k = np.log(2) / half_life
                peak = rho * k * tau / (1 - np.exp(-k * tau))
                trough = peak * np.exp(-k * tau)
                return np.log((peak + 1) / (trough + 1)) / (k * tau)
        ''',
        name="average_occ",
        points=3,
        answer=average_occ,
        tol=1e-3,
        example=Call((3.0, 4.0, 24.0)),
        cases={
            "short intervals": lambda rng, i: regimen(rng, 0.3, 0.8),
            "long intervals": lambda rng, i: regimen(rng, 1.5, 4),
        },
        invariants={"below the occupancy at the average": below_the_average},
        switched_off=("average_occupancy",),
        wrong_turns=(
            unchanged_draft(
                draft,
                "More than all receptors cannot be taken.",
                edit=(
                    ("np.log(2) / half_life", "1 / half_life"),
                    (" / (1 - np.exp(-k * tau))", ""),
                    ("/ (k * tau)", "/ (k * half_life)"),
                ),
            ),
            WrongTurn(
                "M-HL",
                one_over_half_life,
                "One bug is left: one over a half-life is no rate constant.",
                credit=0.5,
                edit=(("np.log(2) / half_life", "1 / half_life"),),
            ),
            WrongTurn(
                "M-SD",
                no_build_up,
                "One bug is left: at steady state something of the earlier doses is still there.",
                credit=0.5,
                edit=((" / (1 - np.exp(-k * tau))", ""),),
            ),
            WrongTurn(
                "M-1HL",
                over_half_life,
                "One bug is left: over which time is the average taken?",
                credit=0.5,
                edit=(("/ (k * tau)", "/ (k * half_life)"),),
            ),
        ),
        because="A rate constant from the half-life, the build-up of doses, and the average over the dosing interval.",
        hint="One bug stands in each of the first, second and last lines.",
        solution=lambda g: "`k = np.log(2) / half_life`, `/ (1 - np.exp(-k * tau))`, and `/ (k * tau)`.",
    ),
    "m": Number(
        heading="The lead's occupancy",
        prompt="The lead has a half-life of {half_life:g} h and is taken once a day. What is its average occupancy, in %?",
        variable="occ_percent",
        model="100 * average_occ(3.0, HALF_LIFE, 24.0)",
        unit="%",
        points=2,
        tol=0.005,
        answer=average,
        follows="l",
        carried=average,
        wrong_turns=(
            WrongTurn(
                "M-OFMEAN",
                lambda g: 75.0,
                "That is the occupancy at the average concentration. Is it the average of the occupancies?",
            ),
            WrongTurn(
                "M-MEAN",
                lambda g: float(np.mean(peak_and_trough(g))),
                "That is the middle between peak and trough. A concentration stays low for longer than it stays high.",
            ),
            WrongTurn("M-PEAK", lambda g: peak_and_trough(g)[0], "That is the occupancy at the peak."),
            WrongTurn("M-AVG", lambda g: peak_and_trough(g)[1], "That is the occupancy at the trough."),
        ),
        because="Occupancy flattens towards the top: what the peak gains is less than what the trough loses.",
        hint="ρ is 3 and τ is 24 h.",
        solution=lambda g: (
            f"**{average(g):.4g} %**, from {peak_and_trough(g)[0]:.3g} % at the peak down to {peak_and_trough(g)[1]:.3g} % at the trough; "
            "at the average concentration it would be 75 %."
        ),
    ),
    "n": Number(
        heading="Extension: a real back-up study",
        prompt="""
            Madan and others (2009) gave microdoses of {micro_ug:g} µg by mouth and by vein.
            Diphenhydramine had a median clearance of {cl_iv:g} L/h and a median oral AUC of {auc_po:g} ng·h/mL.
            Which bioavailability follows?
        """,
        variable="f_dph",
        model="AUC_PO * CL_IV / MICRO_UG",
        unit="fraction",
        points=1,
        answer=f_published,
        wrong_turns=(
            WrongTurn("M-INV", lambda g: 1 / f_published(g), "Upside down: more would arrive than was swallowed."),
            WrongTurn(
                "M-NODOSE",
                lambda g: g.auc_po * g.cl_iv,
                "That is an amount, in µg. Which share of the dose is it?",
            ),
        ),
        because="AUC times clearance is what arrived. Medians of several people need not multiply, so it is a rough value.",
        hint="F = AUC · CL / dose; 1 ng/mL is 1 µg/L.",
        solution=lambda g: f"{g.auc_po:g} × {g.cl_iv:g} / {g.micro_ug:g} = **{f_published(g):.4g}**.",
    ),
    "o": Number(
        heading="Transfer",
        prompt="""
            The same study ranked five compounds, from high to low (DPH is diphenhydramine).
            By bioavailability: NBI-2, NBI-1, NBI-3, DPH, NBI-4.
            By clearance: NBI-4, DPH, NBI-1, NBI-3, NBI-2.
            What is Spearman's rank correlation of bioavailability and clearance?
        """,
        variable="rank_corr_published",
        model="stats.spearmanr([2, 1, 3, 4, 5], [3, 5, 4, 2, 1])[0]",
        unit="–",
        points=2,
        answer=lambda g: agreement_published(),
        wrong_turns=(
            WrongTurn(
                "M-SIGN",
                lambda g: -agreement_published(),
                "The sign: which is first by bioavailability, and where does it stand by clearance?",
            ),
            WrongTurn(
                "M-NAMES",
                lambda g: rank_agreement(BY_F, BY_CL),
                "You compared the numbers in the names, in the order of the lists. Give each compound its two ranks.",
            ),
            WrongTurn(
                "M-KENDALL",
                lambda g: float(kendalltau(rank_of(BY_F), rank_of(BY_CL))[0]),
                "That is Kendall's correlation, from pairs in like order. Spearman's is asked.",
            ),
        ),
        because="What the liver clears fast it also takes out of the swallowed dose on its first way through.",
        hint="NBI-1 is second by bioavailability and third by clearance. Do so for all five.",
        solution=lambda g: (
            "Rank differences 1, 4, 1, 2 and 4: 1 − 6·38/(5·24) = **−0.9**. Here one compound led by both; the dose needs binding and potency as well."
        ),
    ),
}


def in_order(g):
    """C3 needs the lowest dose, then C4, C1 and C2, each a tenth more than the one before."""
    ordered = doses(g)[[2, 3, 0, 1]]
    return bool((ordered[1:] > 1.1 * ordered[:-1]).all())


PROBLEM = Problem(
    id="a5",
    title="Which of four back-ups goes on, and how often is a small study right?",
    notebook="ps5_applications/choosing_among_backups",
    chapter="course/applications/15_choosing_among_backups.ipynb",
    sections={
        "1 One number for each": "abcde",
        "2 An average of what?": "lm",
        "3 Four volunteers for each": "fgi",
        "4 The same people for all": "hjkno",
    },
    minutes=75,
    setup="""
        import numpy as np
        from scipy import stats
    """,
    story="""
        Four back-up compounds, C1 to C4, block the same target, and one of them can go on.
        Each was given as an oral microdose to {n:g} volunteers.
        Their oral clearances CL/F were {clf:} L/h, and of the drug in human plasma the fractions {fu:} are unbound.
        The unbound concentrations that take half of the target, *K*<sub>d</sub>, are {kd:} nM.
        The dose should hold an average unbound concentration of 3 *K*<sub>d</sub>, at which 75 % of the target is taken.
        The four are invented, and were made to differ.
    """,
    context={
        "formula": r"""
            Kinetics are taken to be linear up to that dose.
            Clearances are log-normal: the standard deviation of ln *CL* between people is σ, with $\sigma^2 = \ln(1 + CV^2)$.
            If two true clearances differ by a factor $R$, then the logarithm of the ratio of two geometric means of $n$ people each is normal,

            $$\ln \hat R \sim N\!\left(\ln R,\ \frac{2\sigma^2(1-r)}{n}\right),$$

            where $r$ is the correlation of the two ln *CL* in one person; it is 0 where different people take the two.
        """,
    },
    given=GIVEN,
    personal=True,
    derived={
        "best": best,
        "c2": of_the_lowest,
        "next_best": lambda g: float(np.sort(doses(g))[1]),
        "p_groups": parallel,
        "p_cassette": cassette,
        "occ": average,
        "percent_apart": lambda g: 100 * (g.ratio - 1),
        "percent_of_studies": lambda g: 100 * parallel(g),
    },
    premises={
        "every single number names another candidate": in_order,
        "a cassette needs more than the study has": lambda g: needed(g, g.r) > g.n + 1,
    },
    parts=PARTS,
    written={
        "p": Written(
            heading="In your own words",
            prompt="""
                A manager writes: “C2 has by far the lowest clearance, so it will need the lowest dose. Four means of {n:g} volunteers each leave no doubt.
                And at three times *K*<sub>d</sub> on average we hold 75 % of the target all day.”
                Answer in four to six sentences.
                Say which candidate you would choose and why, how sure such a study is of an order when two clearances differ by {percent_apart:.0f} %, what a cassette changes and needs, and what is wrong with the 75 %.
            """,
            points=4,
            model="""
                C2 has the lowest CL/F because plasma proteins hold it; what counts is the dose for a wanted unbound concentration, and C2 needs {c2:.3g} mg where C3 needs {best:.3g} mg.
                With {n:g} people in each group, two candidates whose clearances differ by {percent_apart:.0f} % are put in the right order in only {percent_of_studies:.0f} % of studies, so means that lie near each other are no verdict; C2 and C3 lie much further apart.
                In a cassette each person compares both, and the chance rises to {p_cassette:.2g}; but the candidates must not disturb each other or each other's assay, and if they share 100 µg the assay has to see less.
                75 % is the occupancy at the average concentration: with a half-life of {half_life:g} h once a day the average occupancy is {occ:.3g} %, and at the trough it is lower still.
                All of this takes linear kinetics for granted up to the dose.
            """,
            scheme=(
                "The dose decides, from unbound clearance and potency: C3 ({best:.3g} mg), not C2 ({c2:.3g} mg); C2's low CL/F is binding.",
                "Few people: with a difference of {percent_apart:.0f} % the order is right in about {percent_of_studies:.0f} % of studies.",
                "A cassette compares within each person (about {p_cassette:.2g}), under a condition: no interaction, assay without interference, shared mass and a lower LLOQ.",
                "75 % is the occupancy at the average concentration; the average occupancy is {occ:.3g} %, and the trough is lower.",
            ),
        ),
    },
)
