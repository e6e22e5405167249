"""What the browser needs for sliders and radio buttons that fit the page, can be told apart and can be spoken.

ipywidgets leaves four things undone. A slider has no name, and its value is spoken as the number of its stop. The value
beside it is a Tab stop, as if one could type there. Radio buttons are no group: each is a Tab stop of its own. And what
is wider than the page is cut off.
"""

import sys
from collections.abc import Iterable
from html import escape
from typing import Any

import ipywidgets
from IPython.display import display

STAND_IN = "microkit-stand-in"
STAND_IN_STYLE = """<style>
.jp-NotebookPanel .jp-OutputArea-child:has(.microkit-stand-in):has(+ .jp-OutputArea-child :is(.microkit-demo, .autograder-panel)),
.jp-OutputArea-child:has(.microkit-stand-in) + .jp-OutputArea-child:not(:has(.microkit-demo, .autograder-panel)),
.jp-OutputArea-child:not(.jp-NotebookPanel *):has(.microkit-stand-in) + .jp-OutputArea-child { display: none; }
</style>"""
STYLE = """<style>
.microkit-demo { container-type: inline-size; max-width: 860px; line-height: 1.45; white-space: normal; color: var(--jp-content-font-color1, #212121); }
.microkit-demo > * { margin: 0; }
.microkit-demo > .widget-output, .autograder-panel > .widget-output { height: 0; margin: 0; }
.microkit-demo :is(.widget-slider, .widget-radio) { display: flex; flex-flow: row; align-items: center; max-width: 44em; min-height: 28px; height: auto; }
.microkit-demo :is(.widget-slider, .widget-radio) > .widget-label { display: block; flex: 0 0 18em; text-align: right; white-space: normal; height: auto; line-height: 1.45; overflow: visible; }
.microkit-demo :is(.widget-html, .widget-html-content) { width: auto; height: auto; line-height: 1.45; }
.microkit-demo .widget-html-content { flex: 1; min-width: 0; }
.microkit-index { vertical-align: sub; font-size: smaller; line-height: 0; }
.microkit-demo .widget-slider > .widget-readout { min-width: 8em; text-align: left; }
.microkit-demo .noUi-handle:focus-visible { outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: 2px; }
.microkit-demo .widget-checkbox { width: auto; height: auto; margin: .2em 0; }
.microkit-demo .widget-checkbox > label { height: auto; line-height: 1.45; display: flex; align-items: flex-start; gap: .5em; white-space: normal; overflow: visible; }
.microkit-demo .widget-checkbox > label span { white-space: normal; }
.microkit-demo .widget-radio-box { flex-flow: row wrap; gap: 0 1.2em; margin: 0 0 0 4px !important; }
.microkit-code { display: flex; flex-flow: column; align-items: flex-start; gap: .3em; }
.microkit-code pre { align-self: stretch; overflow-x: auto; white-space: pre; word-break: normal; margin: 0; padding: .5em .7em; font: var(--jp-code-font-size, 13px)/1.4 var(--jp-code-font-family, monospace); color: var(--jp-content-font-color1, #212121); background: var(--jp-layout-color2, #eee); }
.microkit-code button { font: inherit; padding: .2em .9em; cursor: pointer; color: var(--jp-ui-font-color1, #212121); background: var(--jp-layout-color1, white); border: 1px solid currentcolor; border-radius: 4px; }
.microkit-code :focus-visible { outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: -3px; }
.microkit-picture { overflow-x: auto; }
.microkit-picture img { min-width: 34em; height: auto; box-sizing: border-box; padding: 6px; background: white; border: 1px solid #c8c8c8; border-radius: 4px; }
:is(.microkit-demo, .autograder-panel) .widget-radio-box label { display: flex; align-items: flex-start; gap: .5em; margin: 0; width: auto; height: auto; line-height: 1.45; padding: .15em 0; white-space: normal; }
:is(.microkit-demo, .autograder-panel) .widget-radio-box input { order: -1; flex: none; height: auto; margin: .25em 0 0 2px; }
@container (max-width: 36em) {
    .microkit-demo :is(.widget-slider, .widget-radio) { flex-flow: row wrap; }
    .microkit-demo :is(.widget-slider, .widget-radio) > .widget-label { flex: 1 0 100%; text-align: left; }
    .microkit-demo .widget-slider > .widget-readout { flex: none; min-width: 5.5em; max-width: none; overflow: visible; }
}
</style>"""

# Keys pressed in a group of radio buttons are kept from JupyterLab, which takes arrows and letters for commands to cells.
SCRIPT = """<script>
(() => {
    if (window.microkitPage) return;
    window.microkitPage = true;
    const panels = ".microkit-demo, .autograder-panel";
    let groups = 0;
    const label_of = widget => {
        const label = widget.querySelector(".widget-label");
        return label?.textContent || label?.title || widget.title;
    };
    const group_radios = () => {
        for (const box of document.querySelectorAll(`:is(${panels}) .widget-radio-box`)) {
            const name = label_of(box.closest(".widget-radio"));
            if (box.getAttribute("aria-label") != name) box.setAttribute("aria-label", name);
            box.setAttribute("role", "radiogroup");
            box.dataset.group ??= `microkit-radios-${groups++}`;
            for (const radio of box.querySelectorAll("input")) if (!radio.name) radio.name = box.dataset.group;
        }
    };
    const name_sliders = () => {
        for (const handle of document.querySelectorAll(`:is(${panels}) .noUi-handle`)) {
            const widget = handle.closest(".widget-slider");
            const readout = widget.querySelector(".widget-readout");
            handle.setAttribute("aria-label", label_of(widget));
            handle.setAttribute("aria-valuetext", readout.textContent);
            readout.contentEditable = false;
        }
    };
    const set_symbols = () => {
        for (const label of document.querySelectorAll(`:is(${panels}) .widget-radio-box label`))
            for (const node of [...label.childNodes].filter(node => /\\b[A-Za-z]_\\w/.test(node.nodeValue))) {
                const set = document.createElement("span");
                node.nodeValue.split(/\\b([A-Za-z])_(\\w+)/).forEach((text, i) => {
                    const piece = document.createElement(i % 3 == 1 ? "i" : "span");
                    if (i % 3 == 2) piece.className = "microkit-index";
                    piece.textContent = text;
                    set.append(piece);
                });
                node.replaceWith(set);
            }
    };
    const name_all = () => { group_radios(); name_sliders(); set_symbols(); };
    new MutationObserver(name_all).observe(document.body, {childList: true, subtree: true});
    name_all();
    document.addEventListener("click", async event => {
        const button = event.target.closest?.(".microkit-copy");
        if (!button) return;
        const code = button.parentElement.querySelector("pre");
        getSelection().selectAllChildren(code);
        try {
            await navigator.clipboard.writeText(code.textContent);
            button.textContent = "Copied";
        } catch {
            button.textContent = "Selected: copy it with Ctrl+C";
        }
    });
    window.addEventListener("keydown", event => {
        const group = event.target.closest?.(`:is(${panels}) .widget-radio-box`);
        if (!group || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
        event.stopPropagation();
        if (event.key != "Enter") return;
        event.preventDefault();
        group.closest(".autograder-panel")?.querySelector("button").click();
    }, true);
})();
</script>"""

# In JupyterLite the page's own keys keep the browser from telling of a text when Enter is pressed; elsewhere nothing is missing.
ENTER = """<script>
(() => {
    if (window.microkitEnter) return;
    window.microkitEnter = true;
    window.addEventListener("keydown", event => {
        const box = event.target.closest?.(":is(.microkit-demo, .autograder-panel) .widget-text input");
        if (!box || event.key != "Enter") return;
        let sent = false;
        box.addEventListener("change", () => { sent = true; }, {once: true});
        setTimeout(() => sent || box.dispatchEvent(new Event("change", {bubbles: true})), 50);
    }, true);
})();
</script>"""


def display_widget(view: dict[str, Any], stand_in: str) -> None:
    """Display a widget below a text that stands in for it wherever no kernel keeps it alive.

    JupyterLab keeps both in the notebook; reopened, the widget's place would say "Error displaying widget". The style sheet
    that comes with the text shows the one or the other.

    Parameters
    ----------
    view : what the widget's `_repr_mimebundle_` returns.
    stand_in : the text.
    """
    words = f'<div class="{STAND_IN}">{STAND_IN_STYLE}<p><i>{escape(stand_in)}</i></p></div>'
    display({"text/plain": stand_in, "text/html": words}, raw=True)
    display(view | {"text/plain": ""}, raw=True)


def page_support() -> ipywidgets.Output:
    """Return a widget that shows nothing and brings style and script: a widget, so that it comes with what it serves."""
    scripts = SCRIPT + (ENTER if sys.platform == "emscripten" else "")
    html = {"text/html": STYLE + scripts, "text/plain": ""}
    return ipywidgets.Output(outputs=({"output_type": "display_data", "data": html, "metadata": {}},))


def radio_buttons(options: Iterable[str], label: str, **traits: Any) -> ipywidgets.RadioButtons:
    """Return radio buttons, each option on a line of its own unless the traits say otherwise.

    Parameters
    ----------
    options : texts.
    label : what they answer, for a screen reader; traits may give a `description`, which is seen as well.
    traits : any traits of `ipywidgets.RadioButtons`, such as `index=None` for none of them picked.
    """
    layout = {"width": "auto", "max_width": "100%"}
    return ipywidgets.RadioButtons(options=list(options), tooltip=label, layout=layout, **traits)
