// Everything works without this file: it saves clicks.
"use strict";

// A click on a photo is its focal point.
for (const frame of document.querySelectorAll("[data-focus]")) {
  const suffix = frame.dataset.focus ? `/${frame.dataset.focus}` : "";
  const across = document.getElementById(`fx${suffix}`), down = document.getElementById(`fy${suffix}`);
  if (!across || !down) continue;
  const mark = document.createElement("span");
  mark.className = "desk-focus__mark";
  mark.hidden = true;
  const place = () => {
    const known = across.value !== "" && down.value !== "" && frame.querySelector("img");
    mark.hidden = !known;
    mark.style.left = `${across.value}%`;
    mark.style.top = `${down.value}%`;
  };
  const percent = (at, size) => Math.max(0, Math.min(100, Math.round((at / size) * 100)));
  frame.append(mark);
  const chosen = frame.dataset.file && document.getElementById(frame.dataset.file);
  chosen?.addEventListener("change", () => {
    frame.querySelector("img")?.remove();
    if (!chosen.files[0]) return;
    const picture = new Image();
    picture.alt = "";
    picture.src = URL.createObjectURL(chosen.files[0]);
    frame.prepend(picture);
    place();
  });
  frame.addEventListener("click", (event) => {
    const picture = frame.querySelector("img");
    if (!picture) return;
    const box = picture.getBoundingClientRect();
    across.value = percent(event.clientX - box.left, box.width);
    down.value = percent(event.clientY - box.top, box.height);
    across.dispatchEvent(new Event("input", { bubbles: true }));
    place();
  });
  across.addEventListener("input", place);
  down.addEventListener("input", place);
  place();
}

// What was typed is not lost by a slip of the finger; Ctrl+S saves.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  window.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); form.requestSubmit(); }
  });
}
