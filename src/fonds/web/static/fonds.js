// What a browser may add to pages that work without it: keys, the place one stopped at,
// and controls that go away while one reads.
"use strict";

(() => {
  const root = document.documentElement;
  const story = document.querySelector("[data-reading]");
  const forget = () => undefined;

  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      forget(); // private windows keep nothing, and that is fine
    }
  };
  const recall = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const isTyping = (target) =>
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

  const turn = (relation) => {
    const link = document.querySelector(`a[rel~="${relation}"]`);
    if (link instanceof HTMLAnchorElement) location.assign(link.href);
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (isTyping(event.target)) return;
    if (event.key === "n" || event.key === "ArrowRight") turn("next");
    else if (event.key === "p" || event.key === "ArrowLeft") turn("prev");
    else if (event.key === "/") {
      const box = document.querySelector("input[type=search]");
      if (box instanceof HTMLElement) {
        event.preventDefault();
        box.focus();
      }
    }
  });

  const begin = document.querySelector("[data-begin]");
  if (begin instanceof HTMLAnchorElement) {
    const place = recall(`fonds:chapter:${begin.dataset.begin}`);
    if (place !== null && /^\/works\/w[a-z2-7]+\/read\/[0-9]+$/.test(place)) begin.href = place;
  }

  if (!(story instanceof HTMLElement)) return;

  const key = `fonds:place:${location.pathname}`;
  const height = () => root.scrollHeight - innerHeight;
  const known = Number.parseFloat(recall(key) ?? "");
  if (known > 0 && known <= 1 && location.hash === "") {
    scrollTo({ top: known * height(), behavior: "instant" });
  }
  keep(`fonds:chapter:${story.dataset.reading}`, location.pathname);

  // Controls show at the top, on a tap in the margins or a key; they go when one reads on.
  let last = scrollY;
  let waiting = 0;
  const show = (visible) => root.toggleAttribute("data-quiet", !visible);
  show(scrollY < 80);
  addEventListener(
    "scroll",
    () => {
      if (Math.abs(scrollY - last) > 12) show(scrollY < last || scrollY < 80);
      last = scrollY;
      clearTimeout(waiting);
      waiting = setTimeout(() => keep(key, String(height() > 0 ? scrollY / height() : 0)), 250);
    },
    { passive: true },
  );
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target instanceof Element && target.closest("a, button, summary, details, form")) return;
    if (getSelection()?.isCollapsed ?? true) show(root.hasAttribute("data-quiet"));
  });
  // A tap moves the focus, too, but only a key makes it visible.
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof Element && event.target.matches(":focus-visible")) show(true);
  });
})();
