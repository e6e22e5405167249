"""Sphinx: every script and font is a file of the site itself, so that a page asks nobody else for anything."""

project = "Human microdosing"
author = "The course maintainers"
copyright = "the course maintainers; text CC BY 4.0, code BSD-3-Clause"
html_title = project
extensions = ["myst_nb"]
root_doc = "index"
nb_execution_mode = "off"
nb_render_markdown_format = "gfm"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header", "mystnb.mime_priority"]
html_theme = "sphinx_book_theme"
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "navbar_persistent": [],
}
html_css_files = ["course.css"]
html_js_files = [("drawings.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
mathjax_path = "mathjax/es5/tex-mml-chtml.js"
