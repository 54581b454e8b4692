// The buttons that pass a page on and print it. They are seen only where scripts run.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('.ocop-share');
  if (!button) return;
  if ('print' in button.dataset) return print();
  const title = button.dataset.share, url = (document.querySelector('link[rel=canonical][href^=http]') || location).href;
  const words = button.querySelector('span');
  try {
    if (navigator.share) return await navigator.share({ title, url });
    await navigator.clipboard.writeText(url);
    words.textContent = words.dataset.done;
  } catch (error) {
    if (error.name != 'AbortError') location.href = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`;
  }
});
