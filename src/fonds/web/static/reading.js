// The reading page: the place one stopped at, what one keeps, keys, and controls that go away.
"use strict";

(() => {
  const { keep, recall, ready, hasKeys, onKey } = globalThis.fonds;
  const root = document.documentElement;
  const WORDS_A_MINUTE = 238;
  const TOP = 8; // where the eye is: just under the edge of the window

  // An async script may come before the style sheet, and nothing has its place before that.
  const styled = (act) => {
    const link = document.querySelector("link[rel=stylesheet]");
    if (link && !link.sheet) link.addEventListener("load", act);
    else act();
  };

  ready(() => styled(() => {
    const story = document.querySelector("[data-reading]");
    if (!(story instanceof HTMLElement)) return;
    const work = story.dataset.reading;
    const canKeep = story.hasAttribute("data-can-keep");
    const total = Number(story.dataset.total) || 1;

    // Paragraphs: every block has its number; where a scene begins it is on an element inside.
    const blocks = [...story.querySelectorAll('[id^="p-"]')].map((mark) => ({
      number: Number(mark.id.slice(2)),
      element: mark.tagName === "SPAN" ? mark.parentElement : mark,
    }));
    const byElement = new Map(blocks.map((block) => [block.element, block]));
    const rect = (block) => block.element.getBoundingClientRect();
    // A paragraph that the address names stands a little lower, under the bar: while it does, it
    // is where one is, or every visit would go back a few lines.
    const named = blocks.find((block) => location.hash === `#p-${block.number}`);
    const findBlock = () => {
      const top = named ? rect(named).top : -1;
      if (top >= 0 && top < 80) return named;
      let [low, high] = [0, blocks.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (rect(blocks[middle]).bottom > TOP) high = middle;
        else low = middle + 1;
      }
      return blocks[low];
    };
    const go = (number, within = 0) => {
      const block = blocks.find((one) => one.number === number);
      if (!block) return false;
      const box = rect(block);
      scrollBy({ top: box.top + within * box.height - TOP, behavior: "instant" });
      return true;
    };

    // How far: words before the chapter and letters within it.
    const parts = [...story.querySelectorAll(".part")].map((element) => ({
      element,
      chapter: Number(element.dataset.chapter),
      words: Number(element.dataset.words),
      before: Number(element.dataset.before),
      lengths: null,
    }));
    const measure = (part) => {
      if (part.lengths) return;
      part.lengths = new Map();
      part.letters = 0;
      for (const block of blocks) {
        if (!part.element.contains(block.element)) continue;
        part.lengths.set(block.number, part.letters);
        part.letters += block.element.textContent.length;
      }
    };
    const look = () => {
      const block = findBlock();
      if (!block) return null;
      const part = parts.find((one) => one.element.contains(block.element));
      if (!part) return null;
      measure(part);
      const box = rect(block);
      const within = box.height > 0 ? Math.min(1, Math.max(0, (TOP - box.top) / box.height)) : 0;
      const isEnd = scrollY + innerHeight >= root.scrollHeight - 2 && part === parts.at(-1);
      const at = part.lengths.get(block.number) + within * block.element.textContent.length;
      const read = isEnd ? part.words : (part.words * at) / Math.max(1, part.letters);
      const fraction = Math.min(1, (part.before + read) / total);
      return { block, part, within, read, fraction };
    };
    const say = (words) => {
      const minutes = Math.ceil(words / WORDS_A_MINUTE);
      return minutes < 60 ? `${Math.max(1, minutes)} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    };
    const left = document.querySelector("[data-left]");
    const tell = (place) => {
      if (!left || !place) return;
      const ahead = total - place.part.before - place.read;
      const chapter = place.part.words - place.read;
      const isSeveral = place.part.words < total;
      left.textContent =
        ahead < 1
          ? "The end"
          : `${isSeveral ? `${say(chapter)} in this chapter, ` : ""}${say(ahead)} ${isSeveral ? "in all" : "to the end"}`;
    };

    // The place: kept here at every pause, and by the library for other devices.
    const key = `fonds:place:${work}`;
    const page = location.pathname;
    const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
    let sent = null;
    let rest = null;
    let hasMoved = false;
    const note = () => {
      const place = look();
      if (!place) return null;
      rest = place;
      tell(place);
      if (location.search !== "") return null; // who looks something up has not read on
      const body = {
        chapter: place.part.chapter,
        paragraph: place.block.number,
        fraction: Number(place.fraction.toFixed(5)),
        quote: place.block.element.textContent.slice(0, 80),
        at: now(),
      };
      keep(key, JSON.stringify({ ...body, page, within: place.within }));
      keep(`fonds:chapter:${work}`, page);
      return body;
    };
    const send = () => {
      if (!hasMoved) return;
      const body = note();
      if (!canKeep || !body || body.paragraph === sent) return;
      sent = body.paragraph;
      globalThis.fonds.queue?.(work, body);
    };

    const known = (() => {
      try {
        return JSON.parse(recall(key) ?? "null");
      } catch {
        return null;
      }
    })();
    const arrival = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
    if (location.hash === "" && location.search === "" && arrival === "navigate") {
      const own = Number(story.dataset.own);
      const isNewer = own && (!known || story.dataset.ownAt > known.at);
      if (isNewer) go(own);
      else if (known && (known.page === page || page.endsWith("/read/all"))) go(known.paragraph, known.within);
    }
    // An offer stands until one reads on here; without one, being here is a place already.
    const idle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 200));
    idle(() => {
      if (document.querySelector(".offer")) {
        tell(look());
        return;
      }
      hasMoved = true;
      note();
      setTimeout(send, 3000);
    });

    // Controls show at the top, on a tap in the margins or a key; they go when one reads on.
    let last = scrollY;
    let waiting = 0;
    let lastSent = 0;
    const show = (visible) => root.toggleAttribute("data-quiet", !visible);
    show(scrollY < 80);
    addEventListener(
      "scroll",
      () => {
        if (Math.abs(scrollY - last) > 12) {
          show(scrollY < last || scrollY < 80);
          hasMoved = true;
        }
        last = scrollY;
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          if (!hasMoved) return;
          note();
          if (Date.now() - lastSent > 10_000) {
            lastSent = Date.now();
            send();
          }
        }, 250);
      },
      { passive: true },
    );
    addEventListener("pagehide", send);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") send();
    });
    document.addEventListener("click", (event) => {
      const target = event.target;
      if (!(target instanceof Element)) return;
      if (!target.closest(".bar")) closeBar();
      if (target.closest("a, button, summary, details, form, dialog, .tools, .kept")) return;
      if (getSelection()?.isCollapsed ?? true) show(root.hasAttribute("data-quiet"));
    });
    // A tap moves the focus, too, but only a key makes it visible.
    document.addEventListener("focusin", (event) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) show(true);
    });

    // Looks change the length of everything: the paragraph stays where it is.
    let held = null;
    root.addEventListener("fonds:before-looks", () => {
      held = look();
    });
    root.addEventListener("fonds:looks", () => {
      if (held && scrollY > 80) go(held.block.number, held.within);
      held = null;
    });

    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return; // a phone's own bars come and go
      width = innerWidth;
      if (rest && scrollY > 80) go(rest.block.number, rest.within);
    });

    const closeBar = () => {
      let closed = false;
      for (const details of document.querySelectorAll(".bar details[open]")) {
        details.removeAttribute("open");
        closed = true;
      }
      return closed;
    };
    const open = (name) => {
      const details = document.querySelector(`.bar .${name}`);
      if (!details) return false;
      show(true);
      closeBar();
      details.setAttribute("open", "");
      const first = details.querySelector(".panel input, .panel [aria-current]");
      (first ?? details.querySelector(".panel a, .panel button"))?.focus();
      return true;
    };
    const step = (by) => {
      const here = blocks.indexOf(findBlock());
      const block = blocks[here + (by < 0 && rect(blocks[here]).top < TOP - 4 ? 0 : by)];
      if (block) go(block.number);
      if (block && scrollY > 80) requestAnimationFrame(() => requestAnimationFrame(() => show(false)));
      return Boolean(block);
    };
    const keys = document.querySelector("#keys");
    const off = document.querySelector("[data-keys-off]");
    const showKeys = () => {
      closeBar();
      off?.setAttribute("aria-pressed", String(!hasKeys()));
      keys?.showModal();
      return true;
    };
    off?.addEventListener("click", () => {
      keep("fonds:keys", hasKeys() ? "off" : "on");
      off.setAttribute("aria-pressed", String(!hasKeys()));
    });
    for (const button of document.querySelectorAll("[data-keys]")) {
      button.hidden = false;
      button.addEventListener("click", showKeys);
    }
    onKey((pressed) => {
      if (pressed === "t") return open("contents");
      if (pressed === "/") return open("find");
      if (pressed === "?") return showKeys();
      if (pressed === "j") return step(1);
      if (pressed === "k") return step(-1);
      if (canKeep && pressed === "m") return mark(false);
      if (canKeep && pressed === "e") return mark(true);
      return false;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
      const summary = document.querySelector(".bar details[open] > summary");
      if (closeBar()) summary?.focus();
      else if (!getSelection()?.isCollapsed) getSelection()?.removeAllRanges();
      else show(root.hasAttribute("data-quiet"));
    });

    // Swipe: far enough, flat enough, with one finger, and not while words are selected.
    let touch = null;
    document.addEventListener("touchstart", (event) => {
      const one = event.touches.length === 1 ? event.touches[0] : null;
      const isFree = event.target instanceof Element && !event.target.closest(".bar, dialog, .tools");
      touch = one && isFree ? { x: one.clientX, y: one.clientY } : null;
    }, { passive: true });
    document.addEventListener("touchend", (event) => {
      const one = event.changedTouches[0];
      if (!touch || !one || !(getSelection()?.isCollapsed ?? true)) return;
      const [x, y] = [one.clientX - touch.x, one.clientY - touch.y];
      touch = null;
      if (Math.abs(x) <= 60 || Math.abs(x) <= 2 * Math.abs(y)) return;
      const link = document.querySelector(`a[rel~="${x < 0 ? "next" : "prev"}"]`);
      if (link instanceof HTMLAnchorElement) location.assign(link.href);
    }, { passive: true });

    performance.mark("fonds:ready");

    // What one keeps.
    if (!canKeep) return;
    const tools = document.querySelector(".tools");
    const dialog = document.querySelector("#note");
    const own = "/api/v1/me/annotations";

    const textNodes = (range) => {
      const root_ = range.commonAncestorContainer;
      if (root_.nodeType === Node.TEXT_NODE) return [root_];
      const walker = document.createTreeWalker(root_, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (range.intersectsNode(node) && story.contains(node) && numbered(node)) found.push(node);
      }
      return found;
    };
    // A stanza bears no number of its own: the one before it does.
    const numbered = (node) => {
      let element = node.parentElement?.closest(".part p, .part li, .part h2, .part h3, .part h4, .part h5, .part h6");
      while (element && !byElement.has(element)) element = element.previousElementSibling;
      return element ? byElement.get(element) : null;
    };
    // Code points of a paragraph before a place in one of its nodes, as the library counts them.
    const count = (block, node, offset) => {
      const range = document.createRange();
      range.setStart(block.element, 0);
      range.setEnd(node, offset);
      return [...textOf(range.cloneContents())].length;
    };
    const textOf = (fragment) => {
      let text = "";
      for (const child of fragment.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) text += child.parentNode.querySelector?.(":scope > p") ? "" : child.data;
        else if (child.nodeName === "BR") text += "\n";
        else text += (child.nodeName === "P" && text ? "\n\n" : "") + textOf(child);
      }
      return text;
    };
    const placeOf = (range) => {
      const nodes = textNodes(range).filter((node) => node.data.trim() !== "");
      const [first, final] = [nodes[0], nodes.at(-1)];
      if (!first) return null;
      const start = first === range.startContainer ? range.startOffset : 0;
      const end = final === range.endContainer ? range.endOffset : final.data.length;
      const [head, tail] = [numbered(first), numbered(final)];
      return {
        paragraph: head.number,
        start: count(head, first, start),
        end_paragraph: tail.number,
        end: count(tail, final, end),
        quote: range.toString(),
      };
    };
    const paint = (range, id) => {
      for (const node of textNodes(range)) {
        const start = node === range.startContainer ? range.startOffset : 0;
        const end = node === range.endContainer ? range.endOffset : node.data.length;
        if (start >= end || node.data.trim() === "") continue;
        const piece = start > 0 ? node.splitText(start) : node;
        if (end - start < piece.data.length) piece.splitText(end - start);
        const element = document.createElement("mark");
        element.className = "kept";
        element.dataset.note = String(id);
        piece.replaceWith(element);
        element.append(piece);
      }
    };
    const marksOf = (id) => story.querySelectorAll(`mark[data-note="${id}"]`);
    const ask = async (url, method, body) => {
      const answer = await fetch(url, {
        method,
        headers: { "Content-Type": "application/json" },
        body: body ? JSON.stringify(body) : undefined,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.status === 204 ? null : answer.json();
    };
    const complain = () => {
      if (!left) return;
      left.textContent = "This could not be kept: the library does not answer.";
      show(true);
    };
    const selected = () => {
      const selection = getSelection();
      if (selection && !selection.isCollapsed && story.contains(selection.anchorNode)) return selection.getRangeAt(0).cloneRange();
      return null;
    };
    const mark = (isNoted) => {
      let range = selected();
      if (!range) {
        const block = findBlock();
        const known_ = block?.element.querySelector("mark[data-note]");
        if (known_) return editNote(known_.dataset.note, known_.textContent);
        if (!block) return false;
        range = document.createRange();
        range.selectNodeContents(block.element);
      }
      const place = placeOf(range);
      if (!place) return false;
      ask(own, "POST", { work_id: work, note: "", ...place })
        .then((made) => {
          paint(range, made.id);
          getSelection()?.removeAllRanges();
          if (isNoted) editNote(made.id, made.quote, "");
        })
        .catch(complain);
      return true;
    };
    const editNote = (id, quote, note) => {
      const box = dialog.querySelector("textarea");
      dialog.querySelector("blockquote").textContent = quote;
      dialog.dataset.note = String(id);
      dialog.returnValue = "";
      const open_ = (text) => {
        box.value = text;
        dialog.showModal();
        box.focus();
      };
      if (note !== undefined) open_(note);
      else ask(`${own}/${id}`, "GET").then((found) => open_(found.note)).catch(complain);
      return true;
    };
    dialog.addEventListener("close", () => {
      const id = dialog.dataset.note;
      const text = dialog.querySelector("textarea").value;
      if (dialog.returnValue === "keep") {
        ask(`${own}/${id}`, "PATCH", { note: text })
          .then(() => marksOf(id).forEach((one) => one.classList.toggle("noted", text !== "")))
          .catch(complain);
      } else if (dialog.returnValue === "remove") {
        ask(`${own}/${id}`, "DELETE")
          .then(() => marksOf(id).forEach((one) => one.replaceWith(...one.childNodes)))
          .catch(complain);
      }
    });
    story.addEventListener("click", (event) => {
      const kept = event.target instanceof Element ? event.target.closest("mark.kept") : null;
      if (kept && (getSelection()?.isCollapsed ?? true)) {
        editNote(kept.dataset.note, [...marksOf(kept.dataset.note)].map((one) => one.textContent).join(" "));
      }
    });
    document.addEventListener("selectionchange", () => {
      tools.hidden = selected() === null;
    });
    // A press on the tools must not take the selection away before they act.
    tools.addEventListener("pointerdown", (event) => event.preventDefault());
    tools.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
      if (button) mark(button.dataset.do === "note");
    });
  }));
})();
