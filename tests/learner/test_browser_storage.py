"""Progress in a browser: kept item by item, brought back in order, and what the browser refuses is said and stops nobody."""

import asyncio
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from autograder.learner import browser_storage

BLOCKED = """
import os, sys
del os.fork
for name in ("nbgrader", "sqlalchemy", "tornado", "zmq", "ssl", "resource", "multiprocessing", "fcntl", "nbformat"):
    sys.modules[name] = None
import microkit as mk
from autograder import check, given, mark, practice, predict, progress, question, quiz, review, student_id
from microkit.demos import explore, static
assert not {"matplotlib", "scipy", "PIL"} & sys.modules.keys(), "a first cell would wait for them"
explore("limits")
practice("h1.b")
check("h1.b", 5)
progress()
"""


class Store:
    """A browser's cache storage, as far as it is used: items by their address, which may come in any order."""

    def __init__(self):
        self.items = {}

    async def open(self, _name):
        return self

    async def put(self, address, answer):
        self.items[address] = answer

    async def keys(self):
        return [SimpleNamespace(url=address) for address in reversed(self.items)]

    async def match(self, request):
        async def text():
            return self.items[request.url]

        return SimpleNamespace(text=text)


@pytest.fixture
def store(monkeypatch):
    store = Store()
    response = SimpleNamespace(new=lambda text: text)
    monkeypatch.setitem(sys.modules, "js", SimpleNamespace(caches=store, Response=response))
    monkeypatch.setattr(browser_storage, "_failed", [])
    return store


def all_done(*actions):
    async def run():
        for action in actions:
            action()
            await asyncio.gather(*browser_storage._at_work)
            await asyncio.sleep(0)  # what waits for them is called

    asyncio.run(run())


def test_entries_come_back_in_order_and_before_what_was_noted_since(store, tmp_path):
    lines = [f'{{"n": {n}}}' for n in range(5)]
    all_done(*(lambda line=line: browser_storage.keep_entry(line) for line in lines))
    file = tmp_path / "autograder" / "progress.jsonl"
    file.parent.mkdir()
    file.write_text('{"n": 4}\n{"n": 5}\n')  # one that the browser has already, and one that it has not yet
    all_done(lambda: browser_storage.bring_back(file))
    assert file.read_text().splitlines() == [f'{{"n": {n}}}' for n in range(6)]
    assert browser_storage.trouble() == ""


def test_the_same_try_twice_is_two_entries(store, tmp_path):
    file = tmp_path / "progress.jsonl"
    all_done(lambda: browser_storage.keep_entry("{}"))
    file.write_text("{}\n{}\n")
    all_done(lambda: browser_storage.bring_back(file))
    assert file.read_text() == "{}\n{}\n"


def test_what_was_shown_too_early_is_shown_again_when_the_entries_are_back(store, tmp_path):
    file = tmp_path / "progress.jsonl"
    seen = []

    def look():
        seen.append(file.read_text() if file.exists() else "")

    def begin():
        browser_storage.bring_back(file)
        look()
        browser_storage.once_back(look)

    all_done(
        lambda: browser_storage.keep_entry('{"n": 1}'), begin, lambda: None, lambda: browser_storage.once_back(look)
    )
    assert seen == ["", '{"n": 1}\n']


def test_a_browser_that_keeps_nothing_is_told_of_and_loses_nothing(store, tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules["js"].__dict__, "caches")
    file = tmp_path / "progress.jsonl"
    file.write_text('{"n": 1}\n')
    all_done(lambda: browser_storage.keep_entry("{}"), lambda: browser_storage.bring_back(file))
    assert file.read_text() == '{"n": 1}\n'
    assert "does not keep your progress" in browser_storage.trouble()


def test_a_browser_that_never_answers_is_given_up(store, monkeypatch):
    monkeypatch.setattr(browser_storage, "SECONDS", 0.01)
    monkeypatch.setattr(Store, "open", lambda *_: asyncio.Event().wait())
    all_done(lambda: browser_storage.keep_entry("{}"))
    assert browser_storage.trouble()


def test_a_learner_needs_nothing_that_a_browser_has_not(tmp_path):
    """In a browser there is no second process, no socket, and none of what grading is made of."""
    environment = os.environ | {"JUPYTER_DATA_DIR": str(tmp_path)}
    words = [sys.executable, "-c", BLOCKED]
    done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
