// What a browser may add to any page that works without it: keys, and looks at once.
"use strict";

(() => {
  const root = document.documentElement;
  const forget = () => undefined;

  // Private windows keep nothing, and that is fine.
  const keep = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      forget();
    }
  };
  const recall = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const ready = (act) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
    else act();
  };
  const isTyping = (target) =>
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

  // Single letters can be turned off: who dictates says many (WCAG 2.2, 2.1.4).
  const hasKeys = () => recall("fonds:keys") !== "off";
  const onKey = (act) =>
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
      if (event.shiftKey && event.key.length > 1) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      if (event.key.length === 1 && event.key !== " " && !hasKeys()) return;
      if (act(event.key, event)) event.preventDefault();
    });

  const turn = (relation) => {
    const link = document.querySelector(`a[rel~="${relation}"]`);
    if (link instanceof HTMLAnchorElement) location.assign(link.href);
    return link !== null;
  };
  onKey((key, event) => {
    if (event.shiftKey) return false;
    if (key === "n" || key === "ArrowRight") return turn("next");
    if (key === "p" || key === "ArrowLeft") return turn("prev");
    const box = document.querySelector("main input[type=search]");
    if (key === "/" && box instanceof HTMLElement) {
      box.focus();
      return true;
    }
    return false;
  });

  // Looks: the same cookie that the form keeps, without a reload.
  const shown = (name) => root.getAttribute(`data-${name}`);
  const apply = (name, value) => {
    root.setAttribute(`data-${name}`, value);
    for (const button of document.querySelectorAll(`[data-looks] button[name="${name}"]`)) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
  };
  const names = ["theme", "size", "face", "measure", "spacing", "ends"];
  const usual = ["auto", "normal", "book", "middle", "usual", "ragged"];
  const chosen = () => {
    const found = /(?:^|; )looks=([a-z.]+)/.exec(document.cookie);
    return found ? found[1].split(".") : [];
  };
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(event.target instanceof HTMLElement) || !event.target.matches("[data-looks]")) return;
    if (!(button instanceof HTMLButtonElement) || !names.includes(button.name)) return;
    event.preventDefault();
    root.dispatchEvent(new CustomEvent("fonds:before-looks"));
    apply(button.name, button.value);
    const words = names.map((name, i) => shown(name) ?? usual[i]);
    const age = 365 * 24 * 3600;
    document.cookie = `looks=${words.join(".")}; path=/; max-age=${age}; samesite=lax`;
    root.dispatchEvent(new CustomEvent("fonds:looks"));
  });
  // A page kept on the device may have been made when other looks were chosen.
  const words = chosen();
  if (words.length === names.length && words.every((word) => /^[a-z]+$/.test(word))) {
    names.forEach((name, i) => {
      if ((shown(name) ?? usual[i]) !== words[i]) ready(() => apply(name, words[i]));
    });
  }

  ready(() => {
    const begin = document.querySelector("[data-begin]");
    if (!(begin instanceof HTMLAnchorElement)) return;
    const place = recall(`fonds:chapter:${begin.dataset.begin}`);
    if (place !== null && /^\/works\/w[a-z2-7]+\/read\/(?:[0-9]+|all)$/.test(place)) begin.href = place;
  });

  globalThis.fonds = { keep, recall, ready, isTyping, hasKeys, onKey };
})();
