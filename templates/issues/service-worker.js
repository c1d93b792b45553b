/* The service worker: keeps the issues that were opened, to be read again without a connection.

   A reader with a connection always gets the network's answer, and of that nothing is kept. What is kept is fetched
   apart, as anybody outside gets it (without cookies): nothing unpublished can be among it, whoever reads. */

"use strict";

const PAPER = JSON.parse("{{ told|escapejs }}");
const FURNITURE = `furniture ${PAPER.release}`;
const ISSUE = "issue "; // the name of a kept issue's cache begins so, and ends with its slug
const LISTING = "/offline/listing"; // where such a cache holds what the server listed, with when it was opened
const AT_ONCE = 2;
const LEFT_ALONE = /^\/(admin|preview|shared)\//;
const PARTS = /^\/(static\/paper\/|media\/(photos|pages)\/|articles\/\d+\/qr\.svg$)/;
const AS_ANYBODY = { credentials: "omit", cache: "no-store", priority: "low" };
const ANY = { ignoreVary: true, ignoreSearch: true };

addEventListener("install", (event) => event.waitUntil(furnish()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("message", (event) => event.waitUntil(inTurn(() => contact(event.data))));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || LEFT_ALONE.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (PARTS.test(pathname)) event.respondWith(part(event, pathname));
});

async function furnish() {
  const cache = await caches.open(FURNITURE);
  const addresses = [PAPER.page, ...PAPER.furniture];
  await cache.addAll(addresses.map((address) => new Request(address, AS_ANYBODY)));
  await skipWaiting();
}

async function takeOver() {
  await registration.navigationPreload?.enable();
  await clients.claim();
}

/* Answering */

async function page(event, pathname) {
  if (pathname === PAPER.page) return offlinePage("");
  const network = Promise.resolve(event.preloadResponse).then((answer) => answer || fetch(event.request));
  event.waitUntil(dropIfGone(network, pathname));
  try {
    return await networkFirst(network, () => keptPage(pathname));
  } catch {
    return offlinePage(pathname);
  }
}

function part(event, pathname) {
  const network = fetch(event.request);
  event.waitUntil(dropIfGone(network, pathname));
  return networkFirst(network, () => caches.match(keyOf(pathname), ANY));
}

/* The network's answer; the kept copy, where there is one, if the network fails, fails us, or takes too long. */
async function networkFirst(network, copy) {
  const soon = await Promise.race([network.catch(() => null), pause(PAPER.patience)]);
  if (soon && soon.status < 500) return soon;
  return (await copy()) || network;
}

async function dropIfGone(network, pathname) {
  const answer = await network.catch(() => null);
  if (!answer || ![404, 410].includes(answer.status)) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(ISSUE)) await (await caches.open(name)).delete(keyOf(pathname));
  }
}

async function keptPage(pathname) {
  const front = pathname === "/" ? (await readable())[0]?.front : undefined;
  const copy = await caches.match(front || pathname, ANY);
  if (!copy) return undefined;
  const moment = new Intl.DateTimeFormat("zh-CN", {
    month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: PAPER.timeZone,
  }).format(new Date(copy.headers.get("x-kept-at")));
  const line = PAPER.line.replace("{moment}", moment);
  const html = (await copy.text()).replace("<main", `<p class="offline-line">${line}</p>\n<main`);
  return new Response(html, { headers: copy.headers });
}

/* The page that lists what can be read; `missing` is the address that it stands for, "" for its own. */
async function offlinePage(missing) {
  const shown = await caches.match(PAPER.page, ANY);
  const entries = (await readable()).map(
    ({ front, title, day }) => `<li><h2><a href="${front}">${escaped(title)}</a></h2><p class="entry-place">${day}</p></li>`,
  );
  let html = await shown.text();
  if (entries.length) html = html.replace(/(?<=<ol[^>]* id="kept">).*?(?=<\/ol>)/s, () => entries.join(""));
  if (missing) html = html.replace('id="not-kept" hidden', 'id="not-kept"');
  return new Response(html, { headers: shown.headers });
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);
}

/* Keeping */

let last = Promise.resolve();

/* Does one job after the other; what fails (there is no connection after all) is done again at the next contact. */
function inTurn(job) {
  last = last.then(job).catch(() => {});
  return last;
}

/* Drops what has been withdrawn or changed since, then fetches it anew, and keeps the issue whose `listing` is named.
   A reader who `savesData` has nothing fetched. */
async function contact({ listing, savesData }) {
  const kept = await keptIssues();
  const now = kept.length ? await ask(`${PAPER.changes}?issues=${kept.map(({ slug }) => slug)}`) : {};
  for (const issue of kept) {
    if (!(issue.slug in now)) await drop(issue.slug);
    else if (now[issue.slug] !== issue.digest) await renew(issue.listing, issue.opened, savesData);
  }
  if (listing) await open(listing, savesData);
  await makeRoom();
  await clearOut();
}

async function open(listing, savesData) {
  const issue = (await keptIssues()).find((kept) => kept.listing === listing);
  if (issue) await note({ ...issue, opened: Date.now() });
  else if (!savesData) await renew(listing, Date.now());
}

/* Makes what is kept of an issue be what the server lists: first what has changed goes, then the rest is fetched. */
async function renew(listing, opened, savesData = false) {
  const listed = await ask(listing);
  const cache = await caches.open(ISSUE + listed.slug);
  const issue = { ...listed, listing, opened, digest: "" };
  await note(issue); // not whole, should this end half-way
  const missing = await dropChanged(cache, listed);
  if (savesData) return;
  const addresses = Object.keys(listed.addresses).filter((address) => missing.has(keyOf(address)));
  let whole = true;
  await each(addresses, async (address) => {
    if (!(await keep(cache, address, listed))) whole = false;
  });
  await note({ ...issue, digest: whole ? listed.digest : "", bytes: await bytesOf(cache) });
}

/* Deletes from an issue's cache all that is not as `listed`; returns the keys of what is to be fetched. */
async function dropChanged(cache, { addresses, release }) {
  const marks = new Map(Object.entries(addresses).map(([address, mark]) => [keyOf(address), mark]));
  for (const request of await cache.keys()) {
    const key = new URL(request.url).pathname;
    if (key === LISTING) continue;
    const headers = await headersOf(cache, request);
    if (headers.get("x-kept-mark") !== marks.get(key)) await cache.delete(request);
    else if (headers.get("x-kept-release") === release || !isPage(headers)) marks.delete(key);
  }
  return new Set(marks.keys());
}

/* Fetches an address into the cache; returns whether it could be had. */
async function keep(cache, address, { slug, addresses, release }) {
  const answer = await fetch(address, AS_ANYBODY);
  if (!answer.ok || answer.redirected || /no-store/.test(answer.headers.get("cache-control"))) return false;
  const body = await answer.blob();
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  headers.set("x-kept-at", new Date().toISOString());
  headers.set("x-kept-mark", addresses[address]);
  headers.set("x-kept-release", release);
  headers.set("x-kept-bytes", body.size);
  await put(cache, keyOf(address), new Response(body, { headers }), slug);
  return true;
}

/* Puts an answer into the cache of the issue `slug`; where the device is full, the issue opened longest ago goes. */
async function put(cache, key, answer, slug) {
  try {
    await cache.put(key, answer.clone());
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    const oldest = (await lastOpenedFirst()).filter((issue) => issue.slug !== slug).pop();
    if (oldest) await drop(oldest.slug);
    await cache.put(key, answer);
  }
}

/* Deletes a kept issue: first what is in its cache, since a cache itself lasts as long as anybody uses it. */
async function drop(slug) {
  const cache = await caches.open(ISSUE + slug);
  for (const request of await cache.keys()) await cache.delete(request);
  await caches.delete(ISSUE + slug);
}

async function lastOpenedFirst() {
  return (await keptIssues()).sort((one, other) => other.opened - one.opened);
}

async function makeRoom() {
  const issues = await lastOpenedFirst();
  let bytes = 0;
  for (const [place, issue] of issues.entries()) {
    bytes += issue.bytes || 0;
    if (place && (place >= PAPER.mostIssues || bytes > PAPER.mostBytes)) await drop(issue.slug);
  }
}

/* Deletes the furniture of earlier releases once no kept page needs it. */
async function clearOut() {
  const issues = await keptIssues();
  const isNew = ({ digest, release }) => digest && release === PAPER.release;
  if (registration.installing || registration.waiting || !issues.every(isNew)) return;
  for (const name of await caches.keys()) {
    if (!name.startsWith(ISSUE) && name !== FURNITURE) await caches.delete(name);
  }
}

/* What is kept */

/* The kept issues as the server listed them, with `listing` (where), `opened` (when) and `bytes`. */
async function keptIssues() {
  const names = (await caches.keys()).filter((name) => name.startsWith(ISSUE));
  const listings = names.map(async (name) => (await caches.open(name)).match(LISTING));
  const found = (await Promise.all(listings)).filter(Boolean);
  return Promise.all(found.map((listing) => listing.json()));
}

/* The kept issues that can be read, the newest first. */
async function readable() {
  const issues = (await keptIssues()).sort((one, other) => other.date.localeCompare(one.date));
  const fronts = await Promise.all(
    issues.map(async ({ slug, front }) => (await caches.open(ISSUE + slug)).keys(front)),
  );
  return issues.filter((_, index) => fronts[index].length);
}

async function note(issue) {
  const cache = await caches.open(ISSUE + issue.slug);
  await put(cache, LISTING, new Response(JSON.stringify(issue)), issue.slug);
}

async function bytesOf(cache) {
  let sum = 0;
  for (const request of await cache.keys()) sum += Number((await headersOf(cache, request)).get("x-kept-bytes"));
  return sum;
}

/* The headers of a kept answer; whose body is left unread keeps its room on the device even when it is deleted. */
async function headersOf(cache, request) {
  const { body, headers } = await cache.match(request);
  await body?.cancel();
  return headers;
}

/* A picture is kept in one size, which stands for all. */
function keyOf(pathname) {
  return pathname.replace(/^(\/media\/(?:photos|pages)\/[^/]+\/)\d+\.webp$/, "$1");
}

function isPage(headers) {
  return headers.get("content-type").startsWith("text/html");
}

/* Tools */

async function ask(address) {
  const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/* Does `job` with each item, a few at a time; the first that fails ends it. */
async function each(items, job) {
  const waiting = [...items];
  const work = async () => {
    while (waiting.length) await job(waiting.shift());
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    waiting.length = 0;
  }
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
