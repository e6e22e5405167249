"""Fixtures for the built site: a server of its own, and a browser that tells what a page asks of anybody else."""

import functools
import http.server
import os
import threading
import time
from pathlib import Path

import pytest
from browser import ROOT, SHOTS, chromium

SITE = ROOT / "build" / "site"


MEASURED = []
PATIENCE = 600_000  # ms, for whatever is waited for, on a machine that has much else to do
TICKS = os.sysconf("SC_CLK_TCK")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serve a folder, ask that nothing be cached, and count: what a browser has at its next visit, the page's own worker keeps."""

    served = []

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def copyfile(self, source, outputfile):
        self.served.append((self.path.partition("?")[0], os.fstat(source.fileno()).st_size))
        super().copyfile(source, outputfile)

    def log_message(self, *_):
        pass


class Visit:
    """What a visit costs, from its making on: seconds, seconds of the browser's processors, and what the server sent."""

    def __init__(self, name, profile):
        self.name = name
        self.profile = str(profile)
        self.before = len(Handler.served)
        self.busy = self._busy()
        self.began = time.perf_counter()

    def _busy(self):
        """Return the processor seconds of all processes of this browser so far."""
        ticks = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if self.profile in (process / "cmdline").read_text():
                    ticks += sum(map(int, (process / "stat").read_text().rpartition(")")[2].split()[11:13]))
            except OSError:  # it has just ended
                continue
        return ticks / TICKS

    def sent(self):
        """Return the files that the server has sent since."""
        return [path for path, _ in Handler.served[self.before :]]

    def note(self, until):
        """Say at the end of the tests what it took until something had happened; nothing hangs on it."""
        seconds = time.perf_counter() - self.began
        sent = sum(size for _, size in Handler.served[self.before :]) / 1e6
        busy = self._busy() - self.busy
        MEASURED.append(f"{self.name}, until {until}: {seconds:.1f} s, {busy:.1f} CPU s, {sent:.1f} MB sent")


def pytest_terminal_summary(terminalreporter):
    """Print what the visits took."""
    for line in MEASURED:
        terminalreporter.write_line(line)


@pytest.fixture(scope="module")
def address():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def private(tmp_path_factory):
    """The folder of the browser, in whose profile is what it keeps."""
    return tmp_path_factory.mktemp("chromium")


@pytest.fixture(scope="module")
def page(private):
    SHOTS.mkdir(parents=True, exist_ok=True)
    with chromium(private) as page:
        page.context.set_default_timeout(PATIENCE)
        yield page


@pytest.fixture
def asked(page, address):
    """What the page, its workers included, asks of others, and what its own server does not have."""
    wrong = []

    def elsewhere(request):
        if not request.url.startswith((address, "data:", "blob:")):
            wrong.append(request.url)

    def missing(response):
        if response.status >= 400 and not response.url.endswith("favicon.ico"):
            wrong.append(f"{response.status} {response.url}")

    page.context.on("request", elsewhere)
    page.context.on("response", missing)
    yield wrong
    page.context.remove_listener("request", elsewhere)
    page.context.remove_listener("response", missing)
