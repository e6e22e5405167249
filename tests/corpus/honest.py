"""Every honest but odd case, by kind. None may lose a point."""

from . import honest_cells, honest_files, honest_values

HONEST = {
    "values and functions": honest_values.CASES,
    "cells": honest_cells.CASES,
    "files": honest_files.CASES,
}
