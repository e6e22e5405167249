"""A2: target engagement seen by PET. Occupancy without a reference region, and a microdose against a 20-minute clock."""

import math

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
from microkit import lassen as lassen_plot
from microkit import latest_injection, ng_ml_to_nM, self_occupancy, suv, tracer_mass

VT_BASE = (10.1, 7.9, 6.55, 4.95, 3.50)
GIVEN = {
    "vt_1": Quantity(5.10, "mL/cm³", pick(5.0, 5.1, 5.25), about="region 1, with the drug"),
    "vt_2": Quantity(4.50, "mL/cm³", pick(4.35, 4.5, 4.6), about="region 2, with the drug"),
    "vt_3": Quantity(3.85, "mL/cm³", pick(3.8, 3.85, 3.95), about="region 3, with the drug"),
    "vt_4": Quantity(3.40, "mL/cm³", pick(3.35, 3.4, 3.45), about="region 4, with the drug"),
    "vt_5": Quantity(2.82, "mL/cm³", pick(2.78, 2.82, 2.86), about="region 5, with the drug"),
    "dose": Quantity(25.0, "mg", pick(15, 20, 25, 30), name="DOSE_MG"),
    "conc": Quantity(32.0, "ng/mL", pick(26, 32, 38), about="of the drug in plasma at the scan"),
    "fu": Quantity(0.10, "fraction", pick(0.08, 0.1, 0.12)),
    "mw": Quantity(450.0, "g/mol", pick(420, 450, 480)),
    "activity": Quantity(370.0, "MBq", pick(300, 370, 400), name="ACTIVITY_MBQ"),
    "am_0": Quantity(60.0, "GBq/µmol", pick(50, 60, 75), about="at the end of synthesis"),
    "delay": Quantity(50.0, "min", pick(42, 46, 50, 54), name="DELAY_MIN"),
    "mw_tracer": Quantity(380.0, "g/mol", pick(350, 380, 410)),
    "weight": Quantity(75.0, "kg", pick(65, 70, 75, 82), name="WEIGHT_KG"),
    "tissue": Quantity(12.0, "kBq/mL", pick(10, 12, 14), about="in the region, decay-corrected"),
    "bp": Quantity(3.0, "–", pick(2, 3, 4), about="binding potential of the region"),
    "f_nd": Quantity(0.05, "fraction", pick(0.04, 0.05, 0.06)),
    "kd": Quantity(0.2, "nM", pick(0.15, 0.2, 0.3), about="of the tracer"),
    "peak": Quantity(95.0, "%", pick(93, 95, 97), name="PEAK_PERCENT", about="occupied at the peak, for (o)"),
    "half_life": Quantity(12.0, "h", pick(9, 10, 12, 14), about="of the drug, for (o)"),
}
CARBON_11 = 20.36  # half-life, min
LIMIT_UG = 10.0


def lassen(vt_b, vt_d):
    """Reference for part a."""
    return lassen_plot(vt_b, vt_d)


def _arrays(vt_b, vt_d):
    return np.asarray(vt_b, float), np.asarray(vt_d, float)


def no_vnd(vt_b, vt_d):
    base, drug = _arrays(vt_b, vt_d)
    return float(np.mean(1 - drug / base)), lassen(vt_b, vt_d)[1]


def free_share(vt_b, vt_d):
    rho, vnd = lassen(vt_b, vt_d)
    return 1 - rho, vnd


def through_origin(vt_b, vt_d):
    base, drug = _arrays(vt_b, vt_d)
    return float(base @ (base - drug) / (base @ base)), 0.0


def y_intercept(vt_b, vt_d):
    rho, vnd = lassen(vt_b, vt_d)
    return rho, rho * vnd


def regions(rng, low, high):
    """Five regions of a random brain before and after a drug."""
    base = np.sort(rng.uniform(2.5, 12, 5)) + np.arange(5)
    rho = rng.uniform(low, high)
    vnd = rng.uniform(0.8, 2.2)
    drug = base - rho * (base - vnd) + rng.normal(0, 0.05, 5)
    return Call(([float(x) for x in base], [float(x) for x in drug]))


def scans(g):
    return np.array(VT_BASE), np.array([g.vt_1, g.vt_2, g.vt_3, g.vt_4, g.vt_5])


def rho(g):
    return lassen(*scans(g))[0]


def vnd(g):
    return lassen(*scans(g))[1]


def unbound_nm(g):
    return float(g.fu * ng_ml_to_nM(g.conc, molar_mass=g.mw))


def in_vivo_kd(g, occupied=None):
    occupied = rho(g) if occupied is None else occupied
    return unbound_nm(g) * (1 - occupied) / occupied


def ed50(g, occupied=None):
    occupied = rho(g) if occupied is None else occupied
    return g.dose * (1 - occupied) / occupied


def micro_percent(g, occupied=None):
    return 100 * 0.1 / (0.1 + ed50(g, occupied))


def injected_mass_ug(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min=CARBON_11):
    """Reference for part h."""
    return tracer_mass(A_MBq, molar_activity=Am0_GBq_umol, delay=delay_min, half_life=T12_min, molar_mass=MW)


def delay_left_out(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min=CARBON_11):
    return A_MBq * 1e-3 / Am0_GBq_umol * MW


def mass_decays(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min=CARBON_11):
    return delay_left_out(A_MBq, Am0_GBq_umol, delay_min, MW) * 2 ** (-delay_min / T12_min)


def by_e(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min=CARBON_11):
    return delay_left_out(A_MBq, Am0_GBq_umol, delay_min, MW) * math.exp(delay_min / T12_min)


def carbon_only(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min=CARBON_11):
    return injected_mass_ug(A_MBq, Am0_GBq_umol, delay_min, MW)


def megabecquerel_left(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min=CARBON_11):
    return 1e3 * injected_mass_ug(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min)


def synthesis(rng, half_life):
    """A batch of tracer that waits for half to three half-lives."""
    numbers = (float(rng.uniform(low, high)) for low, high in ((100, 600), (20, 300), (0.5 * half_life, 3 * half_life)))
    return Call((*numbers, float(rng.uniform(200, 600)), half_life))


def batch(g, delay, function=injected_mass_ug):
    return function(g.activity, g.am_0, delay, g.mw_tracer)


def region_suv(g):
    return suv(g.tissue, activity=g.activity, weight=g.weight)


def own_occupancy(g, bp=None, f_nd=None):
    """Per cent of the receptors that the tracer takes itself at its mass limit."""
    site = {"bp": g.bp if bp is None else bp, "f_nd": g.f_nd if f_nd is None else f_nd, "kd": g.kd}
    return 100 * self_occupancy(LIMIT_UG, suv=region_suv(g), weight=g.weight, molar_mass=g.mw_tracer, **site)


def occupancy_of(vt_base, vt_drug, vnd):
    """Reference for part n."""
    return 1 - (vt_drug - vnd) / (vt_base - vnd)


def draft(vt_base, vt_drug, vnd):
    return vt_drug / vt_base


def still_free(vt_base, vt_drug, vnd):
    return (vt_drug - vnd) / (vt_base - vnd)


def all_displaceable(vt_base, vt_drug, vnd):
    return 1 - vt_drug / vt_base


def region(rng, i):
    """Distribution volumes of one region in two scans, and the volume that nothing displaces."""
    vnd = float(rng.uniform(0.8, 3))
    base = vnd * float(rng.uniform(1.4, 5))
    return Call((base, vnd + (base - vnd) * float(rng.uniform(0.05, 0.95)), vnd))


def hours_to_half(g):
    """Hours in which an occupancy falls from its peak to one half, by half-lives of the drug."""
    peak = g.peak / 100
    return g.half_life * math.log2(peak / (1 - peak))


PARTS = {
    "a": Function(
        heading="A function",
        prompt="""
            Write `lassen`.
            From the distribution volumes of some regions without and with the drug it returns two numbers: the occupancy, a fraction, and *V*<sub>ND</sub>.
            Fit a straight line by least squares.

            Example: `lassen([3.0, 5.0, 7.0], [2.25, 2.75, 3.25])` returns `(0.75, 2.0)`.
        """,
        model='''
            def lassen(vt_b, vt_d):
                """Occupancy and V_ND from the line of a Lassen plot."""
                lost = np.array(vt_b) - np.array(vt_d)
                slope, intercept = np.polyfit(vt_b, lost, 1)
                return slope, -intercept / slope
        ''',
        name="lassen",
        points=3,
        answer=lassen,
        tol=1e-4,
        example=Call(([3.0, 5.0, 7.0], [2.25, 2.75, 3.25])),
        cases={
            "a low dose": lambda rng, i: regions(rng, 0.2, 0.45),
            "a high dose": lambda rng, i: regions(rng, 0.55, 0.9),
        },
        invariants={
            "volumes twice as large give the same occupancy and twice the V_ND": lambda f, rng: np.allclose(
                np.array(f([6.0, 10.0, 15.0], [4.5, 5.5, 6.9])),
                np.array([1.0, 2.0]) * np.array(f([3.0, 5.0, 7.5], [2.25, 2.75, 3.45])),
                rtol=1e-6,
            ),
        },
        wrong_turns=(
            WrongTurn(
                "M-NOVND",
                no_vnd,
                "Your occupancy is the mean loss of all uptake. Part of the uptake no drug can displace.",
                credit=0.3,
                edit=(("return slope,", "return np.mean(lost / np.array(vt_b)),"),),
            ),
            WrongTurn(
                "M-FREE",
                free_share,
                "Your first number is the share still free. It falls as the dose rises: should an occupancy?",
                credit=0.5,
                edit=(("return slope,", "return 1 - slope,"),),
            ),
            WrongTurn(
                "M-ORIGIN",
                through_origin,
                "Your line is forced through the origin. Where does it cross the axis if some uptake cannot be displaced?",
                edit=(
                    (
                        "slope, intercept = np.polyfit(vt_b, lost, 1)",
                        "slope, intercept = np.sum(np.array(vt_b) * lost) / np.sum(np.array(vt_b) ** 2), 0.0",
                    ),
                ),
            ),
            WrongTurn(
                "M-YINT",
                y_intercept,
                "The occupancy is right. V_ND is where the line meets the *horizontal* axis, where nothing is lost.",
                credit=0.5,
                edit=(("-intercept / slope", "-intercept"),),
            ),
        ),
        switched_off=("lassen",),
        because="Slope and horizontal intercept of what was lost against what was there.",
        hint="Plot baseline minus drug against baseline; `np.polyfit(x, y, 1)` gives slope and intercept.",
        solution=lambda g: "`slope, intercept = np.polyfit(vt_b, lost, 1)`, then `return slope, -intercept / slope`.",
    ),
    "b": Number(
        heading="Occupancy",
        prompt="Which fraction of the receptors does the drug occupy?",
        variable="occupied",
        model="lassen(VT_BASE, VT_DRUG)[0]",
        unit="fraction",
        points=2,
        tol=0.003,
        answer=rho,
        follows="a",
        carried=lambda g, lassen: lassen(*scans(g))[0],
        wrong_turns=(
            WrongTurn(
                "M-NOVND",
                lambda g: no_vnd(*scans(g))[0],
                "That is the mean share of all uptake that was lost. Not all uptake sits on receptors.",
            ),
            WrongTurn(
                "M-FREE", lambda g: 1 - rho(g), "That is the share still free. Which share is occupied?", quiet=True
            ),
            WrongTurn(
                "M-ONE",
                lambda g: 1 - g.vt_1 / VT_BASE[0],
                "You looked at one region, and at all of its uptake. What do the five have in common?",
            ),
            WrongTurn(
                "M-ORIGIN",
                lambda g: through_origin(*scans(g))[0],
                "A line through the origin says that all uptake can be displaced.",
            ),
        ),
        because="The slope of the Lassen plot.",
        hint="The first number of your function.",
        solution=lambda g: f"The line of lost against baseline has the slope **{rho(g):.4g}**.",
    ),
    "c": Number(
        heading="Extension: what no drug displaces",
        prompt="How large is *V*<sub>ND</sub>, in mL/cm³?",
        variable="v_nd",
        model="lassen(VT_BASE, VT_DRUG)[1]",
        unit="mL/cm³",
        points=1,
        tol=0.002,
        answer=vnd,
        follows="a",
        carried=lambda g, lassen: lassen(*scans(g))[1],
        wrong_turns=(
            WrongTurn(
                "M-YINT",
                lambda g: rho(g) * vnd(g),
                "That is where the line meets the vertical axis. Where is nothing lost?",
            ),
            WrongTurn(
                "M-MIN",
                lambda g: min(VT_BASE),
                "The poorest region still lost something to the drug. Where would a region lie that loses nothing?",
            ),
        ),
        because="A region that holds only what cannot be displaced loses nothing: the line crosses the axis there.",
        hint="The second number of your function.",
        solution=lambda g: f"The line meets the horizontal axis at **{vnd(g):.4g} mL/cm³**.",
    ),
    "d": Number(
        heading="Affinity in the living brain",
        prompt="Which *K*<sub>d</sub>, in nM of unbound drug in plasma, do occupancy and plasma concentration imply?",
        variable="kd_in_vivo",
        model="FU * CONC / MW * 1000 * (1 - occupied) / occupied",
        unit="nM",
        points=2,
        tol=0.004,
        answer=in_vivo_kd,
        follows="b",
        carried=lambda g, occupied: in_vivo_kd(g, occupied),
        wrong_turns=(
            WrongTurn(
                "M-TOT", lambda g: in_vivo_kd(g) / g.fu, "You used the total concentration. Which part of it binds?"
            ),
            WrongTurn(
                "M-INV",
                lambda g: unbound_nm(g) * rho(g) / (1 - rho(g)),
                "Upside down: an occupancy above one half means a concentration above K_d, so K_d lies below it.",
            ),
        ),
        because="ρ = C/(C + K_d), solved for K_d.",
        hint="First the unbound concentration in nM, then K_d = C · (1 − ρ)/ρ.",
        solution=lambda g: (
            f"{g.fu:g} × {g.conc:g} ng/mL are {unbound_nm(g):.4g} nM; times (1 − {rho(g):.4g})/{rho(g):.4g} = **{in_vivo_kd(g):.4g} nM**."
        ),
    ),
    "e": Number(
        heading="The dose for 80 %",
        prompt="Which dose would occupy 80 % at the same time after dosing, if kinetics are linear? In mg.",
        variable="dose_80_mg",
        model="4 * DOSE_MG * (1 - occupied) / occupied",
        unit="mg",
        points=2,
        answer=lambda g: 4 * ed50(g),
        follows="b",
        carried=lambda g, occupied: 4 * ed50(g, occupied),
        wrong_turns=(
            WrongTurn(
                "M-OCCLIN",
                lambda g: 0.8 * g.dose / rho(g),
                "You scaled the dose with the occupancy. Twice the dose would soon occupy more than all receptors.",
            ),
            WrongTurn("M-ED50", ed50, "That dose occupies one half. How many times as much for 80 %?", quiet=True),
        ),
        because="ED50 = D(1 − ρ)/ρ, and 80 % needs four times ED50.",
        hint="First ED50, the dose for one half.",
        solution=lambda g: (
            f"ED50 = {g.dose:g} × (1 − ρ)/ρ = {ed50(g):.4g} mg; four times that is **{4 * ed50(g):.4g} mg**."
        ),
    ),
    "f": Number(
        heading="And the microdose",
        prompt="Which percentage would a microdose of 100 µg of the drug occupy?",
        variable="micro_percent",
        model="100 * 0.1 / (0.1 + DOSE_MG * (1 - occupied) / occupied)",
        unit="%",
        points=1,
        answer=micro_percent,
        follows="b",
        carried=lambda g, occupied: micro_percent(g, occupied),
        wrong_turns=(
            WrongTurn(
                "M-OCCLIN",
                lambda g: 100 * rho(g) * 0.1 / g.dose,
                "You scaled the occupancy with the dose, down a curve that flattens at the top.",
            ),
        ),
        because="ρ = D/(D + ED50) holds at every dose, a straight line only far below ED50.",
        hint="0.1 mg against ED50.",
        solution=lambda g: (
            f"0.1/(0.1 + {ed50(g):.4g}) = **{micro_percent(g):.4g} %**, and not {100 * rho(g) * 0.1 / g.dose:.2g} %."
        ),
    ),
    "g": Choice(
        heading="What a bright picture proves",
        prompt="""
            A microdose of the drug itself, labelled with ¹¹C, gives a bright picture of the brain: a high SUV.
            No second scan was made.
            What does this show?
        """,
        variable="bright_choice",
        points=1,
        options=(
            Option(
                "the drug sits on its target, since it stays there",
                "M-ENGAGED",
                "Membranes and fat hold drugs as well. What would happen to the picture if more drug were added?",
            ),
            Option(
                "unbound drug is alike in brain and plasma (Kp,uu 1)",
                "M-TOT",
                "A scanner sees all that is labelled, bound and unbound. Kp,uu needs the unbound part on both sides.",
            ),
            Option(
                "nothing, since a microdose cannot reach any tissue",
                "M-NOTHING",
                "A microdose spreads as a larger dose does; that is why it is given.",
            ),
            Option("labelled matter is in the region, its blood included"),
        ),
        because="SUV counts blood, membranes, radiometabolites and receptors alike; only a loss on blocking shows a target.",
        hint="List all places in which a ¹¹C atom may sit when the scanner counts it.",
        solution=lambda g: (
            "The region also holds blood (some 5 % of its volume), membranes and perhaps labelled metabolites. "
            "Entry needs correction for blood, and engagement a second scan in which added drug lowers V_T."
        ),
    ),
    "h": Function(
        heading="Mass on a clock",
        prompt="""
            Write `injected_mass_ug`, the mass in µg that is injected when a fixed activity is drawn up `delay_min` minutes after the end of synthesis.

            Example: `injected_mass_ug(300.0, 60.0, 40.0, 400.0, 20.0)` returns `8.0`.
        """,
        model='''
            def injected_mass_ug(A_MBq, Am0_GBq_umol, delay_min, MW, T12_min=20.36):
                """Injected mass, µg."""
                Am = Am0_GBq_umol * 2 ** (-delay_min / T12_min)  # GBq/µmol at the injection
                return A_MBq / 1000 / Am * MW
        ''',
        name="injected_mass_ug",
        points=3,
        answer=injected_mass_ug,
        example=Call((300.0, 60.0, 40.0, 400.0, 20.0)),
        cases={
            "carbon-11": lambda rng, i: synthesis(rng, CARBON_11),
            "fluorine-18": lambda rng, i: synthesis(rng, 109.8),
        },
        invariants={
            "twice the activity carries twice the mass": lambda f, rng: (
                abs(f(200.0, 50.0, 30.0, 300.0, 20.0) / f(100.0, 50.0, 30.0, 300.0, 20.0) - 2) < 1e-9
            ),
        },
        wrong_turns=(
            WrongTurn(
                "M-NODECAY",
                delay_left_out,
                "The delay changes nothing in your answer. How much of the vial is needed after it?",
                edit=((" * 2 ** (-delay_min / T12_min)", ""),),
            ),
            WrongTurn(
                "M-LABELMASS",
                mass_decays,
                "Your mass falls while one waits. A nucleus decays; does the molecule leave the vial?",
                edit=(("(-delay_min", "(delay_min"),),
            ),
            WrongTurn(
                "M-E",
                by_e,
                "A half-life halves. Your decay is by e in each half-life.",
                edit=(("2 ** (-delay_min / T12_min)", "np.exp(-delay_min / T12_min)"),),
            ),
            WrongTurn(
                "M-FIXED",
                carbon_only,
                "`T12_min` is an argument. Other nuclides have other half-lives.",
                edit=(("delay_min / T12_min", "delay_min / 20.36"),),
            ),
            WrongTurn(
                "M-UNIT",
                megabecquerel_left,
                "A factor of a thousand: one activity is in MBq, the other in GBq.",
                credit=0.5,
                quiet=True,
                edit=(("A_MBq / 1000", "A_MBq"),),
            ),
        ),
        switched_off=("tracer_mass", "latest_injection"),
        because="Molar activity halves with each half-life, so a fixed activity needs twice the molecules.",
        hint="Molar activity at the injection first; activity over molar activity is an amount in µmol.",
        solution=lambda g: "`Am = Am0 * 2 ** (-delay / T12)`, then `A / 1000 / Am * MW`.",
    ),
    "i": Number(
        heading="After the wait",
        prompt="The injection takes place {delay:g} min after the end of synthesis. Which mass goes in, in µg?",
        variable="mass_ug",
        model="injected_mass_ug(ACTIVITY_MBQ, AM_0, DELAY_MIN, MW_TRACER)",
        unit="µg",
        points=2,
        answer=lambda g: batch(g, g.delay),
        follows="h",
        carried=lambda g, injected_mass_ug: batch(g, g.delay, injected_mass_ug),
        wrong_turns=(
            WrongTurn("M-NODECAY", lambda g: batch(g, 0.0), "That is the mass without a wait."),
            WrongTurn(
                "M-LABELMASS",
                lambda g: batch(g, g.delay, mass_decays),
                "You let the molecules decay with the label. How much of the vial is drawn up for the same activity?",
            ),
            WrongTurn("M-E", lambda g: batch(g, g.delay, by_e), "e in each half-life is too fast: a half-life halves."),
        ),
        because="The label decays, the molecules do not.",
        hint="Use your function.",
        solution=lambda g: (
            f"{batch(g, 0.0):.4g} µg at once, times 2^({g.delay:g}/20.36) = {2 ** (g.delay / CARBON_11):.3g}: **{batch(g, g.delay):.4g} µg**."
        ),
    ),
    "j": Number(
        heading="Extension: the last minute",
        prompt="How many minutes after the end of synthesis is the limit of 10 µg reached?",
        variable="last_minute",
        model="20.36 * np.log2(10 / injected_mass_ug(ACTIVITY_MBQ, AM_0, 0.0, MW_TRACER))",
        unit="min",
        points=2,
        answer=lambda g: latest_injection(LIMIT_UG, mass_at_once=batch(g, 0.0)),
        follows="h",
        carried=lambda g, injected_mass_ug: CARBON_11 * math.log2(LIMIT_UG / batch(g, 0.0, injected_mass_ug)),
        wrong_turns=(
            WrongTurn(
                "M-LIN",
                lambda g: CARBON_11 * (LIMIT_UG / batch(g, 0.0) - 1),
                "You let the mass grow by the same amount in each half-life. It doubles.",
            ),
            WrongTurn(
                "M-LN",
                lambda g: CARBON_11 * math.log(LIMIT_UG / batch(g, 0.0)),
                "Doublings are counted with the logarithm of base two.",
            ),
            WrongTurn(
                "M-MINH",
                lambda g: latest_injection(LIMIT_UG, mass_at_once=batch(g, 0.0)) / 60,
                "That is in hours; minutes are asked.",
                credit=0.5,
            ),
        ),
        because="Doublings until the limit, each a half-life long.",
        hint="How many doublings lead from the mass at once to 10 µg?",
        solution=lambda g: (
            f"log2(10/{batch(g, 0.0):.4g}) = {math.log2(LIMIT_UG / batch(g, 0.0)):.3g} doublings of 20.36 min: "
            f"**{latest_injection(LIMIT_UG, mass_at_once=batch(g, 0.0)):.4g} min**."
        ),
    ),
    "k": Number(
        heading="Standardised uptake",
        prompt="Which SUV, in g/mL, does the region have?",
        variable="region_suv",
        model="TISSUE / (ACTIVITY_MBQ / WEIGHT_KG)",
        unit="g/mL",
        points=1,
        answer=region_suv,
        wrong_turns=(
            WrongTurn(
                "M-NOBW",
                lambda g: g.tissue / g.activity,
                "A large body dilutes the same activity more. Where is the weight?",
            ),
            WrongTurn(
                "M-INV",
                lambda g: 1 / region_suv(g),
                "Upside down: more label in the region should give a larger number.",
            ),
        ),
        because="Concentration over what it would be if the label were spread evenly.",
        hint="MBq per kg is kBq per g.",
        solution=lambda g: f"{g.tissue:g}/({g.activity:g}/{g.weight:g}) = **{region_suv(g):.4g}**.",
    ),
    "l": Number(
        heading="The tracer's own weight",
        prompt="""
            Suppose that 10 µg are injected and the SUV is that of (k).
            Which percentage of the receptors in the region does the *tracer itself* occupy?
            Tissue weighs 1 g/mL.
        """,
        variable="own_percent",
        model="""
            100
            * (10 / WEIGHT_KG * region_suv * 1000 / MW_TRACER / (1 + BP) * F_ND)
            / (10 / WEIGHT_KG * region_suv * 1000 / MW_TRACER / (1 + BP) * F_ND + KD)
        """,
        unit="%",
        points=3,
        answer=own_occupancy,
        follows="k",
        carried=lambda g, region_suv: (
            100
            * self_occupancy(
                LIMIT_UG, suv=region_suv, weight=g.weight, bp=g.bp, f_nd=g.f_nd, kd=g.kd, molar_mass=g.mw_tracer
            )
        ),
        wrong_turns=(
            WrongTurn(
                "M-TOT",
                lambda g: own_occupancy(g, bp=0.0, f_nd=1.0),
                "You let all tracer in the tissue look for receptors. Most of it is bound, to them or elsewhere.",
            ),
            WrongTurn(
                "M-FND",
                lambda g: own_occupancy(g, f_nd=1.0),
                "You took off what sits on receptors. Of the rest, only the fraction f_ND is free.",
            ),
        ),
        because="Free tracer is f_ND of the non-displaceable part, which is 1/(1 + BP) of all.",
        hint="10 µg spread over the body, times SUV, is the total in ng/mL; then nM, then 1/(1 + BP), then f_ND.",
        solution=lambda g: (
            f"10/{g.weight:g} × {region_suv(g):.4g} = {10 / g.weight * region_suv(g):.4g} ng/mL, "
            f"{1e3 * 10 / g.weight * region_suv(g) / g.mw_tracer:.4g} nM in all; / (1 + {g.bp:g}) × {g.f_nd:g} are free: **{own_occupancy(g):.4g} %**."
        ),
    ),
    "m": Choice(
        heading="While one waits",
        prompt="The scanner is late. The activity in the vial decays, and the same activity is injected as planned. The injected *mass* …",
        variable="waiting_choice",
        points=1,
        options=(
            Option(
                "falls just as fast, since the label is the molecule",
                "M-LABELMASS",
                "Hardly any molecule of the vial carries a label. What happens to all the others?",
            ),
            Option("doubles with each half-life: more of the vial is used"),
            Option(
                "is the same, since the same activity is drawn up anyway",
                "M-NODECAY",
                "The same activity, from a vial with less of it in each drop. What else is in a drop?",
            ),
            Option(
                "grows by the same amount with each half-life waited",
                "M-LIN",
                "Decay takes away a share, not an amount; the mass follows suit.",
            ),
        ),
        because="Decay takes the label away, not the molecules that never had one.",
        hint="Molar activity is activity over amount. Which of the two changes in the vial?",
        solution=lambda g: (
            "The amount in the vial stays, its activity halves: after each half-life twice the volume is needed."
        ),
    ),
    "n": Function(
        heading="A bug hunt",
        prompt="""
            *V*<sub>ND</sub> is known here, so a single region gives the occupancy.
            The draft below should compute it, and holds two bugs.
            Find them, and write the function anew in the cell after it.

            Example: `occupancy_of(6.0, 3.0, 2.0)` is `0.75`.
        """,
        draft="""
            def occupancy_draft(vt_base, vt_drug, vnd):
                bp_base = vt_base / vnd
                bp_drug = vt_drug / vnd
                return bp_drug / bp_base


            print(occupancy_draft(6.0, 3.0, 2.0), "- should be 0.75")
        """,
        model='''
            def occupancy_of(vt_base, vt_drug, vnd):
                """Occupied fraction from two scans of one region."""
                bp_base = (vt_base - vnd) / vnd
                bp_drug = (vt_drug - vnd) / vnd
                return 1 - bp_drug / bp_base
        ''',
        switched_off=("scan_occupancy", "binding_potential"),
        name="occupancy_of",
        points=2,
        answer=occupancy_of,
        tol=1e-4,
        example=Call((6.0, 3.0, 2.0)),
        cases={"any region": region},
        invariants={"without a drug effect nothing is occupied": lambda f, rng: abs(f(5.0, 5.0, 2.0)) < 1e-9},
        wrong_turns=(
            unchanged_draft(
                draft,
                "What should it give if nothing changes between the scans?",
                edit=(("(vt_base - vnd)", "vt_base"), ("(vt_drug - vnd)", "vt_drug"), ("1 - bp_drug", "bp_drug")),
            ),
            WrongTurn(
                "M-FREE",
                still_free,
                "One bug is left: a scan that does not change should give 0.",
                credit=0.5,
                edit=(("1 - bp_drug", "bp_drug"),),
            ),
            WrongTurn(
                "M-NOVND",
                all_displaceable,
                "One bug is left: with full occupancy V_T falls to V_ND, not to nothing.",
                credit=0.5,
                edit=(("(vt_base - vnd)", "vt_base"), ("(vt_drug - vnd)", "vt_drug")),
            ),
        ),
        because="A binding potential counts what can be displaced, and an occupancy what is gone of it.",
        hint="What should it return when drug scan and baseline are equal, and when the drug scan equals V_ND?",
        solution=lambda g: "Take V_ND off both volumes, and return 1 minus the ratio.",
    ),
    "o": Number(
        heading="Transfer: how long it lasts",
        prompt="""
            A drug for the same kind of target occupies {peak:g} % at its peak.
            Its unbound concentration then falls with a half-life of {half_life:g} h, and occupancy follows it without delay.
            How many hours until the occupancy is 50 %?
        """,
        variable="hours_to_half",
        model="HALF_LIFE * np.log2(PEAK_PERCENT / (100 - PEAK_PERCENT))",
        unit="h",
        points=2,
        answer=hours_to_half,
        wrong_turns=(
            WrongTurn(
                "M-OCCLIN",
                lambda g: g.half_life * math.log2(g.peak / 50),
                "You let occupancy halve with the concentration. High on the curve it hardly moves.",
            ),
            WrongTurn("M-1HL", lambda g: g.half_life, "In one half-life the concentration halves. Does the occupancy?"),
            WrongTurn(
                "M-LN",
                lambda g: g.half_life * math.log(g.peak / (100 - g.peak)),
                "Right ratio of concentrations; half-lives are counted with the logarithm of base two.",
            ),
        ),
        because="From the peak to K_d the concentration falls by ρ/(1 − ρ).",
        hint="How many times K_d is the concentration at the peak? And when one half is occupied?",
        solution=lambda g: (
            f"At the peak the concentration is {g.peak / (100 - g.peak):.3g} times K_d; that is {math.log2(g.peak / (100 - g.peak)):.3g} "
            f"half-lives above it: **{hours_to_half(g):.3g} h**."
        ),
    ),
}

PROBLEM = Problem(
    id="a2",
    title="Is the drug on its target, or only in the picture?",
    notebook="ps5_applications/target_engagement",
    chapter="course/applications/12_target_engagement.ipynb",
    sections={
        "1 Two scans": "abcgn",
        "2 From one occupancy to a dose": "def",
        "3 How long does it last?": "o",
        "4 A microdose against a 20-minute clock": "hijklm",
    },
    minutes=60,
    setup="import numpy as np",
    story="""
        **First study.**
        A volunteer is scanned twice by PET with a tracer of the target: without the drug, and 3 h after {dose:g} mg of it.
        In five regions of the brain the distribution volume *V*<sub>T</sub>, tracer in tissue over tracer in plasma at balance, is

        | region | 1 | 2 | 3 | 4 | 5 |
        |---|---|---|---|---|---|
        | without the drug (mL/cm³) | 10.1 | 7.9 | 6.55 | 4.95 | 3.50 |
        | with the drug (mL/cm³) | {vt_1:g} | {vt_2:g} | {vt_3:g} | {vt_4:g} | {vt_5:g} |

        No region is free of the target.
        Plasma holds {conc:g} ng/mL of the drug at the scan; *f*<sub>u</sub> = {fu:g}, and it weighs {mw:g} g/mol.
    """,
    context={
        "formula": r"""
            *V*<sub>ND</sub>, non-displaceable, is the same in all regions, and the drug occupies the fraction $\rho$ of the target everywhere:

            $$V_T^\text{base} - V_T^\text{drug} = \rho\,(V_T^\text{base} - V_{ND}), \qquad
            BP_{ND} = \frac{V_T - V_{ND}}{V_{ND}}, \qquad \rho = \frac{C_u}{C_u + K_d} = \frac{D}{D + ED_{50}}$$
        """,
        "second": """
            **Second study, from (h) on.**
            The tracer carries ¹¹C, with a half-life of 20.36 min, and weighs {mw_tracer:g} g/mol.
            At the end of synthesis its *molar activity*, activity per amount of all its molecules, is {am_0:g} GBq/µmol.
            Every injection has to be {activity:g} MBq; the protocol allows at most 10 µg.
            A subject of {weight:g} kg is scanned, and a region reads {tissue:g} kBq/mL, corrected for decay to the injection.
            There *BP*<sub>ND</sub> = {bp:g}; of what is not on receptors, the fraction *f*<sub>ND</sub> = {f_nd:g} is free; and *K*<sub>d</sub> = {kd:g} nM.
        """,
    },
    constants="""
        VT_BASE = np.array([10.1, 7.9, 6.55, 4.95, 3.50])  # mL/cm³
        VT_DRUG = np.array([VT_1, VT_2, VT_3, VT_4, VT_5])  # mL/cm³
    """,
    given=GIVEN,
    personal=True,
    derived={
        "percent": lambda g: 100 * rho(g),
        "more_mg": lambda g: 1.4 * g.dose,
        "linear": lambda g: 140 * rho(g),
        "half_mg": ed50,
        "truth": lambda g: 140 * g.dose / (1.4 * g.dose + ed50(g)),
    },
    parts=PARTS,
    written={
        "p": Written(
            heading="In your own words",
            prompt="""
                A project team writes: “The ¹¹C-labelled drug lit up the brain. So it engages its target, and since one scan at {dose:g} mg showed an occupancy of {percent:.0f} %, {more_mg:g} mg will give {linear:.0f} %.”
                Answer in four to six sentences: what the bright picture can and cannot show, which scan would show engagement, what is wrong with the second half, and what one scan of one person leaves open.
            """,
            points=4,
            model="""
                A high SUV says that labelled matter is in the region; blood, membranes and labelled metabolites count as well as receptors.
                Engagement shows only when added drug lowers the uptake of a tracer of the target, in a second, blocking scan.
                Occupancy does not rise with the dose in proportion: {percent:.0f} % at {dose:g} mg mean an ED50 near {half_mg:.3g} mg, so {more_mg:g} mg give about {truth:.0f} %.
                One person and one dose give a point without an interval: two or three doses in several people, scanned at the peak and at the trough, would give ED50 with its limits.
            """,
            scheme=(
                "SUV: total labelled matter, with blood, non-specific binding, radiometabolites; entry at most, not engagement.",
                "A blocking or displacement scan (baseline and drug) is needed.",
                "Occupancy saturates: about {truth:.0f} % at {more_mg:g} mg by D/(D + ED50), with an ED50 of about {half_mg:.3g} mg.",
                "One scan gives no interval: more doses, more people, or a second time (trough, delay between plasma and brain).",
            ),
        ),
    },
)
