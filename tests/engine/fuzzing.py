"""Random edits of right and wrong notebooks, and what the student's own Run All makes of each of them.

    python tests/engine/fuzzing.py --count 10000 --seed 1 --sandboxed 300

The oracle knows nothing of the grader: it runs the student's notebook from top to bottom in one namespace, with the given
cells restored, and looks at each answer where its check stands.
"""

import argparse
import contextlib
import copy
import json
import math
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[2])
    sys.path.append(str(Path(__file__).parents[1]))

from corpus.notebooks import answer, nbgrader, notebook
from corpus.notebooks import test as grading
from engine_tools import job_of, scores, template_text

from autograder.engine.notebook import grade_notebook
from autograder.engine.our_cells import about
from autograder.engine.rebuilding import read_and_rebuild

SHOWN = "# hidden tests run here"
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"
KINDS = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
PARTS = ("squares", "area", "half", "word")
WRITTEN = ("why", "risk")
RIGHT = {
    "squares": ("def squares(n):\n    return [i**2 for i in range(1, n + 1)]", "squares = lambda n: [1, 4, 9][:n]"),
    "area": ("side = RADIUS**2\narea = math.pi * side", "import cmath\narea = math.pi * RADIUS**2"),
    "half": ("half = math.pi * 2", "# two\nhalf = 2 * math.pi"),
    "word": ("word = 'mi' + 'cro'", "letters = list('micro')\nword = ''.join(letters)"),
}
WRONG = {
    "squares": ("def squares(n):\n    return [0]", "squares = 1 / 0"),
    "area": ("area = 3", "area = math.pi * radius"),
    "half": ("half = 'two pi'", "half ="),
    "word": ("word = 'macro'", "word = None"),
}
IS_RIGHT = {
    "squares": lambda value: value(3) == [1, 4, 9] and value(1) == [1],
    "area": lambda value: math.isclose(value, 12.566370614359172),
    "half": lambda value: math.isclose(value, 6.283185307179586),
    "word": lambda value: value == "micro",
}
TESTS = {
    "squares": "assert squares(3) == [1, 4, 9] and squares(1) == [1]",
    "area": "assert math.isclose(area, 12.566370614359172)",
    "half": "assert math.isclose(half, 6.283185307179586)",
    "word": "assert word == 'micro'",
}
GIVEN = {"setup": "import math\n\n\ndef check(part, value):\n    print(part)", "numbers": "RADIUS = 2\nCOUNT = 3"}


def assignment():
    """Return the source notebook: four parts with check and hidden test, two written answers, two given cells."""
    cells = [locked("title", "# Squares and circles", new_markdown_cell)]
    cells += [locked(name, text, new_code_cell) for name, text in GIVEN.items()]
    for name in PARTS:
        cells.append(locked(f"{name}-prompt", f"**{name}** What is it?", new_markdown_cell))
        cells.append(answer(name, RIGHT[name][0]))
        cells.append(locked(f"{name}-check", f'check("{name}", {name})', new_code_cell, grade=True, points=0))
        cells.append(grading(f"{name}-mark", TESTS[name], 1))
        cells[-1].source = f"{SHOWN}\n{cells[-1].source}"
    for name in WRITTEN:
        cells.append(locked(f"{name}-prompt", f"**{name}** Say it in words.", new_markdown_cell))
        about_it = nbgrader(name, grade=True, solution=True, locked=False, points=2)
        cells.append(new_markdown_cell("Because.", id=name, metadata={"nbgrader": about_it}))
    return notebook(*cells)


def locked(name, text, kind, **details):
    """Return a cell of ours that students are not to change."""
    return kind(text, id=name, metadata={"nbgrader": nbgrader(name, **details)})


def released():
    """Return what students get."""
    handed_out = assignment()
    for cell in handed_out.cells:
        if cell.id in PARTS:
            cell.source = STUB
        elif cell.id in WRITTEN:
            cell.source = TEXT_STUB
        elif cell.id.endswith("-mark"):
            cell.source = SHOWN
    return handed_out


# The student


class Student:
    """A student with a notebook to edit; every sentence of the written answers is another one."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.notebook = released()
        self.sentences = {name: [] for name in WRITTEN}
        self.done = []

    def work(self):
        """Answer some parts rightly, some wrongly, some not at all, and edit the notebook at random; return it."""
        for cell in self.notebook.cells:
            if cell.id in PARTS and self.random.random() < 0.9:
                cell.source = self.answer_to(cell.id)
            elif cell.id in WRITTEN and self.random.random() < 0.8:
                cell.source = self.sentence(cell.id)
        for _ in range(self.random.randint(1, 6)):
            edit = self.random.choice(EDITS)
            self.done.append(edit.__name__)
            edit(self)
        return self.notebook

    def answer_to(self, name):
        """Return an answer, more often right than wrong."""
        return self.random.choice((RIGHT if self.random.random() < 0.7 else WRONG)[name])

    def sentence(self, name):
        """Return a new sentence of a written answer."""
        sentence = f"The reason for {name} has number {self.random.randrange(10**9)}."
        self.sentences[name].append(sentence)
        return sentence

    def pick(self, *names):
        """Return one of the cells that bear one of some names, or None."""
        found = [cell for cell in self.notebook.cells if name_of(cell) in names]
        return self.random.choice(found) if found else None

    def put(self, cell, near=None):
        """Insert a cell, next to another or anywhere."""
        cells = self.notebook.cells
        place = self.random.randint(0, len(cells))
        if near is not None:
            place = next(i for i, c in enumerate(cells) if c is near) + self.random.randint(0, 1)
        cells.insert(place, cell)

    def drop(self, cell):
        """Delete a cell."""
        self.notebook.cells = [c for c in self.notebook.cells if c is not cell]

    def swap(self, old, new):
        """Put a cell in the place of another."""
        self.notebook.cells = [new if c is old else c for c in self.notebook.cells]


def name_of(cell):
    """Return our name of a cell, or None."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def own(text, kind="code"):
    """Return a new cell without metadata."""
    return KINDS[kind](text)


def same_named(cell, text, kind=None):
    """Return a cell with the metadata of another, as a copy has them."""
    return KINDS[kind or cell.cell_type](text, metadata=copy.deepcopy(cell.metadata))


def paste_again(student):
    """Paste an answer cell, with its metadata, beside itself or elsewhere, unchanged or tried anew."""
    cell = student.pick(*PARTS)
    if cell is not None:
        text = student.random.choice([cell.source, student.answer_to(name_of(cell)), STUB])
        student.put(same_named(cell, text), student.random.choice([cell, None]))


def split_answer(student):
    """Split an answer cell in two, as JupyterLab does (both with its metadata) or as others do."""
    cell = student.pick(*PARTS)
    if cell is not None and "\n" in cell.source and cell.source != STUB:
        first, _, rest = cell.source.partition("\n")
        here = next(i for i, c in enumerate(student.notebook.cells) if c is cell)
        cell.source = first
        rest = same_named(cell, rest) if student.random.random() < 0.5 else own(rest, cell.cell_type)
        student.notebook.cells.insert(here + 1, rest)


def begin_with_another_line(student):
    """Set a comment, `pass` or an import apart above an answer."""
    cell = student.pick(*PARTS)
    if cell is not None and cell.source != STUB:
        here = next(i for i, c in enumerate(student.notebook.cells) if c is cell)
        line = student.random.choice(["# my answer", "pass", "import cmath"])
        student.notebook.cells.insert(here, same_named(cell, line))


def merge_with_next(student):
    """Merge a cell with the one below, which loses its metadata."""
    cells = student.notebook.cells
    here = student.random.randrange(len(cells) - 1)
    first, second = cells[here], cells[here + 1]
    if first.cell_type == second.cell_type:
        first.source += f"\n\n{second.source}"
        student.drop(second)


def retype(student):
    """Type an answer anew in a cell without metadata, in place of its own or beside the stub."""
    cell = student.pick(*PARTS)
    if cell is None or cell.source == STUB:
        return
    new = own(cell.source)
    if student.random.random() < 0.5:
        student.swap(cell, new)
    else:
        student.put(new, cell)
        cell.source = STUB


def retype_far(student):
    """Type an answer anew somewhere else and leave the stub."""
    cell = student.pick(*PARTS)
    if cell is not None and cell.source != STUB:
        student.put(own(cell.source))
        cell.source = STUB


def strip_metadata(student):
    """Lose the metadata of every cell, and the ids."""
    for cell in student.notebook.cells:
        cell.metadata = {}
        cell.id = own("").id


def move(student):
    """Move any cell."""
    cell = student.random.choice(student.notebook.cells)
    student.drop(cell)
    student.put(cell)


def convert(student):
    """Make another kind of cell of one, as the keys Y, M and R do."""
    cell = student.pick(*PARTS, *WRITTEN)
    if cell is not None:
        student.swap(cell, same_named(cell, cell.source, student.random.choice([*KINDS])))


def change_ours(student):
    """Change a cell of ours: an import more, another number, a line of comment."""
    cell = student.pick(*GIVEN, *(f"{name}-check" for name in PARTS))
    if cell is not None:
        lines = ["import cmath", "RADIUS = 3", "# understood", "print(COUNT)", "surplus = 1"]
        cell.source += "\n" + student.random.choice(lines)


def answer_in_check(student):
    """Type an answer into the cell that checks it."""
    cell = student.pick(*(f"{name}-check" for name in PARTS))
    mine = cell and student.pick(name_of(cell).removesuffix("-check"))
    if mine and mine.source != STUB:
        cell.source = f"{mine.source}\n{cell.source}"
        mine.source = STUB


def delete(student):
    """Delete any cell."""
    if len(student.notebook.cells) > 3:
        student.drop(student.random.choice(student.notebook.cells))


def scratch(student):
    """Try something."""
    lines = [
        "tmp = 1",
        "tmp + 1",
        "area",
        "print(half)",
        "this is not Python",
        "%time tmp = 2",
        "!ls",
        "# note",
        "math.pi",
    ]
    student.put(own(student.random.choice(lines)))


def note(student):
    """Write a note."""
    student.put(own("My notes on this: ask on Friday.", student.random.choice(["markdown", "raw"])))


def write_elsewhere(student):
    """Write an answer in a new cell next to its own, in place of it, or anywhere, as markdown, raw text or in a code cell."""
    cell = student.pick(*WRITTEN)
    if cell is not None:
        kind = student.random.choice(["markdown", "markdown", "raw", "code"])
        new = own(student.sentence(name_of(cell)), kind)
        how = student.random.choice(["beside", "instead", "anywhere"])
        if how == "instead":
            student.swap(cell, new)
        else:
            student.put(new, cell if how == "beside" else None)


def split_written(student):
    """Split a written answer, with metadata or without."""
    cell = student.pick(*WRITTEN)
    if cell is not None:
        here = next(i for i, c in enumerate(student.notebook.cells) if c is cell)
        sentence = student.sentence(name_of(cell))
        new = same_named(cell, sentence) if student.random.random() < 0.5 else own(sentence, "markdown")
        student.notebook.cells.insert(here + 1, new)


EDITS = [
    paste_again,
    split_answer,
    begin_with_another_line,
    merge_with_next,
    retype,
    retype_far,
    move,
    convert,
    change_ours,
    answer_in_check,
    delete,
    scratch,
    note,
    write_elsewhere,
    split_written,
    strip_metadata,
]


# What the student's own Run All shows


def run(text, names):
    """Run some code and tell whether it came to its end."""
    try:
        with contextlib.redirect_stdout(None), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(text, names)
    except Exception:
        return False
    return True


class RunAll:
    """The student's notebook run from top to bottom in one namespace."""

    def __init__(self, submitted):
        self.names = {}
        self.seen = {}
        self.asked = set()
        self.filled = set()
        texts = {c.source: c.id for c in released().cells if c.id not in PARTS and c.source != SHOWN}
        told = [name_of(c) or None for c in submitted.cells]
        self.cells = [
            (name or (texts.get(c.source) if texts.get(c.source) not in told else None), c)
            for name, c in zip(told, submitted.cells, strict=True)
        ]

    def run(self):
        """Run it; return which parts are right."""
        there = {name for name, _ in self.cells}
        for name, text in GIVEN.items():
            if name not in there:
                self.execute(text)
        restored = set()
        for name, cell in self.cells:
            self.take(name, cell, restored)
        return {part: self.judged(part) for part in PARTS}

    def take(self, name, cell, restored):
        """Run one cell; where a check or an answer's own cell was run, look at what the answer is then."""
        if cell.source.strip() == STUB:
            return
        if name in GIVEN:
            if name in restored or cell.source != GIVEN[name]:
                self.run_if_code(cell)
            if name not in restored:
                restored.add(name)
                self.execute(GIVEN[name])
        elif name in PARTS:
            self.execute(cell.source)
            if gives(cell.source, name):
                self.filled.add(name)
            self.look(name)
        else:
            self.run_if_code(cell)
            part = (name or "").partition("-")[0]
            if part in PARTS and name.endswith(("-check", "-mark")):
                self.look(part)

    def run_if_code(self, cell):
        """Run a cell if a front end would."""
        if cell.cell_type == "code":
            self.execute(cell.source)

    def execute(self, text):
        """Run some code; an error ends the cell."""
        run(text, self.names)

    def look(self, part):
        """Note what an answer is now."""
        self.seen[part] = self.names.get(part)

    def judged(self, part):
        """Tell whether an answer is right: where it was last looked at, or at the end if its own cell does not give it."""
        value = self.seen.get(part)
        if value is None and part not in self.filled:
            value = self.names.get(part)
        try:
            return bool(IS_RIGHT[part](value))
        except Exception:
            return False


def gives(text, name):
    """Tell whether some code gives a name, by its look."""
    return any(line.startswith((f"{name} =", f"def {name}(")) for line in text.split("\n"))


# The grader


def graded_by_hand(submission):
    """Return which parts are right in a rebuilt notebook, run in one namespace, so that no sandbox is needed."""
    names = {}
    found = {}
    for cell in submission.notebook["cells"]:
        if cell["cell_type"] == "code":
            ran = run(cell["source"], names)
            name = about(cell).get("grade_id", "")
            if name.endswith("-mark"):
                found[name.removesuffix("-mark")] = ran
    return found


def dropped(student, submission):
    """Return the sentences that were handed in and are not in the graded notebook, or wait for nobody."""
    cells = submission.notebook["cells"]
    handed_in = "\n".join(cell.source for cell in student.notebook.cells)
    kept = "\n".join(cell["source"] for cell in cells)
    lost = []
    for name, sentences in student.sentences.items():
        mine = [sentence for sentence in sentences if sentence in handed_in]
        text = next(cell["source"] for cell in cells if about(cell).get("grade_id") == name)
        lost += [sentence for sentence in mine if sentence not in kept]
        lost += [f"{name} waits for nobody"] if mine and text.strip() == TEXT_STUB else []
    return lost


def series(count, seed, template, sandboxed=0):
    """Yield each student of a series and what went wrong in grading the notebook, which should be nothing."""
    for number in range(seed, seed + count):
        student = Student(number)
        submitted = student.work()
        job = job_of(template, json.loads(json.dumps(submitted)))
        expected = RunAll(submitted).run()
        submission = read_and_rebuild(job)
        wrong = [submission.unreadable] if submission.unreadable else []
        found = graded_by_hand(submission)
        wrong += [f"{part} is {found.get(part)}" for part in PARTS if found.get(part) != expected[part]]
        if number - seed < sandboxed:
            points = scores(grade_notebook(job))
            wrong += [f"{p} has {points[f'{p}-mark']}" for p in PARTS if points[f"{p}-mark"] != float(expected[p])]
        yield student, [*wrong, *dropped(student, submission)]


def main():
    """Run a long series and print its counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sandboxed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        template = template_text(assignment(), Path(folder))
    counts = Counter()
    began = time.monotonic()
    for student, wrong in series(options.count, options.seed, template, options.sandboxed):
        counts["notebooks"] += 1
        counts["edits"] += len(student.done)
        counts["failing"] += bool(wrong)
        if wrong:
            print(counts["notebooks"] - 1 + options.seed, student.done, wrong, flush=True)
    print(f"seed {options.seed}: {dict(counts)}, {options.sandboxed} in the sandbox, {time.monotonic() - began:.0f} s")
    sys.exit(1 if counts["failing"] else 0)


if __name__ == "__main__":
    main()
