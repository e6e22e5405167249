// Let the Pyodide in a folder compile the modules in its archives: node bytecode.mjs FOLDER
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${folder}/` });
python.FS.mkdirTree("/archives");
python.mountNodeFS("/archives", folder);
try {
    python.runPython(`${readFileSync(new URL("compiling.py", import.meta.url), "utf-8")}\ncompile_all(Path("/archives"))`);
} catch (error) {
    process.stderr.write(error.message, () => process.exit(1));
}
process.stdout.write("", () => process.exit(0));
