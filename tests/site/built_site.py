"""The built site in a browser, as `make site-test` runs it: each page asks only its own server, and keeps its answers."""

import json
import re
from html import unescape

import pytest
import yaml
from browser import ROOT, SHOTS
from bs4 import BeautifulSoup
from playwright.sync_api import expect

pytest_plugins = ["site_tools"]
SITE = ROOT / "build" / "site"
HTML = [path.relative_to(SITE) for path in SITE.rglob("*.html")]
PAGES = sorted(str(path) for path in HTML if path.parts[0] not in ("_static", "lite"))
CHAPTERS = sorted((ROOT / "course").rglob("[0-9]*.ipynb"))
FIRST = "course/principles/01_the_microdose.html"
TITLE = json.loads((ROOT / FIRST).with_suffix(".ipynb").read_text(encoding="utf-8"))["cells"][0]["source"][0].strip(
    "# \n"
)
BROKEN = "() => [...document.images].filter(image => !image.naturalWidth).map(image => image.src)"
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
CUT_OFF = """() => [...document.querySelectorAll('article :is(img, svg, table, pre, mjx-container)')].filter(piece => {
    if (piece.getBoundingClientRect().right <= innerWidth + 1) return false;
    for (let around = piece; around; around = around.parentElement)
        if (['auto', 'scroll'].includes(getComputedStyle(around).overflowX)) return around.getBoundingClientRect().right > innerWidth + 1;
    return true;
}).map(piece => piece.outerHTML.slice(0, 200))"""
FORMULAS = "() => MathJax.startup.promise.then(() => document.querySelectorAll('mjx-container').length)"


def page_of(notebook):
    return SITE / notebook.relative_to(ROOT).with_suffix(".html")


def test_there_is_a_page_for_every_notebook():
    notebooks = [path for folder in ("course", "release") for path in (ROOT / folder).rglob("*.ipynb")]
    assert len(notebooks) > 50
    assert [path for path in notebooks if not page_of(path).is_file()] == []
    assert [path for path in notebooks if not (SITE / "lite" / "files" / path.relative_to(ROOT)).is_file()] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_else_and_fits(page, address, asked, path):
    page.set_viewport_size({"width": 400, "height": 900})
    page.goto(address + path, wait_until="load")
    page.wait_for_function("() => document.readyState == 'complete'")
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(TOO_WIDE) <= 0
    assert page.evaluate(CUT_OFF) == []  # what is wider than a phone is scrolled by itself
    if page.locator(".bd-sidebar-primary").count():
        page.locator("button.primary-toggle").first.click()
        expect(page.get_by_role("link", name=TITLE).first).to_be_in_viewport()
    assert asked == []


def test_formulas_and_figures_are_there(page, address, asked):
    for scheme, width in (("light", 1300), ("dark", 1300), ("light", 400)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(address + FIRST)
        assert page.evaluate(FORMULAS) > 20
        assert page.locator(".bd-content .cell_output img").count() == 2  # a demo at its start, and a still one
        page.screenshot(path=SHOTS / f"site_{scheme}_{width}.png")
    assert asked == []


def test_the_map_is_drawn(page, address, asked):
    page.goto(address + "course/index.html")
    page.wait_for_selector("pre.mermaid svg")
    assert asked == []


def test_every_package_is_on_the_page_of_licences_with_its_licence():
    page = BeautifulSoup((SITE / "licences.html").read_text(encoding="utf-8"), "html.parser")
    rows = {}
    for row in page.find_all("tr"):
        name, version, licence = (cell.get_text().strip() for cell in row.find_all(["th", "td"]))
        rows[f"{name}-{version}".lower().replace("_", "-")] = licence
    lite = SITE / "lite"
    archives = [file.name for pattern in ("*.whl", "*.zip") for file in lite.rglob(pattern)]
    stems = [re.sub(r"\.(whl|zip)$", "", name).split("-") for name in archives]
    wanted = {f"{name}-{version[0] if version else ''}" for name, *version in stems}
    for file in lite.rglob("third-party-licenses.json"):
        wanted |= {f"{p['name']}-{p['versionInfo']}" for p in json.loads(file.read_text(encoding="utf-8"))["packages"]}
    for file in [*lite.glob("static/*/package.json"), *(SITE / "_static").glob("*/package.json")]:
        about = json.loads(file.read_text(encoding="utf-8"))
        wanted.add(f"{about['name']}-{about['version']}")
    wanted = {name.lower().replace("_", "-") for name in wanted}
    assert len(wanted) > 300
    assert {"mathjax-3.2.2", "mermaid-11.4.1", "pyodide-0.27.7"} < wanted
    assert sorted(wanted - rows.keys()) == []
    assert [name for name, licence in rows.items() if not licence] == []


def texts(entry, key):
    """Yield what stands under a key at any depth of a question."""
    if isinstance(entry, dict):
        for name, inner in entry.items():
            if name == key and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner, key)
    elif isinstance(entry, list):
        for inner in entry:
            yield from texts(inner, key)


@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_every_picture_of_a_chapter_is_on_its_page(notebook):
    sources = ["".join(cell["source"]) for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]]
    drawn = sum(bool(re.search(r"^(explore|static)\(", source, re.MULTILINE)) for source in sources)
    assert page_of(notebook).read_text(encoding="utf-8").count("<img") >= drawn


@pytest.mark.parametrize("notebook", CHAPTERS, ids=lambda path: path.stem)
def test_no_page_tells_what_is_said_to_an_answer(notebook):
    questions = yaml.safe_load(notebook.with_suffix(".yaml").read_text(encoding="utf-8"))
    shown = " ".join(page_of(notebook).read_text(encoding="utf-8").split())
    sayings = [" ".join(line.split()) for say in texts(questions, "say") for line in say.splitlines() if len(line) > 40]
    codes = [line for code in texts(questions, "code") for line in code.splitlines() if len(line) > 40]
    assert len(sayings) >= 3
    assert [line for line in sayings + codes if line in shown] == []
    assert re.findall(r'\b(?:quiz|predict)\("', unescape(re.sub(r"<[^>]+>", "", shown))) == []
