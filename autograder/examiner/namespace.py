"""The names of the grading cells, most of which are the student's and are fetched from the candidate."""

import builtins
import contextlib
import unicodedata
from typing import Any, NamedTuple

from autograder.judging.filling import WORD
from autograder.sandboxed.libraries import library_member, offers
from autograder.sandboxed.wire import pack

from .candidate_client import CandidateClient, holds_refusal
from .student_errors import MissingError, StudentError, plainly_raised
from .students_function import function


class Fetched(NamedTuple):
    """A value or a reply of the candidate's, and how many questions had then run student code: it holds until the next.

    Without such a number it holds for the cell.
    """

    runs: int | None
    given: Any


class Namespace(dict):
    """The names of the grading cells. One it lacks is the student's, or a module that the source notebook imports.

    What the candidate gave for a name holds until student code runs again; a function stays what it is. `typed` are the
    words in all code but the tests.
    """

    client: CandidateClient | None = None
    typed: frozenset[str] = frozenset()

    def begin(
        self,
        client: CandidateClient,
        imports: dict[str, str],
        answers: set[str],
        brought: set[str] = frozenset(),
        ours: set[str] = frozenset(),
    ) -> None:
        """Look up names from now on.

        Parameters
        ----------
        client : the way to the candidate.
        imports : the names that the source notebook imports: "module" or "module:member".
        answers : the names that are the student's in any case.
        brought : the imported names that an answer is to import: the student has to have them, and what is used is ours.
        ours : names that only given and grading cells bind: they are never asked of the candidate.
        """
        self.client = client
        client.cells = self
        self.imports = imports
        self.answers = answers
        self.brought = brought
        self.ours = ours
        self.not_given: dict[str, set[str]] = {}
        self.words: set[str] = set()
        self.fetched: dict[str, Fetched] = {}
        self.missed: set[str] = set()
        self.at_hand: dict[str, Fetched] = {}

    def note_not_given(self, names: list[str], source: str) -> None:
        """Note that a cell stopped which was to give some names.

        Parameters
        ----------
        names : that the cell may bind.
        source : of the cell if it is a given one, "" for a grading cell.
        """
        self.not_given |= dict.fromkeys(names, set(WORD.findall(source)))

    def new_cell(self, source: str) -> None:
        """Forget the values that the last cell was given, and the names for which there was none.

        Parameters
        ----------
        source : of the cell that comes.
        """
        self.words = set(WORD.findall(source))
        self.fetched = {}
        self.missed = set()

    def has_at_hand(self, replies: Any) -> None:
        """Take the candidate's replies about some names before they are asked for."""
        told = replies if isinstance(replies, dict) else {}
        self.at_hand = {name: Fetched(self.client.runs, reply) for name, reply in told.items()}

    def __missing__(self, name: str) -> Any:
        if self.client is None or name.startswith("__"):
            raise KeyError(name)
        before = self.fetched.get(name)
        if before is not None and (before.runs in (None, self.client.runs) or isinstance(before.given, function)):
            return before.given
        library = self._to_be_imported(name)
        if library:
            self.fetched[name] = self._brought(name, library)
            return self.fetched[name].given
        if name in self.imports and name not in self.brought:
            value = library_member(self.imports[name])
        elif name in self.ours:
            if name in self.not_given and not hasattr(builtins, name):
                self._look_for_answers(self.words | self.not_given[name])
                self.client.stop("NotGivenError")
            raise KeyError(name)
        elif name in self.answers or not hasattr(builtins, name):
            value = self._students(name)
        else:
            raise KeyError(name)
        self.fetched[name] = Fetched(self.client.runs, value)
        return value

    def _look_for_answers(self, words: set[str]) -> None:
        """Raise what is raised for an answer that the student does not have, if one is among some words."""
        for name in sorted(self.answers & words):
            with contextlib.suppress(StudentError):
                self._students(name)

    def _to_be_imported(self, name: str) -> str:
        """Return what an answer is to import under a name, as "module" or "module:member"; "" if that is nothing."""
        if name in self.brought and name not in self.answers:
            return self.imports[name]
        if name in self.imports or name in self.ours or name in self.answers:
            return ""
        modules = (place.removesuffix(":*") for place in self.brought if place.endswith(":*"))
        return next((f"{module}:{name}" for module in modules if offers(module, name)), "")

    def _brought(self, name: str, library: str) -> Fetched:
        """Return what the student has imported, as we have it ourselves: a function of the student's could call anything right.

        Parameters
        ----------
        name : in the notebook.
        library : what is to be imported under it.
        """
        try:
            ours = library_member(library)
        except ImportError:  # a module that the notebook writes itself
            return Fetched(self.client.runs, self._students(name))
        reply = self.client.ask("get", name=name, library=library)
        if "near" in reply and hasattr(builtins, name):
            raise KeyError(name)
        held = pack(ours)
        if reply.get("same") is True or (not holds_refusal(held) and reply.get("value") == held):
            return Fetched(None, ours)
        if "near" in reply or "error" in reply:
            self._given(name, reply)
        self.client.stop("OtherError", name)

    def _students(self, name: str) -> Any:
        at_hand = self.at_hand.get(name)
        if at_hand is not None and at_hand.runs == self.client.runs and isinstance(at_hand.given, dict):
            reply = at_hand.given
        else:
            reply = self.client.ask("get", name=name)
        return self._given(name, reply)

    def _given(self, name: str, reply: dict[str, Any]) -> Any:
        """Return the value in the reply to a question for a name."""
        if "near" in reply:
            near = reply["near"] if isinstance(reply["near"], list) else []
            names = [other for other in near if isinstance(other, str) and other in self.typed]
            self.missed.add(name)
            hint = f" Is it your `{names[0][:60]}`?{other_letters(name, names[0][:60])}" if names else ""
            raise MissingError(f"There is no `{name}`.{hint}")
        return self.client.value(reply, plainly_raised)


def other_letters(wanted: str, name: str) -> str:
    """Return what is to be said of letters of a name that only look like those of another, "" if there are none.

    Parameters
    ----------
    wanted : the name that is looked for.
    name : one like it.
    """
    if len(wanted) != len(name) or wanted == name:
        return ""
    foreign = [theirs for ours, theirs in zip(wanted, name, strict=True) if ours != theirs]
    if any(letter.isascii() for letter in foreign):
        return ""
    told = ", ".join(unicodedata.name(letter, "unnamed").capitalize() for letter in dict.fromkeys(foreign))
    return f" It has another letter than it seems ({told}): type the name anew, with a Latin keyboard."
