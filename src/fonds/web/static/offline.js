// Works kept on this device, and places that wait until the network returns.
"use strict";

(() => {
  const { ready } = globalThis.fonds;
  const PREFIX = "kept-";
  const canKeep = "serviceWorker" in navigator && "caches" in globalThis;

  // Places wait in a small database, one for each work: of several the newest goes.
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("fonds", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("places", { keyPath: "work" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const use = async (mode, act) => {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction("places", mode);
        const asked = act(transaction.objectStore("places"));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onerror = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  };
  const put = (work, body) =>
    fetch(`/api/v1/me/positions/${work}`, {
      method: "PUT",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  let sending = null;
  const flush = async () => {
    for (const { work, body } of await use("readonly", (store) => store.getAll())) {
      const answer = await put(work, body);
      // What the library refuses it would refuse again; what it could not do it may do later.
      if (answer.status >= 500 || answer.status === 429) return;
      const stands = await use("readonly", (store) => store.get(work));
      if (stands?.body.at === body.at) await use("readwrite", (store) => store.delete(work));
    }
  };
  const send = () => {
    sending ??= flush()
      .catch(() => undefined) // no network yet: they wait
      .finally(() => {
        sending = null;
      });
    return sending;
  };
  // The page may be about to go: the request is sent first, and the place waits only when it
  // fails or nobody is left to hear that it did not.
  globalThis.fonds.queue = (work, body) => {
    const wait = () => use("readwrite", (store) => store.put({ work, body })).catch(() => undefined);
    if (!navigator.onLine) wait();
    else put(work, body).then((answer) => (answer.status >= 500 ? wait() : undefined), wait);
  };
  addEventListener("online", send);

  const keepWork = async (work, tell) => {
    const answer = await fetch(`/works/${work}/offline.json`);
    if (!answer.ok || answer.redirected) throw new Error("not given");
    const about = await answer.clone().json();
    const urls = [...about.pages, ...about.assets];
    const cache = await caches.open(PREFIX + work);
    try {
      for (const [done, url] of urls.entries()) {
        tell(done, urls.length);
        const page = await fetch(url);
        if (!page.ok || page.redirected) throw new Error(url);
        await cache.put(url, page);
      }
      // Last, so that what has it is whole.
      await cache.put(`/works/${work}/offline.json`, answer);
    } catch (error) {
      await caches.delete(PREFIX + work);
      throw error;
    }
    await navigator.storage?.persist?.();
  };
  const drop = (work) => caches.delete(PREFIX + work);
  const isKept = async (work) => Boolean(await caches.match(`/works/${work}/offline.json`, { cacheName: PREFIX + work }));

  const WORDS = { no: "Keep on this device", yes: "Kept on this device: remove it", failed: "It could not be kept: try again" };
  const prepare = async (button) => {
    const work = button.dataset.keep;
    const say = async () => {
      button.textContent = (await isKept(work)) ? WORDS.yes : WORDS.no;
    };
    await say();
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        if (await isKept(work)) await drop(work);
        else await keepWork(work, (done, all) => (button.textContent = `Keeping it: ${done} of ${all}`));
        await say();
      } catch {
        button.textContent = WORDS.failed;
      }
      button.disabled = false;
    });
  };

  // The page of what is kept.
  const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const measure = async (cache) => {
    let bytes = 0;
    for (const request of await cache.keys()) bytes += (await (await cache.match(request)).blob()).size;
    return bytes;
  };
  const list = async (place) => {
    const items = [];
    for (const name of await caches.keys()) {
      if (!name.startsWith(PREFIX)) continue;
      const work = name.slice(PREFIX.length);
      const cache = await caches.open(name);
      const answer = await cache.match(`/works/${work}/offline.json`);
      if (answer) items.push({ ...(await answer.json()), bytes: await measure(cache) });
    }
    items.sort((one, other) => one.title.localeCompare(other.title));
    const sum = items.reduce((total, one) => total + one.bytes, 0);
    const line = document.querySelector("[data-kept-sum]");
    line.textContent = items.length
      ? `${items.length === 1 ? "One work" : `${items.length} works`}, ${size(sum)} in all.`
      : "Nothing yet. “Keep on this device” stands in the contents of every story.";
    place.replaceChildren(
      ...items.map((one) => {
        const row = document.createElement("li");
        const link = document.createElement("a");
        link.href = one.pages[1] ?? one.pages[0];
        link.textContent = one.title;
        const about = document.createElement("span");
        about.className = "quiet";
        about.textContent = [one.creators.join(", "), `${one.words.toLocaleString("en")} words`, size(one.bytes)].filter(Boolean).join(" · ");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = "Remove";
        button.setAttribute("aria-label", `Remove ${one.title} from this device`);
        button.addEventListener("click", async () => {
          await drop(one.work_id);
          await list(place);
          line.tabIndex = -1;
          line.focus();
        });
        row.append(link, about, button);
        return row;
      }),
    );
  };

  ready(() => {
    send();
    const place = document.querySelector("[data-kept]");
    if (!canKeep) {
      const line = document.querySelector("[data-kept-sum]");
      if (line) line.textContent = "This browser keeps works only from an address that begins with https, or from this machine itself.";
      return;
    }
    for (const button of document.querySelectorAll("[data-keep]")) prepare(button);
    if (place) list(place);
    // After the page itself: on a slow line every request before it counts.
    const register = () => setTimeout(() => navigator.serviceWorker.register("/sw.js").catch(() => undefined), 1500);
    if (document.readyState === "complete") register();
    else addEventListener("load", register);
  });
})();
