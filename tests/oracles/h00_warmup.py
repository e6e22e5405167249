"""The warm-up."""

ANSWERS = {"warmup.a": 0.1}
VECTORS = [("warmup.b", (250.0,), {}, 0.25)]
ALTERNATIVES = {"warmup.b": lambda mass_ug: mass_ug * 1e-3}
