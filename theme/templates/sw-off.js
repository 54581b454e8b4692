// The end of the worker: OCOP_OFFLINE = False publishes this one. It drops what was kept and takes itself away.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names
  .filter((name) => name.startsWith('ocop-')).map((name) => caches.delete(name)))).then(() => registration.unregister())));
