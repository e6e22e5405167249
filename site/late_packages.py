"""Python in the browser starts with what a first cell needs; any other package of the site is loaded when it is first imported.

It is put beside Python's own modules as `sitecustomize`, which Python imports as it starts. Pyodide itself loads what a cell
names in its own imports; this is for what those modules import in turn.
"""

import sys
from contextlib import suppress
from importlib.machinery import ModuleSpec, PathFinder

LOAD_LIBRARY = """(Module, path, name) => Module.loadDynamicLibrary(name, {
    loadAsync: false, nodelete: true, allowUndefined: true, global: false,
    fs: {findObject: () => Module.FS.findObject(path), readFile: () => Module.FS.readFile(path)},
}, {})"""


class LatePackages:
    """Finds a module that nobody else has found, in the packages of the site that are not loaded yet."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Load the package that a module lies in, if the site has one, and return the module's spec."""
        if path is not None:  # inside a package, which is there
            return None
        package = _package_with(name)
        return PathFinder.find_spec(name) if package and _load(package) else None


def _package_with(module):
    pyodide = sys.modules.get("pyodide_js")  # not there while Python is still starting
    names = getattr(pyodide and pyodide._api, "_import_name_to_package_name", None)
    return names.get(module) if names else None


def _load(package):
    """Load a package after those that it needs, and return whether it was not there."""
    import pyodide_js

    about = getattr(pyodide_js._api.lockfile_packages, package.lower().replace("_", "-"))
    if hasattr(pyodide_js.loadedPackages, about.name):
        return False
    for needed in about.depends:
        _load(needed)
    _unpack(about)
    setattr(pyodide_js.loadedPackages, about.name, "the site")
    return True


def _unpack(about):
    import pyodide_js
    from pyodide._package_loader import DSO_DIR, SITE_PACKAGES, unpack_buffer
    from pyodide.code import run_js

    library = about.package_type == "shared_library"
    folder = DSO_DIR if library else SITE_PACKAGES
    unpack_buffer(_fetched(about.file_name), filename=about.file_name, extract_dir=str(folder))
    for file in sorted(folder.glob("*.so")) if library else ():
        run_js(LOAD_LIBRARY)(pyodide_js._module, str(file), file.name)


def _fetched(name):
    """Return a file of the site; the code that imports waits for it, as it would for a file on a disk."""
    import pyodide_js
    from js import XMLHttpRequest
    from pyodide.ffi import JsException

    request = XMLHttpRequest.new()
    request.open("GET", f"{pyodide_js._api.config.indexURL}{name}", False)
    request.responseType = "arraybuffer"
    with suppress(JsException):  # there is no way to the server, and so no status
        request.send()
    if request.status != 200:
        raise ImportError(f"{name} could not be loaded: is this browser connected? Then run the cell again.")
    return request.response


sys.meta_path.append(LatePackages)
