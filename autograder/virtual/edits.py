"""Wrong functions as a student would type them: each is the model answer with a few words changed."""

WRONG_CODE = {
    ("warmup.b", "M-UNIT"): [("/ 1000", "* 1000")],
    ("h1.a", "M-OR"): [("min(limits", "max(limits")],
    ("h1.a", "M-NOCOND"): [("if noael_hed_mg is not None:", "if False:")],
    ("h1.a", "M-SMALLMOL"): [("if protein:", "if False:")],
    ("h1.a", "M-PROT"): [('limits["30 nmol"] = ', 'limits = {}\n        limits["30 nmol"] = ')],
    ("h1.a", "M-UNIT"): [("* 1000 / 100", "/ 100")],
    ("h1.h", "M-BUG"): [("dose_ug <= min(", "F * dose_ug < max(")],
    ("h1.h", "M-BIOAV"): [("dose_ug <= ", "F * dose_ug <= ")],
    ("h1.h", "M-OR"): [("min(", "max(")],
    ("h1.h", "M-STRICT"): [("<=", "<")],
    ("h2.a", "M-TOT"): [("fu * np", "np")],
    ("h2.a", "M-FUINV"): [("fu * np.asarray(C_ng_mL, dtype=float)", "np.asarray(C_ng_mL, dtype=float) / fu")],
    ("h2.a", "M-MOLAR"): [(" * 1000 / MW", "")],
    ("h2.a", "M-FREE"): [("return C_u /", "return Kd_nM /")],
    ("h2.a", "M-OCCLIN"): [("C_u / (C_u + Kd_nM)", "C_u / Kd_nM")],
    ("h2.h", "M-BUG"): [(" / (1 - rho)", ""), ("/ fu * MW / 1000", "* fu * MW")],
    ("h2.h", "M-FUINV"): [("/ fu * MW", "* fu * MW")],
    ("h2.h", "M-OCCLIN"): [(" / (1 - rho)", "")],
    ("h2.h", "M-UNIT"): [(" / 1000", "")],
}


def wrong_code(model, part, code):
    """Return the model answer of a part, edited into the wrong function of a misconception."""
    text = model
    for old, new in WRONG_CODE[part, code]:
        if old not in text:
            raise ValueError(f"the model answer of {part} no longer contains {old!r}: mend the edit for {code}")
        text = text.replace(old, new)
    return text
