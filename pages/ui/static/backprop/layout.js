// Where the nodes of a graph stand: in columns from the inputs to the result, each beside what it uses.

/** @typedef {import("./messages.js").GraphNode} GraphNode */
/** `column` from 0, `row` in rows from the top, may lie between. @typedef {{column: number, row: number}} Place */

/** Numbers stand in the operation that uses them. @param {GraphNode[]} nodes @param {number} i */
export const isDrawn = (nodes, i) => nodes[i].op !== "number" || nodes.length === 1;

/**
 * The places of the nodes, null for those that are not drawn; and how many columns and rows there are.
 * @param {GraphNode[]} nodes
 * @returns {{places: (Place | null)[], columns: number, rows: number}}
 */
export function layout(nodes) {
  const columns = columnsOf(nodes);
  const order = nodes.map(() => -1);
  let leaves = 0;
  /** In the order in which a formula is read. @param {number} i @returns {number} */
  const visit = (i) => {
    if (order[i] < 0) {
      const drawn = nodes[i].inputs.filter((input) => isDrawn(nodes, input));
      order[i] = drawn.length ? drawn.map(visit).reduce((sum, row) => sum + row, 0) / drawn.length : leaves++;
    }
    return order[i];
  };
  visit(nodes.length - 1);
  const count = Math.max(...columns) + 1;
  const members = Array.from({ length: count }, (_, column) =>
    nodes.map((_, i) => i).filter((i) => columns[i] === column && isDrawn(nodes, i) && order[i] >= 0),
  );
  for (const each of members) each.sort((a, b) => order[a] - order[b]);
  const rows = Math.max(...members.map(({ length }) => length));
  const scale = leaves > 1 ? (rows - 1) / (leaves - 1) : 0;
  const places = nodes.map(() => /** @type {Place | null} */ (null));
  members.forEach((each, column) => {
    const at = apart(
      each.map((i) => order[i] * scale),
      rows - 1,
    );
    each.forEach((i, k) => (places[i] = { column, row: at[k] }));
  });
  return { places, columns: count, rows };
}

/** Operations to the right of all that they use, what is given just before it is used. @param {GraphNode[]} nodes */
function columnsOf(nodes) {
  const columns = nodes.map(() => 0);
  nodes.forEach(({ inputs }, i) => {
    const before = inputs.filter((input) => isDrawn(nodes, input)).map((input) => columns[input]);
    if (inputs.length) columns[i] = Math.max(0, ...before.map((column) => column + 1));
  });
  nodes.forEach(({ inputs }, i) => {
    if (inputs.length) return;
    const users = nodes.flatMap((user, j) => (user.inputs.includes(i) ? [columns[j]] : []));
    columns[i] = Math.max(0, Math.min(...users) - 1);
    if (!users.length) columns[i] = 0;
  });
  return columns;
}

/**
 * Rows in ascending order, moved as little as it takes to be one apart and within 0 and `last`.
 * @param {number[]} rows
 * @param {number} last
 */
function apart(rows, last) {
  const placed = [...rows];
  for (let k = 1; k < placed.length; k++) placed[k] = Math.max(placed[k], placed[k - 1] + 1);
  const over = Math.max(0, (placed.at(-1) ?? 0) - last);
  for (let k = placed.length - 1, most = last; k >= 0 && over; k--, most = placed[k + 1] - 1) {
    placed[k] = Math.min(placed[k], most);
  }
  return placed;
}
