// Says so where a browser is too old for the pages. It runs before all else, in any browser: no modules, no arrows.

(function () {
  const has = "CSS" in window && "supports" in CSS;
  const enough =
    "noModule" in document.createElement("script") &&
    has &&
    CSS.supports("container-type: inline-size") &&
    CSS.supports("selector(:has(a))") &&
    "toSpliced" in Array.prototype &&
    "AbortSignal" in window &&
    "timeout" in AbortSignal;
  if (enough) return;
  const script = document.querySelector("script[data-old]");
  const show = function () {
    const line = document.createElement("p");
    line.setAttribute("role", "alert");
    line.style.cssText =
      "position: fixed; top: 4rem; left: 1rem; right: 1rem; z-index: 999990; margin: 0; padding: 1rem 1.5rem;" +
      "border: 2px solid #b3261e; background: #fff; color: #1a1f26; font: 1.125rem/1.5 sans-serif";
    line.textContent = script ? script.getAttribute("data-old") : "";
    document.body.insertBefore(line, document.body.firstChild);
  };
  if (document.body) show();
  else document.addEventListener("DOMContentLoaded", show);
})();
