"""What takes long to import is imported by the fork servers once, where our own cells use it or more than one student's."""

import base64

import pytest

from autograder.engine.fork_servers import Engine
from autograder.engine.nurseries import Ground
from autograder.sandboxed.limits import Limits

NUMBERS = "import scipy"
MICROKIT = "import microkit as mk"
STATISTICS = "from scipy import stats"
PICTURE = "import matplotlib"
OURS = "from autograder import mark"


class Server:
    """Stands for a fork server: it notes what is ordered and asked of it."""

    def __init__(self):
        self.told = []
        self.uses = frozenset()

    def warm(self, uses):
        self.told.append(set(uses))
        self.uses |= uses

    def wait_ready(self):
        self.told.append("ready?")

    def preload(self, modules):
        self.preloaded = modules

    def close(self):
        self.told.append("close")


@pytest.fixture
def engine():
    made = Engine(Limits(), Ground((), True, ""))
    made.servers = [Server(), Server()]
    return made


@pytest.mark.parametrize(
    ("notebooks", "candidates", "examiners"),
    [
        ([[("given", "x = 1")]], [], []),
        ([[("given", NUMBERS)]], [{"numerics"}], [{"numerics"}]),
        ([[("given", NUMBERS)]] * 2, [{"numerics"}], [{"numerics"}]),
        ([[("test", STATISTICS)]], [{"numerics", "statistics"}], [{"numerics", "statistics"}]),
        ([[("test", OURS)], [("given", NUMBERS)]], [{"autograder"}, {"numerics"}], [{"autograder"}, {"numerics"}]),
        ([[("answer", NUMBERS)]], [], []),
        ([[("answer", NUMBERS)], [("extra", PICTURE)]], [], []),
        ([[("extra", PICTURE)], [("answer", PICTURE)], [("answer", PICTURE)]], [{"figures"}], []),
        ([[("answer", NUMBERS)], [("given", NUMBERS)]], [{"numerics"}], [{"numerics"}]),
        ([[("answer", MICROKIT)]], [{"microkit"}], []),
        ([[("given", MICROKIT)]], [{"microkit", "numerics"}], [{"numerics"}]),
    ],
)
def test_what_is_imported_for_all(engine, notebooks, candidates, examiners):
    servers = list(engine.servers)
    for cells in notebooks:
        engine.warm_up([{"kind": kind, "source": source} for kind, source in cells], [], [])
    told = [[words for use in uses for words in (use, "ready?")] for uses in (candidates, examiners)]
    assert [server.told for server in servers] == told


def test_microkit_is_there_for_a_module_beside_the_notebook(tmp_path):
    (tmp_path / "helper.py").write_text(MICROKIT)
    of_the_course = Engine(Limits(), Ground((("helper.py", str(tmp_path / "helper.py")),), True, ""))
    of_the_student = Engine(Limits(), Ground((), True, ""))
    for engine, files in ((of_the_course, []), (of_the_student, [base64.b64encode(MICROKIT.encode()).decode()])):
        engine.servers = [Server(), Server()]
        engine.warm_up([{"kind": "answer", "source": "import helper"}], files, [])
        assert [server.uses for server in engine.servers] == [{"microkit"}, set()]


def test_new_servers_are_cold(engine):
    cells = [{"kind": "given", "source": NUMBERS}]
    engine.warm_up(cells, [], [])
    engine.close()
    new = [Server(), Server()]
    engine.servers = list(new)
    engine.warm_up(cells, [], [])
    assert [server.told for server in new] == [[{"numerics"}, "ready?"]] * 2
