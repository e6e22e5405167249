"""What a child and all that it started use together: nothing is forgotten when a process ends, and who is who is known."""

import os

import pytest

from autograder.sandboxed import watching
from autograder.sandboxed.limits import Limits


@pytest.fixture
def told(monkeypatch):
    """A watch, and what it is told of processes: id and seconds of the processor."""
    running = {}
    watch = watching.Watch(Limits(memory_mb=100, processes=3))
    ours = [("1", "0"), (watch.own, "1"), *zip("abcde", [watch.own, *"aaaa"], strict=True)]
    monkeypatch.setattr(
        watching, "_parents", lambda: [(pid, up) for pid, up in ours if pid in ("1", watch.own, *running)]
    )
    monkeypatch.setattr(watching, "_seconds", running.get)
    return watch, running


def test_the_processor_counts_for_all_together_also_after_their_end(told):
    watch, running = told
    running |= {"a": 2.0, "b": 3.0}
    assert watch.seconds() == 5
    del running["b"]  # nobody waited for it, so no other process shows its seconds
    assert watch.seconds() == 5
    running |= {"a": 4.0, "c": 1.0}
    assert watch.seconds() == 8
    running["a"] += running.pop("c")  # waited for: its seconds are those of its parent now
    assert watch.seconds() == 8
    watch.begin()
    running.clear()
    assert watch.seconds() == 0


def test_too_many_processes_and_too_much_memory_have_a_name_each(told, monkeypatch):
    watch, running = told
    monkeypatch.setattr(watching, "kilobytes", lambda pids, enough: 150 << 10)
    own = watching.resident("self")
    assert watch.overused() is None and 150 << 10 <= watch.allowed <= (150 << 10) + 2 * own
    watch.allowed -= 2 * own
    assert watch.overused() == "memory"
    running |= dict.fromkeys("abcde", 0.0)
    assert watch.overused() == "processes"


def test_what_another_server_has_started_does_not_count(told, monkeypatch):
    watch, _ = told
    seen = {"1": "0", watch.own: "1", "another server": "1", "its child": "another server", "child": watch.own}
    seen |= {"helper": "child", "helper's": "helper"}
    monkeypatch.setattr(watching, "_parents", seen.items)
    assert watch.inside() == ["child", "helper", "helper's"]


def test_a_parent_that_ends_between_two_lines_of_the_list_hides_no_child(told, monkeypatch):
    watch, _ = told
    torn = {"1": "0", watch.own: "1", "child": watch.own, "grandchild": "gone by now"}
    looks = iter([torn, torn, torn | {"grandchild": "child"}])
    monkeypatch.setattr(watching, "_parents", lambda: next(looks).items())
    assert watch.inside() == ["child", "grandchild"]


def test_seconds_and_ids_are_read_from_the_kernel():
    assert dict(watching._parents())[str(os.getpid())] == str(os.getppid())
    assert watching._seconds(str(os.getpid())) > 0 and watching._seconds("999999999") == 0
    assert watching._numbers("self")[0] == os.getpid() and watching._numbers("999999999") == []
