"""A8: a clearance for a small and growing body, a tracer given the other way round, and a published claim checked."""

import numpy as np

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
from microkit import implied_volume as volume_of
from microkit import maturation, scale_to_weight

ADULT_GFR = 121.2
MICRO = {"cl": 1.46, "t_half": 2.65, "auc": 0.90}  # oral arms of Garner and others 2015
FULL = {"cl": 2.93, "t_half": 8.36, "auc": 0.70}
FULL_SD = 2.08
BLOOD_PER_KG = 80.0

GIVEN = {
    "newborn_kg": Quantity(3.5, "kg", pick(2.9, 3.2, 3.5, 3.8), about="a newborn"),
    "pma_wk": Quantity(39.0, "weeks", pick(38, 39, 41, 42), name="PMA_WK", about="its post-menstrual age"),
    "cl": Quantity(0.98, "L/h", pick(0.98), about="midazolam in the infant, by vein"),
    "v": Quantity(8.7, "L", pick(8.7), about="midazolam in the infant"),
    "infant_kg": Quantity(5.0, "kg", pick(5), about="the infant"),
    "bq_per_kg": Quantity(58.0, "Bq/kg", pick(58), about="of ¹⁴C by mouth"),
    "auc14": Quantity(195.0, "Bq·h/L", pick(160, 180, 195, 210, 225), about="of the ¹⁴C drug"),
    "cl_adult": Quantity(27.0, "L/h", pick(24, 27, 30), about="midazolam at 70 kg"),
    "percent": Quantity(2.0, "%", pick(1, 1.5, 2, 3), about="of the blood that may be drawn, for (h)"),
    "sample_ml": Quantity(0.45, "mL", pick(0.35, 0.45, 0.6, 0.7), about="blood in a sample, for (h)"),
    "toddler_kg": Quantity(12.0, "kg", pick(11, 12, 13), about="two years old, for (r)"),
    "adult_mg_kg": Quantity(4.0, "mg/kg", pick(2, 4, 5), about="an adult's dose, for (r)"),
}


def gfr(W_kg, pma_wk):
    """Reference for part a."""
    return ADULT_GFR * scale_to_weight(1.0, to_weight=W_kg) * maturation(pma_wk)


def per_kilogram(W_kg, pma_wk):
    return ADULT_GFR * W_kg / 70 * maturation(pma_wk)


def grown_up(W_kg, pma_wk):
    return ADULT_GFR * scale_to_weight(1.0, to_weight=W_kg)


def full_size(W_kg, pma_wk):
    return ADULT_GFR * maturation(pma_wk)


def not_steep(W_kg, pma_wk):
    return ADULT_GFR * scale_to_weight(1.0, to_weight=W_kg) * maturation(pma_wk, hill=1.0)


def child(rng, low, high):
    """A body of some age between two, of a weight that fits it roughly."""
    age = float(rng.uniform(low, high))
    return Call((float(rng.uniform(0.8, 1.2)) * (1.2 + 0.075 * age), age))


def sixteen_times_the_weight(f, rng):
    weight, age = child(rng, 30, 200).args
    return abs(f(16 * weight, age) / f(weight, age) - 8) < 1e-6


def newborn(g, function=gfr):
    return function(g.newborn_kg, g.pma_wk)


def oral_f(g, cl=None, dose=None):
    return (g.cl if cl is None else cl) * g.auc14 / (g.bq_per_kg * g.infant_kg if dose is None else dose)


def half_life(g):
    return np.log(2) * g.v / g.cl


def share_of_adult(g, exponent=0.75):
    return g.cl / scale_to_weight(g.cl_adult, to_weight=g.infant_kg, exponent=exponent)


def samples(g):
    return float(np.floor(allowed_ml(g) / g.sample_ml + 1e-9))


def allowed_ml(g):
    return g.percent / 100 * BLOOD_PER_KG * g.infant_kg


def implied_volume(CL, t_half):
    """Reference for part i."""
    return volume_of(CL, half_life=t_half)


def stay_for_half_life(CL, t_half):
    return CL * t_half


def half_life_first(CL, t_half):
    return t_half / (CL * np.log(2))


def times_ln2(CL, t_half):
    return CL * t_half * np.log(2)


def drug(rng, low, high):
    return Call((float(rng.uniform(0.3, 30)), float(rng.uniform(low, high))))


def volume_ratio(function=implied_volume):
    return function(FULL["cl"], FULL["t_half"]) / function(MICRO["cl"], MICRO["t_half"])


def product(arm):
    return arm["auc"] * arm["cl"]


def skew():
    return 1 + (FULL_SD / FULL["cl"]) ** 2


def scaled_cl(cl_adult, W_kg, age_wk, tm50, hill):
    """Reference for part q."""
    return scale_to_weight(cl_adult, to_weight=W_kg) * maturation(age_wk + 40, tm50=tm50, hill=hill)


def draft(cl_adult, W_kg, age_wk, tm50, hill):
    return cl_adult * W_kg / 70 * age_wk**hill / (tm50 + age_wk**hill)


def linear_size(cl_adult, W_kg, age_wk, tm50, hill):
    return cl_adult * W_kg / 70 * maturation(age_wk + 40, tm50=tm50, hill=hill)


def since_birth(cl_adult, W_kg, age_wk, tm50, hill):
    return scale_to_weight(cl_adult, to_weight=W_kg) * maturation(age_wk, tm50=tm50, hill=hill)


def bare_tm50(cl_adult, W_kg, age_wk, tm50, hill):
    power = (age_wk + 40) ** hill
    return scale_to_weight(cl_adult, to_weight=W_kg) * power / (tm50 + power)


def growing(rng, low, high):
    """A drug and a child of some age since birth."""
    return Call(
        (
            float(rng.uniform(2, 60)),
            float(rng.uniform(3, 20)),
            float(rng.uniform(low, high)),
            float(rng.uniform(42, 75)),
            float(rng.uniform(2, 4.5)),
        )
    )


def grows_up(f, rng):
    cl_adult, _, _, tm50, hill = growing(rng, 1, 50).args
    return abs(f(cl_adult, 70.0, 1e7, tm50, hill) / cl_adult - 1) < 1e-4


def toddler_dose(g, function=gfr):
    """Dose per kilogram for the AUC of an adult, mg/kg."""
    return g.adult_mg_kg * function(g.toddler_kg, 144.0) / g.toddler_kg / (ADULT_GFR / 70)


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `gfr`, the filtration of the kidneys in mL/min, from the weight and the post-menstrual age.

            Example: `gfr(35.0, 47.7)` is `36.03...`.
        """,
        model='''
            def gfr(W_kg, pma_wk):
                """Filtration (mL/min) from size and maturation."""
                size = (W_kg / 70) ** 0.75
                mature = pma_wk**3.40 / (47.7**3.40 + pma_wk**3.40)
                return 121.2 * size * mature
        ''',
        name="gfr",
        points=4,
        answer=gfr,
        switched_off=("scale_to_weight", "maturation"),
        tol=1e-3,
        example=Call((35.0, 47.7)),
        cases={
            "newborns": lambda rng, i: child(rng, 30, 46),
            "infants": lambda rng, i: child(rng, 55, 100),
            "children": lambda rng, i: child(rng, 140, 400),
        },
        invariants={"sixteen times the weight is eight times the filtration": sixteen_times_the_weight},
        wrong_turns=(
            WrongTurn(
                "M-BYKG",
                per_kilogram,
                "You scaled in proportion to weight. A small body filters more for each kilogram.",
                edit=(("(W_kg / 70) ** 0.75", "W_kg / 70"),),
            ),
            WrongTurn(
                "M-NOMAT",
                grown_up,
                "Your newborn is a small adult. Its kidneys are not finished yet.",
                edit=(("121.2 * size * mature", "121.2 * size"),),
            ),
            WrongTurn(
                "M-NOSIZE",
                full_size,
                "Your newborn weighs 70 kg: its kidneys are young, but as large as an adult's.",
                edit=(("121.2 * size * mature", "121.2 * mature"),),
            ),
            WrongTurn(
                "M-HILL1",
                not_steep,
                "Your kidneys ripen too evenly. What does the exponent of the age do?",
                edit=(("pma_wk**3.40 / (47.7**3.40 + pma_wk**3.40)", "pma_wk / (47.7 + pma_wk)"),),
            ),
        ),
        because="Size and maturation are two factors: how large the organ is, and how finished.",
        hint="(W/70) to the power of 0.75, and the age to the power of 3.40 in all three places.",
        solution=lambda g: "`121.2 * (W_kg / 70) ** 0.75 * pma_wk**3.40 / (47.7**3.40 + pma_wk**3.40)`.",
    ),
    "b": Number(
        heading="A newborn",
        prompt="What does the newborn of {newborn_kg:g} kg and {pma_wk:g} weeks filter, in mL/min?",
        variable="gfr_newborn",
        model="gfr(NEWBORN_KG, PMA_WK)",
        unit="mL/min",
        points=2,
        answer=newborn,
        follows="a",
        carried=newborn,
        wrong_turns=(
            WrongTurn(
                "M-BYKG",
                lambda g: newborn(g, per_kilogram),
                "Size came in with an exponent of one.",
            ),
            WrongTurn(
                "M-BYKG",
                lambda g: ADULT_GFR * g.newborn_kg / 70,
                "That is an adult's filtration per kilogram. Neither size nor age works like that.",
            ),
            WrongTurn(
                "M-NOMAT", lambda g: newborn(g, grown_up), "That is a very small adult. Its age has not been used."
            ),
            WrongTurn(
                "M-NOSIZE", lambda g: newborn(g, full_size), "Its age is in, its size is not: it does not weigh 70 kg."
            ),
            WrongTurn(
                "M-HILL1",
                lambda g: newborn(g, not_steep),
                "The exponent of the age is missing: it makes the rise steep.",
            ),
            WrongTurn(
                "M-PNA",
                lambda g: gfr(g.newborn_kg, 1.0),
                "You counted the age from birth. Kidneys begin to ripen long before.",
            ),
        ),
        because="About a third of what its size alone would give: the kidneys are a third grown up.",
        hint="Use your function. The age counts from the mother's last period, 40 weeks at term.",
        solution=lambda g: (
            f"121.2 × ({g.newborn_kg:g}/70)^0.75 × {maturation(g.pma_wk):.4g} = **{newborn(g):.4g} mL/min**."
        ),
    ),
    "c": Number(
        heading="By mouth",
        prompt="""
            The infant gets midazolam into a vein all day, as a treatment, and its clearance is known from that.
            In addition it got ¹⁴C-midazolam by mouth, and the AUC of the ¹⁴C drug was {auc14:g} Bq·h/L.
            What is its oral bioavailability, as a fraction?
        """,
        variable="f_oral",
        model="CL * AUC14 / (BQ_PER_KG * INFANT_KG)",
        unit="fraction",
        points=2,
        answer=oral_f,
        wrong_turns=(
            WrongTurn(
                "M-PERKG",
                lambda g: oral_f(g, dose=g.bq_per_kg),
                "The activity is per kilogram. A bioavailability above one cannot be.",
            ),
            WrongTurn("M-INV", lambda g: 1 / oral_f(g), "Upside down: more arrived than was given."),
            WrongTurn(
                "M-ADULT",
                lambda g: oral_f(g, cl=g.cl_adult),
                "You used the adult's clearance. More arrived than was given.",
            ),
        ),
        because="CL × AUC is what arrived, in Bq; over the Bq that were given it is F.",
        hint="F = CL · AUC / dose, the dose in Bq for the whole infant.",
        solution=lambda g: f"{g.cl:g} × {g.auc14:g} / ({g.bq_per_kg:g} × {g.infant_kg:g}) = **{oral_f(g):.4g}**.",
    ),
    "d": Number(
        heading="Extension: its half-life",
        prompt="How long is the half-life of midazolam in this infant, in h?",
        variable="half_life",
        model="np.log(2) * V / CL",
        unit="h",
        points=1,
        answer=half_life,
        wrong_turns=(
            WrongTurn("M-1OVERK", lambda g: g.v / g.cl, "That is the mean stay, V/CL. A half-life is shorter."),
            WrongTurn("M-INV", lambda g: np.log(2) * g.cl / g.v, "Upside down: a larger volume holds the drug longer."),
        ),
        because="ln 2 times V over CL: adults need about three hours, so this infant keeps the drug about twice as long.",
        hint="k = CL/V.",
        solution=lambda g: f"0.693 × {g.v:g}/{g.cl:g} = **{half_life(g):.4g} h**.",
    ),
    "e": Number(
        heading="Size apart",
        prompt="""
            Take {cl_adult:g} L/h for an adult of 70 kg, and scale it to the infant's size with the exponent 0.75.
            Which fraction of that does the infant have?
        """,
        variable="mature",
        model="CL / (CL_ADULT * (INFANT_KG / 70) ** 0.75)",
        unit="fraction",
        points=2,
        answer=share_of_adult,
        wrong_turns=(
            WrongTurn(
                "M-BYKG",
                lambda g: share_of_adult(g, 1.0),
                "You scaled the adult in proportion to weight. Then a small body would be slower than it is.",
            ),
            WrongTurn(
                "M-NOSIZE",
                lambda g: g.cl / g.cl_adult,
                "Most of that is size. What is left once size is accounted for?",
            ),
        ),
        because="What is missing to one is not size.",
        hint="First the adult's clearance in a body of this size; then the infant's over that.",
        solution=lambda g: (
            f"Adult at {g.infant_kg:g} kg: {scale_to_weight(g.cl_adult, to_weight=g.infant_kg):.4g} L/h; "
            f"{g.cl:g} over that is **{share_of_adult(g):.4g}**."
        ),
    ),
    "f": Choice(
        heading="A choice",
        prompt="Why was the ¹⁴C given by mouth here, and not by vein as in other tracer studies?",
        variable="why_oral",
        points=1,
        options=(
            Option(
                "¹⁴C that is swallowed does not irradiate the child",
                "M-HARMLESS",
                "It does, very little, by either route. The reason is the treatment that is running anyway.",
            ),
            Option("the vein has its drug already; only the mouth is missing"),
            Option(
                "the atoms of a swallowed label are easier to count",
                "M-ROUTE",
                "An accelerator counts what is in plasma, whichever way it came.",
            ),
            Option(
                "a child needs a larger total dose than its treatment",
                "M-LOUDER",
                "The tracer adds nanograms. It adds a route, not a dose.",
            ),
        ),
        because="The treatment gives CL, the tracer gives the AUC by mouth: no second vein, no dose that acts.",
        hint="Which of the two routes is running as a treatment?",
        solution=lambda g: "The infusion gives the clearance; the oral tracer adds the missing route in nanograms.",
    ),
    "g": Choice(
        heading="Another choice",
        prompt="The infant of (e) lay in intensive care. What does the part that is missing to one show?",
        variable="missing",
        points=1,
        options=(
            Option(
                "that its enzymes are not mature yet",
                "M-CONFOUND",
                "Perhaps. But illness, too, slows these enzymes, and every infant of the study was ill.",
            ),
            Option(
                "that inflammation slowed its enzymes",
                "M-CONFOUND",
                "Perhaps. But enzymes are also immature at this age. Which of the two was varied?",
            ),
            Option("age or illness: these data cannot tell"),
            Option(
                "that an exponent of 0.75 is wrong",
                "M-IGN",
                "No exponent in use would account for so much. What else sets this infant apart from an adult?",
            ),
        ),
        because="Immature and ill at once: comparing with healthy adults leaves both as causes.",
        hint="In how many ways does this infant differ from a healthy adult, size apart?",
        solution=lambda g: (
            "Age and illness come together here; healthy infants or ill adults would be needed to part them."
        ),
    ),
    "h": Number(
        heading="How many samples?",
        prompt="""
            An ethics committee allows {percent:g} % of the infant's blood to be drawn for the study in a day.
            Blood is 80 mL for each kilogram, and a sample takes {sample_ml:g} mL.
            How many samples are allowed?
        """,
        variable="n_samples",
        model="int(PERCENT / 100 * 80 * INFANT_KG / SAMPLE_ML)",
        unit="samples",
        points=2,
        tol=1e-9,
        answer=samples,
        wrong_turns=(
            WrongTurn(
                "M-FLOOR",
                lambda g: samples(g) + 1,
                "The last of these samples would pass the limit. Round down.",
            ),
            WrongTurn(
                "M-BW",
                lambda g: float(np.floor(g.percent / 100 * BLOOD_PER_KG * 70 / g.sample_ml + 1e-9)),
                "That is an adult's blood.",
            ),
        ),
        because="Whole samples below the limit, and treatment draws blood, too, which counts for the child.",
        hint="Percent of 80 mL/kg times its weight, over the volume of a sample, rounded down.",
        solution=lambda g: (
            f"{allowed_ml(g):.3g} mL / {g.sample_ml:g} mL = {allowed_ml(g) / g.sample_ml:.3g}: **{samples(g):g}**."
        ),
    ),
    "i": Function(
        heading="A function again",
        prompt="""
            Write `implied_volume`, the volume of distribution that a clearance and a half-life imply for one compartment.

            Example: `implied_volume(1.0, 1.0)` is `1.4426...`.
        """,
        model='''
            def implied_volume(CL, t_half):
                """Volume (L) behind a clearance (L/h) and a half-life (h)."""
                return CL * t_half / np.log(2)
        ''',
        name="implied_volume",
        points=1,
        answer=implied_volume,
        switched_off=("implied_volume",),
        tol=1e-3,
        example=Call((1.0, 1.0)),
        cases={
            "a short half-life": lambda rng, i: drug(rng, 0.5, 3),
            "a long half-life": lambda rng, i: drug(rng, 5, 40),
        },
        invariants={
            "twice the half-life is twice the volume": lambda f, rng: abs(f(2.0, 6.0) / f(2.0, 3.0) - 2) < 1e-9,
        },
        wrong_turns=(
            WrongTurn(
                "M-T12",
                stay_for_half_life,
                "CL × half-life would be V if the half-life were 1/k. What is missing?",
                edit=((" / np.log(2)", ""),),
            ),
            WrongTurn(
                "M-DIR",
                times_ln2,
                "ln 2 stands on the wrong side: k is ln 2 over the half-life.",
                edit=((" / np.log(2)", " * np.log(2)"),),
            ),
            WrongTurn(
                "M-INV",
                half_life_first,
                "Does a larger clearance at the same half-life mean a smaller volume?",
                edit=(("CL * t_half / np.log(2)", "t_half / (CL * np.log(2))"),),
            ),
        ),
        because="k = CL/V and t½ = ln 2/k.",
        hint="Solve t½ = ln 2 · V/CL for V.",
        solution=lambda g: "`CL * t_half / np.log(2)`.",
    ),
    "j": Number(
        heading="Extension: clearance",
        prompt="How many times as large is the mean oral clearance at the therapeutic dose as at the microdose?",
        variable="cl_ratio",
        model="CL_FULL / CL_MICRO",
        unit="fold",
        points=1,
        tol=0.002,
        answer=lambda g: FULL["cl"] / MICRO["cl"],
        wrong_turns=(
            WrongTurn("M-DELTA", lambda g: FULL["cl"] / MICRO["cl"] - 1, "That is the increase, not the ratio."),
        ),
        because="Just above two: even the clearance does not keep the two-fold range.",
        hint="Therapeutic over micro.",
        solution=lambda g: f"2.93/1.46 = **{FULL['cl'] / MICRO['cl']:.4g} fold**.",
    ),
    "k": Number(
        heading="Half-life",
        prompt="And the mean half-life, therapeutic over micro?",
        variable="t_ratio",
        model="T_HALF_FULL / T_HALF_MICRO",
        unit="fold",
        points=1,
        tol=0.005,
        answer=lambda g: FULL["t_half"] / MICRO["t_half"],
        wrong_turns=(
            WrongTurn("M-SEED", lambda g: 2.0, "That is the range in the abstract. Work the ratio out."),
            WrongTurn(
                "M-DELTA", lambda g: FULL["t_half"] / MICRO["t_half"] - 1, "That is the increase, not the ratio."
            ),
        ),
        because="More than three-fold, whatever the abstract says.",
        hint="Therapeutic over micro.",
        solution=lambda g: f"8.36/2.65 = **{FULL['t_half'] / MICRO['t_half']:.4g} fold**.",
    ),
    "l": Number(
        heading="What they imply",
        prompt="If both means belonged to one infant of one compartment: how many times as large would its volume be at the therapeutic dose?",
        variable="v_ratio",
        model="implied_volume(CL_FULL, T_HALF_FULL) / implied_volume(CL_MICRO, T_HALF_MICRO)",
        unit="fold",
        points=2,
        answer=lambda g: volume_ratio(),
        follows="i",
        carried=lambda g, implied_volume: volume_ratio(implied_volume),
        wrong_turns=(
            WrongTurn(
                "M-RATIO",
                lambda g: volume_ratio(half_life_first),
                "You divided one ratio by the other. A volume is clearance *times* half-life.",
            ),
            WrongTurn(
                "M-SAME", lambda g: 1.0, "The volume should be the same, and that is the point: do the means say so?"
            ),
        ),
        because="No drug has six times the volume at another dose: the two means do not belong together.",
        hint="Use your function twice.",
        solution=lambda g: f"(2.93 × 8.36)/(1.46 × 2.65) = **{volume_ratio():.4g} fold**.",
    ),
    "m": Number(
        heading="A second check",
        prompt="""
            For one infant the AUC for each mg is F/CL, so times CL it is F, and F is one at most.
            (If the table's CL is CL/F, the product is one. An AUC that ends early makes it smaller.)
            What is AUC times CL by the means of the oral therapeutic arm?
        """,
        variable="check_product",
        model="AUC_FULL * CL_FULL",
        unit="–",
        points=2,
        answer=lambda g: product(FULL),
        wrong_turns=(
            WrongTurn(
                "M-MICRO",
                lambda g: product(MICRO),
                "That is the microdose's arm.",
            ),
            WrongTurn(
                "M-PROD",
                lambda g: FULL["cl"] / FULL["auc"],
                "A large clearance goes with a small AUC, so their product is what stays.",
            ),
        ),
        because="Twice as much as can be, in all four arms more than one: means of skewed data do not multiply.",
        hint="mg⁻¹·mg·h/L times L/h has no unit.",
        solution=lambda g: f"0.70 × 2.93 = **{product(FULL):.4g}**, where at most 1 can be.",
    ),
    "n": Number(
        heading="How much of it is skew?",
        prompt="""
            For log-normal clearances the mean of CL times the mean of 1/CL is 1 + CV².
            In this arm the standard deviation of CL was 2.08 L/h.
            Which factor does that explain?
        """,
        variable="skew_factor",
        model="1 + (SD_FULL / CL_FULL) ** 2",
        unit="–",
        points=2,
        answer=lambda g: skew(),
        wrong_turns=(
            WrongTurn("M-DELTA", lambda g: skew() - 1, "That is CV², without the one."),
            WrongTurn(
                "M-NOSQUARE", lambda g: 1 + FULL_SD / FULL["cl"], "You added CV itself. The formula takes its square."
            ),
            WrongTurn("M-INV", lambda g: 1 + (FULL["cl"] / FULL_SD) ** 2, "CV is the SD over the mean."),
        ),
        because="A factor of one and a half without any error of anybody: a few fast infants pull the mean up.",
        hint="CV = SD/mean.",
        solution=lambda g: f"1 + (2.08/2.93)² = **{skew():.4g}**.",
    ),
    "o": Number(
        heading="What the AUCs say",
        prompt="By the dose-normalised AUCs, how many times as large is the oral clearance at the therapeutic dose as at the microdose?",
        variable="cl_ratio_by_auc",
        model="AUC_MICRO / AUC_FULL",
        unit="fold",
        points=1,
        answer=lambda g: MICRO["auc"] / FULL["auc"],
        wrong_turns=(
            WrongTurn(
                "M-INV",
                lambda g: FULL["auc"] / MICRO["auc"],
                "That is the ratio of the AUCs. Where the AUC is smaller, the clearance is larger.",
            ),
        ),
        because="The same infants, the same comparison, and less than two-thirds of what the means of CL say.",
        hint="CL/F = 1/(AUC per mg).",
        solution=lambda g: f"0.90/0.70 = **{MICRO['auc'] / FULL['auc']:.4g} fold**.",
    ),
    "p": Choice(
        heading="A choice",
        prompt="The abstract says that the parameters lay within a two-fold range. Which appraisal fits best?",
        variable="appraisal",
        points=2,
        options=(
            Option(
                "the microdose is eliminated faster, since its half-life is three times shorter",
                "M-HLCL",
                "By clearance it would be eliminated more *slowly*. Which of the two do you believe, and why?",
            ),
            Option(
                "kinetics are nonlinear, since clearance doubles with the therapeutic dose",
                "M-CONFOUND",
                "Saturation would make clearance fall. And were they the same infants?",
            ),
            Option(
                "linearity is shown, since AUC and clearance lie within a two-fold range",
                "M-ABSENCE",
                "The clearance does not, by a hair, nor the half-life, by far. And these are means of few.",
            ),
            Option("neither shown nor refuted: skewed means of few, other infants in each arm"),
        ),
        because="Four to eighteen infants an arm, all different, spreads as large as the means, and products that cannot be.",
        hint="Hold the means against each other: CL, half-life, volume, AUC × CL.",
        solution=lambda g: (
            "CL 2.0-fold, half-life 3.2-fold, volume 6.3-fold, AUC × CL above one in every arm: "
            "these means cannot carry a claim on linearity in either direction."
        ),
    ),
    "q": Function(
        heading="A bug hunt",
        prompt="""
            The draft should scale an adult's clearance to a child whose age is given in weeks **since birth**, born at term (40 weeks).
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `scaled_cl(16.0, 70.0, 10.0, 50.0, 3.0)` is `8.0`.
        """,
        draft="""
            def scaled_cl_draft(cl_adult, W_kg, age_wk, tm50, hill):
                size = W_kg / 70
                mature = age_wk**hill / (tm50 + age_wk**hill)
                return cl_adult * size * mature


            print(scaled_cl_draft(16.0, 70.0, 10.0, 50.0, 3.0), "- should be 8")
        """,
        model='''
            def scaled_cl(cl_adult, W_kg, age_wk, tm50, hill):
                """Clearance (L/h) of a child, age_wk weeks after a birth at term."""
                size = (W_kg / 70) ** 0.75
                pma_wk = age_wk + 40
                mature = pma_wk**hill / (tm50**hill + pma_wk**hill)
                return cl_adult * size * mature
        ''',
        name="scaled_cl",
        points=3,
        answer=scaled_cl,
        switched_off=("scale_to_weight", "maturation"),
        tol=1e-3,
        example=Call((16.0, 70.0, 10.0, 50.0, 3.0)),
        cases={
            "in the first weeks": lambda rng, i: growing(rng, 1, 8),
            "in the first year": lambda rng, i: growing(rng, 12, 45),
        },
        invariants={"in the end it is the adult's clearance": grows_up},
        wrong_turns=(
            unchanged_draft(
                draft,
                "Try a body of a sixteenth of the weight, and an age at which half should be there.",
                edit=(("(W_kg / 70) ** 0.75", "W_kg / 70"), ("age_wk + 40", "age_wk"), ("tm50**hill", "tm50")),
            ),
            WrongTurn(
                "M-BYKG",
                linear_size,
                "One bug is left: does a body of a tenth of the size clear a tenth?",
                credit=0.5,
                edit=(("(W_kg / 70) ** 0.75", "W_kg / 70"),),
            ),
            WrongTurn(
                "M-PNA",
                since_birth,
                "One bug is left: organs ripen from before birth. From when does the formula count?",
                credit=0.5,
                edit=(("age_wk + 40", "age_wk"),),
            ),
            WrongTurn(
                "M-HALFWAY",
                bare_tm50,
                "One bug is left: at the age tm50, is the function half mature?",
                credit=0.5,
                edit=(("tm50**hill", "tm50"),),
            ),
        ),
        because="Size to the power of 0.75, age from the last period, and half of everything at TM50.",
        hint="There are three bugs: an exponent, an age counted from birth, and a TM50 without its exponent.",
        solution=lambda g: (
            "`cl_adult * (W_kg / 70) ** 0.75 * p**hill / (tm50**hill + p**hill)` with `p = age_wk + 40`."
        ),
    ),
    "r": Number(
        heading="Transfer",
        prompt="""
            A drug leaves by filtration alone, and an adult of 70 kg gets {adult_mg_kg:g} mg/kg.
            Which dose gives a child of two years (144 weeks by the post-menstrual age) and {toddler_kg:g} kg the same AUC, in mg/kg?
            Let an adult's kidneys filter 121.2 mL/min.
        """,
        variable="toddler_mg_kg",
        model="ADULT_MG_KG * gfr(TODDLER_KG, 144.0) / TODDLER_KG / (121.2 / 70)",
        unit="mg/kg",
        points=2,
        answer=toddler_dose,
        follows="a",
        carried=toddler_dose,
        wrong_turns=(
            WrongTurn(
                "M-BYKG",
                lambda g: g.adult_mg_kg,
                "The same dose per kilogram? Your function says what a kilogram of this child filters.",
            ),
            WrongTurn(
                "M-NOMAT",
                lambda g: toddler_dose(g, grown_up),
                "That is the dose by size alone. Are kidneys mature at two?",
            ),
            WrongTurn(
                "M-PERKG",
                lambda g: toddler_dose(g) * g.toddler_kg / 70,
                "That is the ratio of two whole bodies. The dose is asked per kilogram.",
            ),
        ),
        because="At two, kidneys are nearly mature and the body is small: each kilogram filters more than at any other age.",
        tol=0.005,
        hint="The same AUC needs a dose in proportion to clearance. Then per kilogram, in both.",
        solution=lambda g: (
            f"gfr is {gfr(g.toddler_kg, 144.0):.4g} mL/min, {gfr(g.toddler_kg, 144.0) / g.toddler_kg:.4g} for each kg; "
            f"an adult has {ADULT_GFR / 70:.4g}: **{toddler_dose(g):.4g} mg/kg**."
        ),
    ),
}

PROBLEM = Problem(
    id="a8",
    title="How large is a dose for somebody who is still growing?",
    notebook="ps6_predictions/children",
    chapter="course/applications/18_children.ipynb",
    sections={
        "1 Size and maturation": "abqr",
        "2 A tracer the other way round": "cdefg",
        "3 Blood": "h",
        "4 Within two-fold?": "ijklmnop",
    },
    minutes=75,
    setup="import numpy as np",
    story="""
        A newborn weighs {newborn_kg:g} kg at a post-menstrual age of {pma_wk:g} weeks.
        An infant of {infant_kg:g} kg lies in intensive care and gets midazolam into a vein.
        Its clearance is {cl:g} L/h and its volume of distribution {v:g} L, typical values of a published study of 46 children (van Groen and others 2021, from the abstract).
        By mouth it got {bq_per_kg:g} Bq of ¹⁴C-midazolam for each kilogram.
        The AUC of the ¹⁴C drug and the adult's clearance are assumed.
    """,
    context={
        "formula": r"""
            What the kidneys filter in a minute, GFR, depends on size and on **post-menstrual age** (PMA, in weeks from the mother's last period; 40 at term):

            $$GFR = 121.2\ \text{mL/min} \times \left(\frac{W}{70}\right)^{0.75} \times \frac{PMA^{3.40}}{47.7^{3.40} + PMA^{3.40}}$$

            with the weight $W$ in kg (Rhodin and others 2009, from the abstract).
        """,
        "study": """
            **From part (i) on, a real study** (Garner and others 2015, from the abstract).
            Infants of up to two years got ¹⁴C-paracetamol as a microdose or mixed into a therapeutic dose, each infant one of them, by mouth or by vein.
            By mouth, four got the microdose and six the therapeutic dose; the means are below.
            The AUC is for each mg of the dose, and ends at the last sample.
        """,
    },
    constants="""
        CL_MICRO = 1.46  # L/h, by mouth, four infants
        T_HALF_MICRO = 2.65  # h
        AUC_MICRO = 0.90  # mg·h/L for each mg
        CL_FULL = 2.93  # L/h, by mouth, six infants
        SD_FULL = 2.08  # L/h, standard deviation of that clearance
        T_HALF_FULL = 8.36  # h
        AUC_FULL = 0.70  # mg·h/L for each mg
    """,
    given=GIVEN,
    personal=True,
    derived={
        "mature": share_of_adult,
        "f": oral_f,
        "t": half_life,
    },
    premises={
        "less arrives by mouth than by vein": lambda g: oral_f(g) < 0.9,
        "a sample more would pass the limit": lambda g: 0.1 < allowed_ml(g) / g.sample_ml % 1 < 0.9,
        "there are some samples, and not many": lambda g: 4 <= samples(g) <= 30,
    },
    parts=PARTS,
    written={
        "s": Written(
            heading="In your own words",
            prompt="""
                A paediatrician writes: “The abstract says that paracetamol was within two-fold, microdose against therapeutic dose, so a microdose predicts an infant's kinetics.
                Next time we can do without the therapeutic arm, and scale adults per kilogram.”
                Answer in four to six sentences.
                Check the claim with your ratios, say what CL × AUC shows about the means, say what the design could not tell and how you would change it, and correct “per kilogram” with a number.
            """,
            points=4,
            model="""
                By the published means clearance is 2.0 times and half-life 3.2 times as large at the therapeutic dose, so the volume would be 6.3 times as large, while the AUCs differ by 1.3 only: two-fold holds for the AUC and not for the half-life.
                AUC times clearance is 2.05 in that arm where it cannot pass one; skewed clearances explain about 1.5 of it, so means of these data do not multiply.
                Four to eighteen infants an arm, of 35 to 127 weeks, each in one arm only: age, size and dose are mixed up, and neither linearity nor its failure is shown.
                I would give both doses to the same infant, the microdose labelled, and report geometric means with their intervals.
                Per kilogram is wrong twice: size works with a power of 0.75, and maturation comes on top; the infant of (e) has {mature:.2g} of the size-adjusted adult clearance.
            """,
            scheme=(
                "Ratios: CL 2.0, half-life 3.2, so V 6.3, but AUC 1.3: the two-fold claim fails for half-life (and just for CL).",
                "CL × AUC above one (2.05; skew explains 1 + CV² ≈ 1.5): means of skewed data, not of one infant.",
                "Parallel arms of few infants of different ages and sizes; better within the same infant (or modelled by age), with an interval.",
                "Size with 0.75 *and* maturation, with a number such as {mature:.2g} of the size-adjusted adult clearance; illness may add to it.",
            ),
        ),
    },
)
