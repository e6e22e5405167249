"""What every calculation needs: checked input, shapes, units, intervals, tables, data, figures."""

import logging
import sys

if sys.platform == "emscripten":  # in a browser every session builds its font cache anew, which is no news for a reader
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
