"""The fork servers import microkit, scipy and the bank when the first notebook comes that uses them, and once."""

import pytest

from autograder.engine.fork_servers import Engine
from autograder.engine.nurseries import Ground
from autograder.sandboxed.limits import Limits

LINES = [
    "import microkit as mk",
    "from scipy import stats",
    "from autograder import check",
    "x = 1\nimport scipy.stats as st",
]


class Server:
    """Stands for a fork server: it notes what is ordered and asked of it."""

    def __init__(self):
        self.told = []

    def warm(self):
        self.told.append("warm")

    def wait_ready(self):
        self.told.append("ready?")

    def preload(self, modules):
        self.preloaded = modules

    def close(self):
        self.told.append("close")


@pytest.mark.parametrize("line", LINES)
def test_the_first_notebook_that_uses_them_has_both_servers_import_them(line):
    engine = Engine(Limits(), Ground((), True, ""))
    servers = [Server(), Server()]
    engine.servers = list(servers)
    engine.warm_up(["import numpy as np", "math.pi * 4"], [])
    assert [server.told for server in servers] == [[], []]
    for _ in range(2):
        engine.warm_up(["import numpy as np", line], [])
    assert [server.told for server in servers] == [["warm", "ready?"]] * 2


def test_new_servers_are_cold():
    engine = Engine(Limits(), Ground((), True, ""))
    engine.servers = [Server()]
    engine.warm_up(LINES, [])
    engine.close()
    new = Server()
    engine.servers = [new]
    engine.warm_up(LINES, [])
    assert new.told == ["warm", "ready?"]
