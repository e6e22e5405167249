"""The examiner's process, forked for one submission: a request comes in, what is found of each cell goes out."""

import json
import os
import socket
import warnings

from autograder.learner.attempts import begin_grading
from autograder.sandboxed.channel import Channel
from autograder.sandboxed.limits import Limits
from autograder.sandboxed.shell import Shell, make_shell, settle

from .candidate_client import CandidateClient
from .candidates_start import own_numbers, written_anew
from .examination import Examination
from .messages import Request
from .namespace import Namespace
from .student_errors import LostError, StoppedError


def prepare() -> Shell:
    """Return the shell in which grading cells will run."""
    return make_shell(Namespace(), frames=False)


def serve(sock: socket.socket, candidate: socket.socket, shell: Shell, limits: Limits) -> None:
    """Examine one submission: a `Request` comes in, what is `Found` of each cell goes out.

    Last goes out where the candidate was lost, if it was.

    Parameters
    ----------
    sock : from the engine.
    candidate : the way to the candidate.
    shell : what `prepare` returned.
    limits : the budgets of the submission.
    """
    channel = Channel(sock, 1 << 30)
    request: Request = channel.receive()
    settle(request["draws"], request["data"])
    os.environ["AUTOGRADER_SEED"] = request["seed"]
    os.environ["AUTOGRADER_DRAWS"] = request["draws"]
    os.environ["AUTOGRADER_NUMBERS"] = request["numbers"]
    warnings.simplefilter("ignore")
    client = CandidateClient(candidate, limits, request["seconds"])
    client.answers.hearer = lambda digests: channel.send({"given": digests})
    given = own_numbers(request["cells"])
    anew = written_anew(request["cells"])
    whole = request["whole"] or request["mode"] != "examined"
    gone = set() if whole else {name for names in anew.values() for name in names}
    client.ask("start", seed=request["seed"], data=request["data"], given=given, gone=sorted(gone))
    for name, content in request["files"].items():
        client.ask("put", name=name, content=content)
    answers = {name for cell in request["cells"] for name in cell["answers"]}
    ours = {name for cell in request["cells"] for name in cell["binds"]} - answers
    begin_grading()
    shell.user_ns.begin(client, request["imports"], answers, set(request["brought"]), ours)
    examination = Examination(request, client, shell)
    last = len(request["cells"]) - 1
    for place, (found, cell) in enumerate(zip(examination.run(), request["cells"], strict=False)):
        if place == last and request["leaves_files"]:
            found["left"] = left_by(client)
        told = {
            "missed": client.missed and bool(gone),
            "unfound": client.unfound,
            "anew": cell["grade_id"] in anew,
        }
        channel.send(json.loads(without_surrogates(json.dumps(found | told, default=str, ensure_ascii=False))))
    channel.send({"lost": examination.lost})


def left_by(client: CandidateClient) -> dict[str, str]:
    """Return the files that the student's code has left behind: only names that stay below a folder, and only text."""
    try:
        files = client.ask("left").get("files")
    except (LostError, StoppedError):
        return {}
    sound = files if isinstance(files, dict) else {}
    return {name: text for name, text in sound.items() if isinstance(text, str) and _stays_below(name)}


def _stays_below(name: str) -> bool:
    return not os.path.isabs(name) and os.path.normpath(name) == name and not name.startswith(("..", "."))


def without_surrogates(text: str) -> str:
    """Return a text without the halves of characters that Python strings may hold and files may not."""
    return text.encode("utf-8", "replace").decode()
