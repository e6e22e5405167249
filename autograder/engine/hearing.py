"""What an examiner says while it is at work, heard to its end."""

from autograder.examiner.messages import Found, Loss, Outcome
from autograder.judging.verdict import State
from autograder.sandboxed.channel import Channel, WireError

TOO_MUCH = Outcome(
    State.MANUAL_REVIEW, "Marking this answer takes more time or memory than it may. A person has to look at it."
)


def heard(channel: Channel, end: float) -> tuple[list[Found], Loss | None]:
    """Return what an examiner says of each cell, and where it or the candidate was lost; one that is silent or gone is lost.

    Parameters
    ----------
    channel : to the examiner.
    end : moment on the monotonic clock by which all is over.
    """
    found: list[Found] = []
    given: list[str] = []
    try:
        while True:
            said = channel.receive(end)
            if "given" in said:
                given += said["given"]
            elif "lost" in said:
                return found, said["lost"] and said["lost"] | {"answers": given}
            else:
                found.append(said)
                given = []
    except (WireError, TimeoutError):
        return found, {"cell": len(found), "outcome": TOO_MUCH, "answers": given}
