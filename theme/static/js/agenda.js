// What has ended since the page was built belongs to the past. Today in Sa Đéc is UTC+7. Inline: nothing moves once it is drawn.
(() => {
  const today = new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10);
  const coming = document.querySelector('[data-coming]'), past = document.querySelector('[data-past]');
  for (const row of [...coming.children].filter((row) => row.dataset.ends < today)) past.prepend(row);
  for (const list of [coming, past]) list.closest('section').hidden = !list.children.length;
})();
