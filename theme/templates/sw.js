// Pages that were seen stay readable without a connection (docs/offline.md). A page comes from the network; after three seconds, or
// without one, as it was last seen. Photos and files of the theme never change under their name, so what is kept serves.
// Short names: the whole is to stay under a kilobyte on its way. e event, u address, a answer, c cache, k what was kept, p promise, w wait.
const NOW = {{ now|tojson }}, OFFLINE = {{ offline|tojson }}, PAGES = 'ocop-pages', FILES = 'ocop-files', { scope } = registration;
const put = async (name, u, a) => {
  const c = await caches.open(name);
  await c.put(u, a);
  for (const old of (await c.keys()).slice(0, name == PAGES ? -60 : -120)) c.delete(old);
};
const isPage = (a) => a.ok && !a.redirected && /html/.test(a.headers.get('Content-Type'));
const page = async (request, u) => {
  const k = await caches.match(u), fresh = fetch(request).then((a) => {
    if (isPage(a)) put(PAGES, u, a.clone());
    return a;
  });
  try {
    return await (k ? Promise.race([fresh, new Promise((_, no) => setTimeout(no, 3e3))]) : fresh);
  } catch {
    return k || caches.match(OFFLINE[u.slice(scope.length).split('/')[0]] || OFFLINE['']);
  }
};
// A photo at a width that is not kept: the same photo at another one. A page that is saved waits until each file is kept, whole.
const file = async (u, name, w) => {
  const k = await caches.match(u);
  if (k) return k;
  try {
    const a = await fetch(u), p = a.ok && put(name, u, a.clone());
    if (w) await p;
    return a;
  } catch {
    const c = await caches.open(FILES);
    return await c.match((await c.keys()).findLast(({ url }) => url.includes(u.replace(/\d+\.\w+$/, ''))) || u) || Response.error();
  }
};
// A page with all that it shows of ours; photos as for a phone.
const save = async (u, name) => {
  const a = await fetch(u);
  if (!isPage(a)) throw u;
  const text = await a.clone().text();
  for (const one of text
    .match(/[^\s",]*\/(theme\/[^\s"]+|pictures\/[^\s"]+-[1-4]\d\d\.avif)/g)) await file(one, name == PAGES ? FILES : name, 1);
  await put(name, u, a);
};
const all = (work, list) => Promise.all(list.map(work));
addEventListener('install', (e) => e.waitUntil(all((u) => save(u, NOW), Object.values(OFFLINE)).then(skipWaiting)));
addEventListener('activate', (e) => e.waitUntil(caches.keys().then((names) => all((name) =>
  /^ocop-/.test(name) && ![NOW, PAGES, FILES].includes(name) && caches.delete(name), names)).then(() => clients.claim())));
addEventListener('fetch', (e) => {
  const { method, mode, url } = e.request, u = url.split('?')[0];
  if (method == 'GET' && url.startsWith(scope))
    if (mode == 'navigate') e.respondWith(page(e.request, u));
    else if (/^(theme|pictures)\//.test(url.slice(scope.length))) e.respondWith(file(u, FILES));
});
addEventListener('message', (e) => e.waitUntil(all((u) => save(u, PAGES).then(() => 1, () => 0), e.data)
  .then((kept) => e.ports[0].postMessage(kept))));
