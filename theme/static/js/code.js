// On the 404 page: what may have been meant by a code typed in any case, with O for 0, I or L for 1; by a barcode number without
// its zeros, or with a batch behind it. If codes.json knows it, go there; if not, say so.
(() => {
  const box = document.querySelector('[data-codes]');
  let path = location.pathname;
  try { path = decodeURIComponent(path).normalize('NFKC'); } catch { /* no text: taken as it is */ }
  const name = path.replace(/\/?(index\.html)?$/i, '').split('/').pop().toUpperCase().replace(/[\s._-]/g, '');
  const code = /^SD[0-9OIL]{4,5}$/.test(name) && 'SD' + name.slice(2).replace(/O/g, '0').replace(/[IL]/g, '1');
  const gtin = /\/01\/([0-9]{8,14})(?:\/|$)/.exec(path)?.[1].padStart(14, '0');
  if (!code && !gtin) return;
  fetch(box.dataset.codes).then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status)).then(({ codes }) => {
    const meant = codes.find((one) => code ? one.code == code : one.gs1_address?.endsWith('/' + gtin));
    if (!meant) {
      box.querySelector('b').textContent = code || gtin;
      box.hidden = false;
    } else if (meant.address != location.pathname) location.replace(meant.address);
  }, () => {});
})();
