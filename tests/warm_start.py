"""Commands of autograder and nbgrader as a fresh process runs them, but for their imports, which all of them share.

A process that has imported both is forked for each command: importing takes longer than most of what the tests ask for.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 280
_warm = multiprocessing.get_context("forkserver")
_warm.set_forkserver_preload(["autograder.cli.app", "nbgrader.apps"])


def run_warm(program, *arguments, cwd, env):
    """Run `python -m program arguments` in a folder with an environment; return what `subprocess.run` returns, as text."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("stdout", "stderr")]
        process = _warm.Process(target=_be, args=([program, *arguments], str(cwd), dict(env), files))
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            process.kill()
            raise subprocess.TimeoutExpired([program, *arguments], SECONDS)
        out, err = (path.read_text(encoding="utf-8") for path in files)
    return subprocess.CompletedProcess([program, *arguments], process.exitcode, out, err)


def _be(call, cwd, env, files):
    for number, path in enumerate(files, start=1):
        os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND), number)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.path.insert(0, cwd)
    sys.argv = list(call)
    runpy.run_module(call[0], run_name="__main__", alter_sys=True)
