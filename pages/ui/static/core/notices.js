// What of a link was put right, in sentences: one for each kind of thing.

import { t } from "./texts.js";

/** @typedef {{kind: string, key: string, given: string, used: string}} Notice `used` is empty for what is ignored */

const MAX_SENTENCES = 6;
const MAX_EXAMPLES = 3;

/** By kind: about one thing in a link, and about several. @type {Record<string, [string, string]>} */
const SENTENCES = {
  unknown_key: [t("{key}: not known here; {outcome}."), t("Not known here and ignored: {examples}.")],
  unknown_name: [t("{key}: there is no '{given}'; {outcome}."), t("No such name: {examples}.")],
  unknown_preset: twice(t("There is no '{given}' in the gallery; here is what the page begins with.")),
  not_for_networks: [t("{key}: {given} is not for networks; {outcome}."), t("Not for networks: {examples}.")],
  not_for_surfaces: [
    t("{key}: {given} is only for networks, as it works on matrices of weights; {outcome}."),
    t("Only for networks: {examples}."),
  ],
  not_a_number: [t("{key}: '{given}' is not a number; {outcome}."), t("Not a number: {examples}.")],
  not_whole: [t("{key}: {given} is not a whole number; {outcome}."), t("Not whole: {examples}.")],
  out_of_range: [t("{key}: {given} is out of range; {outcome}."), t("Out of range: {examples}.")],
  not_an_option: [t("{key}: '{given}' is not an option; {outcome}."), t("No option: {examples}.")],
  not_understood: [
    t("{key}: '{given}' is no formula that can be read; {outcome}."),
    t("No formula that can be read: {examples}."),
  ],
  not_different: [t("{key}: a number occurs twice in {given}; {outcome}."), t("A number occurs twice: {examples}.")],
  too_many: [t("{key}: {given} is too many; {outcome}."), t("Too many: {examples}.")],
  too_many_numbers: twice(t("Of {given} numbers, the first {used} are kept: a link has no room for more.")),
  repeated: [
    t("{key}: given more than once; the first counts."),
    t("Given more than once, the first counts: {examples}."),
  ],
  too_many_lanes: twice(t("Of {given} lanes, the first {used} are kept.")),
  too_long: twice(t("The link is too long; the rest of it is ignored.")),
  version: twice(t("The link's version, '{given}', is not known; it is read as version {used}.")),
  needs_validation: twice(t("Early stopping needs images to judge by; a share of {used} is held out for validation.")),
  too_large: twice(t("Mini-batches of {given} are too large for layers so wide; {used} images are used.")),
  too_many_steps: twice(t("{given} epochs of mini-batches so small are too many steps; {used} is used.")),
};

/** @param {string} sentence @returns {[string, string]} */
function twice(sentence) {
  return [sentence, sentence];
}

/** Plain text, for no markup: it quotes the link. @param {Notice[]} notices */
export function sentences(notices) {
  /** @type {Map<string, Notice[]>} */ const kinds = new Map();
  for (const notice of notices) kinds.set(notice.kind, [...(kinds.get(notice.kind) ?? []), notice]);
  const groups = [...kinds.values()];
  const told = groups.length <= MAX_SENTENCES ? groups : groups.slice(0, MAX_SENTENCES - 1);
  const untold = groups.slice(told.length).flat().length;
  return [...told.map(sentence), ...(untold ? [t("And {count} more changes.", { count: untold })] : [])];
}

/** @param {Notice[]} alike of one kind */
function sentence(alike) {
  const [one, several] = SENTENCES[alike[0].kind];
  const [key, given, used] = [alike[0].key, alike[0].given, alike[0].used].map(plain);
  const changes = [
    ...new Set(
      alike.map((each) => {
        const name = plain(each.key) || "''";
        return each.used ? t("{key} ({used} is used)", { key: name, used: plain(each.used) }) : name;
      }),
    ),
  ];
  if (changes.length === 1) {
    const outcome = used ? t("{used} is used", { used }) : t("it is ignored");
    return t(one, { key: key || "''", given, used, outcome });
  }
  const examples = changes.slice(0, MAX_EXAMPLES).join(", ");
  const more = changes.length - MAX_EXAMPLES;
  return t(several, {
    given,
    used,
    examples: more > 0 ? t("{examples} and {count} more", { examples, count: more }) : examples,
  });
}

/** Without what is not seen or moves what is seen: control characters, marks of direction. @param {string} text */
function plain(text) {
  return text.replace(/\s+/gu, " ").replace(/\p{C}/gu, "").trim();
}
