// Where a page stands before Streamlit has begun: its way from there into Streamlit's frame.
//
// A document holds an empty page beside Streamlit's place. `early_mount.js` mounts it there at once; when Streamlit mounts its
// own, a second later, the page moves there as it is, with all that was done to it. Its store owns the link all the time.

const early = () => globalThis.document?.getElementById("early") ?? null;
let leave = () => {}; // of the page that is mounted there

/** A page was mounted there. @param {HTMLElement} stand @param {() => void} left what is called when it is gone */
export function begin(stand, left) {
  stand.dataset.begun = "";
  leave = left;
}

/**
 * The theme that Streamlit will show: that which the address asks for, as in a frame, or that which was chosen before.
 * @param {string} search as `location.search`
 * @param {string | null} stored as Streamlit keeps it: `"Dark"`, with its quotation marks
 * @returns {"light" | "dark" | "system"}
 */
export function chosenTheme(search, stored) {
  const options = new URLSearchParams(search).getAll("embed_options");
  const known = /** @type {const} */ (["light", "dark"]);
  const asked = known.find((theme) => options.includes(`${theme}_theme`));
  return asked ?? known.find((theme) => stored?.toLowerCase() === `"${theme}"`) ?? "system";
}

/** Whether the page has not moved yet: nobody follows a link inside the app but the browser. */
export const isEarly = () => !!early();

/**
 * The page that Streamlit has made a place for: the early one of that name, which moves there, or that which is there.
 * @param {HTMLElement} place
 */
export function settle(place) {
  const stand = early();
  const root = /** @type {HTMLElement | null | undefined} */ (stand?.querySelector(".page"));
  if (!stand || !root || root === place) return place;
  const fits = stand.dataset.begun !== undefined && root.dataset.name === place.dataset.name;
  const { scrollTop } = stand;
  const focus = /** @type {HTMLElement | null} */ (
    root.contains(document.activeElement) ? document.activeElement : null
  );
  if (fits) move(root, place);
  stand.remove();
  if (!fits) {
    leave(); // somebody was quick to go elsewhere
    return place;
  }
  const scroller = root.closest("[data-testid=stMain]");
  if (scroller) scroller.scrollTop = scrollTop;
  if (focus && focus !== document.activeElement) focus.focus({ preventScroll: true });
  return root;
}

/** @param {HTMLElement} root @param {HTMLElement} place */
function move(root, place) {
  const parent = /** @type {Element & {moveBefore?: (moved: Node, before: Node) => void}} */ (place.parentElement);
  if (parent.moveBefore)
    parent.moveBefore(root, place); // keeps focus, scrolling and what runs
  else place.before(root);
  place.remove();
}
