// The race in space: WebGL draws the land, a canvas over it the axes and the trajectories, faintly where the land hides them.

import { context, h } from "../core/dom.js";
import { onPixelRatio } from "../core/pixel_ratio.js";
import { Camera } from "./camera.js";
import { listenForGestures } from "./gestures.js";
import { Raycaster } from "./surface3d_raycast.js";
import { LINE_COLORS } from "./height_layer.js";
import { unpack } from "./heightmap.js";
import { SurfaceRenderer } from "./surface3d_webgl.js";
import { drawSpaceAxes } from "./surface3d_axes.js";
import { SpaceTrajectories } from "./surface3d_trajectories.js";
import { StartHandle } from "./start_handle.js";
import { t } from "../core/texts.js";
import { turnByKeys } from "./rotation_keys.js";

const LINE = 0.9; // pixels
const PATIENCE_MS = 2000; // until a card that was taken away is given up

/** @typedef {import("./messages.js").Heightmap} Heightmap */

export class Surface3dView {
  camera = new Camera();

  #root;
  #page;
  #trajectories;
  /** @type {Heightmap | null} */ #heightmap = null; // what is drawn
  /** @type {Raycaster | null} */ #ground = null; // of it
  /** @type {string | null} */ #url = null; // of the heights that are drawn, if they are fine ones
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #patience;
  #size = { width: 0, height: 0, ratio: 0 };

  #observer = new ResizeObserver(() => this.resize());
  #unwatch = onPixelRatio(() => this.resize());
  #surface = h("canvas", { className: "land", "aria-hidden": "true" });
  #canvas = h("canvas", { className: "trajectories", "aria-hidden": "true" });
  #land = new SurfaceRenderer(this.#surface, { lost: () => this.#lost(), restored: () => this.#restored() });

  /** @param {HTMLElement} root @param {import("./page.js").Race} page */
  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    this.#trajectories = new SpaceTrajectories(page, this.camera);
    const overlay = h("div", { className: "space-overlay" });
    const element = h("div", { className: "surface3d" }, this.#surface, this.#canvas, overlay);
    root.append(element);
    const self = this;
    this.start = new StartHandle(
      element,
      {
        pixelOf: (x, y) => this.#pixelOf(x, y),
        at: (left, top) => this.#ground?.at(left, top) ?? null,
        get pixel() {
          return this.span / (self.#size.width || 1);
        },
        get span() {
          const [[left, right]] = self.#heightmap?.window ?? [[0, 1]];
          return right - left;
        },
      },
      page.store,
    );
    const moves = { pan: this.camera.pan.bind(this.camera), zoom: this.camera.zoom.bind(this.camera) };
    const at = (/** @type {number} */ left, /** @type {number} */ top) => this.#ground?.at(left, top) ?? null;
    listenForGestures(
      overlay,
      { ...moves, at },
      {
        moved: () => this.#turned(),
        picked: (point) => {
          this.start.set(...point);
          page.store.commit();
        },
        hovered: () => {},
      },
    );
    overlay.addEventListener("dblclick", () => this.reset());
    const label = t("The surface in space. Arrow keys turn it, plus and minus zoom, 0 resets");
    turnByKeys(overlay, this.camera, label, () => this.#turned());
    this.#observer.observe(root);
    if (!this.#land.works) page.picture.withoutSpace(true);
  }

  /** The page is left; what the card holds is given back. */
  leave() {
    clearTimeout(this.#patience);
    this.#observer.disconnect();
    this.#unwatch();
    this.#land.leave();
  }

  get active() {
    return this.#page.picture.is3d;
  }

  /** New numbers: of the same surface, or of another. @param {Heightmap} [coarse] */
  async show(coarse) {
    this.#trajectories.forget();
    if (coarse) {
      this.#url = null;
      return this.#paint(coarse);
    }
    this.resize();
    this.draw();
    await this.rest();
  }

  /** Nothing is dragged any more: the fine heights take the place of the coarse ones. */
  async rest() {
    const url = this.#wanted;
    if (!url || !this.active || url === this.#url || this.#page.store.dragging) return;
    try {
      const answer = await fetch(url);
      if (!answer.ok || url !== this.#wanted) return;
      const fine = unpack(await answer.arrayBuffer());
      this.#url = url;
      this.#paint(fine);
    } catch {
      /* the trajectories are drawn all the same; the next change asks again */
    }
  }

  /** The camera as it was at first. */
  reset() {
    this.camera.reset();
    this.#turned();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.#root;
    const ratio = window.devicePixelRatio || 1;
    const before = this.#size;
    if (!width || !height || !this.active) return;
    if (width === before.width && height === before.height && ratio === before.ratio) return;
    this.#size = { width, height, ratio };
    for (const canvas of [this.#surface, this.#canvas]) {
      Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    }
    this.camera.resize(width, height);
    this.repaint();
  }

  /** Draws all anew, in the theme's colours. */
  repaint() {
    if (this.active && this.#heightmap) this.#paint(this.#heightmap);
  }

  /** Where the heights are to be had that are to be drawn. */
  get #wanted() {
    const { header } = this.#page.store;
    return header && this.#page.picture.heightsOf(header.box);
  }

  /** The camera is another. */
  #turned() {
    this.repaint();
    this.#page.picture.moved();
  }

  /** The card was taken away, as browsers do when there are too many; it may come back. */
  #lost() {
    if (this.#page.gone) return;
    this.#patience = setTimeout(() => this.#page.picture.withoutSpace(true), PATIENCE_MS);
  }

  #restored() {
    clearTimeout(this.#patience);
    this.#page.picture.withoutSpace(false);
    this.repaint();
  }

  /** @param {Heightmap} heightmap */
  #paint(heightmap) {
    if (this.#page.gone || !this.active) return;
    if (heightmap !== this.#heightmap) {
      this.#heightmap = heightmap;
      this.camera.show(heightmap.window);
      this.#ground = new Raycaster(heightmap, this.camera);
    }
    this.#page.captions?.showHoles(heightmap);
    const { ratio } = this.#size;
    const { dark } = this.#page.colors;
    const width = this.#page.view("map") === "heat" ? 0 : LINE * ratio;
    this.#land.draw(heightmap, this.camera, { line: LINE_COLORS[dark ? "dark" : "light"], width, dark });
    this.#trajectories.forget();
    this.draw();
    this.#page.picture.painted();
  }

  /** All that moves. */
  draw() {
    const { colors } = this.#page;
    const { width, height, ratio } = this.#size;
    const [heightmap, ground] = [this.#heightmap, this.#ground];
    if (!this.active || !heightmap || !ground || !width) return;
    const ctx = context(this.#canvas);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const look = { ratio, font: this.#page.picture.contours.font, colors };
    drawSpaceAxes(ctx, this.camera, heightmap, this.#page.view("height") === "log", look);
    this.#trajectories.draw(ctx, ground, { left: 0, top: 0, width, height }, this.start.pixel);
    this.start.place();
  }

  /** @param {number} x @param {number} y @returns {import("./viewport.js").Pixel | null} */
  #pixelOf(x, y) {
    const share = this.#ground?.share(x, y) ?? NaN;
    const pixel = this.camera.pixelOf(this.camera.world(x, y, share));
    return pixel.every(Number.isFinite) ? pixel : null;
  }
}
