"""The part of the site that is alive: JupyterLite with Pyodide and the notebooks, all from the site's own folder."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from first_visit import finish
from pyodide_files import AT_START, stage

KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension"]
CONFIG = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Human microdosing",
        "exposeAppInBrowser": True,
        "disabledExtensions": ["@jupyterlab/apputils-extension:announcements"],
        "litePluginSettings": {KERNEL: {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": AT_START}}},
    },
}
IN_A_NOTEBOOK = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus"
ARROWS = {  # this JupyterLab takes them even while a slider has the focus
    "ArrowDown": "notebook:move-cursor-down",
    "ArrowUp": "notebook:move-cursor-up",
    "ArrowLeft": "notebook:move-cursor-heading-above-or-collapse",
    "ArrowRight": "notebook:move-cursor-heading-below-or-expand",
}
SHORTCUTS = [
    {"command": command, "keys": [key], "args": {}, **rule}
    for key, command in ARROWS.items()
    for rule in (
        {"selector": IN_A_NOTEBOOK, "disabled": True},
        {"selector": f'{IN_A_NOTEBOOK}:not([role="slider"])', "disabled": False},
    )
]
SETTINGS = {
    "@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": SHORTCUTS},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},  # light or dark, as the reader's system is
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


class LiveError(Exception):
    """JupyterLite cannot be built; the text shows where it stopped."""


def build_live(site: Path, contents: Path, making: Path, root: Path, cache: Path) -> None:
    """Build JupyterLite into `lite/` of the site.

    Parameters
    ----------
    site : the site.
    contents : the folder of the notebooks, with their question files.
    making : a folder to work in.
    root : the repository.
    cache : a folder that keeps what was fetched.

    Raises
    ------
    FetchError : if a file of Pyodide cannot be had from any source.
    BytecodeError : if a module cannot be compiled for the browser.
    LiveError : if JupyterLite cannot be built.
    """
    stage(making / "static" / "pyodide", root, cache)
    (making / "jupyter-lite.json").write_text(json.dumps(CONFIG), encoding="utf-8")
    (making / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    extensions = [str(Path(sys.prefix, "share", "jupyter", "labextensions", name)) for name in EXTENSIONS]
    wanted = {"ignore_sys_prefix": True, "federated_extensions": extensions, "no_sourcemaps": True, "apps": ["lab"]}
    wanted |= {"contents": [str(contents)], "output_dir": str(site / "lite"), "lite_dir": str(making)}
    (making / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": wanted}), encoding="utf-8")
    log = making.with_suffix(".log")
    with log.open("w") as out:  # it names every file that it copies
        words = [sys.executable, "-m", "jupyter", "lite", "build"]
        done = subprocess.run(words, check=False, cwd=making, stdout=out, stderr=subprocess.STDOUT)
    if done.returncode:
        raise LiveError(f"JupyterLite cannot be built; {log} ends with:\n{log.read_text()[-2000:]}")
    finish(site / "lite")
    shutil.rmtree(making)
