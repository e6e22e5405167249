"""A virtual class: students made from the source notebooks, each with one thing about them and a known outcome."""

from .assignments import Student
from .students import small_class, varied_class, virtual_class

__all__ = ["Student", "small_class", "varied_class", "virtual_class"]
