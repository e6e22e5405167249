"""Run every chapter and lay all its pictures out on one sheet, in colour and in grey: `make contact-sheet`, then look."""

import base64
import io
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image, ImageDraw, ImageOps

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "contact_sheet"
WIDTH, COLUMNS, GAP = 900, 2, 30


def pictures(path):
    """Return the pictures that a notebook shows, each with the id of its cell."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            encoded = (
                [data["image/png"]]
                if "image/png" in data
                else re.findall(r"data:image/png;base64,([\w+/=]+)", str(data.get("text/html", "")))
            )
            found += [(cell.id, base64.b64decode(text)) for text in encoded]
    return found


def sheet(found):
    """Return the pictures on one page, a title over each."""
    tiles = []
    for title, data in found:
        picture = Image.open(io.BytesIO(data)).convert("RGB")
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)))
        tile = ImageOps.expand(picture, (0, GAP, 0, 0), "white")
        ImageDraw.Draw(tile).text((5, 8), title, fill="black")
        tiles.append(tile)
    rows = [tiles[i : i + COLUMNS] for i in range(0, len(tiles), COLUMNS)]
    page = Image.new("RGB", (COLUMNS * (WIDTH + GAP), sum(max(t.height for t in row) for row in rows)), "white")
    top = 0
    for row in rows:
        for column, tile in enumerate(row):
            page.paste(tile, (column * (WIDTH + GAP), top))
        top += max(tile.height for tile in row)
    return page


def main(names):
    """Make a sheet for every chapter, or for those whose path holds one of the given words."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "course").rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts or not any(name in str(path) for name in names or [""]):
            continue
        found = pictures(path)
        if found:
            page = sheet(found)
            page.save(FOLDER / f"{path.stem}.png")
            page.convert("L").save(FOLDER / f"{path.stem}_grey.png")
        print(f"{path.relative_to(ROOT)}: {len(found)} pictures")


if __name__ == "__main__":
    main(sys.argv[1:])
