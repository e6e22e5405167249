"""Shared by the tests: where things are, and the programs of this environment first on the path."""

import os
import sys
import tempfile
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).parent.parent
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
sys.path.insert(0, str(Path(__file__).parent))
DATA = tempfile.TemporaryDirectory()  # so that practice in a test is not counted as the practice of who runs it
os.environ["JUPYTER_DATA_DIR"] = DATA.name
settings.register_profile("untimed", deadline=None)  # a busy machine must not fail a property
settings.load_profile("untimed")
