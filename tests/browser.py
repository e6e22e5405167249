"""A real JupyterLab in a real browser: start both, open a notebook, run it, press keys, time the picture."""

import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
SHOTS = ROOT / "build" / "browser"
QUIET_BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}
OPEN = """async path => {
    const last = jupyterapp.shell.currentWidget;
    if (last?.sessionContext) {
        await last.sessionContext.shutdown();
        last.context.model.dirty = false;
        const gone = new Promise(resolve => last.disposed.connect(resolve));
        last.close();
        await gone;
    }
    await jupyterapp.commands.execute('docmanager:open', {path});
}"""
# the command gives a notebook's panel, which must stay in the page: a copy with all that hangs on it takes seconds
SWITCH = "async path => { await jupyterapp.commands.execute('docmanager:open', {path}); }"
READY = """path => {
    const shown = jupyterapp.shell.currentWidget;
    return shown?.context?.path == path && shown.sessionContext.session?.kernel?.status == 'idle';
}"""
TAKEN_UP = "a[href*='/files/']"  # a link that JupyterLab has resolved and follows itself; a click before that is lost
RUN_ALL = "() => jupyterapp.commands.execute('notebook:run-all-cells')"
FAILED_CELLS = """() => jupyterapp.shell.currentWidget.content.widgets.flatMap(cell =>
    (cell.model.outputs?.toJSON() ?? []).filter(output => output.output_type == 'error')
        .map(output => output.ename + ': ' + output.evalue))"""
FOLLOW_PICTURE = """picture => {
    const pressed = [], shown = [];
    window.frames_seen = {pressed, shown};
    addEventListener('keydown', () => pressed.push(performance.now()), true);
    new MutationObserver(async () => { await picture.decode(); shown.push(performance.now()); })
        .observe(picture, {attributeFilter: ['src']});
}"""


def chromium_path():
    """Return where Chromium is. A machine without it fails the test: a skipped test is not a passed one."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.fail(
            "no Chromium found: apt-get install chromium, or leave this file out: --ignore=tests/test_browser.py"
        )
    return found


def free_port():
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def lab(folder, private):
    """Run JupyterLab on a folder, with every file of its own under `private`; yield the address of a page by path."""
    port = free_port()
    token = secrets.token_hex(16)
    _write_settings(private)
    log = private / "lab.log"
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--LabApp.expose_app_in_browser=True",
    ]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=folder, env=_environment(private), stdout=out, stderr=out)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/api?token={token}", server, log)
        yield lambda path: f"http://127.0.0.1:{port}/{path}?token={token}"
    finally:
        server.terminate()
        server.wait(20)


@contextlib.contextmanager
def make_lab(clone, private):
    """Run `make lab` in a clone whose environment is there; yield the address that it opens in a learner's browser."""
    _write_settings(private)
    environment = _environment(private) | {"BROWSER": "true %s", "JUPYTER_PORT": str(free_port())}
    (private / "config" / "jupyter_lab_config.json").write_text('{"LabApp": {"expose_app_in_browser": true}}')
    log = private / "lab.log"
    with log.open("w") as out:
        command = ["make", "--old-file=.venv/ready", "lab"]
        server = subprocess.Popen(command, cwd=clone, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        yield _address_in(log, server)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def _address_in(log, server, *, seconds=60):
    for _ in range(5 * seconds):
        if found := re.search(r"http://(localhost|127\.0\.0\.1):\d+/lab\S*token=\w+", log.read_text()):
            return found[0]
        if server.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"make lab did not start:\n{log.read_text()[-3000:]}")


@contextlib.contextmanager
def chromium(private):
    """Run a headless Chromium with a fresh profile; yield a page."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            private / "profile",
            executable_path=chromium_path(),
            args=QUIET_BROWSER,
            viewport={"width": 1300, "height": 1000},
        )
        context.set_default_timeout(60_000)
        yield context.pages[0]
        context.close()


def run_notebook(page, path):
    """Open a notebook in a JupyterLab that is there, run all its cells and return the errors they raised.

    The notebook that was open before is closed and its kernel shut down.
    """
    page.evaluate(OPEN, path)
    page.wait_for_function(READY, arg=path)
    page.evaluate(RUN_ALL)
    return page.evaluate(FAILED_CELLS)


def rest_at_lowest(page, demo):
    """Move the first slider of a demo to its lowest stop with the keyboard and return what the picture shows then."""
    demo.get_by_role("slider").first.press("Home")
    page.wait_for_timeout(500)
    return demo.locator("img.widget-image").screenshot()


def press_and_time(page, demo, *, presses):
    """Step the slider at rest up and down in turn; return the time from each key to its decoded picture, ms."""
    picture = demo.locator("img.widget-image")
    picture.evaluate(FOLLOW_PICTURE)
    for i in range(presses):
        page.keyboard.press("ArrowLeft" if i % 2 else "ArrowRight")
        page.wait_for_function("n => frames_seen.shown.length >= n", arg=i + 1)
        page.wait_for_timeout(100)
    seen = page.evaluate("frames_seen")
    return [shown - pressed for pressed, shown in zip(seen["pressed"], seen["shown"], strict=True)]


def _write_settings(private):
    for name, text in SETTINGS.items():
        file = private / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def _environment(private):
    homes = {name: str(private / name.lower()) for name in ("HOME", "IPYTHONDIR", "JUPYTERLAB_WORKSPACES_DIR")}
    homes |= {f"JUPYTER_{name}_DIR": str(private / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    for home in homes.values():
        Path(home).mkdir(exist_ok=True)
    found = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return os.environ | homes | {"JUPYTERLAB_SETTINGS_DIR": str(private / "settings"), "PYTHONPATH": found}


def _wait_until_up(address, server, log, *, seconds=60):
    for _ in range(5 * seconds):
        with contextlib.suppress(OSError), urllib.request.urlopen(address):
            return
        if server.poll() is not None:
            break
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")
