"""Every hostile case, by kind. None may earn a point that it should not, see what is not its own, touch a file or survive."""

from . import (
    carrying,
    comparators,
    control_flow,
    disguise,
    foreseen,
    protocol,
    prying,
    resources,
    second_guess,
    structure,
    switched_off,
    tampering,
)

HOSTILE = {
    "tampering with the process": tampering.CASES,
    "reading, writing and reaching out": prying.CASES,
    "floods, leftovers and blows": resources.CASES,
    "answers in disguise": disguise.CASES,
    "forged replies": protocol.CASES,
    "doctored notebooks": structure.CASES,
    "slips that were not made": carrying.CASES,
    "exceptions taken for something else": control_flow.CASES,
    "microkit where it is switched off": switched_off.CASES,
    "comparisons of one's own": comparators.CASES,
    "a second guess": second_guess.CASES,
    "draws foreseen": foreseen.CASES,
}
