"""A submission read and rebuilt in a process of its own, which a monstrous one may cost its life without any other harm."""

from autograder.sandboxed.channel import WireError

from .draws import draws_of
from .fork_servers import engine_for
from .messages import FAULT, Job
from .rebuilding import Rebuilt, read_and_rebuild
from .templates import template_named

TRIES = 2
UNREAD = "Reading the submitted notebook takes more time or memory than it may."


def read(job: Job) -> Rebuilt:
    """Return the notebook that a job is about, ready to be run; this process itself looks at no word of the submission.

    Raises
    ------
    NoSandboxError : if the sandbox cannot be made on this machine.
    """
    if job.get("unreadable"):
        return read_and_rebuild(job)
    order = {name: job[name] for name in ("submitted", "template", "left_out", "mode") if name in job}
    draws = draws_of(job)
    fault = ""
    for _ in range(TRIES):
        engine = engine_for(job)
        try:
            rebuilt = engine.read(order, template_named(job["template"]), draws)
        except (WireError, OSError) as error:
            engine.close()  # its fork server is gone: nothing is known of the submission yet, and it is read once more
            fault = f"{FAULT}{error}"
        else:
            return Rebuilt(**rebuilt) if rebuilt else read_and_rebuild(job | {"unreadable": UNREAD})
    return read_and_rebuild(job | {"unreadable": fault})
