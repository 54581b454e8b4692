// `node lighthouse.mjs <runs> <leave out, comma separated or -> URL…` with CHROME_PATH set: Lighthouse as it ships (mobile,
// simulated slow 4G, processor ÷4), several runs of each page in one browser. Prints one line of JSON per page: the median run by
// performance, or with `best` before the runs (best5) the best, with the spread.
import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [asked, leftOut, ...urls] = process.argv.slice(2);
const best = asked.startsWith('best'), runs = Number(asked.replace('best', ''));
const chrome = await chromeLauncher.launch({
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  logLevel: 'silent',
});
const flags = {
  port: chrome.port,
  output: 'json',
  logLevel: 'error',
  ignoreStatusCode: true,
  skipAudits: leftOut === '-' ? [] : leftOut.split(','),
};

function figures({ lhr }) {
  if (lhr.runtimeError) throw new Error(`${lhr.requestedUrl}: ${lhr.runtimeError.code} ${lhr.runtimeError.message}`);
  const scores = Object.fromEntries(Object.values(lhr.categories).map((one) => [one.id, Math.round((one.score ?? 1) * 100)]));
  const value = (id) => lhr.audits[id].numericValue;
  const counted = Object.values(lhr.categories).flatMap((one) => one.auditRefs.filter((ref) => ref.weight > 0));
  const failed = [...new Set(counted.map((ref) => ref.id))]
    .map((id) => lhr.audits[id])
    .filter((audit) => audit.score !== null && audit.score < 0.9)
    .map((audit) => {
      const first = audit.details?.items?.[0];
      return `${audit.id}${first ? `: ${JSON.stringify(first.node?.snippet ?? first).slice(0, 300)}` : ''}`;
    });
  return {
    scores,
    lcp: value('largest-contentful-paint'),
    cls: value('cumulative-layout-shift'),
    tbt: value('total-blocking-time'),
    bytes: value('total-byte-weight'),
    failed,
  };
}

// On a busy machine a recording can fail before the page was even asked for: then once more.
async function measure(url, attempts = 3) {
  try {
    return figures(await lighthouse(url, flags));
  } catch (error) {
    if (attempts === 1) throw error;
    return measure(url, attempts - 1);
  }
}

try {
  for (const url of urls) {
    const results = [];
    for (let run = 0; run < runs; run += 1) results.push(await measure(url));
    results.sort((one, other) => one.scores.performance - other.scores.performance || other.lcp - one.lcp);
    const counted = results[best ? results.length - 1 : Math.floor((results.length - 1) / 2)];
    const spread = results.map((one) => [one.scores.performance, Math.round(one.lcp), one.cls]);
    console.log(JSON.stringify({ url, ...counted, spread }));
  }
} finally {
  await chrome.kill();
}
