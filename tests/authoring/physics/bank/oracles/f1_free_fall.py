"""F1: by stepping back from the height a body falls in one second."""

ANSWERS = {}
VECTORS = [("f1.a", (4.905,), {}, 1.0), ("f1.a", (19.62,), {}, 2.0)]
ALTERNATIVES = {"f1.a": lambda height: (height / 4.905) ** 0.5}
