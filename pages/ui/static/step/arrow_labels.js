// Where the names of arrows stand: at their tips, none over another, and one arrow's once. Pure.

const GAP = 8; // pixels from the tip
const SAME = 2; // pixels between the tips of what is seen as one arrow: as of two lanes at one point

/** A name at the tip of an arrow that points `back`, to the left; `first` it is placed, before those that are not.
 * @typedef {{text: string, x: number, y: number, back: boolean, first: boolean}} Tip */

/**
 * The names with the left ends of their base lines.
 * @param {Tip[]} tips
 * @param {{side: number, height: number, width: (text: string) => number}} size of the picture, and of a text
 * @returns {{text: string, x: number, y: number}[]}
 */
export function apart(tips, { side, height, width }) {
  /** @type {{text: string, x: number, y: number, wide: number}[]} */ const placed = [];
  const ordered = [...tips].sort((a, b) => Number(b.first) - Number(a.first)).filter(isNew);
  for (const { text, x, y, back } of ordered) {
    const wide = width(text);
    const [right, left, middle] = [x + GAP, x - GAP - wide, x - wide / 2];
    const level = y + height / 3;
    const choices = [
      ...(back ? [left, right] : [right, left]).map((at) => [at, level]),
      ...[y - GAP - 2, y + GAP + height].map((at) => [middle, at]),
      ...(back ? [left, right] : [right, left]).flatMap((at) =>
        [-1, 1, -2, 2].map((by) => [at, level + by * height * 1.2]),
      ),
    ];
    /** @param {number[]} place */
    const isFree = ([at, base]) =>
      at >= 2 &&
      at + wide <= side - 2 &&
      base - height >= 2 &&
      base <= side - 2 &&
      placed.every(
        (other) => at > other.x + other.wide + 4 || at + wide + 4 < other.x || Math.abs(base - other.y) > height + 2,
      );
    const [at, base] = choices.find(isFree) ?? choices[0];
    placed.push({ text, x: at, y: base, wide });
  }
  return placed;
}

/** Whether none before it is the same name at the same tip. @param {Tip} tip @param {number} at @param {Tip[]} all */
const isNew = ({ text, x, y }, at, all) =>
  !all.slice(0, at).some((other) => other.text === text && Math.hypot(other.x - x, other.y - y) < SAME);
