// When a pixel of the page is another number of the screen's: zoomed, or moved to another screen.

/** Calls `changed` each time, until what is given back is called. @param {() => void} changed */
export function onPixelRatio(changed) {
  let query = matchMedia("all");
  const watch = () => {
    query.removeEventListener("change", again);
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", again);
  };
  const again = () => {
    watch();
    changed();
  };
  watch();
  return () => query.removeEventListener("change", again);
}
