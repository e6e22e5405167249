"""Repairs of a submitted notebook before nbgrader reads it."""

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum


class KeepOneAnswer(NbGraderPreprocessor):
    """Of several cells with one id, keep the first that the student changed; the others become ordinary cells.

    nbgrader keeps the last one, and stops at the remains of the others when it adds missing cells back.
    """

    def preprocess(self, nb, resources):
        """Drop nbgrader's metadata from every cell that another one stands for."""
        chosen = {}
        for cell in nb.cells:
            key = cell.metadata.get("nbgrader", {}).get("grade_id")
            if key is not None and (key not in chosen or (untouched(chosen[key]) and not untouched(cell))):
                chosen[key] = cell
        for cell in nb.cells:
            key = cell.metadata.get("nbgrader", {}).get("grade_id")
            if key is not None and cell is not chosen[key]:
                self.log.warning("Cell '%s' is there more than once: one copy is left out of the grading.", key)
                del cell.metadata["nbgrader"]
        return nb, resources


def untouched(cell):
    """Tell whether a cell still is as it was released."""
    return cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
