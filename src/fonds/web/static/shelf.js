// The shelf as one types: the same address is asked for what changes, and that is put in its
// place. Without this file the form is sent as forms are.
"use strict";

const WAIT_MS = 120;
const form = document.getElementById("filters");
const box = document.getElementById("q");
const results = document.getElementById("results");
const inner = document.getElementById("narrow-inner");
const sheet = document.getElementById("narrow");
const told = document.getElementById("told");

const pairsOf = (submitter) => {
  const data = new FormData(form, submitter ?? undefined);
  const pairs = new URLSearchParams();
  for (const [name, value] of data) if (typeof value === "string" && value.trim()) pairs.append(name, value);
  return pairs;
};

// One answer at a time: a newer question ends the older one, and whatever comes late is dropped.
let asked = 0;
let waiting = 0;
let running = null;

const ask = async (submitter) => {
  clearTimeout(waiting);
  const mine = ++asked;
  running?.abort();
  running = new AbortController();
  const pairs = pairsOf(submitter);
  const plain = pairs.toString();
  pairs.append("fragment", "1");
  results.setAttribute("aria-busy", "true");
  let answer;
  try {
    const response = await fetch(`/?${pairs}`, {
      headers: { Accept: "text/html", "X-Fragment": "results" },
      signal: running.signal,
    });
    answer = await response.text();
    if (mine !== asked) return;
    const part = new DOMParser().parseFromString(answer, "text/html").getElementById("fragment");
    if (part === null) {
      location.assign(`/?${plain}`); // a page to sign in at, or an error: it says what it is
      return;
    }
    show(part, response.ok);
  } catch (error) {
    if (mine === asked && error.name !== "AbortError") location.assign(`/?${plain}`);
  } finally {
    if (mine === asked) results.removeAttribute("aria-busy");
  }
};

const askSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(), WAIT_MS);
};

const show = (part, isAnswer) => {
  const found = part.querySelector('[data-part="results"]');
  if (isAnswer) {
    showFacets(part.querySelector('[data-part="narrow-inner"]'));
    for (const one of document.querySelectorAll("[data-total]")) one.textContent = part.dataset.total;
    document.getElementById("complaint")?.remove();
    box.removeAttribute("aria-invalid");
    document.title = part.dataset.title;
  } else {
    box.setAttribute("aria-invalid", "true");
  }
  const from = document.activeElement;
  const held = results.contains(from) ? from.getAttribute("value") ?? from.getAttribute("href") : null;
  results.replaceChildren(...found.childNodes);
  if (held !== null) keepNear(held);
  history.replaceState(history.state, "", part.dataset.address);
  const tally = document.getElementById("tally") ?? results.querySelector(".complaint p, .big");
  told.textContent = tally?.textContent.trim() ?? "";
};

// What had the focus is gone: the one that took its place has it now, or the works.
const keepNear = (held) => {
  const same = [...results.querySelectorAll("button, a")].find(
    (one) => (one.getAttribute("value") ?? one.getAttribute("href")) === held,
  );
  const next = same ?? results.querySelector(".chosen button") ?? results;
  if (next === results) results.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
};

// A facet one is working in keeps its order, so that nothing moves under a finger.
const showFacets = (fresh) => {
  const busy = document.activeElement?.closest?.("[data-facet]");
  const isOpen = new Map([...inner.querySelectorAll("[data-facet]")].map((one) => [one.dataset.facet, one.open]));
  for (const one of fresh.querySelectorAll("[data-facet]")) {
    one.open = one.open || (isOpen.get(one.dataset.facet) ?? false);
  }
  const same = busy && inner.contains(busy) ? fresh.querySelector(`[data-facet="${busy.dataset.facet}"]`) : null;
  if (same === null) {
    inner.replaceChildren(...fresh.childNodes);
    return;
  }
  updateFacet(busy, same);
  const after = [];
  let isBefore = true;
  const before = [];
  for (const node of [...fresh.childNodes]) {
    if (node === same) isBefore = false;
    else (isBefore ? before : after).push(node);
  }
  for (const node of [...inner.childNodes]) if (node !== busy) node.remove();
  busy.before(...before);
  busy.after(...after);
};

const valueOf = (row) => row.querySelector("input, button")?.value;

const updateFacet = (old, fresh) => {
  const list = old.querySelector("ul");
  const rows = new Map([...fresh.querySelectorAll("ul > li")].map((row) => [valueOf(row), row]));
  for (const row of list?.children ?? []) {
    const now = rows.get(valueOf(row));
    rows.delete(valueOf(row));
    const count = row.querySelector(".count");
    if (count) count.textContent = now?.querySelector(".count")?.textContent ?? "0";
    for (const input of row.querySelectorAll("input")) {
      const twin = [...(now?.querySelectorAll("input") ?? [])].find((one) => one.name === input.name);
      input.checked = twin?.checked ?? false;
    }
    const pressed = now?.querySelector("button")?.getAttribute("aria-pressed");
    if (pressed) row.querySelector("button")?.setAttribute("aria-pressed", pressed);
    else row.querySelector("button")?.removeAttribute("aria-pressed");
  }
  list?.append(...rows.values());
  const [was, is] = [old.querySelector(".any"), fresh.querySelector(".any")];
  if (is !== null && was === null) list?.after(is);
  else if (is === null && was !== null && !was.contains(document.activeElement)) was.remove();
  for (const input of old.querySelectorAll(".between input")) {
    const twin = fresh.querySelector(`[name="${input.name}"]`);
    if (twin !== null && input !== document.activeElement) input.value = twin.value;
  }
};

// Suggestions: a list under the box, walked with the arrows, left with Escape.
const list = document.getElementById("suggestions");
let offers = [];
let picked = -1;
let suggesting = null;

const hideOffers = () => {
  list.hidden = true;
  list.replaceChildren();
  offers = [];
  picked = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
};

const mark = (place) => {
  picked = place;
  [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === place)));
  if (place >= 0) box.setAttribute("aria-activedescendant", list.children[place].id);
  else box.removeAttribute("aria-activedescendant");
};

const span = (name, text) => {
  const one = document.createElement("span");
  one.className = name;
  one.textContent = text;
  return one;
};

const about = (item) => {
  if (item.facet === "title") return item.by ? `${item.label} by ${item.by}` : item.label;
  return `${item.label}, ${item.count.toLocaleString("en")} ${item.count === 1 ? "story" : "stories"}`;
};

const offer = (items) => {
  offers = items;
  picked = -1;
  list.replaceChildren(
    ...items.map((item, at) => {
      const row = document.createElement("li");
      row.id = `offer-${at}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      row.append(span("value", item.value), span("about", about(item)));
      return row;
    }),
  );
  list.hidden = items.length === 0;
  box.setAttribute("aria-expanded", String(items.length > 0));
  box.removeAttribute("aria-activedescendant");
};

const suggest = async () => {
  suggesting?.abort();
  const typed = box.value;
  if (typed.trim().length < 2 || box.selectionStart !== typed.length) {
    hideOffers();
    return;
  }
  const mine = new AbortController();
  suggesting = mine;
  try {
    const response = await fetch(`/suggest?${new URLSearchParams({ q: typed })}`, { signal: mine.signal });
    const answer = response.ok ? await response.json() : { items: [] };
    if (box.value === typed && document.activeElement === box) offer(answer.items);
  } catch (error) {
    if (error.name !== "AbortError") hideOffers();
  }
};

const take = (item) => {
  if (item.url) {
    location.assign(item.url);
    return;
  }
  box.value = box.value.slice(0, item.start).trimEnd();
  const known = [...form.querySelectorAll(`input[name="${item.facet}"]`)].find((one) => one.value === item.value);
  if (known) known.checked = true;
  else {
    const extra = document.createElement("input");
    extra.type = "hidden";
    extra.name = item.facet;
    extra.value = item.value;
    inner.append(extra); // gone with the next answer, which has a box for it
  }
  hideOffers();
  ask();
};

const startShelf = () => {
  document.documentElement.classList.add("live");
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "suggestions");
  box.setAttribute("aria-expanded", "false");

  let typing = 0;
  box.addEventListener("input", () => {
    askSoon();
    clearTimeout(typing);
    typing = setTimeout(suggest, WAIT_MS);
  });
  box.addEventListener("blur", hideOffers);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(((picked + step + 1 + offers.length + 1) % (offers.length + 1)) - 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      hideOffers();
    } else if (event.key === "Enter" && picked >= 0) {
      event.preventDefault();
      take(offers[picked]);
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (row) take(offers[[...list.children].indexOf(row)]);
  });

  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input === box) return;
    if (input.type === "checkbox" && input.checked) {
      const other = input.name.startsWith("not-") ? input.name.slice(4) : `not-${input.name}`;
      for (const one of form.querySelectorAll(`input[name="${other}"]`)) {
        if (one.value === input.value) one.checked = false;
      }
    }
    askSoon();
  });
  form.addEventListener("submit", (event) => {
    const by = event.submitter;
    if (by?.hasAttribute("formaction")) return;
    event.preventDefault();
    hideOffers();
    clearTimeout(typing);
    suggesting?.abort();
    if (sheet?.matches(":popover-open") && by?.closest(".sheet-foot")) {
      sheet.hidePopover();
      results.setAttribute("tabindex", "-1");
      results.focus();
    }
    ask(by);
  });

  // While the sheet is open, nothing behind it can have the focus.
  const wide = matchMedia("(min-width: 60rem)");
  const shut = (isOpen) => {
    for (const one of document.querySelectorAll("header.site, footer.site, #results, .search, .opener, .skip")) {
      one.inert = isOpen;
    }
  };
  sheet?.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    shut(isOpen);
    const from = document.activeElement;
    if (isOpen) sheet.querySelector(".sheet-head button")?.focus();
    else if (from === document.body || sheet.contains(from)) {
      document.querySelector(".opener button")?.focus();
    }
  });
  wide.addEventListener("change", () => {
    if (wide.matches && sheet?.matches(":popover-open")) sheet.hidePopover();
  });
};

// All values of a facet: the list follows the box.
const startValues = () => {
  const starts = document.getElementById("starts");
  const values = document.getElementById("values");
  const find = form.querySelector("button[formaction]");
  let late = 0;
  let last = null;
  starts.addEventListener("input", () => {
    clearTimeout(late);
    late = setTimeout(async () => {
      last?.abort();
      last = new AbortController();
      const address = `${find.getAttribute("formaction")}?${pairsOf()}`;
      try {
        const response = await fetch(address, { signal: last.signal });
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = page.getElementById("values");
        if (!response.ok || fresh === null) return;
        values.replaceChildren(...fresh.childNodes);
        told.textContent = values.querySelector(".tally")?.textContent.trim() ?? "";
        history.replaceState(history.state, "", address);
      } catch (error) {
        if (error.name !== "AbortError") throw error;
      }
    }, WAIT_MS);
  });
  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "checkbox" || !input.checked) return;
    const row = input.closest("li");
    for (const one of row?.querySelectorAll("input") ?? []) if (one !== input) one.checked = false;
  });
};

if (form && box && results && inner) startShelf();
else if (form && document.getElementById("values")) startValues();
