// The numbers that stand by themselves in a rule (`rho = 0.9`): each is a dial, and turning it rewrites the text. Pure.
// optim_core/formulas/rule_reader.py reads the same; what the lines say besides is its alone.

const NAME = "[A-Za-z][A-Za-z0-9_]*";
const DECIMAL = "[-+]?\\s*(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?";
const NUMBER = new RegExp(`^\\s*(${NAME})\\s*=\\s*(${DECIMAL})\\s*$`);
const TARGET = new RegExp(`^\\s*(${NAME})\\s*(?:\\*\\*|[-+*/^])?=(?!=)`);
const GIVEN = ["x", "g", "t", "lr", "learning_rate", "f"];

/** @typedef {{name: string, value: number, from: number, to: number}} RuleNumber `from` and `to`: its characters */
/** @typedef {import("../core/catalog.js").Range} Range */

/** The lines without what is a comment, each with the character at which it begins. @param {string} text */
function lines(text) {
  const plain = text.replace(/[−–]/g, "-").replace(/#[^\n]*/g, (comment) => " ".repeat(comment.length));
  return [...plain.matchAll(/[^;\n]+/g)].map((found) => ({ at: found.index, line: found[0] }));
}

/** @param {string} text @returns {RuleNumber[]} in their order */
export function ruleNumbers(text) {
  const all = lines(text);
  const targets = all.map(({ line }) => TARGET.exec(line)?.[1]);
  return all.flatMap(({ at, line }) => {
    const [, name, written] = NUMBER.exec(line) ?? [];
    if (!name || GIVEN.includes(name) || targets.filter((each) => each === name).length > 1) return [];
    const from = at + line.lastIndexOf(written);
    return [{ name, value: Number(written.replace(/\s/g, "")), from, to: from + written.length }];
  });
}

/** The lines that are no number by itself, as one says them. @param {string} text */
export function ruleLines(text) {
  const names = ruleNumbers(text).map(({ name }) => name);
  const all = lines(text).map(({ line }) => line.trim().replace(/\s+/g, " "));
  return all.filter((line) => line && !names.includes(TARGET.exec(line)?.[1] ?? ""));
}

/** The text with another value for a number. @param {string} text @param {string} name @param {string} value */
export function withNumber(text, name, value) {
  const found = ruleNumbers(text).find((each) => each.name === name);
  return found ? text.slice(0, found.from) + value + text.slice(found.to) : text;
}

/** What a slider reaches from a value: up to 1 for what is kept of something, by powers for what is small or large.
 * @param {number} value @returns {Range} */
export function reach(value) {
  const linear = { log: false, log_complement: false, whole: false };
  if (value < 0) return { ...linear, low: 10 * value, high: -10 * value };
  if (value > 0 && value <= 0.01) return { ...linear, low: 1e-12, high: 1, log: true };
  if (value <= 0.9999) return { ...linear, low: 0, high: 0.9999, log_complement: true };
  return { ...linear, low: 0.01, high: Math.max(100, 10 * value), log: true };
}
