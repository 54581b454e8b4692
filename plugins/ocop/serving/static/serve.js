// Only while a site is written (make serve): fetch the page anew after a build, and show what has to be mended.
const SCROLL = "ocop-serve-scroll";
const box = document.createElement("aside");
box.className = "ocop-serve";
box.setAttribute("role", "alert");
box.hidden = true;
document.body.append(box);

const kept = sessionStorage.getItem(SCROLL);
if (kept) {
  sessionStorage.removeItem(SCROLL);
  const [path, top] = JSON.parse(kept);
  if (path === location.pathname) addEventListener("load", () => scrollTo({ top, behavior: "instant" }));
}

function show(lines) {
  box.hidden = lines.length === 0;
  box.replaceChildren(...lines.map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  }));
}

let version;
new EventSource(`/.ocop/events?page=${encodeURIComponent(location.pathname)}`).onmessage = (event) => {
  const state = JSON.parse(event.data);
  show(state.told);
  if (version !== undefined && state.version !== version) {
    sessionStorage.setItem(SCROLL, JSON.stringify([location.pathname, scrollY]));
    location.reload();
  }
  version = state.version;
};
