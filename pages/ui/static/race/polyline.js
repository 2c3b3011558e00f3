// A line through many points on a canvas, however far it goes.

export const FAR = 4000; // pixels beyond which lines are cut, as a canvas draws longer ones wrongly
const NEAR = 0.25; // pixels within which a point is not told from the one before it: a path that has arrived is one point

/**
 * Traces the lines from point `from` to point `to`; what is far outside the canvas, or not finite, is left out.
 * @param {Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo">} ctx
 * @param {Float32Array} left
 * @param {Float32Array} top
 * @param {number} from
 * @param {number} to
 */
export function polyline(ctx, left, top, from, to) {
  ctx.beginPath();
  let down = false;
  let [x, y] = [NaN, NaN]; // where the pen is, if it is down
  for (let i = from + 1; i <= to; i++) {
    if (down && i < to && Math.abs(left[i] - x) < NEAR && Math.abs(top[i] - y) < NEAR) continue;
    if (!down) [x, y] = [left[i - 1], top[i - 1]];
    const part = clipped(x, y, left[i], top[i]);
    if (!part) {
      down = false;
      continue;
    }
    const [x0, y0, x1, y1, whole] = part;
    if (!down) ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    down = whole;
    [x, y] = [x1, y1];
  }
}

/**
 * Draws what was traced.
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} color
 * @param {number} width
 * @param {number} alpha
 * @param {number[]} dash
 */
export function stroke(ctx, color, width, alpha, dash) {
  Object.assign(ctx, { strokeStyle: color, lineWidth: width, globalAlpha: alpha, lineJoin: "round" });
  ctx.setLineDash(dash);
  ctx.stroke();
}

/**
 * The part of a line that lies less than FAR pixels out: its ends, and whether its own end is among them.
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @returns {[x0: number, y0: number, x1: number, y1: number, whole: boolean] | null}
 */
function clipped(x0, y0, x1, y1) {
  if (Math.abs(x0) < FAR && Math.abs(y0) < FAR && Math.abs(x1) < FAR && Math.abs(y1) < FAR) {
    return [x0, y0, x1, y1, true];
  }
  if (![x0, y0, x1, y1].every(Number.isFinite)) return null;
  const [dx, dy] = [x1 - x0, y1 - y0];
  let [enter, leave] = [0, 1]; // shares of the line
  for (const [at, by] of [
    [x0, dx],
    [y0, dy],
  ]) {
    if (by === 0) {
      if (Math.abs(at) > FAR) return null;
      continue;
    }
    const ends = [(-FAR - at) / by, (FAR - at) / by];
    enter = Math.max(enter, Math.min(...ends));
    leave = Math.min(leave, Math.max(...ends));
  }
  if (enter >= leave) return null;
  return [x0 + dx * enter, y0 + dy * enter, x0 + dx * leave, y0 + dy * leave, leave === 1];
}
