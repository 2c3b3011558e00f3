// Where points of a Plotly scene lie on the screen, read from its private camera. Plotly's version is pinned.

/** @typedef {number[]} Matrix 4 x 4, column by column */
/**
 * @typedef {object} Scene as far as it is used here
 * @property {[number, number, number]} dataScale
 * @property {{cameraParams: {model: Matrix, view: Matrix, projection: Matrix}}} glplot
 * @property {() => object} getCamera
 */

/** @param {HTMLElement} plot what Plotly has drawn in @returns {Scene | undefined} */
const sceneOf = (plot) => /** @type {any} */ (plot)._fullLayout?.scene?._scene;

/** How the plot is looked at, to be handed to Plotly again. @param {HTMLElement} plot */
export const cameraOf = (plot) => sceneOf(plot)?.getCamera?.();

/**
 * Plotly moves its camera without telling at every frame: the same text means the same view.
 * @param {HTMLElement} plot
 */
export function viewKey(plot) {
  const camera = sceneOf(plot)?.glplot?.cameraParams;
  return camera ? [...camera.view, ...camera.projection].join() : "";
}

/**
 * Gives the pixels of a point, within `width` and `height`; null before there is a scene.
 * @param {HTMLElement} plot
 * @param {number} width
 * @param {number} height
 * @returns {((x: number, y: number, z: number) => [left: number, top: number]) | null}
 */
export function projection(plot, width, height) {
  const scene = sceneOf(plot);
  const camera = scene?.glplot?.cameraParams;
  if (!camera) return null;
  const [scaleX, scaleY, scaleZ] = scene.dataScale;
  return (x, y, z) => {
    const seen = times(camera.view, times(camera.model, [x * scaleX, y * scaleY, z * scaleZ, 1]));
    const [left, top, , w] = times(camera.projection, seen);
    if (w <= 0) return [NaN, NaN]; // behind the eye
    return [(0.5 + (0.5 * left) / w) * width, (0.5 - (0.5 * top) / w) * height];
  };
}

/** @param {Matrix} matrix @param {number[]} vector */
function times(matrix, vector) {
  return [0, 1, 2, 3].map((row) => vector.reduce((sum, value, column) => sum + matrix[4 * column + row] * value, 0));
}
