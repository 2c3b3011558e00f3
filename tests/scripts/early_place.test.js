// What stands before Streamlit has begun has the theme that it will show.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenTheme } from "../../pages/ui/static/core/early_place.js";

test("the address comes first, then what was chosen, then the system's", () => {
  assert.equal(chosenTheme("", null), "system");
  assert.equal(chosenTheme("?1=adam", '"Dark"'), "dark");
  assert.equal(chosenTheme("", '"System"'), "system");
  assert.equal(chosenTheme("?embed=true&embed_options=show_padding&embed_options=light_theme", '"Dark"'), "light");
  assert.equal(chosenTheme("?embed_options=dark_theme", null), "dark");
  assert.equal(chosenTheme("", "{not Streamlit's}"), "system");
});
