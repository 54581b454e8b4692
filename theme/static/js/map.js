// Nearest first, copying a position, a detailed map: each on a tap only. Nothing is asked or sent before.
const say = document.querySelector('[data-say]'), list = document.querySelector('[data-spots]');
const offer = (name, act) => document.querySelectorAll(`[data-${name}]`).forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', () => act(button));
});
const half = Math.PI / 360;
// Kilometres between two positions, on a sphere of the earth's mean radius.
const between = ([a, b], [c, d]) =>
  12742 * Math.asin(Math.sqrt(Math.sin((c - a) * half) ** 2 + Math.cos(2 * a * half) * Math.cos(2 * c * half) * Math.sin((d - b) * half) ** 2));
if (list && navigator.geolocation) offer('near', (button) => {
  const { wait, done, fail } = button.dataset;
  say.textContent = wait;
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const here = [coords.latitude, coords.longitude], number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    const far = (row) => row.dataset.at ? between(here, row.dataset.at.split(' ').map(Number)) : Infinity;
    for (const [km, row] of [...list.children].map((row) => [far(row), row]).sort((a, b) => a[0] - b[0])) {
      const told = row.querySelector('[data-far]');
      told.hidden = km == Infinity;
      told.textContent = (row.hasAttribute('data-near-only') ? '≈ ' : '') + number.format(km) + ' km';
      list.append(row);
    }
    say.textContent = done;
  }, () => { say.textContent = fail; }, { maximumAge: 6e4, timeout: 2e4 });
});
if (navigator.clipboard) offer('copy', async (button) => {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.done;
});
offer('tiles', (button) => {
  // The drawing is in the projection of web maps, so that tiles fit under it: `frame` is west, north (projected) and the scale.
  const sheet = document.querySelector('[data-frame]'), [west, north, scale] = sheet.dataset.frame.split(' ').map(Number);
  const { width, height } = sheet.viewBox.baseVal, side = 360 / 2 ** 13, layer = document.createElementNS(sheet.namespaceURI, 'g');
  for (let x = Math.floor((west + 180) / side); x * side - 180 < west + width / scale; x++)
    for (let y = Math.floor((180 - north) / side); 180 - y * side > north - height / scale; y++) {
      const image = layer.appendChild(document.createElementNS(sheet.namespaceURI, 'image'));
      const set = { x: (x * side - 180 - west) * scale, y: (north - 180 + y * side) * scale, width: side * scale + 1, height: side * scale + 1 };
      for (const name in set) image.setAttribute(name, set[name]);
      image.setAttribute('href', button.dataset.tiles.replace('{z}', 13).replace('{x}', x).replace('{y}', y));
    }
  sheet.firstElementChild.replaceWith(layer);
  document.querySelector('[data-credit]')?.removeAttribute('hidden');
  button.remove();
});
