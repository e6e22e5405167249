"""A10: what a Phase 0 gate is worth in money and months, and how much precision a few volunteers buy."""

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
    chance_within_fold,
    ci_factor,
    evpi,
    precision_power,
    spend_per_viable,
    translation_sd,
    value_with_gate,
    value_without_gate,
    viable_given_fail,
)

PUBLISHED_N = 6  # people in each arm of the published comparisons: assumed
Z_95 = float(stats.norm.ppf(0.975))

GIVEN = {
    "p": Quantity(0.7, "probability", pick(0.65, 0.7, 0.75), name="P_VIABLE", about="before Phase 0"),
    "cost": Quantity(8.0, "M$", pick(7, 8, 9), name="C_1", about="of animal studies and Phase I"),
    "gate": Quantity(0.7, "M$", pick(0.7), name="C_0", about="of Phase 0"),
    "se": Quantity(0.85, "probability", pick(0.8, 0.85, 0.88), about="that an unviable candidate fails"),
    "sp": Quantity(0.9, "probability", pick(0.88, 0.9, 0.92), about="that a viable candidate passes"),
    "high": Quantity(60.0, "M$", pick(50, 60, 70), name="V_HIGH", about="value of a viable candidate"),
    "low": Quantity(15.0, "M$", pick(14, 15, 16), name="V_LOW", about="the same, another market"),
    "few": Quantity(0.4, "probability", pick(0.35, 0.4, 0.45), name="P_FEW", about="viable, in the stack of back-ups"),
    "months": Quantity(18.0, "months", pick(16, 18, 20), name="T_1", about="of animal studies and Phase I"),
    "gate_months": Quantity(9.0, "months", pick(8, 9, 10, 11), name="T_0", about="of Phase 0"),
    "cv": Quantity(0.6, "fraction", pick(0.5, 0.55, 0.6, 0.65), about="of clearance between people"),
    "n": Quantity(4.0, "people", pick(4, 5), name="N_VOL", about="in our Phase 0"),
    "n_power": Quantity(8.0, "people", pick(8, 9, 10, 11), name="N_POWER", about="in question (o)"),
    "within_iv": Quantity(0.94, "fraction", pick(0.94), about="of published drugs within two-fold, by vein"),
    "cv_pub": Quantity(0.4, "fraction", pick(0.35, 0.4, 0.45), name="CV_PUB", about="in the published comparisons"),
    "sigma_iv": Quantity(0.3, "", pick(0.28, 0.3, 0.32), about="of the translation by vein, from (s) on"),
    "sigma_po": Quantity(0.66, "", pick(0.62, 0.66, 0.69), about="the same, by mouth"),
    "p_rare": Quantity(0.11, "probability", pick(0.08, 0.09, 0.11), about="for the last number"),
    "v_rare": Quantity(29.0, "M$", pick(25, 27, 29), about="for the last number"),
}
RULES = ("none", "rigid", "bayes")


def ev(value, p, cost, gate_cost, se, sp, rule):
    """Reference for part a."""
    if rule == "none":
        return value_without_gate(value, cost=cost, p_viable=p)
    gate = dict(gate_cost=gate_cost, sensitivity=se, specificity=sp)
    return value_with_gate(value, cost=cost, p_viable=p, rule=rule, **gate)


def branches(value, p, cost, se, sp):
    """Value of going on after a pass and after a fail, times how often each comes."""
    passed = p * sp * value - (p * sp + (1 - p) * (1 - se)) * cost
    failed = p * (1 - sp) * value - (p * (1 - sp) + (1 - p) * se) * cost
    return passed, failed


def free_gate(value, p, cost, gate_cost, se, sp, rule):
    return ev(value, p, cost, 0.0, se, sp, rule)


def always_rigid(value, p, cost, gate_cost, se, sp, rule):
    return ev(value, p, cost, gate_cost, se, sp, "rigid" if rule == "bayes" else rule)


def never_stops(value, p, cost, gate_cost, se, sp, rule):
    if rule == "none":
        return p * value - cost
    passed, failed = branches(value, p, cost, se, sp)
    return passed - gate_cost if rule == "rigid" else passed + failed - gate_cost


def no_false_stops(value, p, cost, gate_cost, se, sp, rule):
    return ev(value, p, cost, gate_cost, se, 1.0, rule)


def tree(rng, low, high):
    """A random decision whose value over cost lies in a range."""
    cost = float(rng.uniform(2, 12))
    chances = (float(rng.uniform(0.2, 0.8)), cost, float(rng.uniform(0.2, 1.5)))
    gate = (float(rng.uniform(0.6, 0.95)), float(rng.uniform(0.7, 0.95)))
    return (cost * float(rng.uniform(low, high)), *chances, *gate)


def tree_call(rng, i, rule, low, high):
    return Call((*tree(rng, low, high), rule))


def bayes_call(low, high, after_a_fail):
    """Return what draws a call of the third rule in which a pass says go on, and a fail says "stop" or "go on"."""

    def draw(rng, i):
        while True:
            drawn = tree(rng, low, high)
            value, p, cost, _, se, sp = drawn
            passed, failed = branches(value, p, cost, se, sp)
            if passed > 0 and (failed > 0) == (after_a_fail == "go on"):
                return Call((*drawn, "bayes"))

    return draw


def blind_gate(f, rng):
    """A gate that knows nothing is worth what it costs, with a minus."""
    value, p, cost, gate_cost, se, _ = tree(rng, 2, 6)
    difference = f(value, p, cost, gate_cost, se, 1 - se, "bayes") - f(value, p, cost, gate_cost, se, 1 - se, "none")
    return abs(difference + gate_cost) < 1e-9


def of_high(g, rule, function=ev, **changed):
    return _valued(g, g.high, rule, function, changed)


def of_low(g, rule, function=ev, **changed):
    return _valued(g, g.low, rule, function, changed)


def _valued(g, value, rule, function, changed):
    now = {"p": g.p, "cost": g.cost, "gate": g.gate, "se": g.se, "sp": g.sp} | changed
    return float(function(value, now["p"], now["cost"], now["gate"], now["se"], now["sp"], rule))


def p_fail(g):
    return float(viable_given_fail(g.p, sensitivity=g.se, specificity=g.sp))


def gain_low(g, function=ev):
    return of_low(g, "bayes", function) - of_low(g, "none", function)


def pass_all_values(g):
    """The value of every viable candidate, the cost of those that pass."""
    passing = g.p * g.sp + (1 - g.p) * (1 - g.se)
    return g.p * g.high - passing * g.cost - g.gate


def even_specificity(g):
    """Specificity at which the rigid rule is worth as much as no gate, V high."""
    stopped_cost = (1 - g.p) * g.se * g.cost - g.gate
    return 1 - stopped_cost / (g.p * (g.high - g.cost))


def per_viable(p, spend, gate_spend, se, sp):
    """Reference for part h."""
    return spend_per_viable(spend, p_viable=p, gate_spend=gate_spend, sensitivity=se, specificity=sp)


def passing(p, se, sp):
    return p * sp + (1 - p) * (1 - se)


def draft(p, spend, gate_spend, se, sp):
    return (p * sp + (1 - p) * se) * spend / p + gate_spend


def all_viable_pass(p, spend, gate_spend, se, sp):
    return (gate_spend + passing(p, se, sp) * spend) / p


def unviable_pass_by_se(p, spend, gate_spend, se, sp):
    return (gate_spend + (p * sp + (1 - p) * se) * spend) / (p * sp)


def gate_paid_once(p, spend, gate_spend, se, sp):
    return passing(p, se, sp) * spend / (p * sp) + gate_spend


def everyone_goes_on(p, spend, gate_spend, se, sp):
    return (gate_spend + spend) / (p * sp)


def stack(rng, low, high):
    """A random stack of back-ups with a chance of viability in a range."""
    return Call(
        (
            float(rng.uniform(low, high)),
            float(rng.uniform(4, 20)),
            float(rng.uniform(0.3, 8)),
            float(rng.uniform(0.6, 0.84)),
            float(rng.uniform(0.7, 0.92)),
        )
    )


def no_gate_is_one_over_p(f, rng):
    p = float(rng.uniform(0.1, 0.9))
    spend = float(rng.uniform(2, 20))
    return abs(f(p, spend, 0.0, 0.0, 1.0) - spend / p) < 1e-9


def money(g, function=per_viable):
    return float(function(g.few, g.cost, g.gate, g.se, g.sp))


def time_taken(g, function=per_viable):
    return float(function(g.few, g.months, g.gate_months, g.se, g.sp))


def even_p(g):
    """Chance of viability above which the gate saves no money."""
    return (g.sp * g.cost - g.gate - g.cost * (1 - g.se)) / (g.cost * (g.sp - 1 + g.se))


def limit_factor(n, cv):
    """Reference for part n."""
    return float(ci_factor(n, cv=cv))


def factor_of(n, cv, quantile=None, sigma=None, people=None):
    """The factor with one ingredient changed."""
    t = stats.t.ppf(0.975, n - 1) if quantile is None else quantile
    spread = np.sqrt(np.log1p(cv**2)) if sigma is None else sigma
    counted = n if people is None else people
    return float(np.exp(t * spread / np.sqrt(counted)))


def normal_quantile(n, cv):
    return factor_of(n, cv, quantile=Z_95)


def spread_is_cv(n, cv):
    return factor_of(n, cv, sigma=cv)


def of_one_person(n, cv):
    return factor_of(n, cv, people=1)


def one_tail(n, cv):
    return factor_of(n, cv, quantile=stats.t.ppf(0.95, n - 1))


def df_is_n(n, cv):
    return factor_of(n, cv, quantile=stats.t.ppf(0.975, n))


def added(n, cv):
    return float(1 + stats.t.ppf(0.975, n - 1) * cv / np.sqrt(n))


def small_study(rng, low, high):
    return Call((int(rng.integers(low, high)), float(rng.uniform(0.3, 0.8))))


def four_times_the_people(f, rng):
    """The interval narrows a little faster than with the root of n."""
    cv = float(rng.uniform(0.3, 0.8))
    return np.log(f(5, cv)) / np.log(f(20, cv)) > 2


def upper(g, function=limit_factor):
    return float(function(int(g.n), g.cv))


def power(g, n=None, limit=None, cv=None):
    """Chance that the interval lies within 60 to 140 %."""
    factor = 1.4 if limit is None else limit
    return float(precision_power(int(g.n_power if n is None else n), cv=g.cv if cv is None else cv, factor=factor))


def cv_for_sigma(sigma):
    """The CV whose logarithms have this standard deviation."""
    return float(np.sqrt(np.expm1(sigma**2)))


def fewest(holds):
    return float(next(n for n in range(3, 400) if holds(n)))


def fewest_for_power(g):
    return fewest(lambda n: power(g, n) >= 0.8)


def within(n, cv, sigma_tr, fold=2.0):
    """Reference for part q."""
    return float(chance_within_fold(n, cv=cv, sigma=sigma_tr, fold=fold))


def chance(half_width, variance):
    return float(2 * stats.norm.cdf(half_width / np.sqrt(variance)) - 1)


def no_sampling(n, cv, sigma_tr, fold=2.0):
    return chance(np.log(fold), sigma_tr**2)


def one_volunteer(n, cv, sigma_tr, fold=2.0):
    return chance(np.log(fold), np.log1p(cv**2) + sigma_tr**2)


def added_spreads(n, cv, sigma_tr, fold=2.0):
    return chance(np.log(fold), (np.sqrt(np.log1p(cv**2) / n) + sigma_tr) ** 2)


def cv_as_spread(n, cv, sigma_tr, fold=2.0):
    return chance(np.log(fold), cv**2 / n + sigma_tr**2)


def plain_fold(n, cv, sigma_tr, fold=2.0):
    return chance(fold - 1, np.log1p(cv**2) / n + sigma_tr**2)


def one_side(n, cv, sigma_tr, fold=2.0):
    return float(stats.norm.cdf(np.log(fold) / np.sqrt(np.log1p(cv**2) / n + sigma_tr**2)))


def prediction(rng, low, high):
    """A random prediction whose translation spread lies in a range."""
    return Call(
        (int(rng.integers(3, 9)), float(rng.uniform(0.5, 1.0)), float(rng.uniform(low, high))),
        {"fold": float(rng.uniform(1.3, 2.5))},
    )


def translation(g, sampling=2.0):
    """Translation spread behind the published share; `sampling` counts the arms that scatter."""
    variance = sampling * np.log1p(g.cv_pub**2) / PUBLISHED_N
    return float(translation_sd(g.within_iv, sampling_variance=variance))


def one_sided(g):
    """The published share taken for what lies below two-fold."""
    total = (np.log(2) / stats.norm.ppf(g.within_iv)) ** 2
    return float(np.sqrt(total - 2 * np.log1p(g.cv_pub**2) / PUBLISHED_N))


def ours(g, route="iv", function=within, n=None, fold=2.0):
    sigma = g.sigma_iv if route == "iv" else g.sigma_po
    return float(function(int(g.n if n is None else n), g.cv, sigma, fold))


def perfect(g):
    return float(evpi(g.v_rare, cost=g.cost, p_viable=g.p_rare))


def gate_gains(g, route="po"):
    """Points of P(within two-fold) that a hundred people add."""
    return 100 * (ours(g, route, n=100) - ours(g, route))


PARTS = {
    "a": Function(
        heading="A decision tree",
        prompt="""
            Write `ev`, the expected value in M$ by one of three rules.
            `"none"`: no Phase 0; one goes on, or stops if that is better.
            `"rigid"`: Phase 0, and one goes on after a pass only.
            `"bayes"`: Phase 0, and after each result one goes on, or stops if that is better.

            Example: `ev(30.0, 0.7, 8.0, 0.6, 0.85, 0.9, "bayes")` is `12.9`.
        """,
        model='''
            def ev(value, p, cost, gate_cost, se, sp, rule):
                """Expected value (M$) by the rule "none", "rigid" or "bayes"."""
                if rule == "none":
                    return max(0.0, p * value - cost)
                passed = p * sp * value - (p * sp + (1 - p) * (1 - se)) * cost
                failed = p * (1 - sp) * value - (p * (1 - sp) + (1 - p) * se) * cost
                if rule == "rigid":
                    return passed - gate_cost
                return max(0.0, passed) + max(0.0, failed) - gate_cost
        ''',
        name="ev",
        points=4,
        answer=ev,
        tol=1e-4,
        example=Call((30.0, 0.7, 8.0, 0.6, 0.85, 0.9, "bayes")),
        cases={
            "no gate, a valuable drug": lambda rng, i: tree_call(rng, i, "none", 5.5, 9),
            "a gate before a poor prospect": lambda rng, i: tree_call(rng, i, "bayes", 0.4, 0.9),
            "a rigid rule": lambda rng, i: tree_call(rng, i, "rigid", 2, 8),
            "a fail that stops": bayes_call(1.5, 2.2, "stop"),
            "a fail that does not stop": bayes_call(25, 40, "go on"),
        },
        invariants={
            "a gate that knows nothing": blind_gate,
            "a poor prospect is stopped": lambda f, rng: not _poor(f, rng),
        },
        switched_off=("value_without_gate", "value_with_gate", "evsi", "evpi"),
        wrong_turns=(
            WrongTurn(
                "M-NOC0",
                free_gate,
                "Your gate is free. What does Phase 0 cost?",
                edit=((" - gate_cost", ""),),
            ),
            WrongTurn(
                "M-RULE",
                always_rigid,
                "Your two rules give the same. After a fail, may it pay to go on?",
                edit=(("max(0.0, passed) + max(0.0, failed) - gate_cost", "passed - gate_cost"),),
            ),
            WrongTurn(
                "M-NOSTOP",
                never_stops,
                "You go on whatever it is worth. One may stop, and that is worth 0.",
                edit=(
                    ("max(0.0, p * value - cost)", "p * value - cost"),
                    ("max(0.0, passed) + max(0.0, failed) - gate_cost", "passed + failed - gate_cost"),
                ),
            ),
            WrongTurn(
                "M-NOFN",
                no_false_stops,
                "Your gate never stops a viable candidate. What is its specificity?",
                edit=(("    passed = ", "    sp = 1.0\n    passed = "),),
            ),
        ),
        because="Each result comes with its own chance of a viable candidate, and stopping is worth 0.",
        hint="Four kinds of candidates: viable or not, passed or failed. What does each bring, how often?",
        solution=lambda g: (
            "Pass: `p*sp*value - (p*sp + (1-p)*(1-se))*cost`; fail: `p*(1-sp)*value - (p*(1-sp) + (1-p)*se)*cost`."
        ),
    ),
    "b": Number(
        heading="Extension: without Phase 0",
        prompt="What is the expected value without Phase 0, for a value of `V_HIGH`, in M$?",
        variable="ev_none",
        model="P_VIABLE * V_HIGH - C_1",
        unit="M$",
        points=1,
        answer=lambda g: of_high(g, "none"),
        wrong_turns=(
            WrongTurn("M-NOCOST", lambda g: g.p * g.high, "You left out what going on costs."),
            WrongTurn("M-PRIOR", lambda g: g.high - g.cost, "You counted the candidate as certainly viable."),
        ),
        because="The value comes with its probability, the cost in any case.",
        hint="p·V − C.",
        solution=lambda g: f"{g.p:g} × {g.high:g} − {g.cost:g} = **{of_high(g, 'none'):.4g} M$**.",
    ),
    "c": Number(
        heading="Stop at every fail",
        prompt="And with Phase 0 and the rigid rule, for `V_HIGH`?",
        variable="ev_rigid",
        model='ev(V_HIGH, P_VIABLE, C_1, C_0, SE, SP, "rigid")',
        unit="M$",
        points=2,
        tol=0.004,
        answer=lambda g: of_high(g, "rigid"),
        follows="a",
        carried=lambda g, ev: of_high(g, "rigid", ev),
        wrong_turns=(
            WrongTurn("M-NOC0", lambda g: of_high(g, "rigid", free_gate), "You left out what Phase 0 costs."),
            WrongTurn(
                "M-NOFN",
                lambda g: of_high(g, "rigid", no_false_stops),
                "You left out the viable candidates that fail the gate. Their value is lost.",
            ),
            WrongTurn(
                "M-PASSALL",
                pass_all_values,
                "You counted the value of every viable candidate, and the cost of those only that pass.",
            ),
        ),
        because="The saved costs of unviable candidates are bought with the value of viable ones that fail.",
        hint='Your function with "rigid".',
        solution=lambda g: (
            f"{g.p:g}·{g.sp:g}·{g.high:g} − {passing(g.p, g.se, g.sp):.4g}·{g.cost:g} − {g.gate:g} = **{of_high(g, 'rigid'):.4g} M$**, "
            f"against {of_high(g, 'none'):.4g} without."
        ),
    ),
    "d": Number(
        heading="After a fail",
        prompt="How probable is it that a candidate which failed the gate is viable?",
        variable="p_after_fail",
        model="P_VIABLE * (1 - SP) / (P_VIABLE * (1 - SP) + (1 - P_VIABLE) * SE)",
        unit="probability",
        points=2,
        answer=p_fail,
        wrong_turns=(
            WrongTurn(
                "M-BASE",
                lambda g: 1 - g.se,
                "That is how often an unviable candidate passes. How often is one that failed viable?",
            ),
            WrongTurn(
                "M-FN",
                lambda g: 1 - g.sp,
                "That is how often a viable candidate fails. How often is one that failed viable?",
            ),
            WrongTurn("M-PRIOR", lambda g: g.p, "That was before the result."),
        ),
        because="Most candidates were viable at the start, so many of those that fail are.",
        hint="Of all that fail, which share is viable?",
        solution=lambda g: (
            f"{g.p * (1 - g.sp):.4g} / ({g.p * (1 - g.sp):.4g} + {(1 - g.p) * g.se:.4g}) = **{p_fail(g):.4g}**."
        ),
    ),
    "e": Number(
        heading="The same gate, a smaller market",
        prompt="For a value of `V_LOW`: by how much does Phase 0, with the best reaction to its result, raise the expected value (M$)?",
        variable="gain",
        model="""
            ev(V_LOW, P_VIABLE, C_1, C_0, SE, SP, "bayes") - ev(V_LOW, P_VIABLE, C_1, C_0, SE, SP, "none")
        """,
        unit="M$",
        points=2,
        answer=gain_low,
        follows="a",
        carried=gain_low,
        wrong_turns=(
            WrongTurn("M-NOC0", lambda g: gain_low(g, free_gate), "That is before the study is paid."),
            WrongTurn(
                "M-SWAP",
                lambda g: of_high(g, "bayes") - of_high(g, "none"),
                "That is a gate that changes nothing and is paid, as at `V_HIGH`. Is it so at `V_LOW`?",
            ),
            WrongTurn(
                "M-TOTALEV",
                lambda g: of_low(g, "bayes"),
                "That is the expected value with Phase 0. By how much does it rise?",
            ),
        ),
        because="Here a fail changes what one does: it saves more than it loses.",
        hint='With the rule "bayes", less without Phase 0.',
        solution=lambda g: f"{of_low(g, 'bayes'):.4g} − {of_low(g, 'none'):.4g} = **{gain_low(g):.4g} M$**.",
    ),
    "f": Number(
        heading="How specific must it be?",
        prompt="""
            For `V_HIGH`: at which specificity is the rigid rule worth as much as no Phase 0?
            The rule's worth rises in a straight line with the specificity, so no search is needed.
        """,
        variable="sp_even",
        model="1 - ((1 - P_VIABLE) * SE * C_1 - C_0) / (P_VIABLE * (V_HIGH - C_1))",
        unit="probability",
        points=2,
        tol=0.002,
        answer=even_specificity,
        wrong_turns=(
            WrongTurn(
                "M-PRIOR",
                lambda g: 1 - ((1 - g.p) * g.se * g.cost - g.gate) / (g.high - g.cost),
                "You counted every candidate as viable in what false stops lose.",
            ),
            WrongTurn(
                "M-NOC0",
                lambda g: 1 - (1 - g.p) * g.se * g.cost / (g.p * (g.high - g.cost)),
                "You left out what Phase 0 costs.",
            ),
            WrongTurn(
                "M-NOCOST",
                lambda g: 1 - ((1 - g.p) * g.se * g.cost - g.gate) / (g.p * g.high),
                "A viable candidate that is stopped loses its value, but saves its cost.",
            ),
            WrongTurn("M-PERFECT", lambda g: 1.0, "Has it to be perfect? It saves money, too."),
        ),
        because="What is saved on unviable candidates pays for the gate and for the viable ones that it stops.",
        hint="(1 − p)·Se·C₁ − C₀ = p·(1 − Sp)·(V − C₁).",
        solution=lambda g: (
            f"1 − ({(1 - g.p) * g.se * g.cost:.4g} − {g.gate:g}) / ({g.p:g} × {g.high - g.cost:g}) = **{even_specificity(g):.4g}**."
        ),
    ),
    "g": Choice(
        heading="A choice",
        prompt="At `V_HIGH` the candidate fails Phase 0. What is the best reaction, and what was the study worth?",
        variable="fail_choice",
        points=1,
        options=(
            Option(
                "stop; and it was worth the cost that is saved by it",
                "M-RULE",
                "What is going on worth now, with the probability of (d)?",
            ),
            Option(
                "repeat the study, since a single fail can be wrong",
                "M-REMEASURE",
                "Would a second fail change what you do? Compute it before you pay for it.",
            ),
            Option("go on; and since no result stops, it was worth 0"),
            Option(
                "go on; and it was worth its cost, for one knows more",
                "M-KNOWMORE",
                "One knows more. What would one have done otherwise?",
            ),
        ),
        because="A test whose every result leads to the same act is worth nothing, however accurate.",
        hint="Probability of (d) times V, less C₁.",
        solution=lambda g: (
            f"{p_fail(g):.3g} × {g.high:g} − {g.cost:g} = {p_fail(g) * g.high - g.cost:.3g} M$ > 0: one goes on after a pass and after a fail."
        ),
    ),
    "h": Function(
        heading="A bug hunt",
        prompt="""
            Now there is a stack of back-ups, tried one after the other, until the first *viable* one is through Phase I.
            Each costs `gate_spend`, and each that passes costs `spend` more.
            The draft should return what is spent on average in all, in money or in months.
            It holds three bugs.
            Find them, and write the function anew in the cell after it.

            Example: `per_viable(0.5, 10.0, 1.0, 0.8, 0.9)` is `14.44...`.
        """,
        draft="""
            def per_viable_draft(p, spend, gate_spend, se, sp):
                passing = p * sp + (1 - p) * se
                success = p
                return passing * spend / success + gate_spend


            print(per_viable_draft(0.5, 10.0, 1.0, 0.8, 0.9), "- should be 14.44")
        """,
        model='''
            def per_viable(p, spend, gate_spend, se, sp):
                """Spent on average until one viable candidate is through."""
                passing = p * sp + (1 - p) * (1 - se)
                success = p * sp
                return (gate_spend + passing * spend) / success
        ''',
        name="per_viable",
        points=3,
        answer=per_viable,
        tol=1e-4,
        example=Call((0.5, 10.0, 1.0, 0.8, 0.9)),
        cases={
            "few are viable": lambda rng, i: stack(rng, 0.1, 0.3),
            "many are viable": lambda rng, i: stack(rng, 0.4, 0.8),
        },
        invariants={"without a gate it is spend over p": no_gate_is_one_over_p},
        switched_off=("spend_per_viable",),
        wrong_turns=(
            unchanged_draft(
                draft,
                "Try a gate that stops nothing and costs nothing.",
                edit=(
                    ("(1 - se)", "se"),
                    ("success = p * sp", "success = p"),
                    ("(gate_spend + passing * spend) / success", "passing * spend / success + gate_spend"),
                ),
            ),
            WrongTurn(
                "M-NOFN",
                all_viable_pass,
                "One bug is left: does every viable candidate get through?",
                credit=0.5,
                edit=(("success = p * sp", "success = p"),),
            ),
            WrongTurn(
                "M-COMPL",
                unviable_pass_by_se,
                "One bug is left: how often does an unviable candidate pass?",
                credit=0.5,
                edit=(("(1 - se)", "se"),),
            ),
            WrongTurn(
                "M-ONCE",
                gate_paid_once,
                "One bug is left: for how many candidates is the gate paid?",
                credit=0.5,
                edit=(("(gate_spend + passing * spend) / success", "passing * spend / success + gate_spend"),),
            ),
        ),
        because="Each try costs the gate and, if it passes, the rest; on average one over the chance of success are needed.",
        hint="Three bugs: who passes, what a success is, and how often the gate is paid.",
        solution=lambda g: "`(gate_spend + (p*sp + (1-p)*(1-se)) * spend) / (p*sp)`.",
    ),
    "i": Number(
        heading="Money, without the gate",
        prompt="Of the back-ups a share of `P_FEW` is viable. What does one viable candidate cost without the gate, in M$?",
        variable="cost_plain",
        model="C_1 / P_FEW",
        unit="M$",
        points=1,
        answer=lambda g: g.cost / g.few,
        wrong_turns=(
            WrongTurn(
                "M-PROD", lambda g: g.cost * g.few, "You multiplied. Are fewer tries needed when fewer are viable?"
            ),
            WrongTurn("M-ONE1", lambda g: g.cost, "That is one candidate. How many are tried until one is viable?"),
        ),
        because="On average 1/p candidates are tried.",
        hint="How many tries, on average, until the first viable one?",
        solution=lambda g: f"{g.cost:g} / {g.few:g} = **{g.cost / g.few:.4g} M$**.",
    ),
    "j": Number(
        heading="Money, with the gate",
        prompt="What does it cost with the gate, in M$, if a share of `P_FEW` is viable?",
        variable="cost_gated",
        model="per_viable(P_FEW, C_1, C_0, SE, SP)",
        unit="M$",
        points=2,
        tol=0.002,
        answer=money,
        follows="h",
        carried=money,
        wrong_turns=(
            WrongTurn("M-NOFN", lambda g: money(g, all_viable_pass), "Not every viable candidate passes the gate."),
            WrongTurn(
                "M-ALLGO", lambda g: money(g, everyone_goes_on), "You paid Phase I for those that failed the gate."
            ),
            WrongTurn("M-PERFECT", lambda g: g.gate / g.few + g.cost, "That is a gate that never errs."),
            WrongTurn("M-ADD", lambda g: g.cost / g.few + g.gate, "You added the gate to the cost without it."),
            WrongTurn("M-ONCE", lambda g: money(g, gate_paid_once), "You paid the gate once. Each candidate meets it."),
            WrongTurn(
                "M-COMPL",
                lambda g: money(g, unviable_pass_by_se),
                "You let unviable candidates pass as often as they fail.",
            ),
        ),
        because="Unviable candidates cost little now; a few viable ones are lost, too.",
        hint="Your function, with money.",
        solution=lambda g: (
            f"({g.gate:g} + {passing(g.few, g.se, g.sp):.4g} × {g.cost:g}) / ({g.few:g} × {g.sp:g}) = **{money(g):.4g} M$**."
        ),
    ),
    "k": Number(
        heading="Months, with the gate",
        prompt="""
            Phase 0 takes `T_0` months and the way through Phase I `T_1` months more.
            How many months does it take on average, with the gate, until one viable candidate is through, if a share of `P_FEW` is viable?
        """,
        variable="months_gated",
        model="per_viable(P_FEW, T_1, T_0, SE, SP)",
        unit="months",
        points=2,
        tol=0.004,
        answer=time_taken,
        follows="h",
        carried=time_taken,
        wrong_turns=(
            WrongTurn(
                "M-NOFN", lambda g: time_taken(g, all_viable_pass), "Not every viable candidate passes the gate."
            ),
            WrongTurn(
                "M-GATELESS",
                lambda g: g.months / g.few,
                "That is without the gate.",
            ),
            WrongTurn(
                "M-ADD",
                lambda g: g.months / g.few + g.gate_months,
                "You added one Phase 0 to the time without a gate. Each candidate waits for its own.",
            ),
            WrongTurn(
                "M-ONCE",
                lambda g: time_taken(g, gate_paid_once),
                "You waited for one Phase 0. Each candidate needs its own.",
            ),
            WrongTurn(
                "M-SAME",
                lambda g: float(per_viable(g.p, g.months, g.gate_months, g.se, g.sp)),
                "That is the candidate of the first half. Of these back-ups fewer are viable.",
            ),
            WrongTurn(
                "M-ALLGO",
                lambda g: time_taken(g, everyone_goes_on),
                "You let those that failed spend the time of Phase I.",
            ),
            WrongTurn(
                "M-COMPL",
                lambda g: time_taken(g, unviable_pass_by_se),
                "You let unviable candidates pass as often as they fail.",
            ),
        ),
        because="Time adds up like money: every candidate waits at the gate.",
        hint="The same function, with months.",
        solution=lambda g: (
            f"({g.gate_months:g} + {passing(g.few, g.se, g.sp):.4g} × {g.months:g}) / ({g.few:g} × {g.sp:g}) = "
            f"**{time_taken(g):.4g} months**, against {g.months / g.few:.4g} without."
        ),
    ),
    "l": Number(
        heading="When does the gate stop saving?",
        prompt="""
            Above which share of viable back-ups does the gate no longer lower the cost of one viable candidate?
            Set the two costs equal and multiply both by the share: what is left is linear in it.
        """,
        variable="p_even",
        model="(SP * C_1 - C_0 - C_1 * (1 - SE)) / (C_1 * (SP - 1 + SE))",
        unit="probability",
        points=2,
        tol=0.005,
        answer=even_p,
        wrong_turns=(
            WrongTurn(
                "M-PERFECT",
                lambda g: 1 - g.gate / g.cost,
                "That holds for a gate that never errs.",
            ),
            WrongTurn("M-NOC0", lambda g: 1.0, "You left out what the gate costs."),
        ),
        because="The more candidates are viable, the less there is to stop, and the more the false stops weigh.",
        hint="Set your function equal to C₁/p and solve for p.",
        solution=lambda g: f"C₁·Sp = C₀ + (p·Sp + (1 − p)(1 − Se))·C₁ gives p = **{even_p(g):.4g}**.",
    ),
    "m": Choice(
        heading="A choice",
        prompt="With a share of `P_FEW` viable, what does the gate change, if candidates come one after the other?",
        variable="stack_choice",
        points=1,
        options=(
            Option("it saves money and costs time; a cassette costs less time"),
            Option(
                "it saves money and time, as unviable ones are stopped early",
                "M-TIMEFREE",
                "Compare your months with those without the gate.",
            ),
            Option(
                "it costs money and time, as it is one study more for each",
                "M-STUDYMORE",
                "Compare your costs with and without it.",
            ),
            Option(
                "it changes neither, as one viable one is wanted in any case",
                "M-SAMEANYWAY",
                "The aim is the same. What is spent on the way to it?",
            ),
        ),
        because="Serial gates trade time for money; a cassette passes several candidates through one gate at once.",
        hint="Two comparisons: money with and without, months with and without.",
        solution=lambda g: (
            f"{g.cost / g.few:.3g} → {money(g):.3g} M$, and {g.months / g.few:.3g} → {time_taken(g):.3g} months."
        ),
    ),
    "n": Number(
        heading="How precise is a clearance?",
        prompt="""
            `N_VOL` people have a geometric mean clearance, with a CV of `CV`, and their spread is just as expected.
            Give the upper end of the 95 % confidence interval over the geometric mean.
        """,
        variable="upper_over_mean",
        model="np.exp(stats.t.ppf(0.975, N_VOL - 1) * np.sqrt(np.log(1 + CV**2) / N_VOL))",
        unit="fold",
        points=2,
        tol=0.008,
        answer=upper,
        wrong_turns=(
            WrongTurn(
                "M-NORMAL", lambda g: upper(g, normal_quantile), "You used 1.96. So few people ask for Student's t."
            ),
            WrongTurn("M-LNSD", lambda g: upper(g, spread_is_cv), "You used the CV for the spread of logarithms."),
            WrongTurn(
                "M-ROOTN",
                lambda g: upper(g, of_one_person),
                "That is the spread of people, not the error of their mean.",
            ),
            WrongTurn("M-DF", lambda g: upper(g, df_is_n), "One of n degrees of freedom went into the mean."),
            WrongTurn("M-ONETAIL", lambda g: upper(g, one_tail), "A 95 % interval leaves 2.5 % on each side."),
            WrongTurn(
                "M-PLAIN", lambda g: upper(g, added), "That is an interval on the plain scale. Clearance is log-normal."
            ),
        ),
        because="Three degrees of freedom make a t of 3.18, and an interval that few expect.",
        hint="e to t·σ/√n, with σ² = ln(1 + CV²).",
        solution=lambda g: (
            f"exp({stats.t.ppf(0.975, g.n - 1):.4g} × {np.sqrt(np.log1p(g.cv**2)):.4g}/√{g.n:g}) = **{upper(g):.4g}**."
        ),
    ),
    "o": Number(
        heading="The chance to be precise enough",
        prompt="""
            A rule asks that the 95 % interval lie within 60 to 140 % of the geometric mean.
            The interval is symmetric on the log scale, so its upper end, at most 1.4, decides.
            It does so as long as the standard deviation *s* found among the people stays below a bound.
            With `N_POWER` people, how probable is it that a study meets the rule?
            `stats.chi2.cdf(x, df)` is the distribution of (n − 1)s²/σ².
        """,
        variable="power",
        model="""
            stats.chi2.cdf(
                (N_POWER - 1) * N_POWER * (np.log(1.4) / stats.t.ppf(0.975, N_POWER - 1)) ** 2 / np.log(1 + CV**2),
                N_POWER - 1,
            )
        """,
        unit="probability",
        points=3,
        answer=power,
        wrong_turns=(
            WrongTurn(
                "M-OTHERLIMB",
                lambda g: power(g, limit=1 / 0.6),
                "You used the lower end, 0.6. Which end is nearer on the log scale?",
            ),
            WrongTurn(
                "M-LNSD",
                lambda g: power(g, cv=cv_for_sigma(g.cv)),
                "You used the CV for the spread of logarithms.",
            ),
            WrongTurn(
                "M-PLAIN",
                lambda g: power(g, limit=np.exp(0.4)),
                "Forty per cent up is ln 1.4 on the log scale, not 0.4.",
            ),
            WrongTurn("M-POINT", lambda g: 0.0, "The expected interval is too wide. Is every one?", quiet=True),
        ),
        because="The spread that a small study finds varies a good deal itself.",
        hint="The rule holds if t·s/√n ≤ ln 1.4. How probable is so small an s?",
        solution=lambda g: (
            f"s must stay below ln 1.4·√{g.n_power:g}/{stats.t.ppf(0.975, g.n_power - 1):.4g} = "
            f"{np.log(1.4) * np.sqrt(g.n_power) / stats.t.ppf(0.975, g.n_power - 1):.4g}, where σ = {np.sqrt(np.log1p(g.cv**2)):.4g}: "
            f"**{power(g):.4g}**."
        ),
    ),
    "p": Number(
        heading="Enough people",
        prompt="How many people does it take to meet this rule with at least 80 % probability?",
        variable="n_needed",
        model="""
            next(
                n
                for n in range(3, 500)
                if stats.chi2.cdf((n - 1) * n * (np.log(1.4) / stats.t.ppf(0.975, n - 1)) ** 2 / np.log(1 + CV**2), n - 1)
                >= 0.8
            )
        """,
        unit="people",
        points=2,
        tol=0.004,
        answer=fewest_for_power,
        wrong_turns=(
            WrongTurn(
                "M-EXPECTED",
                lambda g: fewest(lambda n: limit_factor(n, g.cv) <= 1.4),
                "That makes the *expected* interval narrow enough. Then half of the studies miss the rule.",
            ),
            WrongTurn(
                "M-NORMAL",
                lambda g: float(np.ceil((Z_95 / np.log(1.4)) ** 2 * np.log1p(g.cv**2))),
                "You used 1.96 and a known spread.",
            ),
        ),
        because="More than the expected width asks for, since half of all studies find a larger spread than expected.",
        hint="Try n = 3, 4, … in (o).",
        solution=lambda g: f"**{fewest_for_power(g):.0f}**: there the power is {power(g, fewest_for_power(g)):.3g}.",
    ),
    "q": Function(
        heading="A second kind of error",
        prompt="""
            Write `within`, the chance that a microdose study of `n` people predicts the therapeutic clearance within `fold`.
            `cv` is that of clearance between people, and `sigma_tr` the standard deviation of what differs between the doses, in logarithms.

            Example: `within(4, 0.4, 0.3)` is `0.9481...`.
        """,
        model='''
            def within(n, cv, sigma_tr, fold=2.0):
                """Chance that n people predict within a fold."""
                variance = np.log(1 + cv**2) / n + sigma_tr**2
                return 2 * stats.norm.cdf(np.log(fold) / np.sqrt(variance)) - 1
        ''',
        name="within",
        points=3,
        answer=within,
        tol=1e-3,
        example=Call((4, 0.4, 0.3)),
        cases={
            "a faithful microdose": lambda rng, i: prediction(rng, 0.15, 0.35),
            "a drug that is not linear": lambda rng, i: prediction(rng, 0.5, 0.9),
        },
        invariants={
            "more people never harm": lambda f, rng: f(16, 0.5, 0.4) > f(4, 0.5, 0.4),
        },
        switched_off=("chance_within_fold", "translation_sd"),
        wrong_turns=(
            WrongTurn(
                "M-NOSAMP",
                no_sampling,
                "Your people do not differ. What does a small sample add?",
                edit=(("np.log(1 + cv**2) / n + sigma_tr**2", "sigma_tr**2"),),
            ),
            WrongTurn(
                "M-N",
                one_volunteer,
                "That is one volunteer. What do n of them change?",
                edit=(("np.log(1 + cv**2) / n", "np.log(1 + cv**2)"),),
            ),
            WrongTurn(
                "M-ADDSD",
                added_spreads,
                "You added standard deviations. Which of their powers adds up?",
                edit=(("np.log(1 + cv**2) / n + sigma_tr**2", "(np.sqrt(np.log(1 + cv**2) / n) + sigma_tr) ** 2"),),
            ),
            WrongTurn(
                "M-LNSD",
                cv_as_spread,
                "The CV stands on the plain scale. Which spread do logarithms have?",
                edit=(("np.log(1 + cv**2)", "cv**2"),),
            ),
            WrongTurn(
                "M-PLAIN",
                plain_fold,
                "Two-fold is ln 2 on the log scale.",
                edit=(("np.log(fold)", "(fold - 1)"),),
            ),
            WrongTurn(
                "M-ONETAIL",
                one_side,
                "Within means not too high and not too low. You counted one side.",
                edit=(
                    (
                        "2 * stats.norm.cdf(np.log(fold) / np.sqrt(variance)) - 1",
                        "stats.norm.cdf(np.log(fold) / np.sqrt(variance))",
                    ),
                ),
            ),
        ),
        because="Two independent errors: their variances add, and more people shrink only one of them.",
        hint="2Φ(ln fold/√(σ_b²/n + σ_tr²)) − 1.",
        solution=lambda g: (
            "`variance = np.log(1 + cv**2) / n + sigma_tr**2`, then `2 * norm.cdf(np.log(fold) / np.sqrt(variance)) - 1`."
        ),
    ),
    "r": Number(
        heading="The spread of the translation",
        prompt="""
            By vein `WITHIN_IV` of the published drugs were within two-fold.
            Each of these ratios had been found with six people at the microdose and six others at the therapeutic dose, with a CV of `CV_PUB` (assumed).
            So the published share contains sampling error already, of two means.
            Which `sigma_tr` is left when its variance is taken off?
        """,
        variable="sigma_left",
        model="np.sqrt((np.log(2) / stats.norm.ppf((1 + WITHIN_IV) / 2)) ** 2 - 2 * np.log(1 + CV_PUB**2) / 6)",
        unit="",
        points=3,
        answer=translation,
        wrong_turns=(
            WrongTurn(
                "M-NOSUB",
                lambda g: translation(g, sampling=0.0),
                "That is the whole spread. The published studies had few people, too.",
            ),
            WrongTurn(
                "M-ONEMEAN",
                lambda g: translation(g, sampling=1.0),
                "You took off the error of one mean. A ratio has two.",
            ),
            WrongTurn("M-ONETAIL", one_sided, "What is not within two-fold lies on both sides, half on each."),
            WrongTurn(
                "M-HALF",
                lambda g: float(np.log(2) / 2),
                "Two-fold is not two standard deviations: 94 % are within it, and sampling is in that.",
            ),
            WrongTurn(
                "M-LOG10",
                lambda g: float(np.log10(2) / stats.norm.ppf((1 + g.within_iv) / 2)),
                "Two-fold is ln 2 here, not its decadic logarithm.",
            ),
        ),
        because="An observed share holds translation and sampling; to count the sampling again would be double.",
        hint="(ln 2/z)² less 2·ln(1 + CV²)/6, then the square root; z = Φ⁻¹((1 + share)/2).",
        solution=lambda g: (
            f"({translation(g, sampling=0.0):.4g})² − {2 * np.log1p(g.cv_pub**2) / PUBLISHED_N:.4g}: **{translation(g):.4g}**."
        ),
    ),
    "s": Number(
        heading="By vein",
        prompt="""
            From here on take the values of another review, found in the same way: `SIGMA_IV` by vein and `SIGMA_PO` by mouth.
            How probable is it that our `N_VOL` people predict within two-fold, by vein?
        """,
        variable="p_iv",
        model="within(N_VOL, CV, SIGMA_IV)",
        unit="probability",
        points=2,
        tol=0.003,
        answer=ours,
        follows="q",
        carried=lambda g, within: ours(g, "iv", within),
        wrong_turns=(
            WrongTurn("M-NOSAMP", lambda g: ours(g, "iv", no_sampling), "You left out that your own people differ."),
            WrongTurn("M-N", lambda g: ours(g, "iv", one_volunteer), "That is one volunteer."),
            WrongTurn("M-ADDSD", lambda g: ours(g, "iv", added_spreads), "You added standard deviations."),
            WrongTurn("M-LNSD", lambda g: ours(g, "iv", cv_as_spread), "You used the CV for the spread of logarithms."),
        ),
        because="Few people and a large CV cost some points, but not many.",
        hint="Your function with the spread by vein.",
        solution=lambda g: f"√({np.log1p(g.cv**2):.4g}/{g.n:g} + {g.sigma_iv:g}²): **{ours(g):.4g}**.",
    ),
    "t": Number(
        heading="By mouth",
        prompt="And by mouth?",
        variable="p_po",
        model="within(N_VOL, CV, SIGMA_PO)",
        unit="probability",
        points=1,
        tol=0.003,
        answer=lambda g: ours(g, "po"),
        follows="q",
        carried=lambda g, within: ours(g, "po", within),
        wrong_turns=(
            WrongTurn("M-NOSAMP", lambda g: ours(g, "po", no_sampling), "You left out that your own people differ."),
            WrongTurn("M-N", lambda g: ours(g, "po", one_volunteer), "That is one volunteer."),
            WrongTurn("M-SWAP", ours, "That is by vein."),
        ),
        because="By mouth the doses differ by more than clearance: by the gut.",
        hint="As in (s), with the other spread.",
        solution=lambda g: f"With {g.sigma_po:g}: **{ours(g, 'po'):.4g}**.",
    ),
    "u": Number(
        heading="Extension: a stricter wish",
        prompt="By vein, how probable is it to be within 1.25-fold?",
        variable="p_strict",
        model="within(N_VOL, CV, SIGMA_IV, 1.25)",
        unit="probability",
        points=1,
        tol=0.006,
        answer=lambda g: ours(g, fold=1.25),
        follows="q",
        carried=lambda g, within: ours(g, "iv", within, fold=1.25),
        wrong_turns=(
            WrongTurn(
                "M-SCALED",
                lambda g: ours(g) * 1.25 / 2,
                "You scaled the chance with the fold. Use your function.",
            ),
            WrongTurn(
                "M-PLAIN", lambda g: ours(g, "iv", plain_fold, fold=1.25), "1.25-fold is ln 1.25 on the log scale."
            ),
        ),
        because="Two-fold is a wide target.",
        hint="Your function has an argument for it.",
        solution=lambda g: f"**{ours(g, fold=1.25):.4g}**.",
    ),
    "v": Choice(
        heading="A choice",
        prompt="By mouth, a hundred people instead of `N_VOL` change the chance of being within two-fold by about …",
        variable="hundred_choice",
        points=1,
        options=(
            Option(
                "+ 30 points, as so many people leave no error",
                "M-SCALEN",
                "They leave no sampling error. Which error stays?",
            ),
            Option(
                "+ 15 points, as the error falls with the root",
                "M-ROOTN",
                "The sampling error does. Put n = 100 into your function.",
            ),
            Option("+ 3 points, as sampling was the smaller part"),
            Option(
                "none, as the two doses differ however many come",
                "M-NOSAMP",
                "They do, and that is most of it. Put n = 100 into your function.",
            ),
        ),
        because="What limits the prediction is what differs between the doses. Look there: Km, transporters, an arm by vein.",
        hint="Your function with n = 100.",
        solution=lambda g: f"{ours(g, 'po'):.3g} → {ours(g, 'po', n=100):.3g}.",
    ),
    "w": Number(
        heading="Transfer",
        prompt="""
            A long shot is viable with a probability of {p_rare:g}; viable, it is worth {v_rare:g} million dollars.
            Going on costs `C_1`, as before.
            A test that never errs is offered.
            What is it worth at most, in million dollars?
        """,
        variable="most_worth",
        model="P_RARE * (V_RARE - C_1) - max(0.0, P_RARE * V_RARE - C_1)",
        unit="M$",
        points=2,
        answer=perfect,
        wrong_turns=(
            WrongTurn(
                "M-BRANCH",
                lambda g: (1 - g.p_rare) * g.cost,
                "That is what it saves somebody who would go on. Would you, without the test?",
            ),
            WrongTurn(
                "M-NOCOST",
                lambda g: g.p_rare * g.v_rare,
                "After a pass, going on has its cost.",
            ),
            WrongTurn(
                "M-PRIOR",
                lambda g: g.v_rare - g.cost,
                "That is the gain if it passes. How probable is that?",
            ),
            WrongTurn(
                "M-NOTEST",
                lambda g: g.cost - g.p_rare * g.v_rare,
                "That is what going on blindly would lose. One need not.",
            ),
        ),
        because="Without the test one would stop, so its worth is what it lets one win, not what it lets one save.",
        hint="Without the test: stop or go on? With it: go on only if viable.",
        solution=lambda g: (
            f"Without: {g.p_rare:g} × {g.v_rare:g} < {g.cost:g}, so one stops, 0. With: {g.p_rare:g} × ({g.v_rare:g} − {g.cost:g}) = **{perfect(g):.4g} M$**."
        ),
    ),
}


def _poor(f, rng):
    """Value, without a gate, of a candidate that is worth less than it costs."""
    return f(*tree(rng, 0.4, 0.9), "none")


PROBLEM = Problem(
    id="a10",
    title="When is a Phase 0 study worth its price?",
    notebook="ps6_predictions/portfolio",
    chapter="course/applications/20_portfolio.ipynb",
    sections={
        "1 The tree": "abch",
        "2 Worth before it is done": "defgw",
        "3 How good is the gate?": "qrstuv",
        "What four people know": "nop",
        "4 Money and months": "ijklm",
    },
    minutes=100,
    setup="""
        import numpy as np
        from scipy import stats
    """,
    story="""
        A candidate is viable, by its human kinetics, with a probability of {p:g}.
        To bring it through animal studies and Phase I costs {cost:g} million dollars (M$).
        If it is viable it is worth *V* after that, the later risks taken off; if not, nothing.
        A Phase 0 study for {gate:g} million can come first, as a gate: an unviable candidate fails it with the probability Se = {se:g}, its sensitivity, and a viable one passes it with the probability Sp = {sp:g}, its specificity.
        Published costs of Phase 0 are 0.5 to 0.75 million (Burt 2016); the other amounts are assumed.
    """,
    context={
        "precision": r"""
            **From question (n) on**, where a second sitting may begin since no answer of the first half is needed, clearances are log-normal: ln *CL* differs between people with $\sigma_b$, where $\sigma_b^2 = \ln(1 + CV^2)$.
            The error of a microdose has two parts, the sampling of $n$ people and the translation to the therapeutic dose:

            $$\ln \frac{\widehat{CL}}{CL_{ther}} \sim N\!\left(0,\ \frac{\sigma_b^2}{n} + \sigma_{tr}^2\right).$$
        """,
    },
    given=GIVEN,
    personal=True,
    derived={
        "rigid": lambda g: of_high(g, "rigid"),
        "none": lambda g: of_high(g, "none"),
        "gain": gain_low,
        "upper": upper,
        "chance_po": lambda g: 100 * ours(g, "po"),
        "chance_hundred": lambda g: 100 * ours(g, "po", n=100),
        "money": money,
        "money_plain": lambda g: g.cost / g.few,
        "time": time_taken,
        "time_plain": lambda g: g.months / g.few,
        "posterior": p_fail,
    },
    premises={
        "at the high value a fail stops nobody, and the rigid rule loses": lambda g: (
            p_fail(g) * g.high > 1.15 * g.cost and of_high(g, "rigid") < of_high(g, "none") - 0.5
        ),
        "at the low value a fail stops": lambda g: p_fail(g) * g.low < 0.9 * g.cost and gain_low(g) > 0.2,
        "the gate saves money and costs time": lambda g: (
            money(g) < 0.9 * g.cost / g.few and time_taken(g) > 1.04 * g.months / g.few
        ),
        "a hundred people add about three points": lambda g: 1.5 < gate_gains(g) < 5,
        "money does not stop to be saved just at the specificity": lambda g: abs(even_p(g) / g.sp - 1) > 0.011,
        "the long shot would be stopped": lambda g: g.p_rare * g.v_rare < 0.9 * g.cost,
    },
    parts=PARTS,
    written={
        "x": Written(
            heading="In your own words",
            prompt="""
                A manager writes: “Phase 0 lets us fail fast, and that always pays. Whatever fails it is out.
                And to be sure of the human clearance we give the oral microdose to a hundred people instead of {n:g}.”
                Answer in four to six sentences.
                Say when a gate is worth something and when not, with numbers of both markets; what it does to money and to months; and what a hundred people buy, and what would buy more.
            """,
            points=4,
            model="""
                A study is worth something only if one of its results changes what we do: for the smaller market it is worth {gain:.2g} million dollars beyond its cost, for the larger one nothing.
                There a candidate that failed is still viable with a probability of {posterior:.2g}, and stopping all that fail would bring {rigid:.3g} million where no study at all brings {none:.3g}.
                With a stack of back-ups the gate lowers the cost of one viable candidate from {money_plain:.3g} to {money:.3g} million, but one after the other it takes {time:.3g} instead of {time_plain:.3g} months; a cassette would save much of that.
                A hundred people raise the chance of being within two-fold from {chance_po:.0f} to {chance_hundred:.0f} %, because most of the error lies between the doses and not between people.
                An arm by vein, or a look at Km and transporters, would buy more.
            """,
            scheme=(
                "Worth only where a result changes the act; at the larger value it does not (probability {posterior:.2g} after a fail), so the rigid rule loses: {rigid:.3g} against {none:.3g} million dollars.",
                "At the smaller value it pays: about {gain:.2g} million net.",
                "Money falls ({money_plain:.3g} to {money:.3g} million) and time rises ({time_plain:.3g} to {time:.3g} months) in series; a cassette or parallel gates save time.",
                "A hundred people: {chance_po:.0f} to {chance_hundred:.0f} % only, translation dominates; better an arm by vein or evidence on linearity.",
            ),
        ),
    },
)
