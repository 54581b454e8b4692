// The search box. plugins/ocop/outputs/search_index.py packs what this reads; docs/search.md says how results are ranked.
export const fold = (s) => s.toLowerCase().replace(/[đðɖ]/g, 'd').replace(/ƣ/g, 'u').normalize('NFD').replace(/\p{Mn}/gu, '');
const number = /\d/, tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const split = (s) => s.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) || [];
const spaced = (words) => ' ' + words.map(({ flat }) => flat).join(' ');

// Marks that were typed must be there, wherever the tone is put (hòa, hoà); marks that were not typed do not count.
const suits = (typed, word) => {
  const [a, b] = [typed, word].map((s) => s.normalize('NFD'));
  const [x, y] = [a, b].map((s) => s.replace(tones, '').normalize('NFC'));
  const tone = a.match(tones);
  return (!tone || tone + '' == b.match(tones)) && [...x].every((c, i) => c == y[i] || c == fold(c));
};
// One letter more, less or other, or two swapped; never in a number. `b` may go on where `a` is long enough to be a beginning.
const close = (a, b) => {
  let i = 0;
  while (i < a.length && a[i] == b[i]) i++;
  const x = a.slice(i), y = b.slice(i), less = x.slice(1), rest = y.slice(1);
  return a.length > 2 && !number.test(a + b) && [[less, rest], [less, y], [x, rest], [x[1] + x[0] + x.slice(2), y]]
    .some(([p, q]) => p == q || a.length > 4 && q.startsWith(p));
};
// Points of an index's entries for each typed word, of which `wrong` may be misspelt; an entry needs all of them.
const rank = (index, tokens, wrong) => {
  const phrase = spaced(tokens), sums = tokens.map((token) => {
    const points = new Map(), give = (entry, value) => points.set(entry, Math.max(value, points.get(entry) || 0));
    for (const { raw, flat, at } of index.words.values()) {
      const fit = flat == token.flat ? 4 : flat.startsWith(token.flat) && (token.last || !number.test(flat)) ? 3
        : token == wrong && close(token.flat, flat) ? 1 : 0;
      if (!fit) continue;
      const part = suits(token.raw, raw) ? fit : fit / 8;
      for (const [entry, weight] of at) give(entry, weight * part + (raw == token.raw));
    }
    if (token == wrong && token.flat.length > 4)
      for (const entry of index.entries) if (entry.flat.replaceAll(' ', '').includes(token.flat)) give(entry, 4);
    return points;
  });
  return [...sums[0].keys()].filter((entry) => sums.every((points) => points.has(entry))).map((entry) => {
    const at = entry.flat.indexOf(phrase), sum = sums.reduce((all, points) => all + points.get(entry), 0);
    return [sum * (at ? at > 0 ? 1.5 : 1 : 2) - entry.flat.length / 99, entry];
  });
};
const best = (scored) => {
  const all = scored.sort(([m, a], [n, b]) => n - m || (a.url < b.url ? -1 : 1)).map(([, entry]) => entry);
  return all.filter(({ url }, i) => url != all[i - 1]?.url);
};
// What holds most of the typed pairs of letters, at least six in ten. Numbers are not guessed.
const nearest = (entries, tokens) => {
  const typed = spaced(tokens.filter(({ flat }) => !number.test(flat))), pairs = [...typed].slice(1).map((c, i) => typed[i] + c);
  return best(entries.map((entry) => [pairs.filter((pair) => entry.names.includes(pair)).length - entry.names.length / 99, entry])
    .filter(([points]) => points > pairs.length * .6)).slice(0, 3);
};

// Today in Sa Đéc (UTC+7): a term is over on its last day, whenever the index was made.
const today = new Date(Date.now() + 252e5).toISOString().slice(0, 10);
const unpack = (data) => {
  const [titles, names, slugs] = [data.titles, data.names, data.slugs].map((column) => column.split('\n'));
  const here = root?.dataset.here, shared = data.shared.map((s) => split(s.split('|').pop())), lexicon = new Map();
  return {
    words: lexicon,
    entries: data.kinds.flatMap((kind) => Array(kind[2]).fill(kind)).flatMap(([kind, url], i) => {
      if (here && !data.in?.[i].includes(data.marks.indexOf(here))) return [];
      const entry = {}, add = (raws, weight) => spaced(raws.map((raw) => {
        const word = lexicon.get(raw) || { raw, flat: fold(raw), at: [] };
        lexicon.set(raw, word);
        word.at.push([entry, weight]);
        return word;
      }));
      const title = titles[i].split('|').pop(), slug = slugs[i];
      const [word, until, over, stars] = data.standings[data.standing[i]], rank = today < until && stars;
      const flat = add(split(title), 4), from = slug == '-' ? names[i].split('|')[0] : slug || title;
      data.about[i].map((n) => add(shared[n], 1));
      add(split(kind + ' ' + (rank || '')), 1);
      return Object.assign(entry, {
        flat, names: flat + add(split(names[i]), 3),
        title: titles[i], notes: [kind, data.shared[data.about[i][0]], rank, until && !rank ? over : word],
        url: url.replace('*', fold(from).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')),
      });
    }),
  };
};
let files = {};
export const read = (url) => files[url] ??= fetch(url).then((answer) => answer.json()).then((data) => data.files ? data : unpack(data));
// Of many files those of the rarest word are read.
const pool = async (index, tokens, wrong) => {
  if (!index.files) return [index];
  const size = (picks) => picks.reduce((sum, i) => sum + index.sizes[i], 0);
  return Promise.all(tokens.map((token) => Object.keys(index.words).filter((i) => index.words[i].split(' ').some((word) =>
    word.startsWith(number.test(token.flat) ? token.flat.slice(0, 4) : token.flat) || token == wrong && close(token.flat, word)))).sort((a, b) => size(a) - size(b))[0].slice(0, 6).map((i) => read(index.files[i])));
};

const root = document.querySelector('[data-index]');
if (root) {
  const say = root.dataset, [form, note, list] = root.children, box = form.q;
  const search = async (query) => {
    const index = await read(say.index), tokens = split(query).map((raw, i, all) => ({ raw, flat: fold(raw), last: i == all.length - 1 }))
      .filter(({ raw, last }) => last || !say.skip.split(' ').includes(raw));
    if (!tokens[0]) return ['', []];
    const look = async (wrong) => (await pool(index, tokens, wrong)).flatMap((index) => rank(index, tokens, wrong));
    let found = best(await look());
    if (found[0]) return [found[say.most] ? say.part : say.many, found];
    found = best((await Promise.all(tokens.map(look))).flat());
    if (found[0]) return [say.close, found];
    found = nearest((await Promise.all(Object.values(files))).flatMap(({ entries }) => entries || []), tokens);
    return [found[0] ? say.guess : say.none, found, say.hint];
  };
  const show = async () => {
    const query = box.value, add = (parent, name, marked = '') => {
      const [text, lang] = marked.split('|').reverse(), made = parent.appendChild(document.createElement(name));
      made.textContent = text;
      if (lang) made.lang = lang;
      return made;
    };
    root.ariaBusy = true;
    const [text, found, hint] = await search(query).catch(() => (files = {}, [say.fail, []]));
    if (query != box.value) return;
    list.textContent = '';
    for (const { title, url, notes } of found.slice(0, say.most)) {
      const row = add(list, 'li');
      add(row, 'a', title).href = url;
      const line = add(row, 'p');
      [hint, ...notes].filter(Boolean).map((part, i) => { line.append(i ? ' · ' : ''); add(line, 'span', part); });
    }
    note.textContent = text.replace('{n}', found.length);
    root.ariaBusy = false;
  };
  const address = (save) => {
    const to = '?q=' + encodeURIComponent(box.value);
    if (to != location.search) history[save](null, '', to);
  };
  const recall = (event) => {
    box.value = new URLSearchParams(location.search).get('q') || (event ? '' : box.value);
    if (event || box.value) show();
  };
  box.onfocus = show;
  box.oninput = () => { show(); clearTimeout(box.later); box.later = setTimeout(address, 400, 'replaceState'); };
  form.onsubmit = (event) => {
    if (say.here == null) return;
    event.preventDefault();
    address('pushState');
    note.focus();
  };
  onpopstate = recall;
  recall();
}
