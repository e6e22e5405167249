"""How much quicker microkit is than a plain loop over subjects, as ratios of medians in one run.

Run it alone on a quiet machine: `python tests/bench/bench_microkit.py`. It checks first that both sides agree.
The loops are written with SciPy and NumPy as a careful user would write them, timed on a few subjects and scaled up.
"""

import statistics
import subprocess
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp

import microkit as mk
from microkit.kinetics.ode import FLOOR, TOLERANCE

REPEATS = 5


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(title, ours, loop, timed, subjects, difference):
    """Time both sides in turn, so that a busy moment of the machine meets both."""
    pairs = [(seconds(ours), seconds(loop) * subjects / timed) for _ in range(REPEATS)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{title}\n    microkit {mine:8.3f} s   loop {theirs:8.2f} s ({timed} of {subjects:,} subjects timed and scaled)"
    )
    print(f"    {theirs / mine:.0f} times as fast; largest difference {difference:.1g} of the peak\n", flush=True)


def enzyme_problem(subjects=1000):
    """Gut, concentration, enzyme and area; 15 oral doses; 241 times."""
    rng = np.random.default_rng(6)
    v, cl = 150 * rng.lognormal(0, 0.3, subjects), 30 * rng.lognormal(0, 0.3, subjects)
    times, doses = np.linspace(0, 360, 241), 24.0 * np.arange(15)
    kdeg, kinact, ki, ka, dose = 0.02, 0.5, 2.0, 1.0, 100.0

    def one(i, method):
        def rhs(_, y):
            gut, c, e, _ = y
            return [-ka * gut, ka * gut / v[i] - cl[i] / v[i] * e * c, kdeg * (1 - e) - kinact * c / (ki + c) * e, c]

        y, parts = np.array([0.0, 0.0, 1.0, 0.0]), []
        for here, there in zip(doses, np.append(doses[1:], 360.0), strict=True):
            y[0] += dose
            grid = times[(times >= here) & (times <= there)]
            path = solve_ivp(
                rhs, (here, there), y, method=method, t_eval=grid, rtol=TOLERANCE, atol=FLOOR * TOLERANCE
            ).y
            parts.append(path[1] if there == 360.0 else path[1, :-1])
            y = path[:, -1].copy()
        return np.concatenate(parts)

    def ours():
        given = dict(v=v, cl=cl, kdeg=kdeg, kinact=kinact, ki=ki, ka=ka, dose_times=doses)
        return mk.enzyme_turnover(times, dose=dose, **given).conc

    conc = ours()
    for method, timed in (("LSODA", 8), ("DOP853", 4), ("RK45", 3)):
        difference = max(np.abs(conc[i] - one(i, method)).max() / conc[i].max() for i in range(2))
        title = f"Enzyme turnover, 4 states, 15 doses, 241 times, against solve_ivp {method} at the same tolerance, {TOLERANCE:g}"
        compare(title, ours, lambda m=method, k=timed: [one(i, m) for i in range(k)], timed, subjects, difference)


def closed_form(subjects=10_000):
    """One compartment, oral, 4 doses, 131 times."""
    rng = np.random.default_rng(7)
    ka, cl, v = (
        rng.lognormal(0, 0.3, subjects),
        10 * rng.lognormal(0, 0.3, subjects),
        40 * rng.lognormal(0, 0.3, subjects),
    )
    times, doses = np.linspace(0, 130, 131), 24.0 * np.arange(4)

    def ours(who=slice(None)):
        def single(t):
            return mk.oral(t, dose=100.0, ka=ka[who], cl=cl[who], v=v[who])

        return mk.superpose(single, times, dose_times=doses)

    def numpy_one(i):
        total, k = np.zeros_like(times), cl[i] / v[i]
        for given in doses:
            t = np.maximum(times - given, 0)
            total += 100 * ka[i] / v[i] / (ka[i] - k) * (np.exp(-k * t) - np.exp(-ka[i] * t))
        return total

    def scipy_one(i):
        y, parts = np.zeros(2), []
        for here, there in zip(doses, np.append(doses[1:], 130.0), strict=True):
            y[0] += 100.0
            grid = times[(times >= here) & (times <= there)]
            path = solve_ivp(
                lambda _, y: [-ka[i] * y[0], ka[i] * y[0] - cl[i] / v[i] * y[1]], (here, there), y,
                method="LSODA", t_eval=grid, rtol=1e-8, atol=1e-8,
            ).y  # fmt: skip
            parts.append(path[1] if there == 130.0 else path[1, :-1])
            y = path[:, -1].copy()
        return np.concatenate(parts) / v[i]

    conc = ours(slice(0, 200))
    for name, one, timed in (("a NumPy loop", numpy_one, 200), ("solve_ivp LSODA", scipy_one, 20)):
        difference = max(np.abs(conc[i] - one(i)).max() / conc[i].max() for i in range(5))
        title = f"Closed form, one compartment, oral, 4 doses, 131 times, against {name}"
        compare(title, ours, lambda f=one, k=timed: [f(i) for i in range(k)], timed, subjects, difference)


def analysis(subjects=10_000):
    """Non-compartmental analysis of 14 samples, linear-up, log-down."""
    rng = np.random.default_rng(8)
    times = np.array([0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 36.0])
    ka, cl, v = np.array([[1.0], [10.0], [80.0]]) * rng.lognormal(0, 0.3, (3, subjects))
    table = mk.oral(times, dose=100.0, ka=ka, cl=cl, v=v) * rng.lognormal(0, 0.05, (subjects, len(times)))

    def one(c):
        auc = 0.0
        for i in range(1, len(times)):
            width = times[i] - times[i - 1]
            falling = 0 < c[i] < c[i - 1]
            auc += width * ((c[i - 1] - c[i]) / np.log(c[i - 1] / c[i]) if falling else (c[i] + c[i - 1]) / 2)
        first, tries = int(np.argmax(c)) + 1, []
        for k in range(3, len(times) - first + 1):
            x, y = times[-k:], np.log(c[-k:])
            slope, cut = np.polyfit(x, y, 1)
            if slope < 0:
                r2 = 1 - np.sum((y - slope * x - cut) ** 2) / np.sum((y - y.mean()) ** 2)
                tries.append((1 - (1 - r2) * (k - 1) / (k - 2), k, -slope))
        best = max(tries)[0]
        slope = max((entry for entry in tries if entry[0] >= best - 1e-4), key=lambda entry: entry[1])[2]
        return 100.0 / (auc + c[-1] / slope)

    def ours():
        return mk.nca(times, table, dose=100.0, rule="linear-up log-down").cl

    cl_found, timed = ours(), 100
    difference = max(abs(cl_found[i] / one(table[i]) - 1) for i in range(timed))
    title = "NCA of 14 samples, against a NumPy loop"
    compare(title, ours, lambda: [one(row) for row in table[:timed]], timed, subjects, difference)


def importing():
    """Fresh interpreters, in turn."""
    taken = {"numpy": [], "microkit": []}
    for _ in range(11):
        for name, times in taken.items():
            code = f"import time; t = time.perf_counter(); import {name}; print(time.perf_counter() - t)"
            times.append(float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout))
    numpy, microkit = (statistics.median(taken[name]) for name in taken)
    print(f"import numpy {1e3 * numpy:.0f} ms, import microkit {1e3 * microkit:.0f} ms: ratio {microkit / numpy:.2f}")


if __name__ == "__main__":
    enzyme_problem()
    closed_form()
    analysis()
    importing()
