/* Keeps the program on this device, so that a plan opens without a network.

   It holds the files of one build and the page without content that starts them. It never holds a
   page of a plan or an answer of the server: what people write is kept by the program itself. */
const NAME = "tandem-$NAME";
const FILES = $FILES;
const SHELL = "/shell";
/* A network that is there and does not answer is none. */
const PATIENCE_MS = 5000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate") {
    if (/^\/(plan\/[^/]+\/?)?$/.test(pathname)) event.respondWith(page(event));
  } else if (FILES.includes(pathname)) {
    event.respondWith(file(event.request));
  }
});

async function install() {
  const cache = await caches.open(NAME);
  await cache.addAll([new Request(SHELL, { cache: "no-store" }), ...FILES]);
  /* It waits for its turn: open pages of an older build go on finding their parts. */
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("tandem-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/* The page as the server has it; without an answer, the one that is kept. */
async function page(event) {
  const answer = asked(event);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const first = await Promise.race([answer.catch(() => undefined), late]);
  /* A proxy whose server is down answers for it. */
  if (first && ![502, 503, 504].includes(first.status)) return first;
  return (await kept(SHELL)) ?? answer;
}

async function asked(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

async function file(request) {
  return (await kept(request)) ?? fetch(request);
}

async function kept(request) {
  const cache = await caches.open(NAME);
  return cache.match(request, { ignoreVary: true });
}
