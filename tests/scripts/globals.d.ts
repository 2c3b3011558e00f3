// What the browser's window holds beside the browser's own.

import type UPlot from "uplot";

declare global {
  interface Window {
    uPlot: typeof UPlot;
  }
}
