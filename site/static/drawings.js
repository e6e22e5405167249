// Draws the diagrams of a page that has any; the library is large, and other pages never load it.
if (document.querySelector("pre.mermaid")) {
    const script = document.createElement("script");
    script.src = document.querySelector('script[src*="drawings.js"]').src.replace(/drawings\.js.*$/, "mermaid/dist/mermaid.min.js");
    script.onload = () => {
        const dark = document.documentElement.dataset.theme == "dark";
        mermaid.initialize({startOnLoad: false, theme: dark ? "dark" : "default"});
        mermaid.run({querySelector: "pre.mermaid"});
    };
    document.head.append(script);
}
