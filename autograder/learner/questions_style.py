"""How questions look and behave in the page: in JupyterLab's own colours, light and dark, with colours of their own where there is no theme."""

STYLE = """<style>
.autograder-question, .autograder-panel { max-width: 48em; line-height: 1.45; color: var(--jp-content-font-color1, #212121); }
.autograder-panel .autograder-ask { font-weight: 600; white-space: normal; margin: .2em 0; line-height: 1.45; }
.autograder-panel, .autograder-panel .widget-html-content { white-space: normal; }
.autograder-panel .autograder-verdict { padding: .3em .8em; border-left: 4px solid var(--jp-content-font-color2, #666); line-height: 1.45; }
.autograder-panel .widget-html, .autograder-panel .widget-html-content { height: auto; line-height: 1.45; }
.autograder-panel pre { white-space: pre-wrap; }
.autograder-panel .widget-radio, .autograder-panel .widget-radio-box { width: auto; max-width: 100%; height: auto; }
.autograder-panel .widget-radio-box label { height: auto; line-height: 1.45; padding: .15em 0; white-space: normal; }
.autograder-panel .widget-text { max-width: 100%; }
.jp-NotebookPanel .jp-OutputArea-child:has(.autograder-question):has(+ .jp-OutputArea-child .autograder-panel),
.jp-OutputArea-child:has(.autograder-question) + .jp-OutputArea-child:not(:has(.autograder-panel)),
.jp-OutputArea-child:not(.jp-NotebookPanel *):has(.autograder-question) + .jp-OutputArea-child { display: none; }
</style>"""

# ipywidgets draws radio buttons without a group: each is a Tab stop of its own, none has the question as its label, and
# Enter does nothing. A common name makes them one group, in which the browser itself moves by arrows; JupyterLab, which
# would take arrows and letters for commands to its cells, does not hear of keys pressed there.
SCRIPT = """<script>
(() => {
    const text = document.getElementById("%(place)s");
    const area = text && text.closest(".jp-OutputArea");
    if (!area) return;
    const groups = ".autograder-panel .widget-radio-box";
    const group_radios = () => {
        for (const group of area.querySelectorAll(groups + ":not([role])")) {
            group.setAttribute("role", "radiogroup");
            group.setAttribute("aria-label", text.dataset.ask);
            group.querySelectorAll("input").forEach(radio => { radio.name = "%(place)s"; });
        }
    };
    new MutationObserver(group_radios).observe(area, {childList: true, subtree: true});
    group_radios();
    if (window.autograderKeys) return;
    window.autograderKeys = event => {
        const group = event.target.closest && event.target.closest(groups);
        if (!group || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
        event.stopPropagation();
        if (event.key != "Enter") return;
        event.preventDefault();
        group.closest(".autograder-panel").querySelector("button").click();
    };
    window.addEventListener("keydown", window.autograderKeys, true);
})();
</script>"""
