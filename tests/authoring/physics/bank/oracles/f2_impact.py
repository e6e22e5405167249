"""F2: speed is g times the time of the fall."""

ANSWERS = {"f2.a": 9.81 * (20 / 4.905) ** 0.5}
