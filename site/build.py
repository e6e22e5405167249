"""Build the course as a static site: python site/build.py build/site. Nothing in it is asked of another server."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from bytecode import BytecodeError
from fetched import FetchError, unpack
from first_visit import megabytes
from licences import LicenceError, licences_page
from live import LiveError, build_live
from pages import reading_page
from run_notebooks import PageError, execute

HERE = Path(__file__).parent
ROOT = HERE.parent
IGNORED = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
OFFER = (
    '<p class="offer"><a class="live" href="{live}">Open live</a> to run this page here in your browser, with nothing installed: '
    'sliders, answers and marks. Or <a href="{file}" download>download it</a> as a notebook for JupyterLab.</p>'
)
SCRIPTS = {
    "mathjax@3.2.2": ["es5/tex-mml-chtml.js", "es5/output/chtml/fonts/", "package.json", "LICENSE"],
    "mermaid@11.4.1": ["dist/mermaid.min.js", "package.json", "LICENSE"],
}


def build(site: Path, cache: Path) -> None:
    """Build the site anew.

    Parameters
    ----------
    site : the folder that will hold it; what stood there goes.
    cache : a folder that keeps what was fetched.

    Raises
    ------
    FetchError : if a file that the site needs cannot be fetched.
    PageError : if a notebook of the course does not run.
    subprocess.CalledProcessError : if Sphinx finds a fault, such as a link that leads nowhere.
    BytecodeError, LiveError : if Python for the browser, or JupyterLite, cannot be built.
    LicenceError : if something that the site ships names no licence.
    """
    shutil.rmtree(site, ignore_errors=True)
    making = site.with_name(f"{site.name}-making")
    shutil.rmtree(making, ignore_errors=True)
    static = making / "_static"
    shutil.copytree(HERE / "static", static)
    for package, members in SCRIPTS.items():
        unpack(package, members, static / package.partition("@")[0], cache)
    for folder in ("course", "release"):
        shutil.copytree(ROOT / folder, making / "contents" / folder, ignore=IGNORED)
    build_live(site, making / "contents", making / "lite", ROOT, cache)
    shutil.rmtree(making / "contents")
    _write_pages(making)
    (making / "licences.md").write_text(licences_page(site, static), encoding="utf-8")
    welcome = (HERE / "welcome.md").read_text(encoding="utf-8")
    welcome = welcome.replace("MEGABYTES", str(megabytes(site / "lite" / "static" / "pyodide")))
    (making / "index.md").write_text("\n\n".join([welcome, *_contents(making)]), encoding="utf-8")
    words = ["-q", "-W", "--keep-going", "-b", "html", "-c", str(HERE), "-d", str(making / ".doctrees")]
    words += ["-D", f"html_static_path={static}"]
    subprocess.run([sys.executable, "-m", "sphinx", *words, str(making), str(site)], check=True)


def _write_pages(making):
    clean = making / "run"  # where the notebooks run; what a run leaves is no page
    for folder in ("course", "release"):
        shutil.copytree(ROOT / folder, clean / folder, ignore=IGNORED)
    chapters = sorted((clean / "course").rglob("*.ipynb"))
    notebooks = execute(chapters, clean / "private")
    for path in sorted((clean / "release").rglob("*.ipynb")):  # handed out to be filled in: shown as they are
        notebooks[path] = nbformat.read(path, as_version=4)
    for path, notebook in notebooks.items():
        name = path.relative_to(clean)
        top = os.path.relpath(".", name.parent)
        live = f"{top}/lite/lab/index.html?path={name}"
        offer = OFFER.format(live=live, file=f"{top}/lite/files/{name}")
        action = f'<a href="{live}">Open this page live</a> and run its cell'
        page = making / name
        page.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(reading_page(notebook, offer, action), page)
    shutil.copytree(ROOT / "course" / "figures", making / "course" / "figures")
    shutil.rmtree(clean)


def _contents(making):
    """Return the lists from which Sphinx makes the menu beside each page."""
    lists = {
        "Start": ["course/index", "course/glossary"],
        "Principles": _numbered(making, "course/principles"),
        "Practice": _numbered(making, "course/hands_on"),
        "Applications": _numbered(making, "course/applications"),
        "To hand in": [
            str(path.relative_to(making).with_suffix("")) for path in sorted(making.glob("release/*/*.ipynb"))
        ],
        "More": ["course/template", "licences"],
    }
    return [
        "\n".join(["```{toctree}", ":hidden:", f":caption: {name}", "", *pages, "```"]) for name, pages in lists.items()
    ]


def _numbered(making, folder):
    """Return the entries of a folder's notebooks, each with the number and the title that a reader knows it by."""
    entries = []
    for path in sorted((making / folder).glob("*.ipynb")):
        title = nbformat.read(path, as_version=4).cells[0].source.partition("\n")[0].removeprefix("# ")
        entries.append(f"{int(path.name[:2])} {title} <{folder}/{path.stem}>")
    return entries


def main() -> None:
    """Build the site that the command line asks for; say in one line what stands in the way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of the site, such as build/site")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "fetched", help="keeps what was fetched")
    wanted = parser.parse_args()
    try:
        build(wanted.site.resolve(), wanted.cache.resolve())
    except (BytecodeError, FetchError, LicenceError, LiveError, PageError) as error:
        sys.exit(f"make site: {error}")
    except subprocess.CalledProcessError:
        sys.exit("make site: the faults stand above")


if __name__ == "__main__":
    main()
