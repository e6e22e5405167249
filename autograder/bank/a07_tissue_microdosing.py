"""A7: a microdose for the body that is none for the tissue beside it, and a diagnostic dose that is called micro."""

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq

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
from microkit import penetration_length, reservoir_mean, reservoir_profile, reservoir_reach, reservoir_surface_conc

LEVEL = 0.1
SHARE = 0.01  # of the full dose of carboplatin
DPM_PER_KG = 1e7
MW_CARBO = 371.25
SA_MAX = 2.308e12  # Bq/mol, one ¹⁴C in a molecule
SV_PER_BQ = 5.8e-10
CAP_UG = 100.0

GIVEN = {
    "r_um": Quantity(200.0, "µm", pick(150, 180, 200, 220, 250), about="radius of the reservoir"),
    "d": Quantity(2e-6, "cm²/s", pick(1.5e-6, 2e-6, 2.5e-6, 3e-6), about="diffusion in the tissue"),
    "k": Quantity(2e-3, "1/s", pick(1e-3, 1.5e-3, 2e-3, 3e-3), about="loss from the tissue"),
    "released_ug": Quantity(0.8, "µg", pick(0.6, 0.8, 1.2, 1.5), about="released in all"),
    "hours": Quantity(24.0, "h", pick(18, 24, 30, 36), about="for the release"),
    "mw": Quantity(400.0, "g/mol", pick(350, 400, 450, 500)),
    "v": Quantity(40.0, "L", pick(30, 40, 50), about="volume of distribution in the body"),
    "shell_um": Quantity(300.0, "µm", pick(250, 300, 400), about="thickness of the shell, for (f)"),
    "auc": Quantity(6.0, "mg·min/mL", pick(4, 5, 6), name="AUC_TARGET", about="carboplatin"),
    "gfr": Quantity(90.0, "mL/min", pick(60, 75, 90, 110), about="of the patient"),
    "bw": Quantity(80.0, "kg", pick(58, 66, 72, 80, 88), about="of the patient"),
    "k_dense": Quantity(6e-3, "1/s", pick(5e-3, 6e-3, 7e-3), about="loss in the other tumour, for (p)"),
    "wanted": Quantity(2.0, "µM", pick(1.5, 2, 2.5), name="WANTED_UM", about="wanted concentration, for (p)"),
    "away": Quantity(350.0, "µm", pick(290, 320, 350), name="AWAY_UM", about="from the surface, for (p)"),
}


def conc_ratio(r_um, R_um, D, k):
    """Reference for part a."""
    return reservoir_profile(r_um, reservoir=R_um, length=penetration_length(D, loss_rate=k))


def flat(r_um, R_um, D, k):
    return np.exp(-(r_um - R_um) / penetration_length(D, loss_rate=k))


def lossless(r_um, R_um, D, k):
    return R_um / r_um


def from_centre(r_um, R_um, D, k):
    return R_um / r_um * np.exp(-r_um / penetration_length(D, loss_rate=k))


def as_flux(r_um, R_um, D, k):
    return conc_ratio(r_um, R_um, D, k) * R_um / r_um


def rootless(r_um, R_um, D, k):
    return R_um / r_um * np.exp(-(r_um - R_um) / (1e4 * D / k))


def place(rng, low, high):
    """A random reservoir and a place whose distance from its surface is a multiple of its radius."""
    radius = float(rng.uniform(80, 300))
    diffusivity = float(rng.uniform(1e-6, 4e-6))
    length = radius * float(rng.uniform(0.7, 2.5))
    loss = diffusivity / (length * 1e-4) ** 2
    return Call((radius * (1 + float(rng.uniform(low, high))), radius, diffusivity, loss))


def reach(g, function=conc_ratio):
    """Distance from the surface at which a tenth is left, µm."""
    radius = brentq(lambda r: function(r, g.r_um, g.d, g.k) - LEVEL, g.r_um, 60 * g.r_um, xtol=1e-9)
    return radius - g.r_um


def shell_mean(g, function=conc_ratio):
    """Mean over the shell by volume, over the concentration at the surface."""
    outer = g.r_um + g.shell_um
    inside = quad(lambda r: function(r, g.r_um, g.d, g.k) * r**2, g.r_um, outer)[0]
    return inside * 3 / (outer**3 - g.r_um**3)


def mean_of_shell(g):
    return reservoir_mean(g.r_um + g.shell_um, reservoir=g.r_um, length=length(g))


def length(g):
    return penetration_length(g.d, loss_rate=g.k)


def in_tissue(g):
    """Percent of all that is released which the tissue holds at one time."""
    return 100 / (g.k * g.hours * 3600)


def surface(g):
    """Concentration at the surface, µM."""
    return reservoir_surface_conc(g.released_ug / g.hours, diffusivity=g.d, reservoir=g.r_um, length=length(g)) / g.mw


def in_plasma(g):
    """Concentration if all the drug stood in the body at once, µM."""
    return g.released_ug / g.mw / g.v


def over_plasma(g, c0=None):
    return (surface(g) if c0 is None else c0) / in_plasma(g)


def shell_conc(mass_ug, mw, inner_um, outer_um):
    """Reference for part i."""
    return mass_ug / mw / (4 / 3 * np.pi * (outer_um**3 - inner_um**3) * 1e-15)


def draft(mass_ug, mw, inner_um, outer_um):
    return mass_ug / mw / (4 / 3 * np.pi * (outer_um / 2 * 1e-4) ** 3)


def halved_radius(mass_ug, mw, inner_um, outer_um):
    return shell_conc(mass_ug, mw, inner_um / 2, outer_um / 2)


def full_sphere(mass_ug, mw, inner_um, outer_um):
    return shell_conc(mass_ug, mw, 0.0, outer_um)


def per_millilitre(mass_ug, mw, inner_um, outer_um):
    return shell_conc(mass_ug, mw, inner_um, outer_um) / 1e3


def shell_call(rng, low, high):
    """A random mass, and a shell whose outer radius is a multiple of the inner one."""
    inner = float(rng.uniform(80, 400))
    return Call(
        (
            float(10 ** rng.uniform(-3, 1)),
            float(rng.uniform(150, 800)),
            inner,
            inner * float(rng.uniform(low, high)),
        )
    )


def twice_the_mass(f, rng):
    mass, *rest = shell_call(rng, 1.3, 4).args
    return abs(f(2 * mass, *rest) / f(mass, *rest) - 2) < 1e-9


def labelled_share(auc, gfr, bw):
    """Reference for part j."""
    return DPM_PER_KG * bw / 60 / SA_MAX / (SHARE * auc * (gfr + 25) * 1e-3 / MW_CARBO)


def filtered_only(auc, gfr, bw):
    return labelled_share(auc, gfr - 25, bw)


def of_the_full_dose(auc, gfr, bw):
    return labelled_share(auc, gfr, bw) * SHARE


def minutes_as_seconds(auc, gfr, bw):
    return labelled_share(auc, gfr, bw) * 60


def one_kilogram(auc, gfr, bw):
    return labelled_share(auc, gfr, 1.0)


def patient(rng, low, high):
    return Call((float(rng.uniform(3, 7)), float(rng.uniform(low, high)), float(rng.uniform(45, 110))))


def given_share(g, function=labelled_share):
    return function(g.auc, g.gfr, g.bw)


def diagnostic_mg(g):
    return SHARE * g.auc * (g.gfr + 25)


def over_cap(g, mass_mg=None):
    return (diagnostic_mg(g) if mass_mg is None else mass_mg) * 1e3 / CAP_UG


def dose_msv(g, per_minute=60.0):
    return DPM_PER_KG * g.bw / per_minute * SV_PER_BQ * 1e3


def needed(g, loss=None, grow=None):
    """Micrograms to release for the wanted concentration in the tumour with more vessels."""
    loss = g.k_dense if loss is None else loss
    reach_cm = penetration_length(g.d, loss_rate=loss) * 1e-4
    radius_cm = g.r_um * 1e-4
    if grow is None:
        grow = 1 / conc_ratio(g.r_um + g.away, g.r_um, g.d, loss)
    at_surface = g.wanted * g.mw / 1e3 * grow  # µg/mL
    return 4 * np.pi * g.d * radius_cm * (1 + radius_cm / reach_cm) * at_surface * g.hours * 3600


def growth(g, function, from_centre=False):
    """How many times higher the surface stands than the place that is asked for."""
    radius = g.away if from_centre else g.r_um + g.away
    return 1 / function(radius, g.r_um, g.d, g.k_dense)


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `conc_ratio`, the concentration at the distance `r_um` from the **centre** of a reservoir of radius `R_um`, over that at its surface.
            Both are in µm, `D` is in cm²/s and `k` in 1/s.

            Example: `conc_ratio(400.0, 200.0, 2e-6, 5e-3)` is `0.1839...`.
        """,
        model='''
            def conc_ratio(r_um, R_um, D, k):
                """Concentration at r_um (µm from the centre) over that at the surface."""
                L_um = np.sqrt(D / k) * 1e4
                return R_um / r_um * np.exp(-(r_um - R_um) / L_um)
        ''',
        name="conc_ratio",
        points=4,
        answer=conc_ratio,
        switched_off=("reservoir_profile", "reservoir_reach", "reservoir_mean"),
        tol=1e-3,
        example=Call((400.0, 200.0, 2e-6, 5e-3)),
        cases={
            "near the reservoir": lambda rng, i: place(rng, 0.1, 0.6),
            "further out": lambda rng, i: place(rng, 1, 4),
        },
        invariants={
            "at the surface the ratio is one": lambda f, rng: abs(f(150.0, 150.0, 2e-6, 1e-3) - 1) < 1e-9,
        },
        wrong_turns=(
            WrongTurn(
                "M-PLANAR",
                flat,
                "So a drug fades before a flat wall. Around a ball it also spreads over ever larger spheres.",
                edit=(("R_um / r_um * np.exp", "np.exp"),),
            ),
            WrongTurn(
                "M-NOLOSS",
                lossless,
                "Your drug spreads and is never lost on the way. What do blood vessels and cells do?",
                edit=(("R_um / r_um * np.exp(-(r_um - R_um) / L_um)", "R_um / r_um"),),
            ),
            WrongTurn(
                "M-CENTRE",
                from_centre,
                "At the surface your ratio is not one. From where is the way counted on which drug is lost?",
                edit=(("-(r_um - R_um)", "-r_um"),),
            ),
            WrongTurn(
                "M-FLUX",
                as_flux,
                "A flow thins out with the square of the distance. Does the concentration, too?",
                edit=(("R_um / r_um *", "(R_um / r_um) ** 2 *"),),
            ),
            WrongTurn(
                "M-NOROOT",
                rootless,
                "D/k is an area, in cm². Which length belongs to it?",
                edit=(("np.sqrt(D / k)", "D / k"),),
            ),
        ),
        because="Spreading over spheres gives R/r, loss on the way gives the exponential, and both count from the surface.",
        hint="First L in µm: the root of D/k is in cm. Then the two factors of the formula.",
        solution=lambda g: "`L_um = np.sqrt(D / k) * 1e4`, then `R_um / r_um * np.exp(-(r_um - R_um) / L_um)`.",
    ),
    "b": Number(
        heading="Extension: a length",
        prompt="Over which length *L* would loss alone thin the drug out by a factor of e, in µm?",
        variable="L_um",
        model="np.sqrt(D / K) * 1e4",
        unit="µm",
        points=1,
        answer=length,
        wrong_turns=(
            WrongTurn("M-NOROOT", lambda g: g.d / g.k * 1e4, "D/k is an area. A length is asked."),
            WrongTurn(
                "M-PROD",
                lambda g: float(np.sqrt(g.d * g.k)) * 1e4,
                "Where loss is faster, does the drug get further? You multiplied where you should divide.",
            ),
            WrongTurn("M-UNIT2", lambda g: float(np.sqrt(g.d / g.k)), "That is in cm, the unit of D."),
        ),
        because="In the time that loss needs, a molecule wanders about this far.",
        hint="The root of D/k, from cm to µm.",
        solution=lambda g: f"√({g.d:g}/{g.k:g}) = {np.sqrt(g.d / g.k):.4g} cm = **{length(g):.4g} µm**.",
    ),
    "c": Number(
        heading="How far it reaches",
        prompt="""
            At which distance **from the surface** of the reservoir is the concentration a tenth of that at the surface, in µm?
            `brentq(f, a, b)` finds where `f` is zero between `a` and `b`.
        """,
        variable="reach_um",
        model="brentq(lambda r: conc_ratio(r, R_UM, D, K) - 0.1, R_UM, 50 * R_UM) - R_UM",
        unit="µm",
        points=2,
        answer=lambda g: reservoir_reach(LEVEL, reservoir=g.r_um, length=length(g)) - g.r_um,
        follows="a",
        carried=lambda g, conc_ratio: reach(g, conc_ratio),
        wrong_turns=(
            WrongTurn(
                "M-PLANAR",
                lambda g: length(g) * np.log(10),
                "That is how far it reaches before a flat wall. From a ball the drug also spreads sideways.",
            ),
            WrongTurn(
                "M-CENTRE",
                lambda g: reach(g) + g.r_um,
                "That is counted from the centre. The tissue begins at the surface.",
            ),
            WrongTurn("M-NOLOSS", lambda g: 9 * g.r_um, "That far it would reach if no drug were lost on the way."),
            WrongTurn(
                "M-CENTRE",
                lambda g: reach(g, from_centre),
                "Your profile is not one at the surface. From where is the way counted on which drug is lost?",
            ),
        ),
        because="Spreading alone would need nine radii, loss alone 2.3 lengths; together they need much less.",
        hint="Find r where conc_ratio is 0.1, then take the radius of the reservoir off.",
        solution=lambda g: (
            f"The ratio is 0.1 at {reach(g) + g.r_um:.4g} µm from the centre: **{reach(g):.4g} µm** from the surface."
        ),
    ),
    "d": Number(
        heading="How much is there at one time?",
        prompt="""
            The {released_ug:g} µg leave the reservoir evenly over {hours:g} h, and `K` removes drug from the tissue all the while.
            Once release and loss balance, how much of the {released_ug:g} µg stands in the tissue at one time, in percent?
        """,
        variable="standing_percent",
        model="100 / (K * HOURS * 3600)",
        unit="%",
        points=2,
        answer=in_tissue,
        wrong_turns=(
            WrongTurn(
                "M-ATONCE",
                lambda g: 100.0,
                "All of it at once? What was released an hour ago has long been removed.",
            ),
            WrongTurn(
                "M-HSEC",
                lambda g: 100 / (g.k * g.hours),
                "Your release is per hour and your loss per second. A share above 100 % cannot be.",
            ),
            WrongTurn(
                "M-LN",
                lambda g: in_tissue(g) * np.log(2),
                "You multiplied the rate with the half-life. The mean stay of a molecule is 1/k.",
            ),
        ),
        because="Amount = rate × mean stay: a molecule stays for minutes, the release takes a day or two.",
        hint="In balance, release rate = K × amount. Divide the amount by all that is released.",
        solution=lambda g: (
            f"Rate/k over the whole = 1/(k·time) = 1/({g.k:g} × {g.hours * 3600:g}) = **{in_tissue(g):.4g} %**."
        ),
    ),
    "e": Number(
        heading="At the surface",
        prompt="What is the concentration at the surface of the reservoir, in µM?",
        variable="c0_uM",
        model="RELEASED_UG / (HOURS * 3600) / (4 * np.pi * D * R_UM * 1e-4 * (1 + R_UM * 1e-4 / np.sqrt(D / K))) * 1e3 / MW",
        unit="µM",
        points=3,
        answer=surface,
        wrong_turns=(
            WrongTurn(
                "M-NOLOSS",
                lambda g: surface(g) * (1 + g.r_um / length(g)),
                "The factor 1 + R/L is missing: loss nearby makes the profile steeper.",
            ),
            WrongTurn(
                "M-ATONCE",
                lambda g: shell_conc(g.released_ug, g.mw, 0.0, g.r_um),
                "That is all of the drug in the reservoir's own volume. It leaves bit by bit, into the tissue.",
            ),
            WrongTurn(
                "M-HSEC",
                lambda g: surface(g) * 3600,
                "Your release is per hour, your diffusion per second.",
            ),
            WrongTurn(
                "M-UNIT",
                lambda g: surface(g) / 1e3,
                "A factor of a thousand: µg in a cm³, and µmol in a litre.",
            ),
            WrongTurn(
                "M-MOLAR", lambda g: surface(g) * g.mw / 1e3, "That is in µg/mL. Where does the molar mass come in?"
            ),
            WrongTurn(
                "M-UNIT2",
                lambda g: surface(g) * 1e-4,
                "The radius stands in µm, D in cm²: your concentration is ten thousand times off.",
            ),
        ),
        because="What leaves must pass the surface: the steeper the profile there, the lower the concentration that drives it.",
        hint="Q in µg/s, R and L in cm: the result is in µg/cm³. Times 1000 it is µg/L; then the molar mass.",
        solution=lambda g: (
            f"Q = {g.released_ug / g.hours / 3600:.4g} µg/s; 4πDR(1 + R/L) = "
            f"{4 * np.pi * g.d * g.r_um * 1e-4 * (1 + g.r_um / length(g)):.4g} cm³/s; "
            f"{surface(g) * g.mw / 1e3:.4g} µg/cm³ = **{surface(g):.4g} µM**."
        ),
    ),
    "f": Number(
        heading="The mean of a shell",
        prompt="""
            A pathologist cuts out the shell of `SHELL_UM` around the reservoir and measures all of it together.
            What is its mean concentration over that at the surface, as a fraction?
            `quad(f, a, b)[0]` is the integral of `f`; the reservoir itself belongs to no shell.
        """,
        variable="mean_ratio",
        model="quad(lambda r: conc_ratio(r, R_UM, D, K) * r**2, R_UM, R_UM + SHELL_UM)[0] * 3 / ((R_UM + SHELL_UM) ** 3 - R_UM**3)",
        unit="fraction",
        points=2,
        answer=mean_of_shell,
        follows="a",
        carried=lambda g, conc_ratio: shell_mean(g, conc_ratio),
        wrong_turns=(
            WrongTurn(
                "M-LINEMEAN",
                lambda g: quad(lambda r: conc_ratio(r, g.r_um, g.d, g.k), g.r_um, g.r_um + g.shell_um)[0] / g.shell_um,
                "You averaged along a line. Most of the shell's volume lies outside, where there is least drug.",
            ),
            WrongTurn(
                "M-MEAN",
                lambda g: (1 + conc_ratio(g.r_um + g.shell_um, g.r_um, g.d, g.k)) / 2,
                "The mean of the two ends would do for a straight line, and for layers of equal volume.",
            ),
            WrongTurn(
                "M-CORE",
                lambda g: mean_of_shell(g) * (1 - g.r_um**3 / (g.r_um + g.shell_um) ** 3),
                "You divided by the whole ball. The reservoir is no tissue.",
            ),
        ),
        because="Each layer counts with its volume, 4πr² times its thickness, and the outer layers are the largest.",
        hint="Integrate the ratio times r², and divide by the integral of r² alone.",
        solution=lambda g: (
            f"∫ratio·r² dr / ∫r² dr from {g.r_um:g} to {g.r_um + g.shell_um:g} µm = **{shell_mean(g):.4g}**."
        ),
    ),
    "g": Number(
        heading="And in the body?",
        prompt="""
            Be generous to plasma: all {released_ug:g} µg stand at once in the volume of distribution, and nothing is cleared.
            How many times higher is the concentration at the reservoir's surface?
        """,
        variable="times_plasma",
        model="c0_uM / (RELEASED_UG / MW / V)",
        unit="times",
        points=1,
        answer=over_plasma,
        follows="e",
        carried=over_plasma,
        wrong_turns=(
            WrongTurn(
                "M-ATONCE",
                lambda g: shell_conc(g.released_ug, g.mw, g.r_um, g.r_um + g.shell_um) / in_plasma(g),
                "You put all of the drug into the shell at once. It would have to stay there for the whole release.",
            ),
            WrongTurn(
                "M-UNIT", lambda g: over_plasma(g) / 1e3, "A factor of a thousand is lost: is plasma in µM, too?"
            ),
        ),
        because="Tens of thousands of times and more, from the same fraction of a milligram.",
        hint="RELEASED_UG / MW is in µmol; over V it is in µM.",
        solution=lambda g: (
            f"{g.released_ug:g}/{g.mw:g}/{g.v:g} = {in_plasma(g):.4g} µM; {surface(g):.4g} over that is **{over_plasma(g):.4g} times**."
        ),
    ),
    "h": Choice(
        heading="A choice",
        prompt="Is the tissue at the reservoir exposed to less than an active concentration, as a microdose promises?",
        variable="below",
        points=1,
        options=(
            Option(
                "yes: the mass lies far below the limit of 100 µg",
                "M-CAP",
                "The limit counts what the body gets. Your answers to (e) and (g) are about another place.",
            ),
            Option(
                "yes: so little drug is thinned out within a cell's width",
                "M-NOTHING",
                "How many µm did it reach in (c)? A cell is some ten µm wide.",
            ),
            Option("no: there it may act, and only the body's dose is micro"),
            Option(
                "nobody can tell: no drug would be found in the plasma",
                "M-PLASMAONLY",
                "Plasma is one place. What the tissue holds follows from release, diffusion and loss.",
            ),
        ),
        because="The device is meant to act there; the 1/100 protects the person, not the spot.",
        hint="Compare the concentration at the surface with one that acts in a dish: a few µM.",
        solution=lambda g: "The spot sees tens of µM, which is what such a device is for; the body gets a microdose.",
    ),
    "i": Function(
        heading="A bug hunt",
        prompt="""
            The draft should return the mean concentration, in µM, of a mass that is spread through the shell between two radii.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `shell_conc(1.0, 400.0, 200.0, 500.0)` is `5101.1...`.
        """,
        draft="""
            def shell_conc_draft(mass_ug, mw, inner_um, outer_um):
                radius_cm = outer_um / 2 * 1e-4
                volume_cm3 = 4 / 3 * np.pi * radius_cm**3
                return mass_ug / mw / volume_cm3


            print(shell_conc_draft(1.0, 400.0, 200.0, 500.0), "- should be 5101.2")
        """,
        model='''
            def shell_conc(mass_ug, mw, inner_um, outer_um):
                """Mean concentration (µM) of a mass (µg) spread between two radii (µm)."""
                volume_um3 = 4 / 3 * np.pi * (outer_um**3 - inner_um**3)
                return mass_ug / mw / (volume_um3 * 1e-15)
        ''',
        name="shell_conc",
        points=3,
        answer=shell_conc,
        switched_off=("shell_conc",),
        tol=1e-3,
        example=Call((1.0, 400.0, 200.0, 500.0)),
        cases={
            "a thin shell": lambda rng, i: shell_call(rng, 1.1, 1.5),
            "a thick shell": lambda rng, i: shell_call(rng, 2, 5),
        },
        invariants={"twice the mass is twice the concentration": twice_the_mass},
        wrong_turns=(
            unchanged_draft(
                draft,
                "A ball, a shell, and a cm³ are in it.",
                edit=(("(outer_um**3 - inner_um**3)", "(outer_um / 2) ** 3"), ("1e-15", "1e-12")),
            ),
            WrongTurn(
                "M-DIAMETER",
                halved_radius,
                "One bug is left: are `inner_um` and `outer_um` radii or diameters?",
                credit=0.5,
                edit=(("(outer_um**3 - inner_um**3)", "(outer_um**3 - inner_um**3) / 8"),),
            ),
            WrongTurn(
                "M-CORE",
                full_sphere,
                "One bug is left: the reservoir in the middle holds no tissue.",
                credit=0.5,
                edit=(("(outer_um**3 - inner_um**3)", "outer_um**3"),),
            ),
            WrongTurn(
                "M-UNIT",
                per_millilitre,
                "One bug is left: is a cm³ a litre?",
                credit=0.5,
                edit=(("1e-15", "1e-12"),),
            ),
        ),
        because="A shell is the outer ball without the inner one; 1 µm³ is 10⁻¹⁵ L.",
        hint="There are three bugs: a radius that is halved, a ball that should be a shell, and a unit of volume.",
        solution=lambda g: "`mass_ug / mw / (4 / 3 * np.pi * (outer_um**3 - inner_um**3) * 1e-15)`.",
    ),
    "j": Function(
        heading="A function again",
        prompt="""
            Write `labelled_share`: of the carboplatin in the diagnostic dose, which fraction of the molecules carries a ¹⁴C?
            `DPM_PER_KG`, `MW_CARBO` and `SA_MAX` stand above.

            Example: `labelled_share(5.0, 100.0, 60.0)` is `0.2573...`.
        """,
        model='''
            def labelled_share(auc, gfr, bw):
                """Fraction of the molecules with a label: at most 1."""
                labelled_mol = DPM_PER_KG * bw / 60 / SA_MAX
                mass_mg = 0.01 * auc * (gfr + 25)
                return labelled_mol / (mass_mg * 1e-3 / MW_CARBO)
        ''',
        name="labelled_share",
        points=3,
        answer=labelled_share,
        switched_off=("labelled_fraction",),
        tol=1e-3,
        example=Call((5.0, 100.0, 60.0)),
        cases={
            "kidneys that filter little": lambda rng, i: patient(rng, 35, 60),
            "kidneys that filter much": lambda rng, i: patient(rng, 80, 130),
        },
        invariants={
            "twice the target is half the share": lambda f, rng: (
                abs(f(3.0, 80.0, 70.0) / f(6.0, 80.0, 70.0) - 2) < 1e-9
            ),
        },
        wrong_turns=(
            WrongTurn(
                "M-IGN",
                filtered_only,
                "Your dose counts the kidneys only. The formula of Calvert has a second term.",
                edit=((" * (gfr + 25)", " * gfr"),),
            ),
            WrongTurn(
                "M-FULLDOSE",
                of_the_full_dose,
                "You related the label to the full dose. Into which mass was it mixed?",
                edit=(("0.01 * auc", "auc"),),
            ),
            WrongTurn(
                "M-DECAY",
                minutes_as_seconds,
                "dpm are decays in a minute, Bq in a second. More labels than molecules cannot be.",
                edit=(("bw / 60", "bw"),),
            ),
            WrongTurn(
                "M-PERKG",
                one_kilogram,
                "The activity is per kilogram. Who weighs one?",
                edit=(("DPM_PER_KG * bw", "DPM_PER_KG"),),
            ),
        ),
        because="Moles of label over moles of drug in the diagnostic dose.",
        hint="Label: dpm to Bq, over SA_MAX. Drug: 1 % of Calvert's dose in g, over MW_CARBO.",
        solution=lambda g: "`(DPM_PER_KG * bw / 60 / SA_MAX) / (0.01 * auc * (gfr + 25) * 1e-3 / MW_CARBO)`.",
    ),
    "k": Number(
        heading="Extension: its mass",
        prompt="How many mg is the diagnostic dose of this patient?",
        variable="mass_mg",
        model="0.01 * AUC_TARGET * (GFR + 25)",
        unit="mg",
        points=1,
        answer=diagnostic_mg,
        wrong_turns=(
            WrongTurn(
                "M-IGN",
                lambda g: SHARE * g.auc * g.gfr,
                "The term of 25 mL/min is missing: not all of the drug leaves by the kidneys.",
            ),
            WrongTurn("M-FULLDOSE", lambda g: diagnostic_mg(g) / SHARE, "That is the full dose."),
        ),
        because="One percent of AUC × (GFR + 25).",
        hint="The formula stands above; then 1 %.",
        solution=lambda g: f"0.01 × {g.auc:g} × ({g.gfr:g} + 25) = **{diagnostic_mg(g):.4g} mg**.",
    ),
    "l": Number(
        heading="Against the cap",
        prompt="How many times is that the cap of 100 µg?",
        variable="times_cap",
        model="mass_mg * 1e3 / 100",
        unit="fold",
        points=1,
        answer=over_cap,
        follows="k",
        carried=over_cap,
        wrong_turns=(
            WrongTurn(
                "M-ONEHALF",
                lambda g: 1.0,
                "One percent of the dose meets one condition. A microdose must meet both.",
            ),
            WrongTurn("M-UNIT", lambda g: over_cap(g) / 1e3, "mg and µg: a factor of a thousand is lost."),
        ),
        because="1/100 of the dose *and* 100 µg: the smaller of the two holds.",
        hint="In µg, over 100.",
        solution=lambda g: f"{diagnostic_mg(g) * 1e3:.4g} µg / 100 µg = **{over_cap(g):.4g} fold**.",
    ),
    "m": Number(
        heading="Its radiation",
        prompt="""
            What is the effective dose by the coefficient above, in mSv?
            (It was made for ¹⁴C that is swallowed and stays for weeks. Carboplatin leaves by the kidneys within a day or so, so this is a ceiling.)
        """,
        variable="dose_mSv",
        model="DPM_PER_KG * BW / 60 * SV_PER_BQ * 1e3",
        unit="mSv",
        points=2,
        answer=dose_msv,
        wrong_turns=(
            WrongTurn(
                "M-DECAY", lambda g: dose_msv(g, 1.0), "dpm are decays in a minute. The coefficient asks for Bq."
            ),
            WrongTurn("M-PERKG", lambda g: dose_msv(g) / g.bw, "That is the dose from the activity for one kilogram."),
        ),
        because="Much for a tracer study, little beside what these patients need to have seen by scanners.",
        hint="dpm/kg × kg / 60 gives Bq.",
        solution=lambda g: (
            f"{DPM_PER_KG:g} × {g.bw:g}/60 = {DPM_PER_KG * g.bw / 60:.4g} Bq; × 5.8e-10 Sv/Bq = **{dose_msv(g):.4g} mSv**."
        ),
    ),
    "n": Number(
        heading="Labelled molecules",
        prompt="Which fraction of this patient's carboplatin molecules carries a label?",
        variable="share",
        model="labelled_share(AUC_TARGET, GFR, BW)",
        unit="fraction",
        points=2,
        answer=given_share,
        follows="j",
        carried=given_share,
        wrong_turns=(
            WrongTurn(
                "M-DECAY",
                lambda g: given_share(g, minutes_as_seconds),
                "Above one: more labels than molecules. Decays in a minute are not Bq.",
            ),
            WrongTurn(
                "M-FULLDOSE",
                lambda g: given_share(g, of_the_full_dose),
                "You related the label to the full dose, which is given later.",
            ),
            WrongTurn("M-PERKG", lambda g: given_share(g, one_kilogram), "The activity is per kilogram."),
            WrongTurn(
                "M-IGN",
                lambda g: given_share(g, filtered_only),
                "Your dose leaves the 25 mL/min out.",
            ),
        ),
        because="A share that must not pass one: a check on units for nothing.",
        hint="Use your function with the patient's numbers.",
        solution=lambda g: f"`labelled_share({g.auc:g}, {g.gfr:g}, {g.bw:g})` is **{given_share(g):.4g}**.",
    ),
    "o": Choice(
        heading="A choice",
        prompt="""
            Before their treatment, patients get this diagnostic dose, and carboplatin on their DNA is counted.
            Which of these describes the dose?
        """,
        variable="kind",
        points=1,
        options=(
            Option(
                "a microdose: it is no more than 1/100 of the active dose",
                "M-ONEHALF",
                "That is one of two conditions. What of the other, in (l)?",
            ),
            Option(
                "a microdose: no toxic effect of it was seen in any patient",
                "M-NOEVENT",
                "No toxic effect was seen, but a microdose is defined beforehand, by mass and by effect.",
            ),
            Option(
                "unlawful: a dose above 100 µg must not be given to anyone",
                "M-CAP",
                "The cap belongs to one kind of study. These patients are about to get a hundred times as much.",
            ),
            Option("no microdose, but it may be right in those who are treated next"),
        ),
        because="A definition does not bend; what is right also depends on who is asked, and what they get next.",
        hint="Definition and justification are two questions.",
        solution=lambda g: (
            f"{over_cap(g):.3g} times the cap: no microdose. In patients who get the full dose next, it adds 1 % of it."
        ),
    ),
    "p": Number(
        heading="Transfer",
        prompt="""
            Another tumour has more blood vessels, and they remove drug at {k_dense:g} 1/s.
            The same reservoir is to hold {wanted:g} µM at {away:g} µm from its surface.
            How many µg must it release within {hours:g} h?
        """,
        variable="needed_ug",
        model="""
            WANTED_UM
            * MW
            / 1e3
            / (R_UM / (R_UM + AWAY_UM) * np.exp(-AWAY_UM * 1e-4 / np.sqrt(D / K_DENSE)))
            * (4 * np.pi * D * R_UM * 1e-4 * (1 + R_UM * 1e-4 / np.sqrt(D / K_DENSE)))
            * HOURS
            * 3600
        """,
        unit="µg",
        points=3,
        answer=needed,
        wrong_turns=(
            WrongTurn(
                "M-SAME",
                lambda g: needed(g, loss=g.k),
                "You kept the loss of the first tumour. What changes with more vessels?",
            ),
            WrongTurn(
                "M-PLANAR",
                lambda g: needed(g, grow=growth(g, flat)),
                "On the way out the drug also spreads over larger spheres, not only through losses.",
            ),
            WrongTurn(
                "M-NOLOSS",
                lambda g: needed(g, grow=growth(g, lossless)),
                "On the way out the drug is also lost, not only spread.",
            ),
            WrongTurn(
                "M-CENTRE",
                lambda g: needed(g, grow=growth(g, conc_ratio, from_centre=True)),
                "You took the distance from the surface for one from the centre.",
            ),
            WrongTurn(
                "M-PEAKPLACE",
                lambda g: needed(g, grow=1.0),
                "That much holds {wanted:g} µM at the surface. It is wanted further out.",
            ),
        ),
        because="The profile backwards: from the place to the surface, from the surface to the release.",
        hint="Wanted concentration over conc_ratio gives that at the surface, in µg/cm³; then the formula for Q, times the seconds.",
        solution=lambda g: (
            f"conc_ratio is {1 / growth(g, conc_ratio):.4g} there, so the surface needs {g.wanted * growth(g, conc_ratio):.4g} µM; "
            f"Q over {g.hours:g} h is **{needed(g):.4g} µg**."
        ),
    ),
}

PROBLEM = Problem(
    id="a7",
    title="A microdose for whom: the body, or the tissue beside it?",
    notebook="ps6_predictions/tissue_microdosing",
    chapter="course/applications/17_tissue_microdosing.ipynb",
    sections={
        "1 How high?": "degh",
        "2 How far?": "abcfip",
        "6 One percent of a dose": "jklmno",
    },
    minutes=75,
    setup="""
        import numpy as np
        from scipy.integrate import quad
        from scipy.optimize import brentq
    """,
    story="""
        A tiny device is put into a tumour before surgery.
        Its spherical reservoir of {r_um:g} µm radius releases {released_ug:g} µg of a drug of {mw:g} g/mol, evenly over {hours:g} h.
        In the tissue the drug diffuses with *D* = {d:g} cm²/s, and blood vessels and cells remove it at *k* = {k:g} 1/s.
        Release and loss have come into balance.
        In the body the drug has a volume of distribution of {v:g} L.
    """,
    context={
        "formula": r"""
            At the distance $r$ from the **centre** of a reservoir of radius $R$, in balance,

            $$C(r) = C_0\,\frac{R}{r}\,e^{-(r-R)/L}, \qquad L = \sqrt{D/k}, \qquad C_0 = \frac{Q}{4\pi D R\,(1 + R/L)},$$

            with the release $Q$ per second. The tissue holds $Q/k$.
        """,
        "study": """
            **From part (j) on, a real study** (six patients with cancer of the lung and 14 with cancer of the bladder; abstracts of PMC5497716 and PMC5335870).
            Before treatment, patients got 1 % of their dose of carboplatin (371.25 g/mol), with 10⁷ dpm of ¹⁴C for each kilogram of body weight.
            The dose is that of Calvert, in mg: AUC × (GFR + 25), with the target AUC in mg·min/mL and GFR, what the kidneys filter, in mL/min.
            Here the target is {auc:g}, the patient's GFR is {gfr:g} mL/min, and the weight {bw:g} kg.
            A mole of molecules with one ¹⁴C each has 2.308 × 10¹² Bq.
        """,
    },
    constants="""
        DPM_PER_KG = 1e7  # ¹⁴C, decays a minute
        MW_CARBO = 371.25  # g/mol
        SA_MAX = 2.308e12  # Bq/mol
        SV_PER_BQ = 5.8e-10
    """,
    given=GIVEN,
    personal=True,
    derived={
        "c0": surface,
        "times": over_plasma,
        "standing": in_tissue,
        "reach": reach,
        "under": lambda g: CAP_UG / g.released_ug,
    },
    premises={
        "loss and spreading both matter": lambda g: (
            0.5 < g.r_um / length(g) < 1.6 and abs(g.r_um / length(g) - 1) > 0.05
        ),
        "the place asked for lies further out than the reservoir is wide": lambda g: g.away > g.r_um * 1.1,
        "a drug acts at such concentrations": lambda g: surface(g) > 5,
    },
    parts=PARTS,
    written={
        "q": Written(
            heading="In your own words",
            prompt="""
                A sponsor writes: “{released_ug:g} µg is {under:.3g} times less than a microdose may be.
                Nothing can happen anywhere, so we ask patients for consent as for a blood sample.”
                Answer in four to six sentences.
                Say what the tissue at the reservoir sees and what the body sees, with your numbers, and how much stands there at one time.
                Say what the rule of 100 µg protects and what it does not, what has to be verified about the distance, and what sixteen reservoirs in one tumour do not tell about other patients.
            """,
            points=4,
            model="""
                At the surface the tissue sees about {c0:.2g} µM, an active concentration by intention, {times:.1g} times what plasma could hold at most; at one time only {standing:.2g} % of the drug stands in the tissue.
                The rule counts the mass that the body gets, and that is a microdose indeed: it protects the person as a whole, not the spot.
                So patients have to be told that the spot is meant to react, and that a procedure puts the device in and takes it out.
                A tenth of the surface's concentration is reached after {reach:.0f} µm if D and k hold in this tumour, so the profile has to be measured, for example with a marker released beside the drug.
                Sixteen reservoirs in one tumour are one patient: they compare drugs within that tumour, and say little about others.
            """,
            scheme=(
                "Local: about {c0:.2g} µM at the surface, active on purpose; {times:.1g} times the ceiling in plasma; {standing:.2g} % stands there at one time.",
                "The 100 µg (and 1/100) protect the body; the spot is no sub-pharmacologic site, and consent and review must say so (with the procedure).",
                "The distance rests on D and k of this tumour: measure the profile, by a marker or in the tissue itself.",
                "Sites in one tumour are not independent patients: few patients, and mixed models or a statement of n.",
            ),
        ),
    },
)
