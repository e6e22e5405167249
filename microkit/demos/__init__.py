"""Pictures to play with: `explore` one or show it `static`.

A demo is a module of this package with five names:

TITLE             what the picture shows, for readers who cannot see it
CONTROLS          the settings: name -> Slider or Toggle (at most three sliders)
start(figure)     draw what stays and return the artists that move, by name
draw(artists, **settings)   bring the artists to these settings and return what is seen, in one or two sentences
code(**settings)  return a few lines of Python that print the numbers of this picture, each as `print("label (unit):", value)`;
                  `np`, `stats` (of scipy) and `mk` are imported for them

The settings of `draw` and `code` are those of CONTROLS: label and unit of each stand there, and are not said again.
"""

from .showing import explore, static

__all__ = ["explore", "static"]
