// What has ended since the page was built belongs to the past. Today in Sa Đéc is UTC+7. In the head: each row is judged as soon
// as it is read, before it can be drawn, so that nothing moves under the reader's eyes however slowly the page comes.
(() => {
  const today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10), ended = document.createDocumentFragment();
  new MutationObserver(() => {
    const coming = document.querySelector('[data-coming]'), past = document.querySelector('[data-past]');
    for (const row of [...coming?.children ?? []].filter((row) => row.dataset.ends < today)) ended.prepend(row);
    past?.prepend(ended);
    for (const list of [coming, past]) if (list) list.closest('section').hidden = !list.children.length;
  }).observe(document, { childList: true, subtree: true });
})();
