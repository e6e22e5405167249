"""Fixtures for the built site: a server of its own, and a browser that tells what a page asks of anybody else."""

import functools
import http.server
import threading

import pytest
from browser import ROOT, SHOTS, chromium

SITE = ROOT / "build" / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    SHOTS.mkdir(parents=True, exist_ok=True)
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
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
