// The search box. plugins/ocop/outputs/search_index.py packs what this reads; docs/search.md says how results are ranked.
export const fold = (s) => s.toLowerCase().replace(/[đðɖ]/g, 'd').replace(/ƣ/g, 'u').normalize('NFD').replace(/\p{Mn}/gu, '');
const number = /\d/, tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const words = (s, weight) => (s.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) || []).map((raw) => ({ raw, flat: fold(raw), weight }));
const flatten = (list) => list.map(({ flat }) => ' ' + flat).join('');
const best = (scored) => scored.sort((a, b) => b[0] - a[0]).map(([, entry]) => entry);

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
const grade = (entry, { raw, flat, last }, near) => Math.max(...entry.words.map((word) => {
  const fit = word.flat == flat ? 4 : word.flat.startsWith(flat) && (last || !number.test(flat)) ? 3 : near && close(flat, word.flat) ? 1 : 0;
  return fit && word.weight * fit / (suits(raw, word.raw) ? 1 : 8) + (raw == word.raw);
}), near && flat.length > 4 && entry.flat.replaceAll(' ', '').includes(flat) ? 4 : 0);
const rank = (entries, tokens, wrong) => {
  const phrase = flatten(tokens), found = {};
  for (const entry of entries) {
    const points = tokens.map((token) => grade(entry, token, token == wrong)), at = entry.flat.indexOf(phrase);
    if (points.every(Boolean))
      found[entry.url] = [points.reduce((a, b) => a + b) * (at ? at > 0 ? 1.5 : 1 : 2) - entry.flat.length / 99, entry];
  }
  return Object.values(found);
};
// What holds most of the typed pairs of letters, at least six in ten. Numbers are not guessed.
const nearest = (entries, tokens) => {
  const typed = flatten(tokens.filter(({ flat }) => !number.test(flat))), pairs = [...typed].slice(1).map((c, i) => typed[i] + c);
  return best(entries.map((entry) => [pairs.filter((pair) => entry.names.includes(pair)).length - entry.names.length / 99, entry])
    .filter(([points]) => points > pairs.length * .6)).slice(0, 3);
};

// Today in Sa Đéc (UTC+7): a term is over on its last day, whenever the index was made.
const today = new Date(Date.now() + 252e5).toISOString().slice(0, 10);
const unpack = (data) => {
  const [titles, names, slugs] = [data.titles, data.names, data.slugs].map((column) => column.split('\n'));
  const shared = data.shared.map((s) => words(s.split('|').pop(), 1));
  return data.kinds.flatMap((kind) => Array(kind[2]).fill(kind)).map(([kind, url], i) => {
    const [title, lang] = titles[i].split('|').reverse(), about = data.about[i], slug = slugs[i];
    const [word, until, over, stars] = data.standings[data.standing[i]], rank = today < until && stars;
    const own = words(title, 4), other = words(names[i], 3);
    const from = slug == '-' ? names[i].split('|')[0] : slug || title;
    return {
      title: titles[i], notes: [kind, data.shared[about[0]], rank, until && !rank ? over : word],
      url: url.replace('*', fold(from).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')),
      flat: flatten(own), names: flatten([...own, ...other]),
      words: [...own, ...other, ...about.flatMap((n) => shared[n]), ...words(kind + ' ' + (rank || ''), 1)],
    };
  });
};
const files = {};
const read = (url) => files[url] ??= fetch(url).then((answer) => answer.json()).then((data) => data.files ? data : unpack(data))
  .catch((error) => { delete files[url]; throw error; });
// Of many files those of the rarest word are read.
const pool = async (index, tokens, wrong) => {
  if (!index.files) return index;
  const size = (picks) => picks.reduce((sum, i) => sum + index.sizes[i], 0);
  const choices = tokens.map((token) => Object.keys(index.words).filter((i) => index.words[i].split(' ').some((word) =>
    word.startsWith(number.test(token.flat) ? token.flat.slice(0, 4) : token.flat) || token == wrong && close(token.flat, word))));
  const picks = choices.every((some) => some[0]) ? choices.sort((a, b) => size(a) - size(b))[0] : [];
  return (await Promise.all(picks.slice(0, 6).map((i) => read(index.files[i])))).flat();
};

const root = document.querySelector('[data-index]');
if (root) {
  const say = root.dataset, [form, note, list] = root.children, box = form.q;
  const search = async (query) => {
    const tokens = words(query).filter((token, i, all) => (token.last = i == all.length - 1) || !say.skip.split(' ').includes(token.raw));
    if (!tokens.length) return ['', []];
    const index = await read(say.index);
    let found = rank(await pool(index, tokens), tokens);
    if (found[0]) return [found[1] ? say.many : say.one, best(found)];
    for (const wrong of tokens) found.push(...rank(await pool(index, tokens, wrong), tokens, wrong));
    if (found[0]) return [say.close, best(found)];
    found = nearest((await Promise.all(Object.values(files))).filter(Array.isArray).flat(), tokens);
    return [found[0] ? say.guess : say.none, found, say.hint];
  };
  const show = async () => {
    const query = box.value, add = (parent, name, marked = '') => {
      const [text, lang] = marked.split('|').reverse(), made = document.createElement(name);
      made.textContent = text;
      if (lang) made.lang = lang;
      parent.append(made);
      return made;
    };
    root.ariaBusy = true;
    const [text, found, hint] = await search(query).catch(() => [say.fail, []]);
    if (query != box.value) return;
    list.textContent = '';
    for (const { title, url, notes } of found.slice(0, say.most)) {
      const row = add(list, 'li');
      add(row, 'a', title).href = url;
      const line = add(row, 'p');
      [hint, ...notes].filter(Boolean).forEach((part, i) => { line.append(i ? ' · ' : ''); add(line, 'span', part); });
    }
    note.textContent = text.replace('{n}', found.length) + (found.length > say.most ? '. ' + say.part.replace('{n}', say.most) : '');
    root.ariaBusy = false;
  };
  const address = (save) => {
    const here = new URL(location);
    here.searchParams.set('q', box.value);
    if (here.href != location) history[save](null, '', here);
  };
  const recall = (event) => {
    box.value = new URLSearchParams(location.search).get('q') ?? (event ? '' : box.value);
    if (event || box.value) show();
  };
  let later;
  box.onfocus = () => read(say.index).catch(() => {});
  box.oninput = () => { show(); clearTimeout(later); later = setTimeout(address, 400, 'replaceState'); };
  form.onsubmit = (event) => {
    if (!('here' in say)) return;
    event.preventDefault();
    address('pushState');
    note.focus();
  };
  onpopstate = recall;
  recall();
}
