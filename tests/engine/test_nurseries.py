"""Nurseries are started once for all budgets and workers, and what another process has started is done without when it is gone."""

import json
import socket
import threading

import pytest

from autograder.engine import fork_servers, nurseries
from autograder.sandboxed.channel import Channel
from autograder.sandboxed.limits import Limits

USED = [frozenset(["numerics", "figures"]), frozenset(["numerics"])]


class Played:
    """Stands for the process of a nursery: it answers each order as a fork server does that is ready, and notes what it was told."""

    def __init__(self):
        self.told = []
        self.controls = []
        self.ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        threading.Thread(target=self.obey, daemon=True).start()

    def obey(self):
        while (packet := socket.recv_fds(self.theirs, 1 << 16, 1))[0]:
            self.told.append(json.loads(packet[0]))
            self.controls.append(socket.socket(fileno=packet[1][0]))
            Channel(self.controls[-1], 1000).send({"why": None})


@pytest.fixture
def playing(monkeypatch):
    """The nurseries that were started, each with its role."""
    found = []

    def started(role, ground, uses):
        played = Played()
        found.append((role, played))
        return nurseries.Nursery(played.ours, uses)

    fork_servers.close_engines()
    monkeypatch.setattr(nurseries, "started", started)
    monkeypatch.setattr(fork_servers.ForkServer, "close", lambda server: server.control.close())
    yield found
    fork_servers.close_engines()


def job(**details):
    return {"limits": Limits().asdict(), "data": {}, "sandbox": True, "bank": ""} | details


def test_other_budgets_start_servers_but_no_nursery(playing):
    fork_servers.engine_for(job()).start()
    more = Limits(memory_mb=4096)
    fork_servers.engine_for(job(limits=more.asdict())).start()
    assert [role for role, _ in playing] == ["candidate", "examiner"]
    for _, played in playing:
        assert [Limits(**told["limits"]) for told in played.told] == [Limits(), more]


@pytest.mark.parametrize(
    "other", [{"data": {"doses.csv": "/a/doses.csv"}}, {"bank": "/a/bank"}, {"sandbox": False}], ids=str
)
def test_what_the_sandbox_shows_is_another_nursery(playing, other):
    fork_servers.engine_for(job()).start()
    fork_servers.engine_for(job(**other)).start()
    assert [role for role, _ in playing] == ["candidate", "examiner"] * 2


def test_a_worker_uses_the_nurseries_that_it_is_given(playing):
    given = [Played(), Played()]
    ground = nurseries.Ground.of(job())
    nurseries.Ways(ground, [played.ours for played in given], USED).take()
    engine = fork_servers.engine_for(job())
    engine.start()
    assert playing == [] and [len(played.told) for played in given] == [1, 1]
    assert [server.uses for server in engine.servers] == USED


def test_a_worker_whose_given_nurseries_are_gone_starts_its_own(playing):
    given = [Played(), Played()]
    given[1].theirs.shutdown(socket.SHUT_RDWR)
    nurseries.Ways(nurseries.Ground.of(job()), [played.ours for played in given], USED).take()
    engine = fork_servers.engine_for(job())
    engine.start()
    assert [role for role, _ in playing] == ["candidate", "examiner"]
    assert not any(server.uses for server in engine.servers)
    engine.start()
    assert len(playing) == 2, "what is there is kept"
