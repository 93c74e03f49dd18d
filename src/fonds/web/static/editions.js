// Keys for the page of a difference: n to the next change, p to the one before.
"use strict";

(() => {
  const changes = [...document.querySelectorAll(".change")];
  if (changes.length === 0) return;

  const isBusy = (target) =>
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

  // Where one is: the change that has the focus, or the last one above the middle of the screen.
  const findPlace = () => {
    const focused = changes.indexOf(document.activeElement?.closest(".change"));
    if (focused >= 0) return focused;
    const above = changes.filter((one) => one.getBoundingClientRect().top < 0);
    return above.length - 1;
  };

  const go = (step) => {
    const place = findPlace();
    const next = changes[place + step];
    if (next !== undefined && place + step >= 0) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: next.offsetHeight > innerHeight * 0.6 ? "start" : "center" });
      return;
    }
    const turn = document.querySelector(`.pages a[rel="${step > 0 ? "next" : "prev"}"]`);
    if (turn instanceof HTMLAnchorElement) location.assign(turn.href);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target)) return;
    if (event.key === "n") go(1);
    else if (event.key === "p") go(-1);
    else return;
    event.preventDefault();
  });
})();
