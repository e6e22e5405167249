"""How questions look in the page: in JupyterLab's own colours, light and dark, with colours of their own where there is no theme."""

STYLE = """<style>
.autograder-question, .autograder-panel > .widget-vbox > :not(.microkit-demo) { max-width: 48em; }
.autograder-question, .autograder-panel { line-height: 1.45; color: var(--jp-content-font-color1, #212121); }
.autograder-panel .autograder-ask { font-weight: 600; white-space: normal; margin: .2em 0; line-height: 1.45; }
.autograder-panel, .autograder-panel .widget-html-content { white-space: normal; }
.autograder-panel .autograder-verdict { padding: .3em .8em; border-left: 4px solid var(--jp-content-font-color2, #666); line-height: 1.45; }
.autograder-panel .widget-html, .autograder-panel .widget-html-content { height: auto; line-height: 1.45; }
.autograder-panel .widget-htmlmath, .autograder-panel :is(.widget-html-content, .widget-htmlmath-content) { min-width: 0; max-width: 100%; }
.autograder-panel mjx-container[display="true"] { max-width: 100%; overflow: auto hidden; }
.autograder-panel .widget-htmlmath table { display: block; max-width: 100%; overflow-x: auto; margin: .6em 0; }
.autograder-panel .widget-htmlmath :is(th, td) { padding: .15em 1em .15em 0; text-align: left; vertical-align: top; }
.autograder-panel .widget-htmlmath td:first-child > code:only-child { white-space: nowrap; }
.autograder-panel pre { white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere; }
.autograder-panel .jp-RenderedMarkdown :is(pre, pre code) { white-space: pre-wrap; word-break: normal; overflow: visible; }
.autograder-panel .widget-radio, .autograder-panel .widget-radio-box { width: auto; max-width: 100%; height: auto; }
.autograder-panel .widget-text { max-width: 100%; }
</style>"""
