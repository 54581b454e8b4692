// The list of products, narrowed by several facets at once. plugins/ocop/outputs/filters.py packs what this reads beside the
// index of search. Without script every value is a link to its own page; one value alone keeps that page's address here too.
const nav = document.querySelector('[data-columns]'), say = nav.dataset, main = document.querySelector('.ocop-browse__list');
const count = main.querySelector('.ocop-count'), rack = main.querySelector('.ocop-rack'), pages = main.querySelector('nav');
const heading = document.querySelector('h1'), intro = document.querySelector('h1 + .ocop-lead'), plain = [heading.textContent, count.innerHTML, document.title];
const [chips, clear, more, done, now] = document.querySelector('[data-parts]').content.children;
const here = location.pathname, make = (name, props, ...children) => {
  const made = Object.assign(document.createElement(name), props);
  made.append(...children);
  return made;
};
const text = (element, marked) => {
  const [words, lang] = marked.split('|').reverse();
  element.textContent = words;
  if (lang) element.lang = lang;
};
// Today in Sa Đéc (UTC+7).
const month = new Date(Date.now() + 252e5).getUTCMonth() + 1;
const last = (url) => url.split('/').findLast(Boolean);
const tick = (link) => {
  const url = new URL(link.href).pathname, value = last(url), [name, tally] = link.querySelectorAll('span');
  const box = make('input', { type: 'checkbox', autocomplete: 'off', value, checked: link.ariaCurrent, defaultChecked: link.ariaCurrent });
  link.replaceWith(make('label', {}, box, ...link.childNodes));
  return { box, url, name, value, tally };
};
const facets = [...nav.querySelectorAll('[data-key]')].map((group) => ({
  key: group.dataset.key, every: group.dataset.every != null, group, values: [...group.querySelectorAll('a:has(span)')].map(tick),
}));
for (const { box, name, value } of facets.find(({ key }) => key == say.season)?.values || []) if (RegExp('\\D' + month + '$').test(value)) {
  name.append(' ', now);
  box.closest('ul').prepend(box.closest('li'));
}
// Of many values the page names some; the others come with the columns.
const complete = ({ values, group }, slugs, titles) => {
  const rest = group.querySelector('.ocop-facets__rest'), { url } = values[0], known = Object.fromEntries(values.map((one) => [one.value, one]));
  values.splice(0, values.length, ...slugs.map((slug, i) => {
    const item = known[slug]?.box.closest('li') || make('li', {}, make('a', { href: url.replace(last(url), slug) }, make('span', { className: 'ocop-facets__name' }), ' ',
      make('span', { className: 'ocop-facets__count' })));
    rest.before(item);
    if (known[slug]) return known[slug];
    text(item.querySelector('span'), titles[i]);
    return tick(item.firstChild);
  }));
  rest.remove();
};
const boxes = () => facets.flatMap(({ values }) => values).filter(({ box }) => box.checked);
const first = boxes();

// Each product: which values it has, and what its card says. A term that is over by now takes the rank with it.
let loading;
const load = () => loading ??= fetch(say.columns).then((answer) => answer.json()).then(async (data) => {
  const { read } = await import(say.search), { entries } = await read(data.index), pictures = data.pictures.split(',');
  for (const { key, values, titles } of data.facets) if (titles) complete(facets.find((one) => one.key == key), values, titles);
  const columns = data.facets.map(({ key, values, rows }) => [key, rows.split(',').map((row) => row ? row.split(' ').map((n) => values[n]) : [])]);
  return pictures.map((picture, i) => {
    const marks = Object.fromEntries(columns.map(([key, rows]) => [key, rows[i]])), entry = entries[i], [, , rank] = entry.notes;
    if (marks[data.rank]?.[0] && !rank) {
      marks[data.rank] = [];
      marks[data.status] = [data.over];
    }
    const [n, mark] = picture.split(':');
    return {
      ...entry, marks, status: marks[data.status]?.[0] || '', stars: parseInt(marks[data.rank]?.[0]) || 0,
      picture: data.patterns[n].map((part) => part.replaceAll?.('*', mark) ?? part), group: marks[facets[0].key][0],
    };
  }).sort((a, b) => !a.status - !b.status || b.stars - a.stars);
}).catch((error) => { loading = 0; throw error; });

const card = ({ title, url, notes: [, maker, rank, word], status, stars, picture: [src, width, height, best, look], group }) => {
  const made = document.querySelector(`template[data-status="${status}"]`).content.firstElementChild.cloneNode(true), at = (name) => made.querySelector(name);
  const [kind, by] = made.querySelectorAll('.ocop-soft'), link = at('a'), image = at('img'), source = at('source');
  kind.textContent = facets[0].values.find(({ value }) => value == group)?.name.textContent;
  text(by, maker);
  text(link, title);
  link.href = url;
  image.removeAttribute('srcset');
  Object.assign(image, { src, width, height });
  if (look) image.className += look;
  if (best) source.srcset = best;
  else source.remove();
  if (rank) {
    made.querySelectorAll('use').forEach((star, i) => star.classList.toggle('ocop-stars__off', i >= stars));
    at('.ocop-stars span').firstChild.data = rank;
  }
  if (at('.ocop-state span')) at('.ocop-state span').textContent = word;
  return made;
};
const fits = ({ marks }, { key, every, picked }) => !picked[0] || picked[every ? 'every' : 'some']((value) => marks[key].includes(value));
const list = make('ul', { className: 'ocop-rack' });
let found = [];
const grow = () => {
  const at = list.children.length;
  list.append(...found.slice(at, at + 24).map(card));
  more.hidden = list.children.length == found.length;
  return list.children[at];
};
const chip = ({ box, name }) => {
  const words = name.firstChild.data, button = make('button', { type: 'button', ariaLabel: say.off.replace('{title}', words), textContent: words });
  if (name.lang) button.lang = name.lang;
  button.onclick = () => drop([box]);
  return make('li', {}, button);
};
let turn = 0;
const show = async () => {
  const mine = ++turn, picked = boxes(), same = picked.length == first.length && picked.every((one) => first.includes(one));
  const rows = await load().catch(() => 0);
  if (mine != turn) return;
  if (!rows) {
    if (!same) count.textContent = say.fail;
    return;
  }
  for (const facet of facets) facet.picked = facet.values.filter(({ box }) => box.checked).map(({ value }) => value);
  const counts = new Map();
  found = rows.filter((row) => {
    const wrong = facets.filter((facet) => !fits(row, facet));
    for (const facet of facets) if (!wrong[0] || !facet.every && !wrong[1] && wrong[0] == facet)
      for (const value of row.marks[facet.key]) counts.set(facet.key + value, (counts.get(facet.key + value) || 0) + 1);
    return !wrong[0];
  });
  for (const { key, values } of facets) for (const { box, value, tally } of values) {
    tally.textContent = counts.get(key + value) || 0;
    box.disabled = !box.checked && !counts.get(key + value);
  }
  const words = found[0] ? (found[1] ? say.many : say.one).replace('{n}', found.length.toLocaleString(document.documentElement.lang)) : say.none;
  done.textContent = found[0] ? say.see.replace('{count}', words) : words;
  list.textContent = '';
  heading.textContent = same ? plain[0] : say.title;
  document.title = same ? plain[2] : plain[2].replace(plain[0], say.title);
  if (intro) intro.hidden = !same && plain[0] != say.title;
  if (pages) pages.hidden = !same;
  chips.replaceChildren(...picked.map(chip));
  if (picked[1]) chips.append(make('li', {}, clear));
  if (same) {
    count.innerHTML = plain[1];
    list.replaceWith(rack);
    chips.remove();
    more.remove();
    return;
  }
  count.replaceChildren(make('strong', { textContent: words }));
  rack.replaceWith(list);
  count.before(chips);
  list.after(more);
  grow();
};
// One value has a page of its own; several are a query.
const address = () => {
  const picked = boxes(), query = facets.map(({ key, values }) => [key, values.filter(({ box }) => box.checked).map(({ value }) => value)])
    .filter(([, values]) => values[0]).map(([key, values]) => key + '=' + values.map(encodeURIComponent).join(',')).join('&');
  return picked[1] ? say.url + '?' + query : picked[0]?.url || say.url;
};
const save = () => {
  history.pushState(null, '', address());
  show();
};
const asked = () => {
  const query = new URLSearchParams(location.search);
  return facets.some(({ key }) => query.has(key)) && query;
};
const drop = (off) => {
  for (const box of off) box.checked = false;
  save();
  count.focus();
};
const recall = async () => {
  await load().catch(() => 0);
  const path = location.pathname, query = asked();
  for (const { key, values } of facets) for (const { box, url, value } of values)
    box.checked = query ? (query.get(key) || '').split(',').includes(value) : url == path || path == here && box.defaultChecked;
  show();
};
nav.onchange = save;
for (const touch of ['focusin', 'pointerdown']) nav.addEventListener(touch, show, { once: true });
more.onclick = () => grow().querySelector('a').focus();
clear.onclick = () => drop(boxes().map(({ box }) => box));
done.onclick = () => {
  nav.firstElementChild.open = false;
  main.scrollIntoView();
  count.focus({ preventScroll: true });
};
done.textContent = say.see.replace('{count}', count.textContent);
nav.firstElementChild.append(done);
onpopstate = recall;
if (asked()) recall();
