// What ESLint asks of the scripts. Layout is Prettier's business.

import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import globals from "globals";

export default defineConfig(
  { ignores: ["pages/ui/static/vendor/"] },
  {
    files: ["pages/ui/static/**/*.js", "tests/scripts/**/*.js"],
    plugins: { js },
    extends: ["js/recommended"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "max-lines": ["error", 250],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
    },
  },
  { files: ["pages/ui/static/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/scripts/**/*.js"], languageOptions: { globals: globals.node } },
);
