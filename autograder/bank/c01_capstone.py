"""The capstone: one compound from its dossier to a decision, and what the study owes to those who take part."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import stats
from scipy.special import ndtr

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
from microkit import (
    background_hours,
    ci_factor,
    effective_dose,
    events_avoided,
    events_incurred,
    lloq_conc,
    max_microdose,
    nca,
    nci_to_bq,
)

T = np.array([0.25, 1.0, 2.0, 4.0, 8.0, 12.0, 24.0, 36.0, 48.0])
PEOPLE = 8
DRUG_LATER = 11 / 11_028
PROCEDURE = 7 / 11_028
ALL_EVENTS = 34 / 11_028  # related to the study or not
DRUG_NOW = 1e-5
COEFFICIENT = 5.8e-10
AMS_LIMIT = 5.0  # pg/mL, in the rehearsal: above the limit of every draw
BACKGROUND = 2.4
Z_90 = float(stats.norm.ppf(0.95))
COMPOUNDS = 200
NARROW = 0.965  # width in logarithms over the reference: draws scatter by 0.02
WIDE = 1.062  # Student's t for the sampling alone takes up to 1.05
HELD = 0.06
T_90 = float(stats.t.ppf(0.95, PEOPLE - 1))


class Row(tuple):
    """Numbers that stand side by side in the given cell."""

    def __format__(self, spec):
        return ", ".join(f"{value:g}" for value in self)


def draw_noise(rng):
    """What noise adds to the logarithm of each sample of a rehearsal."""
    return Row(float(f"{noise:.2f}") + 0.0 for noise in rng.normal(0, 0.07, len(T)))


def draw_found(rng):
    """Clearances found in eight volunteers."""
    typical = rng.uniform(16, 21)
    return Row(float(f"{cl:.3g}") for cl in typical * np.exp(rng.normal(0, 0.36, PEOPLE)))


GIVEN = {
    "noael": Quantity(0.11, "mg/kg", pick(0.08, 0.085, 0.09, 0.095, 0.11, 0.12), about="rat, by vein"),
    "body_weight": Quantity(65.0, "kg", pick(60, 65, 75), about="of the lightest volunteer"),
    "dose": Quantity(50.0, "µg", pick(45, 50, 55, 60), name="DOSE_UG", about="planned microdose, by vein"),
    "dose_mg": Quantity(40.0, "mg", pick(32, 36, 40, 44, 48), about="expected therapeutic dose, by vein"),
    "cl_guess": Quantity(19.0, "L/h", pick(17, 18, 19, 20), about="predicted from animals"),
    "v_guess": Quantity(200.0, "L", pick(180, 190, 200, 210), about="predicted from animals"),
    "fu": Quantity(0.1, "fraction", pick(0.08, 0.09, 0.1, 0.12), about="unbound in human plasma"),
    "km": Quantity(
        600.0, "ng/mL", pick(400, 500, 600, 800), about="unbound, of the enzyme in the liver that clears it"
    ),
    "needed": Quantity(150.0, "ng·h/mL", pick(125, 135, 150, 165, 180), about="unbound AUC that the effect needs"),
    "lloq_ms": Quantity(100.0, "pg/mL", pick(90, 100, 110), about="LC-MS/MS"),
    "lloq_dpm": Quantity(0.025, "dpm/mL", pick(0.025, 0.03), about="AMS, after isolation of the drug"),
    "activity": Quantity(200.0, "nCi", pick(180, 200, 220, 250), name="NCI", about="¹⁴C for each volunteer"),
    "cv": Quantity(0.4, "fraction", pick(0.4, 0.42, 0.45, 0.48), about="of clearance between people, expected"),
    "wanted": Quantity(1.4, "fold", pick(1.38, 1.4, 1.45), about="reach that is allowed in (k)"),
    "sigma_tr": Quantity(
        0.3,
        "",
        pick(0.28, 0.3, 0.32),
        about="standard deviation of ln AUC, of the step to the therapeutic dose, by vein",
    ),
    "sigma_oral": Quantity(0.66, "", pick(0.62, 0.66, 0.7), about="the same, by mouth"),
    "p_stop": Quantity(0.3, "probability", pick(0.2, 0.25, 0.3, 0.4), about="of a stop, as judged before the study"),
    "n_later": Quantity(60.0, "people", pick(40, 50, 60, 70), about="in Phase I"),
    "noise": Quantity(
        Row((0.05, -0.08, 0.03, 0.07, 0.02, -0.06, 0.04, -0.03, 0.02)),
        "",
        draw_noise,
        about="of the samples in a rehearsal",
    ),
    "cl_found": Quantity(
        Row((13.1, 24.6, 17.2, 15.9, 29.8, 18.4, 11.7, 20.3)), "L/h", draw_found, about="found in eight volunteers"
    ),
}


def limit(g):
    """Largest microdose by vein, µg."""
    return min(max_microdose(1e3 * g.dose_mg)[0], noael_share(g))


def noael_share(g, share=100.0):
    """One part in `share` of the NOAEL as a dose, µg."""
    return 1e3 * g.noael * g.body_weight / share


def peak_over_km(g):
    """Unbound peak at the therapeutic dose over Km, times."""
    return 1e3 * g.dose_mg / g.v_guess * g.fu / g.km


def lloq_ams(g):
    """Lower limit of AMS as a concentration of the drug, pg/mL."""
    return lloq_conc(g.lloq_dpm, dose=g.dose, activity=nci_to_bq(g.activity))


def first_conc(g):
    """Concentration right after the microdose, pg/mL."""
    return 1e3 * g.dose / g.v_guess


def half_life(g):
    """Expected half-life, h."""
    return float(np.log(2) * g.v_guess / g.cl_guess)


def time_above(g, lloq):
    return float(np.log(first_conc(g) / lloq) * g.v_guess / g.cl_guess)


def study(t, dose_ug, cl, v, noise, lloq):
    """Reference for part f."""
    return censored(exact(t, dose_ug, cl, v) * np.exp(noise), lloq)


def exact(t, dose_ug, cl, v):
    return 1e3 * dose_ug / v * np.exp(-cl / v * np.asarray(t))


def censored(conc, lloq):
    return np.where(conc < lloq, 0.0, conc)


def no_limit(t, dose_ug, cl, v, noise, lloq):
    return exact(t, dose_ug, cl, v) * np.exp(noise)


def limit_before_noise(t, dose_ug, cl, v, noise, lloq):
    return censored(exact(t, dose_ug, cl, v), lloq) * np.exp(noise)


def noise_added(t, dose_ug, cl, v, noise, lloq):
    return censored(exact(t, dose_ug, cl, v) + np.asarray(noise), lloq)


def noise_linear(t, dose_ug, cl, v, noise, lloq):
    return censored(exact(t, dose_ug, cl, v) * (1 + np.asarray(noise)), lloq)


def set_to_limit(t, dose_ug, cl, v, noise, lloq):
    return np.maximum(exact(t, dose_ug, cl, v) * np.exp(noise), lloq)


def set_to_half(t, dose_ug, cl, v, noise, lloq):
    reported = no_limit(t, dose_ug, cl, v, noise, lloq)
    return np.where(reported < lloq, lloq / 2, reported)


def v_over_cl(t, dose_ug, cl, v, noise, lloq):
    return censored(1e3 * dose_ug / v * np.exp(-v / cl * np.asarray(t)) * np.exp(noise), lloq)


def micrograms(t, dose_ug, cl, v, noise, lloq):
    return study(t, dose_ug / 1e3, cl, v, noise, lloq)


def picograms_in_a_litre(t, dose_ug, cl, v, noise, lloq):
    return study(t, dose_ug * 1e3, cl, v, noise, lloq)


def study_call(rng, seen):
    """A random volunteer whose curve is seen for some of the samples; the last one seen is so by chance alone."""
    dose = float(rng.uniform(20, 100))
    cl = float(rng.uniform(5, 30))
    v = cl * float(np.exp(rng.uniform(np.log(1.3), np.log(20))))
    t = np.sort(rng.uniform(0.1, 4, 8)) * v / cl
    noise = rng.normal(0, 0.08, 8)
    last = min(seen, 7)
    noise[last] = abs(noise[last]) + 0.03
    lloq = float(exact(t, dose, cl, v)[last] * np.exp(noise[last] / 2))
    return Call((t, dose, cl, v, noise, lloq if seen < 8 else lloq / 10))


def twice_the_dose(f, rng):
    t, dose, cl, v, noise, lloq = study_call(rng, 4).args
    return np.allclose(f(t, 2 * dose, cl, v, noise, 2 * lloq), 2 * np.asarray(f(t, dose, cl, v, noise, lloq)))


def rehearsed(g, by_ams=True, function=study, rule="linear-up log-down", route="bolus"):
    """Non-compartmental analysis of one volunteer with the predicted clearance and volume."""
    lloq = AMS_LIMIT if by_ams else g.lloq_ms
    return analysed(function, g.dose, g.cl_guess, g.v_guess, g.noise, lloq, rule, route)


@lru_cache(maxsize=64)
def analysed(function, dose, cl, v, noise, lloq, rule, route):
    conc = np.asarray(function(T, dose, cl, v, np.array(noise), lloq), dtype=float) / 1e3
    return nca(T, conc, dose=dose, route=route, rule=rule)


def rehearsed_auc(g, function=study, **how):
    """AUC to infinity of the rehearsal by AMS, ng·h/mL."""
    return float(rehearsed(g, function=function, **how).auc_inf)


def extrapolated(g, function=study, **how):
    """Share of the area that LC-MS/MS does not see, %."""
    return float(rehearsed(g, by_ams=False, function=function, **how).extrapolated_percent)


def between(g):
    """Expected standard deviation of ln CL between people."""
    return float(np.sqrt(np.log1p(g.cv**2)))


def reach(g):
    """How far the 90 % interval of the mean of eight people reaches either way, times."""
    return float(ci_factor(PEOPLE, cv=g.cv, level=0.9))


def reach_with(quantile, spread):
    """The same with another quantile, or another standard error."""
    return float(np.exp(quantile * spread))


@dataclass(frozen=True)
class Compounds(Call):
    """A call with the studies of many drawn compounds, whose answer is judged by what became of them."""

    truth: np.ndarray | None = None

    def read(self, value):
        """Return how often intervals hold the truth and how wide they are, over the reference, and how far off they lie.

        Intervals from `NARROW` to `WIDE` times as wide as the reference, which hold the truth about as often, count as it.
        """
        limits = self._limits(value)
        if limits is None:
            return None
        held, width, off = self._compared(*limits)
        if NARROW <= width <= WIDE and abs(held - 1) < HELD:
            return np.array([1.0, 1.0, off])
        return np.array([held, width, off])

    def remark(self, value):
        """Return how often intervals hold the truth, how wide they are and where they lie, in words."""
        limits = self._limits(value)
        if limits is None:
            return ""
        _, width, off = self._compared(*limits)
        if not np.isfinite([width, off]).all():
            return "Some of your limits are no positive numbers."
        if width < 0:
            return "Your upper limits lie below your lower ones."
        return (
            f"Your 90 % intervals hold the truth of {100 * self._held(*limits):.0f} % of the drawn compounds; on the scale "
            f"of logarithms they are {width:.2f} times as wide as that takes, and they lie around {off:.2f} times the truth."
        )

    def _limits(self, value):
        try:
            low, high = (np.asarray(side, dtype=float) for side in value)
        except (TypeError, ValueError, OverflowError):
            return None
        return (low, high) if low.shape == high.shape == self.truth.shape else None

    def _compared(self, low, high):
        with np.errstate(all="ignore"):
            held = self._held(low, high) / self._held(*self(predict))
            width = np.mean(np.log(high / low)) / np.mean(np.log(np.divide(*self(predict)[::-1])))
            off = np.exp(np.mean((np.log(low) + np.log(high)) / 2 - np.log(self.truth)))
        return held, width, off

    def _held(self, low, high):
        return np.mean((low <= self.truth) & (self.truth <= high))

    def about(self):
        """Return the arguments in words, as nobody reads a table of hundreds of clearances."""
        rows, people = self.args[0].shape
        return f"clearances of {people} people for {rows} drawn compounds, {self.args[1]:.4g}, {self.args[2]:.4g}"


def compounds(rng, people, low, high):
    """Studies of drawn compounds, and the AUC that each has at its therapeutic dose."""
    typical = rng.uniform(5, 60, COMPOUNDS)
    spread = rng.uniform(0.4, 0.5)
    sigma_tr = float(rng.uniform(low, high))
    dose_mg = float(rng.uniform(10, 200))
    cl = typical[:, None] * np.exp(rng.normal(0, spread, (COMPOUNDS, people)))
    truth = 1e3 * dose_mg / typical * np.exp(rng.normal(0, sigma_tr, COMPOUNDS))
    return Compounds((cl, dose_mg, sigma_tr), truth=truth)


def predict(cl, dose_mg, sigma_tr):
    """Reference for part m."""
    return interval(cl, dose_mg, lambda sampling, n: np.hypot(sampling, sigma_tr))


def interval(cl, dose_mg, spread, quantile=Z_90, middle=None):
    """An interval whose spread comes from the standard error of the mean logarithm and the number of people."""
    logs = np.log(cl)
    n = logs.shape[1]
    centre = np.log(1e3 * dose_mg) - logs.mean(axis=1) if middle is None else np.log(middle)
    half = quantile * spread(logs.std(axis=1, ddof=1) / np.sqrt(n), n)
    return np.exp(centre - half), np.exp(centre + half)


def sampling_only(cl, dose_mg, sigma_tr):
    return interval(cl, dose_mg, lambda sampling, n: sampling)


def translation_only(cl, dose_mg, sigma_tr):
    return interval(cl, dose_mg, lambda sampling, n: sigma_tr)


def one_person(cl, dose_mg, sigma_tr):
    return interval(cl, dose_mg, lambda sampling, n: np.hypot(sampling * np.sqrt(n), sigma_tr))


def added_spreads(cl, dose_mg, sigma_tr):
    return interval(cl, dose_mg, lambda sampling, n: sampling + sigma_tr)


def usual_level(cl, dose_mg, sigma_tr):
    return interval(
        cl, dose_mg, lambda sampling, n: np.hypot(sampling, sigma_tr), quantile=float(stats.norm.ppf(0.975))
    )


def one_tail(cl, dose_mg, sigma_tr):
    return interval(cl, dose_mg, lambda sampling, n: np.hypot(sampling, sigma_tr), quantile=float(stats.norm.ppf(0.9)))


def student_for_all(cl, dose_mg, sigma_tr):
    quantile = float(stats.t.ppf(0.95, np.shape(cl)[1] - 1))
    return interval(cl, dose_mg, lambda sampling, n: np.hypot(sampling, sigma_tr), quantile=quantile)


def arithmetic(cl, dose_mg, sigma_tr):
    middle = 1e3 * dose_mg / np.mean(cl, axis=1)
    return interval(cl, dose_mg, lambda sampling, n: np.hypot(sampling, sigma_tr), middle=middle)


def milligrams(cl, dose_mg, sigma_tr):
    return predict(cl, dose_mg / 1e3, sigma_tr)


def twice_the_limits(f, rng):
    cl, dose_mg, sigma_tr = compounds(rng, 6, 0.25, 0.35).args
    return np.allclose(f(cl[:5], 2 * dose_mg, sigma_tr), 2 * np.asarray(f(cl[:5], dose_mg, sigma_tr)), rtol=0.05)


def limits(g, function=predict, sigma_tr=None):
    """Limits of the typical AUC at the therapeutic dose, ng·h/mL."""
    low, high = function(np.array([g.cl_found]), g.dose_mg, g.sigma_tr if sigma_tr is None else sigma_tr)
    return float(low[0]), float(high[0])


def lower(g, function=predict):
    """Lower limit of the typical AUC, ng·h/mL."""
    return limits(g, function)[0]


def upper(g):
    """Upper limit of the typical AUC, ng·h/mL."""
    return limits(g)[1]


def across(g, function=predict):
    """Upper limit over lower limit by mouth, times."""
    low, high = limits(g, function, g.sigma_oral)
    return high / low


def typical_cl(g):
    """Geometric mean of the clearances found, L/h."""
    return float(np.exp(np.mean(np.log(g.cl_found))))


def standard_error(g):
    """Standard error of the mean logarithm."""
    return float(np.std(np.log(g.cl_found), ddof=1) / np.sqrt(PEOPLE))


def typical_auc(g):
    """Predicted AUC of all drug, bound and free, ng·h/mL."""
    return 1e3 * g.dose_mg / typical_cl(g)


def p_enough(g, spread=None):
    """Probability that the typical unbound AUC is enough."""
    free = typical_auc(g) * g.fu
    spread = np.hypot(standard_error(g), g.sigma_tr) if spread is None else spread
    return float(ndtr(np.log(free / g.needed) / spread))


def share_of_people(g):
    """Share of the volunteers who have enough, which is not what is asked."""
    return float(np.mean(1e3 * g.dose_mg * g.fu / np.array(g.cl_found) >= g.needed))


def decision(g):
    if p_enough(g) >= 0.8:
        return "go"
    return "stop" if p_enough(g) <= 0.2 else "find out more"


def radiation(g):
    """Effective dose of the label, µSv."""
    return effective_dose(nci_to_bq(g.activity), coefficient=COEFFICIENT)


def natural_hours(g):
    """Time in which nature gives as much radiation, h."""
    return background_hours(radiation(g), annual=BACKGROUND)


def spared(g, risk=DRUG_LATER + PROCEDURE, stopped=None):
    """Events that a stop spares Phase I."""
    share = g.p_stop if stopped is None else stopped
    return events_avoided(g.n_later, risk=risk, p_unviable=share, sensitivity=1.0)


def caused(g, risk=DRUG_NOW + PROCEDURE, people=PEOPLE):
    """Events that the study itself is expected to cause."""
    return events_incurred(people, risk=risk)


PARTS = {
    "a": Number(
        heading="How much at most?",
        prompt="""
            The drug is a small molecule, and the expected therapeutic dose is the lowest that is pharmacologically active.
            What is the largest microdose by vein for the lightest volunteer, in µg?
        """,
        variable="limit_ug",
        model="min(100.0, DOSE_MG * 1000 / 100, NOAEL * BODY_WEIGHT * 1000 / 100)",
        unit="µg",
        points=2,
        answer=limit,
        wrong_turns=(
            WrongTurn("M-CAP", lambda g: 100.0, "That is the cap of every small molecule. What did the rats tolerate?"),
            WrongTurn(
                "M-OR",
                lambda g: 10 * g.dose_mg,
                "That is 1/100 of the active dose alone. All limits hold, so the smallest binds.",
            ),
            WrongTurn(
                "M-MGM2",
                lambda g: limit(g) / 6.2,
                "You scaled by body surface. By vein the guideline compares body weights.",
            ),
            WrongTurn(
                "M-1000X",
                lambda g: limit(g) / 10,
                "A thousand times the clinical dose is the most that animals need be given. It is no limit on the dose.",
            ),
            WrongTurn(
                "M-PERKG", lambda g: 10 * g.noael, "That is a dose per kilogram. The volunteer gets a whole one."
            ),
            WrongTurn("M-BW", lambda g: 700 * g.noael, "You took 70 kg. How heavy is the lightest volunteer?"),
        ),
        because="Three limits hold at once, and here the animal study sets the lowest.",
        hint="100 µg, 1/100 of the active dose, 1/100 of the NOAEL: each as micrograms for this person.",
        solution=lambda g: (
            f"100 µg; {g.dose_mg:g} mg / 100 = {10 * g.dose_mg:g} µg; "
            f"{g.noael:g} mg/kg × {g.body_weight:g} kg / 100 = **{limit(g):.4g} µg**, the smallest."
        ),
    ),
    "b": Choice(
        heading="Which approach?",
        prompt="""
            A first draft of the plan gives each volunteer {dose:g} µg by vein **twice**, three weeks apart: fasting, and then after a meal.
            What is the smallest set of animal studies that ICH M3(R2) asks for (table in chapter 9)?
        """,
        variable="approach_choice",
        points=1,
        options=(
            Option(
                "approach 1: each of the doses is below the limit",
                "M-APPROACH1",
                "Approach 1 holds all doses together against the limit of (a). What do two make?",
            ),
            Option("approach 2: animals are dosed for seven days"),
            Option(
                "the animal package that any Phase I trial has",
                "M-FULLTOX",
                "Each dose is still a microdose. Five exploratory approaches stand before that package.",
            ),
            Option(
                "no animal study: a microdose is too small for it",
                "M-NOTOX",
                "Where does the NOAEL come from, without which (a) has no answer?",
            ),
        ),
        because="Two doses are more than (a) allows in total, and each of them less: approach 2. The final plan gives one dose, so approach 1 will do.",
        hint="What is the limit a limit of: of each dose, or of all?",
        solution=lambda g: (
            f"2 × {g.dose:g} µg exceed {limit(g):.3g} µg in total, {g.dose:g} µg alone do not: approach 2, with doses six half-lives apart."
        ),
    ),
    "c": Number(
        heading="Will it be linear?",
        prompt="""
            From here on the plan is one dose for each volunteer.
            A microdose cannot show an enzyme that fills up at the therapeutic dose, so look for that first.
            How high is the **unbound** concentration right after `DOSE_MG` by vein, as a multiple of `KM`?
            Take `V_GUESS` for the volume.
        """,
        variable="peak_over_km",
        model="DOSE_MG * 1000 / V_GUESS * FU / KM",
        unit="times",
        points=2,
        answer=peak_over_km,
        wrong_turns=(
            WrongTurn(
                "M-TOT", lambda g: peak_over_km(g) / g.fu, "That is all drug, bound and free. Enzymes see the free."
            ),
            WrongTurn(
                "M-FUINV",
                lambda g: peak_over_km(g) / g.fu**2,
                "You divided by the unbound fraction. Is there more free drug than drug?",
            ),
            WrongTurn(
                "M-MICRO",
                lambda g: peak_over_km(g) * g.dose / g.dose_mg / 1e3,
                "That is the microdose. It will be linear in any case; the therapeutic dose has to be, too.",
            ),
        ),
        because="Far below Km the enzyme clears in proportion, so the microdose may speak for the therapeutic dose.",
        hint="Dose over volume in ng/mL, times the free share, over Km.",
        solution=lambda g: (
            f"{1e3 * g.dose_mg / g.v_guess:.4g} ng/mL × {g.fu:g} / {g.km:g} ng/mL = **{peak_over_km(g):.3g}**."
        ),
    ),
    "d": Number(
        heading="What AMS sees",
        prompt="""
            Each volunteer gets `DOSE_UG` with `NCI` of ¹⁴C.
            One nCi is 37 Bq, and one Bq 60 dpm.
            Which concentration of the drug corresponds to the lower limit of quantification of AMS, in pg/mL?
        """,
        variable="lloq_ams",
        model="LLOQ_DPM / (NCI * 37 * 60 / (DOSE_UG * 1e6))",
        unit="pg/mL",
        points=2,
        answer=lloq_ams,
        wrong_turns=(
            WrongTurn(
                "M-DECAY", lambda g: 60 * lloq_ams(g), "A becquerel is a decay per second. The assay counts minutes."
            ),
            WrongTurn("M-NOCONV", lambda g: 37 * lloq_ams(g), "You took curies for becquerels."),
            WrongTurn(
                "M-MASS",
                lambda g: 1e6 * g.lloq_dpm * g.dose / g.activity,
                "You took the nanocuries for decays per minute.",
            ),
        ),
        because="The more label on a microgram, the less drug AMS can see.",
        hint="How many dpm sit on a picogram?",
        solution=lambda g: (
            f"{g.activity:g} nCi are {2220 * g.activity:.6g} dpm on {g.dose:g} × 10⁶ pg; "
            f"{g.lloq_dpm:g} dpm/mL are **{lloq_ams(g):.4g} pg/mL**."
        ),
    ),
    "e": Number(
        heading="How long without a label?",
        prompt="""
            LC-MS/MS needs no label, and sees the drug down to `LLOQ_MS`.
            For how long will it see the microdose in a volunteer with `CL_GUESS` and `V_GUESS`, in h?
            Take one compartment and a bolus; 1 µg/L is 1000 pg/mL.
        """,
        variable="t_ms",
        model="np.log(DOSE_UG * 1000 / V_GUESS / LLOQ_MS) * V_GUESS / CL_GUESS",
        unit="h",
        points=2,
        answer=lambda g: time_above(g, g.lloq_ms),
        wrong_turns=(
            WrongTurn(
                "M-LOG10",
                lambda g: time_above(g, g.lloq_ms) / np.log(10),
                "You took a decadic logarithm. The curve falls with base e.",
            ),
            WrongTurn("M-SWAP", lambda g: time_above(g, lloq_ams(g)), "That is how long AMS sees it."),
            WrongTurn(
                "M-HL",
                lambda g: time_above(g, g.lloq_ms) * np.log(2),
                "You took one over the half-life for the rate. What does ln 2 do between them?",
            ),
            WrongTurn(
                "M-LN",
                lambda g: time_above(g, g.lloq_ms) / np.log(2),
                "You counted half-lives and then took CL/V for one over the half-life.",
            ),
            WrongTurn(
                "M-INV",
                lambda g: np.log(first_conc(g) / g.lloq_ms) * g.cl_guess / g.v_guess,
                "You multiplied by CL/V, and that is in 1/h. Which way up is it a time?",
            ),
            WrongTurn(
                "M-LIN",
                lambda g: (1 - g.lloq_ms / first_conc(g)) * g.v_guess / g.cl_guess,
                "You let the curve fall on in a straight line. It falls by equal shares, ever more slowly.",
            ),
            WrongTurn(
                "M-NOLOG",
                lambda g: first_conc(g) / g.lloq_ms * g.v_guess / g.cl_guess,
                "You took the ratio of the concentrations itself. What undoes an exponential?",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: np.log(first_conc(g) / 1e3 / g.lloq_ms) * g.v_guess / g.cl_guess,
                "You held µg/L against pg/mL. How many of the one is the other?",
            ),
        ),
        because="Less than two half-lives: too little to know a slope or an area.",
        hint="C = C₀ · e^(−CL/V · t); solve it for t.",
        solution=lambda g: (
            f"C₀ = {first_conc(g):.4g} pg/mL; ln({first_conc(g):.4g}/{g.lloq_ms:g}) × {g.v_guess:g}/{g.cl_guess:g} = "
            f"**{time_above(g, g.lloq_ms):.4g} h**, with a half-life of {half_life(g):.3g} h."
        ),
    ),
    "f": Function(
        heading="A study to rehearse with",
        prompt="""
            Write `study`: what an assay reports, in pg/mL, for one volunteer after a bolus.
            The concentration falls in one compartment; each sample comes out multiplied by $e^{noise}$; whatever then lies below the limit `lloq` (pg/mL) is reported as 0.

            Example: `study(np.array([0.0, 5.0, 10.0]), 50.0, 20.0, 200.0, np.array([0.0, 0.1, 0.0]), 100.0)` gives 250, 167.58 and 0.
        """,
        model='''
            def study(t, dose_ug, cl, v, noise, lloq):
                """Concentrations (pg/mL) as an assay reports them; t in h, cl in L/h, v in L."""
                conc = 1000 * dose_ug / v * np.exp(-cl / v * t)
                reported = conc * np.exp(noise)
                return np.where(reported < lloq, 0.0, reported)
        ''',
        name="study",
        points=4,
        answer=study,
        example=Call((np.array([0.0, 5.0, 10.0]), 50.0, 20.0, 200.0, np.array([0.0, 0.1, 0.0]), 100.0)),
        cases={
            "an assay that sees it all": lambda rng, i: study_call(rng, 8),
            "an assay that loses the tail": lambda rng, i: study_call(rng, 5 + i % 2),
            "an assay that sees the first samples only": lambda rng, i: study_call(rng, 2 + i % 2),
        },
        invariants={"twice the dose and the limit report twice as much": twice_the_dose},
        wrong_turns=(
            WrongTurn(
                "M-BELOW",
                no_limit,
                "Your assay sees everything. What does it report below its limit?",
                edit=(("np.where(reported < lloq, 0.0, reported)", "reported"),),
            ),
            WrongTurn(
                "M-TRUE",
                limit_before_noise,
                "You held the true concentration against the limit. An assay knows only what it measured.",
                edit=(("reported < lloq", "conc < lloq"),),
            ),
            WrongTurn(
                "M-NOISEADD",
                noise_added,
                "You added the noise. It is a share of the concentration here, so it multiplies.",
                edit=(("conc * np.exp(noise)", "conc + noise"),),
            ),
            WrongTurn(
                "M-NOISELIN",
                noise_linear,
                "You multiplied by 1 + noise. That is near for small noise only; here it is an exponent.",
                edit=(("conc * np.exp(noise)", "conc * (1 + noise)"),),
            ),
            WrongTurn(
                "M-FIXED",
                set_to_limit,
                "You report the limit itself for what lies below it. Here the laboratory reports 0.",
                edit=(("0.0, reported", "lloq, reported"),),
            ),
            WrongTurn(
                "M-FIXED",
                set_to_half,
                "Some laboratories report half of the limit. Which number does this one report?",
                edit=(("0.0, reported", "lloq / 2, reported"),),
            ),
            WrongTurn(
                "M-UNIT",
                micrograms,
                "All of it comes out below the limit. Micrograms over litres are ng/mL; in which unit is the limit?",
                edit=(("1000 * dose_ug", "dose_ug"),),
            ),
            WrongTurn(
                "M-UNIT",
                picograms_in_a_litre,
                "A thousand times too much: a microgram in a litre is a million picograms in how many mL?",
                edit=(("1000 * dose_ug", "1e6 * dose_ug"),),
            ),
            WrongTurn(
                "M-INV",
                v_over_cl,
                "Your curve falls at V/CL. Which way up do litres an hour and litres give 1/h?",
                edit=(("-cl / v * t", "-v / cl * t"),),
            ),
        ),
        because="First nature, then the noise of the assay, then its limit.",
        hint="Three lines: the true concentration, the noisy one, and what the laboratory dares to report.",
        solution=lambda g: (
            "`conc = 1000 * dose_ug / v * np.exp(-cl / v * t)`, `reported = conc * np.exp(noise)`, "
            "`np.where(reported < lloq, 0.0, reported)`."
        ),
    ),
    "g": Number(
        heading="A rehearsal by AMS",
        prompt="""
            Let a volunteer have `CL_GUESS` and `V_GUESS`, and take samples at the times `T` with the noise `NOISE`.
            Let AMS measure them with a limit of 5 pg/mL, which is above that of (d) to be on the safe side.
            Analyse what it reports with `nca` (`route="bolus"`, `rule="linear-up log-down"`), which takes ng/mL.
            Which AUC to infinity do you find, in ng·h/mL, unrounded?
        """,
        variable="auc_ams",
        model="""
            nca(
                T,
                study(T, DOSE_UG, CL_GUESS, V_GUESS, NOISE, 5.0) / 1000,
                dose=DOSE_UG,
                route="bolus",
                rule="linear-up log-down",
            ).auc_inf
        """,
        unit="ng·h/mL",
        points=2,
        tol=0.0015,
        answer=rehearsed_auc,
        follows="f",
        carried=rehearsed_auc,
        wrong_turns=(
            WrongTurn(
                "M-TRUNC24",
                lambda g: float(rehearsed(g).auc_last),
                "That area ends at the last sample that AMS could see. What lies after it?",
            ),
            WrongTurn(
                "M-TRUE",
                lambda g: g.dose / g.cl_guess,
                "That is dose over the clearance that you put in. What does the analysis of noisy samples find?",
            ),
            WrongTurn(
                "M-LINAREA",
                lambda g: rehearsed_auc(g, rule="linear"),
                "You drew straight lines through a curve that falls by equal shares. Which rule was asked for?",
            ),
            WrongTurn(
                "M-DEFAULT",
                lambda g: rehearsed_auc(g, route="oral"),
                "Without a `route`, `nca` starts a curve at 0, as after a capsule. How was this dose given?",
            ),
        ),
        because="Near to dose over clearance: with a label the design finds what was put in.",
        hint="Your function, its result in ng/mL, then nca and its auc_inf.",
        solution=lambda g: (
            f"`nca` on what AMS reports: **{rehearsed_auc(g):.4g} ng·h/mL**; put in were {g.dose / g.cl_guess:.4g}."
        ),
    ),
    "h": Number(
        heading="The same by LC-MS/MS",
        prompt="""
            Rehearse once more, with the limit of LC-MS/MS.
            How much of the AUC to infinity now comes from extrapolation, in %, unrounded?
        """,
        variable="extrapolated",
        model="""
            nca(
                T,
                study(T, DOSE_UG, CL_GUESS, V_GUESS, NOISE, LLOQ_MS) / 1000,
                dose=DOSE_UG,
                route="bolus",
                rule="linear-up log-down",
            ).extrapolated_percent
        """,
        unit="%",
        points=2,
        tol=0.0015,
        answer=extrapolated,
        follows="f",
        carried=extrapolated,
        wrong_turns=(
            WrongTurn("M-SWAP", lambda g: float(rehearsed(g).extrapolated_percent), "That is the rehearsal by AMS."),
            WrongTurn(
                "M-TRUE",
                lambda g: float(100 * np.exp(-g.cl_guess / g.v_guess * 8)),
                "That is what the curve you put in has left after 8 h. What does the analysis say?",
            ),
            WrongTurn(
                "M-LINAREA",
                lambda g: extrapolated(g, rule="linear"),
                "The area that was seen is drawn with straight lines. Which rule was asked for in (g)?",
            ),
            WrongTurn(
                "M-DEFAULT",
                lambda g: extrapolated(g, route="oral"),
                "Without a `route`, `nca` starts a curve at 0. It did not start there after a bolus.",
            ),
        ),
        because="A fifth is the most that one accepts. Here far more of the area would be a guess.",
        hint="The same call with another limit, and another result of nca.",
        solution=lambda g: f"`extrapolated_percent` is **{extrapolated(g):.5g} %**, where 20 % is the usual limit.",
    ),
    "i": Choice(
        heading="Which label?",
        prompt="Clearance of the unchanged drug is asked for. How is it to be measured?",
        variable="label_choice",
        points=1,
        options=(
            Option(
                "no label, LC-MS/MS: it sees the drug itself",
                "M-TRUNC8",
                "It does, for how long? Look at (e) and (h).",
            ),
            Option(
                "¹⁴C, all of it counted in each plasma sample",
                "M-TOT14C",
                "All ¹⁴C is drug and metabolites. Whose clearance would that be?",
            ),
            Option("¹⁴C, counted by AMS in the drug isolated"),
            Option(
                "¹¹C, by a camera: it sees every organ as well",
                "M-NODECAY",
                "¹¹C halves every 20 minutes. How long does this drug take?",
            ),
        ),
        because="AMS sees the curve for several half-lives, and isolation keeps the metabolites out.",
        hint="Whose concentration, and for how many half-lives?",
        solution=lambda g: "¹⁴C with AMS after isolation of the drug (by HPLC): long enough, and the drug alone.",
    ),
    "j": Choice(
        heading="Which samples?",
        prompt="There is money for five samples of each volunteer only. Which five tell most about the AUC to infinity, measured by AMS?",
        variable="samples_choice",
        points=1,
        options=(
            Option(
                "after 0.25, 1, 2, 4 and 8 h",
                "M-TRUNC8",
                "What comes after 8 h, with this half-life?",
            ),
            Option("after 0.25, 2, 8, 24 and 36 h"),
            Option(
                "after 8, 12, 24, 36 and 48 h",
                "M-EARLY",
                "How high was it before, and how much of the area lies there?",
            ),
            Option(
                "after 0.25, 1, 36, 48 and 72 h",
                "M-BELOW",
                "Which of these will AMS still see? Put the limit of (d) beside the curve.",
            ),
        ),
        because="They reach from the first minutes to the last sample that can be seen, with some between.",
        hint="Rehearse each with your function.",
        solution=lambda g: (
            f"0.25 to 36 h is {36 / half_life(g):.2g} half-lives; after 48 h less than the limit of {lloq_ams(g):.2g} pg/mL is left."
        ),
    ),
    "k": Number(
        heading="How far eight people reach",
        prompt="""
            Let the clearances of people be log-normal with the coefficient of variation `CV`, $\\sigma_b^2 = \\ln(1 + CV^2)$.
            The 90 % confidence interval of the geometric mean of $n$ people then reaches a factor of $e^{t_{0.95,n-1}\\,\\sigma_b/\\sqrt n}$ either way, if they scatter as expected.
            $t_{0.95,n-1}$ is the 95 % quantile of Student's t with n − 1 degrees of freedom, `stats.t.ppf(0.95, n - 1)`.

            Eight volunteers are planned.
            How far does their interval reach either way, as a factor?
            The team allows no more than `WANTED`: your proposal is to say whether eight are enough.
        """,
        variable="reach",
        model="np.exp(stats.t.ppf(0.95, 8 - 1) * np.sqrt(np.log(1 + CV**2) / 8))",
        unit="times",
        points=2,
        tol=0.002,
        answer=reach,
        wrong_turns=(
            WrongTurn(
                "M-NORMAL",
                lambda g: reach_with(Z_90, between(g) / np.sqrt(PEOPLE)),
                "You took 1.645 for a spread that so few people must first estimate.",
            ),
            WrongTurn(
                "M-TWOSIDED",
                lambda g: ci_factor(PEOPLE, cv=g.cv, level=0.95),
                "That is the 95 % interval. A 90 % interval leaves 5 % on each side.",
            ),
            WrongTurn(
                "M-ONETAIL",
                lambda g: ci_factor(PEOPLE, cv=g.cv, level=0.8),
                "Your interval leaves 10 % on each side, and so it is one of 80 %.",
            ),
            WrongTurn(
                "M-DF",
                lambda g: reach_with(stats.t.ppf(0.95, PEOPLE), between(g) / np.sqrt(PEOPLE)),
                "You took eight degrees of freedom. What have the eight already paid for their mean?",
            ),
            WrongTurn(
                "M-PLAIN",
                lambda g: reach_with(T_90, g.cv / np.sqrt(PEOPLE)),
                "You took the CV for the standard deviation of the logarithm. They are alike only while both are small.",
            ),
            WrongTurn(
                "M-NOROOT",
                lambda g: reach_with(T_90, between(g) ** 2 / np.sqrt(PEOPLE)),
                "You took the variance of the logarithm for its standard deviation.",
            ),
            WrongTurn(
                "M-ROOTN",
                lambda g: reach_with(T_90, between(g) / PEOPLE),
                "You divided by the number of people. Which power of it divides a standard deviation?",
            ),
            WrongTurn(
                "M-N",
                lambda g: reach_with(T_90, between(g)),
                "That is how far single people lie from each other. What do eight do to the error of their mean?",
            ),
            WrongTurn(
                "M-LNSD",
                lambda g: float(np.log(reach(g))),
                "That is the reach on the scale of logarithms. As a factor it is more than one.",
            ),
            WrongTurn(
                "M-ACROSS",
                lambda g: reach(g) ** 2,
                "That is from the lower limit to the upper one. Count from the middle.",
            ),
        ),
        because="Eight keep within what is allowed. Small samples pay twice: by the root of n and by Student's t.",
        hint="σ_b from CV, its standard error with eight people, times the quantile of Student's t, and e to that.",
        solution=lambda g: (
            f"σ_b = {between(g):.4g}; e^({T_90:.4g} × {between(g):.4g}/√8) = **{reach(g):.4g}**, and {g.wanted:g} is allowed."
        ),
    ),
    "l": Choice(
        heading="A rule, before the data",
        prompt="""
            The typical unbound AUC at `DOSE_MG` has to reach `NEEDED`.
            Let *P* be the probability that it does, given the study.
            Which rule do you write into the protocol?
        """,
        variable="rule_choice",
        points=1,
        options=(
            Option(
                "go if the predicted AUC reaches NEEDED, otherwise stop: clear and fast",
                "M-POINT",
                "A prediction just above NEEDED is right half of the time. Is that enough to go?",
            ),
            Option(
                "see the clearances first, then agree with all on a limit that suits",
                "M-POSTHOC",
                "Then the limit will suit the clearances. What could such a study still refute?",
            ),
            Option(
                "go unless a test shows at p < 0.05 that the AUC stays below NEEDED",
                "M-ABSENCE",
                "A few people can hardly show that. No proof of too little is no proof of enough.",
            ),
            Option("go if P ≥ 0.8, stop if P ≤ 0.2, and in between find out more first"),
        ),
        because="It was fixed beforehand, uses the uncertainty, and says what happens in each case.",
        hint="Which of them can say no, and when was it written?",
        solution=lambda g: "The rule with two limits of P: fixed beforehand, with a place for not knowing.",
    ),
    "m": Function(
        heading="A prediction with its interval",
        prompt=r"""
            The study is done: `CL_FOUND` holds the clearances of eight volunteers.
            Write `predict`, the 90 % prediction interval of the typical AUC at the therapeutic dose.
            `cl` is a table with a row for each compound and a column for each of its volunteers; the result is two arrays, the lower and the upper limits, with a number for each compound.

            *Typical* means the person with the geometric mean of all clearances.
            Two errors stand between the study and the therapeutic dose: the sampling of $n$ people, with $s^2/n$ where $s$ is the standard deviation of ln *CL* in the study, and the step to the therapeutic dose, with $\sigma_{tr}^2$.

            It is marked by **calibration**.
            Calibrated: of many 90 % intervals, nine in ten hold the truth.
            Hundreds of compounds are drawn; your intervals should hold the truth as often as they say, be no wider than that takes, and lie neither high nor low.
            Any method that gives such intervals is right, even if they are up to 6 % wider on the scale of logarithms.
            Try it: `calibration(predict)`, from the cell above, draws a thousand compounds.

            Example: `predict(np.array([[12.0, 20.0, 33.0, 20.0, 26.0, 15.0, 20.0, 25.0]]), 40.0, 0.3)` gives about 1153 and 3309.
        """,
        model='''
            def predict(cl, dose_mg, sigma_tr):
                """Lower and upper limits (ng·h/mL) of the typical AUC, for each row of clearances (L/h)."""
                logs = np.log(cl)
                n = logs.shape[1]
                centre = np.log(1000 * dose_mg) - logs.mean(axis=1)
                spread = np.sqrt(logs.var(axis=1, ddof=1) / n + sigma_tr**2)
                half = stats.norm.ppf(0.95) * spread
                return np.exp(centre - half), np.exp(centre + half)
        ''',
        name="predict",
        points=6,
        answer=predict,
        tol=0.025,
        example=Call((np.array([[12.0, 20.0, 33.0, 20.0, 26.0, 15.0, 20.0, 25.0]]), 40.0, 0.3)),
        cases={
            "eight people": lambda rng, i: compounds(rng, 8, 0.25, 0.31),
            "sixteen people": lambda rng, i: compounds(rng, 16, 0.25, 0.31),
            "a less certain step": lambda rng, i: compounds(rng, 8, 0.36, 0.44),
        },
        invariants={"twice the dose has twice the limits": twice_the_limits},
        wrong_turns=(
            WrongTurn(
                "M-NOTRANS",
                sampling_only,
                "Your intervals hold the truth too seldom: they know how people differ, not how doses do.",
                edit=((" + sigma_tr**2", ""),),
            ),
            WrongTurn(
                "M-NOSAMP",
                translation_only,
                "Your intervals are a little too narrow: your volunteers are few, and you took them for everybody.",
                edit=(("logs.var(axis=1, ddof=1) / n + sigma_tr**2", "sigma_tr**2 + 0 * centre"),),
            ),
            WrongTurn(
                "M-N",
                one_person,
                "Your intervals are those for one person. What do n people do to the error of their mean?",
                edit=((" / n", ""),),
            ),
            WrongTurn(
                "M-ADDSD",
                added_spreads,
                "Your intervals are too wide: you added standard deviations. Which of their powers adds up?",
                edit=(
                    (
                        "np.sqrt(logs.var(axis=1, ddof=1) / n + sigma_tr**2)",
                        "np.sqrt(logs.var(axis=1, ddof=1) / n) + sigma_tr",
                    ),
                ),
            ),
            WrongTurn(
                "M-TWOSIDED",
                usual_level,
                "Your intervals hold the truth more often than asked: 1.96 belongs to 95 %.",
                edit=(("ppf(0.95)", "ppf(0.975)"),),
            ),
            WrongTurn(
                "M-ONETAIL",
                one_tail,
                "Your intervals leave 10 % on each side, and so hold 80 %.",
                edit=(("ppf(0.95)", "ppf(0.9)"),),
            ),
            WrongTurn(
                "M-TOOWIDE",
                student_for_all,
                "Your intervals are too wide: Student's t belongs to what n people estimate, and sigma_tr is known.",
                edit=(("stats.norm.ppf(0.95)", "stats.t.ppf(0.95, n - 1)"),),
            ),
            WrongTurn(
                "M-ARITH",
                arithmetic,
                "Your intervals lie too low: a plain mean of skewed clearances is above the typical one.",
                edit=(("logs.mean(axis=1)", "np.log(cl.mean(axis=1))"),),
            ),
            WrongTurn(
                "M-UNIT",
                milligrams,
                "Your limits are in mg·h/L. How many of the asked unit is one?",
                quiet=True,
                edit=(("np.log(1000 * dose_mg)", "np.log(dose_mg)"),),
            ),
        ),
        because="Both errors in it, each once: the intervals hold the truth as often as they say.",
        hint="On the scale of logarithms: centre ± 1.645 · √(s²/n + σ_tr²).",
        solution=lambda g: (
            "`spread = np.sqrt(logs.var(axis=1, ddof=1) / n + sigma_tr**2)`; "
            "`centre = np.log(1000 * dose_mg) - logs.mean(axis=1)`; limits `np.exp(centre ∓ 1.645 * spread)`."
        ),
    ),
    "n": Number(
        heading="The lower limit",
        prompt="What is the lower 90 % limit of the typical AUC (bound and free drug) at `DOSE_MG`, in ng·h/mL?",
        variable="auc_low",
        model="predict(CL_FOUND[None, :], DOSE_MG, SIGMA_TR)[0][0]",
        unit="ng·h/mL",
        points=2,
        tol=0.012,
        answer=lower,
        follows="m",
        carried=lower,
        wrong_turns=(
            WrongTurn("M-POINT", typical_auc, "That is the middle of the interval, a prediction without its error."),
            WrongTurn("M-OTHERLIMB", upper, "That is the upper limit."),
            WrongTurn("M-NOTRANS", lambda g: lower(g, sampling_only), "You left out the step to the therapeutic dose."),
            WrongTurn(
                "M-NOSAMP",
                lambda g: lower(g, translation_only),
                "You left out that eight people are few, or took a mean that is not the geometric one.",
            ),
            WrongTurn(
                "M-TWOSIDED",
                lambda g: lower(g, usual_level),
                "That is the limit of a 95 % interval, or Student's t was taken for both errors.",
            ),
            WrongTurn(
                "M-FREEONLY",
                lambda g: g.fu * lower(g),
                "That is the unbound drug. All of it is asked for here, bound and free.",
            ),
        ),
        because="Lower than that, the typical AUC will be in one case of twenty.",
        hint="Your function, with CL_FOUND as a table of one row.",
        solution=lambda g: (
            f"Middle {typical_auc(g):.4g} ng·h/mL, spread √({standard_error(g):.3g}² + {g.sigma_tr:g}²): "
            f"**{lower(g):.4g}** to {upper(g):.4g} ng·h/mL."
        ),
    ),
    "o": Number(
        heading="What does the rule say?",
        prompt="""
            How probable is it that the typical **unbound** AUC at `DOSE_MG` reaches `NEEDED`?
            It is `FU` times the total AUC.
            Take a normal distribution of its logarithm, with both errors of (m).
        """,
        variable="p_enough",
        model="""
            stats.norm.cdf(
                (np.log(DOSE_MG * 1000 * FU / NEEDED) - np.log(CL_FOUND).mean())
                / np.sqrt(np.log(CL_FOUND).var(ddof=1) / 8 + SIGMA_TR**2)
            )
        """,
        unit="probability",
        points=3,
        tol=0.005,
        answer=p_enough,
        wrong_turns=(
            WrongTurn(
                "M-NOTRANS",
                lambda g: p_enough(g, spread=standard_error(g)),
                "Almost sure? You left out the step to the therapeutic dose, or took all drug, bound and free; NEEDED is unbound.",
            ),
            WrongTurn(
                "M-NOSAMP", lambda g: p_enough(g, spread=g.sigma_tr), "You left out the sampling of eight people."
            ),
            WrongTurn(
                "M-OTHERROUTE",
                lambda g: p_enough(g, spread=np.hypot(standard_error(g), g.sigma_oral)),
                "You took the step by mouth. How is this drug given?",
            ),
            WrongTurn("M-PEOPLE", share_of_people, "You counted people. The question is about the typical one."),
            WrongTurn("M-COMPL", lambda g: 1 - p_enough(g), "That is the probability that it is not enough."),
            WrongTurn(
                "M-N",
                lambda g: p_enough(g, spread=np.hypot(standard_error(g) * np.sqrt(PEOPLE), g.sigma_tr)),
                "You took the spread of single people for the error of their mean.",
            ),
        ),
        because="Hold it against the rule that you chose in (l), and do what the rule says.",
        hint="How many spreads lie between the predicted unbound AUC and NEEDED, on the scale of logarithms?",
        solution=lambda g: (
            f"Unbound {typical_auc(g) * g.fu:.4g} against {g.needed:g} ng·h/mL: Φ(ln({typical_auc(g) * g.fu / g.needed:.4g})/"
            f"{np.hypot(standard_error(g), g.sigma_tr):.4g}) = **{p_enough(g):.4g}**. The rule says: {decision(g)}."
        ),
    ),
    "p": Number(
        heading="Ledger: radiation",
        prompt="""
            For how many hours does nature give as much radiation as the label gives one volunteer?
            Take 5.8 × 10⁻¹⁰ Sv/Bq (ICRP's coefficient for swallowed ¹⁴C, recalled, which we use for a dose by vein as well) and 2.4 mSv a year of 8760 h.
        """,
        variable="natural_hours",
        model="NCI * 37 * 5.8e-10 / (2.4e-3 / 8760)",
        unit="h",
        points=1,
        tol=0.03,
        answer=natural_hours,
        wrong_turns=(
            WrongTurn("M-NOCONV", lambda g: natural_hours(g) / 37, "You took curies for becquerels."),
            WrongTurn("M-YEAR", lambda g: natural_hours(g) / 8760, "That is a part of a year. Hours are asked."),
            WrongTurn("M-N", lambda g: 8 * natural_hours(g), "That is for all eight. One volunteer is asked for."),
            WrongTurn("M-CI", lambda g: natural_hours(g) / 10, "Ten times too little: a curie is 3.7 × 10¹⁰ Bq."),
        ),
        because="Less than a day of what everyone gets anyway: the label is not what this ledger turns on.",
        hint="The dose of the label in Sv, over what nature gives in an hour.",
        solution=lambda g: f"{radiation(g):.3g} µSv: **{natural_hours(g):.3g} h**.",
    ),
    "q": Number(
        heading="Ledger: spared and caused",
        prompt="""
            Among 11,028 participations of healthy volunteers there were 11 serious events by the drug and 7 by procedures (Emanuel 2015).
            Take both risks for each of the `N_LATER` people in Phase I; if the rule says stop, they are spared.
            Each of the eight in Phase 0 runs a risk of 10⁻⁵ by the drug (assumed), and the same risk by procedures.
            Radiation is left out here.
            How many serious events does the study spare, as expected beforehand with `P_STOP`, for each that it causes?
        """,
        variable="spared_per_caused",
        model="P_STOP * N_LATER * (11 + 7) / 11028 / (8 * (1e-5 + 7 / 11028))",
        unit="ratio",
        points=2,
        answer=lambda g: spared(g) / caused(g),
        wrong_turns=(
            WrongTurn(
                "M-ONESIDE",
                lambda g: spared(g, DRUG_LATER) / caused(g),
                "You counted procedures for the eight, but not for those who are spared.",
            ),
            WrongTurn(
                "M-PRIOR",
                lambda g: spared(g, stopped=1.0) / caused(g),
                "You counted on a stop. How probable was it?",
            ),
            WrongTurn("M-NOPATIENTS", lambda g: spared(g) / caused(g, people=1), "The study has eight volunteers."),
            WrongTurn(
                "M-IGN",
                lambda g: spared(g, DRUG_LATER) / caused(g, DRUG_NOW),
                "You left the procedures out. They are most of the risk in Phase 0.",
            ),
            WrongTurn(
                "M-ONESIDE",
                lambda g: spared(g) / caused(g, DRUG_NOW),
                "You counted procedures for those who are spared, but not for the eight.",
            ),
            WrongTurn(
                "M-SAME",
                lambda g: spared(g) / caused(g, DRUG_LATER),
                "You gave the eight the drug's risk of Phase I. A microdose has one of its own here.",
            ),
            WrongTurn(
                "M-ALLSAE",
                lambda g: spared(g, ALL_EVENTS) / caused(g),
                "You counted all 34 events. Some happened beside the study; only 11 and 7 came of it.",
            ),
            WrongTurn(
                "M-COMPL",
                lambda g: spared(g, stopped=1 - g.p_stop) / caused(g),
                "You counted on going on. Only a stop spares anybody.",
            ),
            WrongTurn(
                "M-DELTA",
                lambda g: spared(g) - caused(g),
                "That is how many more are spared than caused. How many are spared for each one caused?",
            ),
        ),
        because="More spared than caused, as long as a stop really spares somebody.",
        hint="Events spared: chance of a stop × people × risk. Events caused: eight × risk.",
        solution=lambda g: f"{spared(g):.4g} spared, {caused(g):.4g} caused: **{spared(g) / caused(g):.4g}**.",
    ),
    "r": Choice(
        heading="Ledger: a back-up",
        prompt="If the rule says stop, a back-up of the same kind goes through the same Phase I. What is left of (q)?",
        variable="backup_choice",
        points=1,
        options=(
            Option(
                "all of it: this compound is not given any more",
                "M-ONESIDE",
                "The back-up is, to as many people. Count them too.",
            ),
            Option(
                "half of it: one of two Phase I trials is saved",
                "M-IGN",
                "How many trials would there have been without the study, and how many are there now?",
            ),
            Option("nothing: as many people take part as before it"),
            Option(
                "twice as much: the back-up was studied for free",
                "M-ONCE",
                "Nobody has given the back-up a microdose, and its volunteers still come.",
            ),
        ),
        because="The volunteers are then exchanged, not spared. What the study gives is knowledge, and the form should say so.",
        hint="Count the people in Phase I with and without the study.",
        solution=lambda g: "As many people go through Phase I as before, so no event is spared.",
    ),
    "s": Number(
        heading="Transfer: by mouth",
        prompt="""
            Had the drug been meant to be swallowed, and been studied by mouth with the same spread between people, the step to the therapeutic dose would have had `SIGMA_ORAL`.
            How many times the lower 90 % limit would the upper one be?
        """,
        variable="high_over_low",
        model="""
            predict(CL_FOUND[None, :], DOSE_MG, SIGMA_ORAL)[1][0] / predict(CL_FOUND[None, :], DOSE_MG, SIGMA_ORAL)[0][0]
        """,
        unit="times",
        points=2,
        tol=0.02,
        answer=across,
        follows="m",
        carried=across,
        wrong_turns=(
            WrongTurn("M-SWAP", lambda g: upper(g) / lower(g), "That is by vein."),
            WrongTurn("M-ACROSS", lambda g: across(g) ** 0.5, "That is from the middle to one limit, not across."),
            WrongTurn(
                "M-N",
                lambda g: across(g, one_person),
                "That is for one person, or has both steps in it. By mouth there is one step of its own, and there are eight people.",
            ),
            WrongTurn(
                "M-NOTRANS",
                lambda g: across(g, sampling_only),
                "You left out the step to the therapeutic dose, the larger error by mouth.",
            ),
            WrongTurn(
                "M-TWOSIDED",
                lambda g: across(g, usual_level),
                "That is a 95 % interval, or Student's t was taken for both errors.",
            ),
        ),
        because="By mouth the same study would have decided next to nothing: the route is part of the design.",
        hint="Your function with the other spread; upper over lower.",
        solution=lambda g: (
            f"e^(2 × 1.645 × √({standard_error(g):.3g}² + {g.sigma_oral:g}²)) = **{across(g):.3g} times**; "
            f"by vein {upper(g) / lower(g):.3g}."
        ),
    ),
}

PROBLEM = Problem(
    id="c1",
    title="One compound, eight people: what will you decide?",
    notebook="ps7_capstone/capstone",
    chapter="course/applications/20_portfolio.ipynb",
    sections={
        "course/principles/01_the_microdose.ipynb#2 A third limit, from animals": "a",
        "course/principles/03_dose_proportionality.ipynb#1 The area, seen and unseen": "gh",
        "course/principles/03_dose_proportionality.ipynb#2 Which points make the slope?": "efj",
        "course/principles/07_counting_atoms.ipynb#4 Isolate, then dilute with dead carbon": "i",
        "course/principles/07_counting_atoms.ipynb#6 So what is the limit?": "d",
        "course/principles/08_go_no_go.ipynb#3 How sure is 403?": "o",
        "course/principles/08_go_no_go.ipynb#4 Stop, go, or not yet": "l",
        "course/principles/09_exploratory_protocol.ipynb#2 Five approaches": "b",
        "course/principles/10_ethics_ledger.ipynb#One line: the radiation": "p",
        "course/principles/10_ethics_ledger.ipynb#1 Three principles, one form": "t",
        "course/principles/10_ethics_ledger.ipynb#2 A ledger of expectations": "q",
        "course/principles/10_ethics_ledger.ipynb#3 Who takes the empty place?": "r",
        "course/applications/16_predicting_clearance.ipynb#6 Before you trust a microdose": "c",
        "3 How good is the gate?": "s",
        "What four people know": "kmn",
    },
    minutes=150,
    setup="""
        import numpy as np
        from scipy import stats

        from microkit import nca
    """,
    story="""
        You are handed a dossier.
        The compound is a small molecule for hospitals, to be given by vein once; it blocks an enzyme in blood cells, and the liver clears it.
        Its NOAEL in rats, by vein, is {noael:g} mg/kg.
        Animals predict a human clearance of {cl_guess:g} L/h and a volume of {v_guess:g} L; a fraction of {fu:g} of the drug is unbound in plasma.
        The planned dose is {dose_mg:g} mg; it will do if the unbound AUC of a typical person reaches {needed:g} ng·h/mL.
        Four back-ups wait, and nobody knows the human clearance.
        You design a study, rehearse it, write its rule, get its data, and say what follows.
        The numbers of the compound are invented.
        Allow as long again for the proposal in (t).
    """,
    context={
        "limits": """
            The **lower limit of quantification** (LLOQ) is the lowest concentration that an assay reports; whatever lies below comes back as 0 here.
            `nca` knows that such a 0 after the last sample seen is no measurement.
        """,
    },
    constants='''
        T = np.array([0.25, 1, 2, 4, 8, 12, 24, 36, 48])  # h, sampling times


        def calibration(predict, compounds=1000, people=8, sigma_tr=0.3):
            """Print how often your 90 % intervals hold the truth of drawn compounds, and how wide they are."""
            rng = np.random.default_rng()
            typical = rng.uniform(5, 60, compounds)
            cl = typical[:, None] * np.exp(rng.normal(0, 0.4, (compounds, people)))
            truth = 1000 * 40 / typical * np.exp(rng.normal(0, sigma_tr, compounds))
            low, high = predict(cl, 40.0, sigma_tr)
            held = np.mean((low <= truth) & (truth <= high))
            narrow = np.exp(2 * 1.645 * np.hypot(sigma_tr, 0.4 / np.sqrt(people)))
            print(f"hold the truth: {100 * held:.0f} %; upper over lower limit: {np.exp(np.mean(np.log(high / low))):.2f}")
            print(f"(about {float(narrow):.2f} is as narrow as 90 % allow; one run scatters between 88 and 91 %)")
    ''',
    given=GIVEN,
    personal=True,
    derived={
        "limit": limit,
        "peak": peak_over_km,
        "lloq_ams": lloq_ams,
        "t_ms": lambda g: time_above(g, g.lloq_ms),
        "half_life": half_life,
        "extrapolated": extrapolated,
        "reach": reach,
        "typical": lambda g: typical_auc(g) * g.fu,
        "low": lambda g: lower(g) * g.fu,
        "chance": p_enough,
        "decision": decision,
        "hours": natural_hours,
        "spared": lambda g: spared(g) / caused(g),
        "across": across,
    },
    premises={
        "the NOAEL sets the limit, and two doses exceed it": lambda g: g.dose < limit(g) < min(95, 1.9 * g.dose),
        "eight are enough": lambda g: reach(g) <= g.wanted,
        "the spread is as expected": lambda g: 0.25 < standard_error(g) * np.sqrt(PEOPLE) < 0.5,
        "the data leave a doubt": lambda g: 0.06 < p_enough(g) < 0.96 and abs(p_enough(g) - 0.5) > 0.06,
        "the therapeutic dose is linear": lambda g: peak_over_km(g) < 0.1,
        "AMS sees 36 h and not 48 h": lambda g: all(
            study(T[-2:], g.dose, g.cl_guess, g.v_guess, np.array(g.noise[-2:]), lloq).astype(bool).tolist()
            == [True, False]
            for lloq in (lloq_ams(g), AMS_LIMIT)
        ),
        "LC-MS/MS sees little of the curve": lambda g: (
            6.5 < time_above(g, g.lloq_ms) < 2 * half_life(g) and extrapolated(g) > 25
        ),
    },
    steps={
        "the geometric mean of the clearances": typical_cl,
        "the concentration right after the dose": first_conc,
        "the half-life": half_life,
        "the number of half-lives": lambda g: time_above(g, g.lloq_ms) / half_life(g),
        "the effective dose in µSv": radiation,
        "the events spared": spared,
        "the events caused": caused,
        "the AUC of bound and free drug": typical_auc,
    },
    parts=PARTS,
    written={
        "t": Written(
            heading="The proposal",
            prompt="""
                Write the proposal for an ethics committee, about 400 words, as it would have been **before** the data, and a last paragraph with what came of it.
                Each of ten things earns a point:

                1. the question: which decision turns on the human AUC, and why animals do not settle it;
                2. the classification for one dose and for two, with the animal study, all three limits and the one that binds;
                3. the route, with the error of its step to the therapeutic dose beside that of the other route;
                4. linearity: the unbound peak against Km, and what a microdose cannot show;
                5. the label: what AMS and LC-MS/MS see, and how much would be extrapolated;
                6. volunteers and samples: how many and why, sentinels, and when blood is drawn;
                7. the interval: which errors are in it, and how it was checked;
                8. the decision rule: fixed beforehand, in probabilities, with what happens in each case;
                9. the ethics ledger: gain, radiation, events spared and caused, a back-up, and what the consent form says;
                10. the outcome: lower unbound limit, probability, and what the rule says.

                Use your numbers, and say of them whether they were measured, predicted or assumed.
            """,
            points=10,
            model="""
                **Question.** Animals predict {cl_guess:g} L/h (predicted), and no way from animals to people is sure within two-fold; the decision turns on the human AUC, which only people show.
                **Classification and dose.** Small molecule, one dose of {dose:g} µg by vein: approach 1, after an extended single-dose study in one species. The limits are 100 µg, 1/100 of the active dose, and 1/100 of the NOAEL of the rat study by vein (measured), {limit:.3g} µg for the lightest volunteer, which binds. Two doses would need approach 2, after seven days of doses.
                **Route and label.** By vein, as in therapy: no first pass, and a step to the therapeutic dose with a spread of {sigma_tr:g} instead of {sigma_oral:g} (both assumed). The unbound peak will be {peak:.2g} times Km (predicted), so linearity is plausible; the study cannot prove it. LC-MS/MS would see the first {t_ms:.2g} h, with a half-life of {half_life:.2g} h, and leave {extrapolated:.2g} % to extrapolation; ¹⁴C by AMS, after isolation of the drug, sees down to {lloq_ams:.2g} pg/mL.
                **Volunteers and sampling.** Eight take part: with an assumed spread between people, the 90 % interval of their mean will reach {reach:.3g}-fold either way, and {wanted:g} is allowed. One goes first as a sentinel, and the others follow when nothing has happened. Samples from 15 minutes to 36 h, wider and wider apart, the last above the limit of AMS.
                **Analysis.** Non-compartmental, what lies below the limit left out of the slope. The typical AUC with a 90 % prediction interval from sampling and translation, checked on simulated compounds.
                **Rule.** Go if the probability of enough unbound drug is at least 0.8, stop if at most 0.2, otherwise find out more; written before the first dose.
                **Ledger.** Nobody in the study gains. Radiation equals {hours:.2g} h of nature (with a recalled coefficient); needles are most of the risk. {spared:.2g} serious events spared for each caused, if a stop spares a Phase I; none if a back-up takes its place. The form says all this, and that one may leave at any time.
                **What came of it.** Unbound {typical:.3g} ng·h/mL (predicted from measured clearances; lower limit {low:.3g}), {needed:g} needed, probability {chance:.2g}: {decision:}.
            """,
            scheme=(
                "The question: a decision that turns on the human AUC, and why animals do not settle it.",
                "Classification: approach 1 for one dose (two doses: approach 2), with the animal study, all three limits and the one that binds, {limit:.3g} µg.",
                "Route: by vein, since that is the route of therapy, and with its smaller translation error ({sigma_tr:g} against {sigma_oral:g} by mouth).",
                "Linearity: unbound peak {peak:.2g} times Km; says that a microdose cannot show saturation itself.",
                "Label: AMS after isolation, {lloq_ams:.2g} pg/mL; LC-MS/MS would see {t_ms:.2g} h and leave {extrapolated:.2g} % extrapolated.",
                "Volunteers and samples: how many with the reason (eight reach {reach:.3g}-fold, {wanted:g} is allowed); a sentinel first; samples spread over the curve, the last above the limit.",
                "Interval: sampling and translation both, and that it was checked for calibration.",
                "Rule: fixed before the data, uses probability, says what happens in each case including the middle.",
                "Ledger: no gain for volunteers; radiation ({hours:.2g} h of nature); spared per caused {spared:.2g}, and none if a back-up follows; consent.",
                "Outcome: lower unbound limit {low:.3g} ng·h/mL, probability {chance:.2g}, and what the rule says ({decision:}), not what one would like.",
            ),
        ),
    },
)
