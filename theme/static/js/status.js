// Today in Sa Đéc is UTC+7, without summer time since 1975. A term is over on its last day. In the head: whatever has come of the
// page is judged before it can be drawn, so that no stars are seen of a term that is over while the rest is still on its way.
(() => {
  const now = Math.floor(Date.now() / 864e5 + 7 / 24) * 864e5, today = new Date(now).toISOString().slice(0, 10);
  const judge = () => {
    for (const box of document.querySelectorAll('[data-until]')) {
      const all = (name, act) => box.querySelectorAll(name).forEach(act), { since, until, over } = box.dataset;
      if (today >= until) {
        box.className = over;
        all('[data-live]', (e) => e.remove());
        all('[data-then]', (e) => e.localName == 'path' ? e.setAttribute('d', e.dataset.then) : e.textContent = e.dataset.then);
      }
      const start = Date.parse(since), part = Math.min(1, (now - start) / (Date.parse(until) - start)), x = Math.round(12 + 336 * Math.max(0, part));
      const set = (name, pairs) => all('.ocop-river' + name, (e) => { for (const key in pairs) e.setAttribute(key, pairs[key]); });
      set('__past', { d: `M12 60h${x - 12}` });
      set('__ahead', { x, width: 361 - x, viewBox: `${x} 0 ${361 - x} 78` });
      set('__boat', { transform: `translate(${Math.min(322, Math.max(38, x))} 50) scale(1.3)`, display: 'inline' });
      if (part < 1) all('.ocop-river text', (e) => {
        const { lang } = document.documentElement, day = new Date(now);
        // English as UTC has it: the browser's tables of languages take 35 ms to load, and hold up the first drawing.
        const words = lang == 'vi' ? today.split('-').reverse().join('/') : lang == 'en' ? day.toUTCString().slice(5, 16)
          : day.toLocaleDateString(lang, { dateStyle: 'long', timeZone: 'UTC' });
        e.setAttribute('x', Math.min(262, Math.max(98, x)));
        e.textContent = e.dataset.today + ' ' + words;
      });
    }
  };
  const watcher = new MutationObserver(() => { judge(); watcher.takeRecords(); });
  watcher.observe(document, { childList: true, characterData: true, subtree: true });
  document.addEventListener('DOMContentLoaded', () => { judge(); watcher.disconnect(); });
  judge();
})();
