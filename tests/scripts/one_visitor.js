// A browser and a server as far as a store sees them.

/** A browser as far as a store sees one: an address with a history, and a server that answers when it is told to. */
export const entries = [];
let here = 0;
const listeners = [];
globalThis.location = {
  pathname: "/race",
  hash: "",
  href: "http://host/race",
  get search() {
    return new URL(entries[here], "http://host").search;
  },
};
globalThis.history = {
  state: null,
  pushState: (_state, _title, url) => (entries.splice(++here), entries.push(url)),
  replaceState: (_state, _title, url) => (entries[here] = url),
};
globalThis.addEventListener = (_, listener) => listeners.push(listener);
globalThis.removeEventListener = () => {};
export const go = (by) => {
  here += by;
  listeners.at(-1)();
};
export const asked = [];
globalThis.fetch = (url) =>
  new Promise((resolve, reject) => asked.push({ query: new URL(url, "http://host").search.slice(1), resolve, reject }));

globalThis.WebSocket = class extends EventTarget {
  close() {} // it never opens
};

globalThis.document = { querySelector: () => null, documentElement: { lang: "en" } }; // says nothing ahead

/** The server's answer: numbers up to 10, and `a=1` need not be said. */
export async function answer(index = asked.length - 1) {
  const full = new URLSearchParams(asked[index].query);
  for (const [key, value] of full) if (Number(value) > 10) full.set(key, "10");
  if (!full.has("a")) full.set("a", "1");
  const link = new URLSearchParams(full);
  if (link.get("a") === "1") link.delete("a");
  asked[index].resolve({ ok: true, json: async () => ({ link: link.toString(), full: full.toString() }) });
  await new Promise((resolve) => setTimeout(resolve));
}

/** Somebody opens a link. */
export function begin(link) {
  entries.splice(0, entries.length, link);
  here = 0;
  asked.length = 0;
}
