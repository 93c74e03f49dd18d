// The service worker: works that somebody keeps on this device, and the page that lists them.
// The server puts VERSION and SHELL before this. Nothing else is ever kept.
"use strict";

const SHELL_NAME = `shell-${VERSION}`;
const READ = /^\/works\/(w[a-z2-7]{1,60})\/(?:read(?:\/[0-9]+|\/all)?|offline\.json)$/;
const keptName = (work) => `kept-${work}`;

self.addEventListener("install", (event) => {
  const take = async () => {
    const cache = await caches.open(SHELL_NAME);
    await cache.addAll(SHELL.map((url) => new Request(url, { credentials: "omit", cache: "no-cache" })));
    await self.skipWaiting();
  };
  event.waitUntil(take());
});

self.addEventListener("activate", (event) => {
  const settle = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("shell-") && name !== SHELL_NAME) await caches.delete(name);
    }
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(settle());
});

// What the library no longer gives to whoever reads here must not stay on the device.
const isTakenAway = (answer) =>
  [401, 403, 404, 410].includes(answer.status) || new URL(answer.url || self.location.href).pathname === "/sign-in";

const refresh = async (work, url, answering) => {
  try {
    const answer = await (answering ?? fetch(url, { credentials: "same-origin" }));
    if (!answer) return;
    if (isTakenAway(answer)) await caches.delete(keptName(work));
    else if (answer.ok && !answer.redirected && (await caches.has(keptName(work)))) {
      const cache = await caches.open(keptName(work));
      await cache.put(url, answer);
    }
  } catch {
    // No network: what is kept stays as it is.
  }
};

const offline = async () => {
  const page = await caches.match("/offline", { cacheName: SHELL_NAME });
  return page ?? Response.error();
};

const fromNetwork = async (event) => {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return offline();
  }
};

const answerReading = async (event, work, url) => {
  if (!(await caches.has(keptName(work)))) return fromNetwork(event);
  const cache = await caches.open(keptName(work));
  if (url.search !== "") {
    // Places found are marked by the library; without it the whole story has to do.
    try {
      return (await event.preloadResponse) ?? (await fetch(event.request));
    } catch {
      return (await cache.match(url.pathname)) ?? offline();
    }
  }
  const known = await cache.match(url.pathname);
  if (!known) return fromNetwork(event);
  event.waitUntil(refresh(work, url.pathname, event.preloadResponse.then((early) => early ?? fetch(url.pathname, { credentials: "same-origin" }))));
  return known;
};

const answerStatic = async (request) => (await caches.match(request)) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/") || url.pathname === "/fonds.webmanifest") {
    event.respondWith(answerStatic(request));
    return;
  }
  if (request.mode !== "navigate") return;
  const reading = READ.exec(url.pathname);
  event.respondWith(reading ? answerReading(event, reading[1], url) : fromNetwork(event));
});
