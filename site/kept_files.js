// What the notebooks are made of is kept by this browser: at the next visit it comes from there. Another build has another name.
const PLACE = `kept ${registration.scope}`;
const STORE = `${PLACE} BUILD`;
const MADE_OF = ["static/pyodide/", "build/", "extensions/"].map(folder => new URL(folder, registration.scope).href);

self.addEventListener("fetch", event => {
    if (event.request.method != "GET" || !MADE_OF.some(folder => event.request.url.startsWith(folder))) return;
    event.stopImmediatePropagation();
    event.respondWith(kept(event));
});

self.addEventListener("activate", event => event.waitUntil(forgetOthers()));

async function kept(event) {
    const store = await caches.open(STORE).catch(() => null);
    const found = await store?.match(event.request);
    if (found) return found;
    const answer = await fetch(event.request);
    if (store && answer.status == 200) event.waitUntil(store.put(event.request, answer.clone()).catch(() => {}));
    return answer;
}

async function forgetOthers() {
    for (const name of await caches.keys()) if (name.startsWith(`${PLACE} `) && name != STORE) await caches.delete(name);
}
