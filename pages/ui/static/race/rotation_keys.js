// How a surface in space is turned by keys, where it has the focus; a pointer that presses it leaves that to the picture.

const TURN = 24; // pixels of a drag that a press stands for
const NEARER = 0.85; // of the distance
/** @type {Record<string, [right: number, down: number]>} */
const TURNS = {
  ArrowLeft: [-TURN, 0],
  ArrowRight: [TURN, 0],
  ArrowUp: [0, -TURN],
  ArrowDown: [0, TURN],
};

/**
 * @param {HTMLElement} element that gets the focus
 * @param {import("./camera.js").Camera} camera
 * @param {string} label what it is, and which keys there are
 * @param {() => void} turned
 */
export function turnByKeys(element, camera, label, turned) {
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  element.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const picture = element.parentElement?.closest("[tabindex]"); // whose keys play and step
    if (picture instanceof HTMLElement) picture.focus({ preventScroll: true });
  });
  element.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !press(camera, event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // else an arrow steps, too
    turned();
  });
}

/** Turns by a key; whether it is one that does. @param {import("./camera.js").Camera} camera @param {string} key */
export function press(camera, key) {
  if (key in TURNS) camera.pan(...TURNS[key]);
  else if (key === "+" || key === "=") camera.zoom(NEARER);
  else if (key === "-") camera.zoom(1 / NEARER);
  else if (key === "0") camera.reset();
  else return false;
  return true;
}
