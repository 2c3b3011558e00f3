// What the page needs first, asked for as soon as this runs: the document runs it beside Streamlit's own start.

const DOORS = { race: "race", mnist: "training" }; // by page: the door that answers its link

const api = new URL("../../../api/", import.meta.url);
const here = location.href;
const door = DOORS[location.pathname.split("/").pop()];
const begun = { catalog: fetch(new URL("catalog", api)) };
if (door) begun[door] = fetch(new URL(`${door}${location.search}`, api));
for (const answer of Object.values(begun)) answer.catch(() => {}); // whoever takes it hears of it

/** The answer that was asked for early, once; null for whoever comes later, or from elsewhere. */
export function consume(name) {
  const answer = location.href === here ? begun[name] : null;
  begun[name] = null;
  return answer;
}
