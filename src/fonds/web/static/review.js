// Keys and answers without a reload: the forms work without this, too.
"use strict";

(() => {
  const voice = document.getElementById("voice");
  let busy = false;

  const review = () => document.getElementById("review");
  const isTyping = (target) => target instanceof HTMLInputElement && target.type !== "hidden";

  // What the page says of the last answer, and what it asks now.
  const tell = () => {
    const last = review().querySelector("[data-last]");
    const asks = document.getElementById("asks");
    const alarm = review().querySelector("[role=alert]");
    const said = alarm ?? last;
    voice.textContent = `${said ? `${said.textContent} — ` : ""}${asks ? asks.textContent : ""}`;
  };

  const show = (words, url) => {
    const page = new DOMParser().parseFromString(words, "text/html");
    const next = page.getElementById("review");
    if (!next) {
      document.location.assign(url);
      return;
    }
    const open = document.getElementById("keys")?.open;
    review().replaceWith(document.adoptNode(next));
    if (open) document.getElementById("keys").open = true;
    document.title = page.title;
    history.replaceState(null, "", url);
    document.getElementById("asks")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    tell();
  };

  const send = async (form, button) => {
    if (busy) return;
    busy = true;
    document.body.classList.add("busy");
    const body = new URLSearchParams(new FormData(form));
    if (button) body.set(button.name, button.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const words = await answer.text();
      show(words, answer.redirected ? answer.url : document.location.href);
    } catch {
      voice.textContent = "Nothing was sent: the library does not answer. Try again.";
    } finally {
      busy = false;
      document.body.classList.remove("busy");
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.classList.contains("answers")) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  const act = (key) => {
    if (key === "?") {
      const keys = document.getElementById("keys");
      keys.open = !keys.open;
      if (keys.open) keys.scrollIntoView({ block: "nearest" });
      return true;
    }
    if (key === "e") {
      const field = document.getElementById("typed");
      field?.focus();
      field?.select();
      return field !== null;
    }
    if (!/^[a-z0-9]$/.test(key)) return false;
    const place = review().querySelector(`[data-key="${key}"]`);
    if (place instanceof HTMLAnchorElement) {
      window.open(place.href, "_blank", "noopener");
      return true;
    }
    if (!(place instanceof HTMLButtonElement)) return false;
    send(place.form, place);
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") {
        event.target.blur();
        document.getElementById("asks")?.focus({ preventScroll: true });
      }
      return;
    }
    if (event.repeat || busy) return;
    if (act(event.key)) event.preventDefault();
  });
})();
