// What the picture needs first, asked for as soon as this runs: the page runs it beside Streamlit's own start.

const api = new URL("../../api/", import.meta.url);

const here = location.href;
const begun = {
  catalog: fetch(new URL("catalog", api)),
  race: fetch(new URL(`race${location.search}`, api)),
};
for (const answer of Object.values(begun)) answer.catch(() => {}); // whoever takes it hears of it

/** The answer that was asked for early, once; null for whoever comes later, or from elsewhere. */
export function take(name) {
  const answer = location.href === here ? begun[name] : null;
  begun[name] = null;
  return answer;
}
