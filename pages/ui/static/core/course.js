// The course as the catalog has it: parts, their topics in order, the presets of all pages in each topic.

/** @typedef {import("./catalog.js").Catalog} Catalog */
/** @typedef {import("./catalog.js").Preset & {page: import("./catalog.js").PageEntry}} Lesson a preset, and where */
/** @typedef {import("./catalog.js").Topic & {lessons: Lesson[]}} Chapter */

/** Topics that have something to show, with what they show. @param {Catalog} catalog @returns {Chapter[]} */
export function chapters({ topics, pages, galleries }) {
  const all = pages.flatMap((page) => galleries[page.name].map((preset) => ({ ...preset, page })));
  return topics
    .map((topic) => {
      const isFirst = (/** @type {Lesson} */ { page }) => page.name === topic.first;
      const own = all.filter((preset) => preset.topic === topic.name);
      return { ...topic, lessons: [...own.filter(isFirst), ...own.filter((each) => !isFirst(each))] };
    })
    .filter(({ lessons }) => lessons.length);
}

/** The whole course, one after another. @param {Catalog} catalog */
export const lessons = (catalog) => chapters(catalog).flatMap((chapter) => chapter.lessons);

/** Where a lesson is opened, from the app's root: short enough for a blackboard. @param {Lesson} lesson */
export const address = ({ page, name }) => `${page.path}?preset=${name}`;
