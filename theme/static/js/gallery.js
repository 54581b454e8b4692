// A dialog that enlarges the photos of a gallery. Without it each photo is a link to itself.
for (const box of document.querySelectorAll('.ocop-gallery')) {
  const viewer = box.nextElementSibling, frame = viewer.querySelector('figure'), place = viewer.querySelector('.ocop-viewer__place');
  const links = [...box.querySelectorAll('a')];
  let at = 0;
  const show = (next) => {
    at = (next + links.length) % links.length;
    const figure = links[at].closest('figure').cloneNode(true);
    for (const part of figure.querySelectorAll('source, img')) Object.assign(part, { sizes: '100vw', loading: 'eager' });
    figure.querySelector('a').replaceWith(figure.querySelector('picture, img'));
    frame.replaceChildren(...figure.childNodes);
    if (place) place.textContent = `${at + 1} / ${links.length}`;
  };
  box.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(links.indexOf(link));
    viewer.showModal();
  });
  document.addEventListener('keydown', (event) => {
    const step = viewer.open && links.length > 1 && { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) show(at + step);
  });
  viewer.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button && +button.value) show(at + +button.value);
    else if (button || event.target == frame) viewer.close();
  });
  viewer.addEventListener('close', () => links[at].focus());
}
