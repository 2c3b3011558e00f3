// A path on a canvas, however far it goes.

const FAR = 4000; // pixels beyond which a path's lines are cut, as a canvas draws longer ones wrongly

/** The lines from iterate `from` to `to`; the parts far outside the picture, or not finite, are left out. */
export function trail(ctx, left, top, from, to) {
  ctx.beginPath();
  let down = false;
  for (let i = from + 1; i <= to; i++) {
    const part = within(left[i - 1], top[i - 1], left[i], top[i]);
    if (!part) {
      down = false;
      continue;
    }
    const [x0, y0, x1, y1, whole] = part;
    if (!down) ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    down = whole;
  }
}

/** The part of a line that lies less than FAR pixels out: its ends, and whether its own end is among them. */
function within(x0, y0, x1, y1) {
  if (Math.abs(x0) < FAR && Math.abs(y0) < FAR && Math.abs(x1) < FAR && Math.abs(y1) < FAR) {
    return [x0, y0, x1, y1, true];
  }
  if (![x0, y0, x1, y1].every(Number.isFinite)) return null;
  let [enter, leave] = [0, 1];
  for (const [at, by] of [
    [x0, x1 - x0],
    [y0, y1 - y0],
  ]) {
    if (by === 0) {
      if (Math.abs(at) > FAR) return null;
      continue;
    }
    const ends = [(-FAR - at) / by, (FAR - at) / by].sort((a, b) => a - b);
    enter = Math.max(enter, ends[0]);
    leave = Math.min(leave, ends[1]);
  }
  if (enter >= leave) return null;
  const at = (share) => [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share];
  return [...at(enter), ...at(leave), leave === 1];
}
