// A web server for measuring: `node serve.mjs <folder> <port> <headers as JSON>` serves a built site as the configurations of deploy/
// do: compressed on the fly (brotli 5, gzip 6), with charset, cache headers, their other headers and the site's 404.
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8', '.webmanifest': 'application/manifest+json', '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8', '.svg': 'image/svg+xml; charset=utf-8', '.png': 'image/png', '.jpg': 'image/jpeg',
  '.avif': 'image/avif', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.pdf': 'application/pdf',
};
const HEADERS = JSON.parse(process.argv[4]);
const SQUEEZE = {
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes) => gzipSync(bytes, { level: 6 }),
};
const HASHED = /\.[0-9a-f]{8,}\.\w+$|-[0-9a-f]{8,}(?:-\d+)?\.\w+$/;
const root = await realpath(resolve(process.argv[2]));
const ready = new Map(); // path and coding → bytes as sent

async function find(path) {
  for (const candidate of path.endsWith('/') ? [path + 'index.html'] : [path]) {
    const file = resolve(join(root, candidate));
    if (!file.startsWith(root + sep)) return null;
    try { return { file, bytes: await readFile(file) }; } catch { /* none, or a folder */ }
  }
  return null;
}

function coding(accepted, type) {
  if (!/^(text|application|image\/svg)/.test(type) || type === 'application/pdf') return '';
  return ['br', 'gzip'].find((name) => accepted.split(',').some((one) => one.trim().split(';')[0] === name)) ?? '';
}

createServer(async (request, response) => {
  let path;
  try { path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname); } catch { path = '/404.html'; }
  const found = await find(path);
  const shown = found ?? (await find('/404.html'));
  if (!shown) return response.writeHead(404).end();
  const type = TYPES[extname(shown.file)] ?? 'application/octet-stream';
  const squeezed = coding(request.headers['accept-encoding'] ?? '', type);
  const key = `${shown.file} ${squeezed}`;
  if (!ready.has(key)) ready.set(key, squeezed ? SQUEEZE[squeezed](shown.bytes) : shown.bytes);
  const body = ready.get(key);
  const headers = {
    ...HEADERS,
    'Content-Type': type,
    'Cache-Control': HASHED.test(shown.file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
    Vary: 'Accept-Encoding',
    ...(squeezed && { 'Content-Encoding': squeezed }),
  };
  if (found && request.headers['if-none-match'] === headers.ETag) return response.writeHead(304, headers).end();
  response.writeHead(found ? 200 : 404, { ...headers, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}).listen(Number(process.argv[3]), 'localhost', () => console.log('ready'));
