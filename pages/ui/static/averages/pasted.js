// Numbers that somebody pasted: from a table, a list, a column; with decimal points or commas.

/**
 * Commas are decimal where there is no point and other separators stand between the numbers.
 * @param {string} text
 * @returns {number[]}
 */
export function pasted(text) {
  const plain = text.replaceAll("−", "-");
  const decimal = !plain.includes(".") && /\d,\d/.test(plain) && /\d\s*[;\t\n ]\s*[-+\d]/.test(plain.trim());
  const parts = (decimal ? plain.replaceAll(",", ".") : plain).split(decimal ? /[;\s]+/ : /[;,\s]+/);
  return parts.filter((part) => part !== "" && Number.isFinite(Number(part))).map(Number);
}

/** As the link says them, with no more digits than are worth their room. @param {number[]} numbers */
export const written = (numbers) => numbers.map((number) => Number(number.toPrecision(6))).join("_");
