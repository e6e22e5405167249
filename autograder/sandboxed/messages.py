"""What is said to a fork server and to a candidate, and what they answer: plain data that JSON can spell.

The candidate shares its process with student code: a `Reply` is what an honest one sends, and nothing in it is certain.
"""

from typing import Any, NotRequired, TypedDict


class NurseryOptions(TypedDict):
    """What a nursery of fork servers is started with."""

    entry: str  # the module that the children of its servers are to run
    student: bool  # whether they run student code
    sandbox: bool  # whether student code is confined
    uses: list[str]  # what notebooks use that is to be imported at once, see `preloading.warm`


class ServerOptions(TypedDict):
    """What is told of a fork server that is to be forked."""

    limits: dict[str, Any]  # the budgets, see `Limits`
    processors: list[int]  # on which student code may run; none are named where it may be any


class ServerAnswer(TypedDict, total=False):
    """What a fork server answers to a command."""

    why: (
        str | None
    )  # "memory" or "processes" if it had to end the child itself, "processor" or "killed" if the kernel has
    failed: str  # why it could not make the child


class Question(TypedDict):
    """What the examiner asks of the candidate: a method of `Candidate` and its arguments."""

    id: int  # repeated in the reply
    do: str  # "start", "put", "run", "take", "left", "get" or "call"
    arguments: dict[str, Any]
    seconds: float  # of the processor that it may use
    clock: float  # seconds that are left for it on the clock


class StudentFault(TypedDict):
    """An exception in student code."""

    name: str  # of its type
    kinds: list[str]  # that type and those that it is made of, each with the name of its module before it
    text: str
    line: str  # of the student's code, where it arose


class Reply(TypedDict):
    """What the candidate answers: to "start", "put" and "take" nothing, to "get" and to each call a value or an error."""

    id: int
    error: NotRequired[StudentFault]
    value: NotRequired[Any]  # as `wire.pack` spells it
    same: NotRequired[bool]  # to "get": whether the name stands for the very object of a library that was asked for
    near: NotRequired[list[str]]  # to "get", where there is no such name: names like it
    outputs: NotRequired[list[dict[str, Any]]]  # to "run", as nbformat spells them
    names: NotRequired[dict[str, dict[str, Any]]]  # to "run": the replies to "get" for the names that were asked for
    files: NotRequired[dict[str, str]]  # to "left", in base64 by name
    missed: NotRequired[bool]  # whether a microkit function that is gone has been called
    unfound: NotRequired[bool]  # whether student code has stopped because microkit was not imported
    replies: NotRequired[list[dict[str, Any]]]  # to "call", one for each call that was made, with the
    # arguments that were "changed" in place, by position or name, and what was "printed"


class CallBack(TypedDict):
    """What the candidate asks while it answers: the value of a function that a grading cell has handed over."""

    back: int  # the function's number, which is negative
    asked: int  # repeated in the reply, which has "value" or "error" as a `Reply` has
    args: Any  # positional arguments, as `wire.pack` spells them
    kwargs: Any
