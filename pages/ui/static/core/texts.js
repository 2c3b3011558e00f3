// The words of the pages in the visitor's language. In the code they are English; a catalog holds the others.

/** @type {Record<string, string>} */
const catalog = {};

/**
 * `text` in the visitor's language, with its {names} filled in.
 * @param {string} text
 * @param {Record<string, unknown>} [values]
 */
export function t(text, values) {
  const said = catalog[text] || text;
  return values ? said.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) : said;
}

/**
 * `one` or `many` in the visitor's language, by `n`, which fills in {n}.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 */
export function tn(one, many, n) {
  return t(n === 1 ? one : many, { n: n.toLocaleString("en") });
}
