// Registers the worker once a page is there, and gives buttons that save pages their work: <button hidden data-save="/a/ /b/"
// data-saved="Saved" data-failed="…">. Not where a visitor asks to save data. docs/offline.md.
const { worker } = document.querySelector('[data-worker]').dataset, box = navigator.serviceWorker;
// Keeps pages with their photos; gives 1 or 0 for each.
const save = (pages) => box.ready.then(({ active }) => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data);
  active.postMessage(pages, [port2]);
}));
if (box && !navigator.connection?.saveData) addEventListener('load', () => {
  // The first page was here before the worker.
  const known = box.controller;
  box.register(worker).then(() => known || save([location.pathname]), () => {});
  for (const button of document.querySelectorAll('[data-save]')) {
    const pages = button.dataset.save.split(' ');
    button.hidden = false;
    button.dataset.ready = '';
    button.onclick = async () => {
      button.disabled = true;
      const all = (await save(pages)).every(Boolean);
      button.textContent = all ? button.dataset.saved : button.dataset.failed;
      button.disabled = all;
    };
  }
});
