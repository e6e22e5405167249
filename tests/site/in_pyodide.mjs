// Run a function of course_run.py in the Pyodide of the built site: node in_pyodide.mjs SITE REPOSITORY EXPRESSION [FILE]; FILE is its data.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [site, repository, expression, data] = process.argv.slice(2);
const folder = `${site}/lite/static/pyodide/`;
const { loadPyodide } = await import(pathToFileURL(`${folder}pyodide.mjs`));
const log = line => process.stderr.write(`${line}\n`);
const python = await loadPyodide({ indexURL: folder, stdout: log, stderr: log });
const { packages } = JSON.parse(readFileSync(`${folder}pyodide-lock.json`));
await python.loadPackage(Object.keys(packages), { messageCallback: log, errorCallback: log });
for (const name of ["course", "release"]) {
    python.FS.mkdirTree(`/repository/${name}`);
    python.mountNodeFS(`/repository/${name}`, `${repository}/${name}`);
}
python.FS.writeFile("/home/pyodide/course_run.py", readFileSync(`${repository}/tests/site/course_run.py`));
if (data) python.FS.writeFile("/home/pyodide/data.json", readFileSync(data));
const found = python.runPython(`import json, sys; sys.path.insert(0, "/home/pyodide"); from course_run import *; json.dumps(${expression})`);
process.stdout.write(found, () => process.exit(0));  // an exit before all is written would cut it off at what a pipe holds
