"""Ordinary differential equations for a whole population at once.

All subjects of a block take each step together, and the worst of them decides how long it is. NumPy then does the
arithmetic of a step for the whole block in one go, where a loop over subjects would pay for every step of every subject.
"""

import numpy as np
from scipy.integrate import DOP853

TOLERANCE = 1e-9
FLOOR = 1e-4
SHORTEST = 1e-13
STAGES = len(DOP853.B)


def integrate(rhs, start, times, *, scale, rtol=TOLERANCE):
    """Solve dy/dt = rhs(t, y) for every subject and return y at `times`, shaped (times, states, subjects).

    `start` is y at times[0], shaped (states, subjects); `rhs` gets and returns that shape. The error of a step is kept
    below rtol · (|y| + 1e-4 · scale) for every subject, `scale` being how large each state may become.
    Dormand and Prince's method of order 8 with its own interpolation, as in `scipy.integrate.DOP853`.
    """
    shape, t, end = start.shape, float(times[0]), float(times[-1])
    floor = FLOOR * np.broadcast_to(scale, shape).ravel()
    stages = np.empty((STAGES + 1 + len(DOP853.C_EXTRA), start.size))
    y = start.ravel().astype(float)

    def slope(when, state):
        return rhs(when, state.reshape(shape)).ravel()

    out = np.empty((len(times), y.size))
    out[0], done = y, 1
    stages[0] = slope(t, y)
    step = _first_step(y, stages[0], rtol, floor, end - t)
    while done < len(times):
        step = min(step, end - t)
        new = _step(slope, t, y, step, stages)
        size = rtol * (np.maximum(np.abs(y), np.abs(new)) + floor)
        error = _error(stages[: STAGES + 1], step, size, shape)
        if error <= 1:
            reached = end if step == end - t else t + step
            inside = np.searchsorted(times, reached, side="right")
            if inside > done:
                share = (times[done:inside] - t) / step
                out[done:inside] = _between(slope, t, y, new, step, stages, share)
                done = inside
            t, y, stages[0] = reached, new, stages[STAGES]
        elif not step > SHORTEST * (end + abs(t)):
            raise ArithmeticError(f"no step is short enough at t = {t}: the parameters are too extreme")
        step *= _growth(error)
    return out.reshape(len(times), *shape)


def _step(slope, t, y, step, stages):
    for i in range(1, STAGES):
        stages[i] = slope(t + DOP853.C[i] * step, y + step * (DOP853.A[i, :i] @ stages[:i]))
    new = y + step * (DOP853.B @ stages[:STAGES])
    stages[STAGES] = slope(t + step, new)
    return new


def _error(stages, step, size, shape):
    """Error of the step over what is allowed, of the worst subject."""
    fifth, third = ((((e @ stages) / size) ** 2).reshape(shape).mean(axis=0) for e in (DOP853.E5, DOP853.E3))
    both = fifth + 0.01 * third
    return step * np.max(fifth / np.sqrt(both, where=both > 0, out=np.ones_like(both)))


def _growth(error):
    if not np.isfinite(error):
        return 0.1
    return 10.0 if error == 0 else min(10.0, max(0.2, 0.9 * error ** (-1 / 8)))


def _first_step(y, slope, rtol, floor, span):
    with np.errstate(divide="ignore"):
        quickest = np.max(np.abs(slope) / (np.abs(y) + floor / FLOOR), where=floor > 0, initial=0.0)
    return span if quickest == 0 else min(span, rtol ** (1 / 8) / quickest)


def _between(slope, t, y, new, step, stages, share):
    """State at fractions of the step, by the interpolating polynomial of order 7."""
    for i, (a, c) in enumerate(zip(DOP853.A_EXTRA, DOP853.C_EXTRA, strict=True), start=STAGES + 1):
        stages[i] = slope(t + c * step, y + step * (a[:i] @ stages[:i]))
    rise = new - y
    terms = [rise, step * stages[0] - rise, 2 * rise - step * (stages[STAGES] + stages[0]), *(step * DOP853.D @ stages)]
    x = share[:, None]
    value = np.zeros((len(share), y.size))
    for i, term in enumerate(reversed(terms)):
        value = (value + term) * (x if i % 2 == 0 else 1 - x)
    return y + value
