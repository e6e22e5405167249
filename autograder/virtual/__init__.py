"""A virtual class: students made from the source notebooks, each with a known outcome."""

from .assignments import Student
from .students import virtual_class

__all__ = ["Student", "virtual_class"]
