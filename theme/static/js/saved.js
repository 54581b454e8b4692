// On the offline page: the pages that are kept, newest first, each by its name in its language.
(async () => {
  const cache = await caches.open('ocop-pages'), list = document.querySelector('[data-kept]');
  for (const { url } of (await cache.keys()).reverse()) {
    const page = new DOMParser().parseFromString(await (await cache.match(url)).text(), 'text/html');
    const item = document.createElement('li'), link = document.createElement('a');
    Object.assign(link, { href: url, lang: page.documentElement.lang, textContent: page.querySelector('meta[property="og:title"]')?.content || page.title });
    item.append(link);
    list.append(item);
  }
  list.hidden = !list.children[0];
  list.nextElementSibling.hidden = !list.hidden;
})();
