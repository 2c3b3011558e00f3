// A band between two curves, as wide as what is known of both.

/** @typedef {InstanceType<Window["uPlot"]>} Chart */

/**
 * Fills what lies between columns `low` and `high` of a chart's data.
 * @param {Chart} chart @param {number} low @param {number} high @param {string} color
 */
export function band({ ctx, bbox, data, valToPos }, low, high, color) {
  /** @param {ArrayLike<number | null | undefined>} values */
  const points = (values) =>
    Array.from(data[0], (x, i) => [
      valToPos(Number(x), "x", true),
      values[i] ? valToPos(Number(values[i]), "y", true) : NaN,
    ]);
  const outline = [...points(data[high]), ...points(data[low]).reverse()].filter(([, y]) => Number.isFinite(y));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.beginPath();
  for (const [x, y] of outline) ctx.lineTo(x, y);
  ctx.fillStyle = `${color}26`;
  ctx.fill();
  ctx.restore();
}
