// The words of the pages in the visitor's language. In the code they are English; a catalog holds the others.

const SLOW_MS = 10_000;

const FORMS = ["zero", "one", "two", "few", "many", "other"]; // in the order in which a catalog lists them

/** The language of the document, which the server chose. */
const language = globalThis.document?.documentElement.lang || "en";

/** By the English text; a list of forms where it depends on a number.
 * @type {Map<string, string | string[]>} */
const catalog = new Map(language === "en" ? [] : Object.entries(await load()));

/** An empty catalog leaves the page in English, which is better than no page.
 * @returns {Promise<Record<string, string | string[]>>} */
async function load() {
  try {
    const url = new URL(`../translations/${language}.json`, import.meta.url);
    const answer = await fetch(url, { signal: AbortSignal.timeout(SLOW_MS) });
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

/**
 * `text` in the visitor's language, with its {names} filled in.
 * @param {string} text
 * @param {Record<string, unknown>} [values]
 */
export function t(text, values) {
  return fill(String(catalog.get(text) ?? text), values);
}

/**
 * `one` or `many` in the visitor's language, by `n`, which fills in {n}.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Record<string, unknown>} [values]
 */
export function tn(one, many, n, values) {
  const forms = [catalog.get(one) ?? []].flat();
  const text = forms.length ? forms[Math.min(form(n), forms.length - 1)] : n === 1 ? one : many;
  return fill(text, { n: n.toLocaleString("en"), ...values });
}

/**
 * The same text, no line of which ends within a point, an equation or before a unit, or before a Korean ending.
 * @param {string} text
 */
export function unbroken(text) {
  return text
    .replace(/(\([−\d.]+,) (?=[−\d.]+\))/g, "$1\u00a0")
    .replace(/ = /g, "\u00a0=\u00a0")
    .replace(/(\d) (?=%|°C)/g, "$1\u00a0")
    .replace(/\)(?=\p{Script=Hangul})/gu, ")\u2060");
}

/** Which of the language's forms `n` takes: one of two in English, always the first in Korean. @param {number} n */
function form(n) {
  const rules = new Intl.PluralRules(language);
  const known = new Set(/** @type {string[]} */ (rules.resolvedOptions().pluralCategories));
  return FORMS.filter((name) => known.has(name)).indexOf(rules.select(n));
}

/** @param {string} text @param {Record<string, unknown>} [values] */
function fill(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all)) : text;
}
