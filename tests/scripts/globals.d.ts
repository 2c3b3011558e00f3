// What the browser's window holds beside the browser's own: uPlot, and of plotly.js what is called.

import type UPlot from "uplot";

export interface Plotly {
  react(plot: HTMLElement, traces: object[], layout: object, config?: object): Promise<HTMLElement>;
  purge(plot: HTMLElement): void;
  relayout(plot: HTMLElement, changes: object): Promise<HTMLElement>;
}

declare global {
  interface Window {
    uPlot: typeof UPlot;
    Plotly: Plotly;
  }
}
