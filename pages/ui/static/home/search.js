// What of the course a search finds: pure.

/** @param {string} text */
const plain = (text) => text.normalize("NFKC").toLowerCase();

/** Whether all words of what was typed occur in one of the texts. @param {string} typed @param {string} text */
export function found(typed, text) {
  const there = plain(text);
  return plain(typed)
    .split(/\s+/)
    .every((word) => there.includes(word));
}
