// The window of the plane that a picture shows, in the units of the surface and in pixels.

/** Left and right, bottom and top of what is shown; both axes have the same scale, so that angles are true. */
export class Plane {
  x = [-1, 1];
  y = [-1, 1];
  area = { left: 0, top: 0, width: 1, height: 1 }; // in pixels of the picture

  /** Shows the box whole and as large as it fits. */
  show([[left, right], [bottom, top]]) {
    const { width, height } = this.area;
    const unit = Math.max((right - left) / width, (top - bottom) / height);
    const middle = [(left + right) / 2, (bottom + top) / 2];
    this.x = [middle[0] - (unit * width) / 2, middle[0] + (unit * width) / 2];
    this.y = [middle[1] - (unit * height) / 2, middle[1] + (unit * height) / 2];
  }

  /** Keeps the middle and the scale when the picture's area changes. */
  resize(area) {
    const unit = (this.x[1] - this.x[0]) / this.area.width;
    const middle = [(this.x[0] + this.x[1]) / 2, (this.y[0] + this.y[1]) / 2];
    this.area = area;
    this.x = [middle[0] - (unit * area.width) / 2, middle[0] + (unit * area.width) / 2];
    this.y = [middle[1] - (unit * area.height) / 2, middle[1] + (unit * area.height) / 2];
  }

  left(x) {
    return this.area.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * this.area.width;
  }

  top(y) {
    return this.area.top + ((this.y[1] - y) / (this.y[1] - this.y[0])) * this.area.height;
  }

  /** The point at a pixel. */
  at(left, top) {
    return [
      this.x[0] + ((left - this.area.left) / this.area.width) * (this.x[1] - this.x[0]),
      this.y[1] - ((top - this.area.top) / this.area.height) * (this.y[1] - this.y[0]),
    ];
  }

  holds(x, y) {
    return x >= this.x[0] && x <= this.x[1] && y >= this.y[0] && y <= this.y[1];
  }

  pan(pixelsRight, pixelsDown) {
    const unit = (this.x[1] - this.x[0]) / this.area.width;
    this.x = this.x.map((edge) => edge - pixelsRight * unit);
    this.y = this.y.map((edge) => edge + pixelsDown * unit);
  }

  /** Zooms by `factor` (over 1: out) about the pixel; not beyond what numbers can draw. */
  zoom(factor, left, top) {
    const span = (this.x[1] - this.x[0]) * factor;
    if (span < 1e-7 || span > 1e8) return;
    const [x, y] = this.at(left, top);
    this.x = this.x.map((edge) => x + (edge - x) * factor);
    this.y = this.y.map((edge) => y + (edge - y) * factor);
  }

  get window() {
    return [this.x, this.y];
  }
}

/** How a person moves the plane: drag and wheel, two fingers, and a click or tap that picks a point. */
export function gestures(element, plane, { moved, picked, hovered }) {
  const fingers = new Map();
  let travelled = 0;
  const place = (event) => {
    const edge = element.getBoundingClientRect();
    return [event.clientX - edge.left, event.clientY - edge.top];
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, place(event));
    if (fingers.size === 1) travelled = 0;
    if (event.pointerType !== "touch") element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    const now = place(event);
    const before = fingers.get(event.pointerId);
    if (!before) return hovered(now);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    fingers.set(event.pointerId, now);
    if (fingers.size === 2) {
      pinch([...fingers.values()], before, now);
    } else if (event.pointerType !== "touch" && travelled > 4) {
      plane.pan(now[0] - before[0], now[1] - before[1]);
      moved();
    }
  });
  const lift = (event) => {
    const here = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (here && event.type === "pointerup" && travelled <= 4 && !fingers.size) picked(plane.at(...place(event)));
    if (fingers.size) travelled = Infinity; // what is left of a pinch is no tap
  };
  element.addEventListener("pointerup", lift);
  element.addEventListener("pointercancel", lift);
  element.addEventListener("pointerleave", () => hovered(null));
  element.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey && !event.deltaY) return;
      event.preventDefault();
      plane.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.003), ...place(event));
      moved();
    },
    { passive: false },
  );
  // One finger scrolls the page (touch-action), two belong to the picture.
  element.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length > 1) event.preventDefault();
    },
    { passive: false },
  );

  function pinch([a, b], before, now) {
    const still = a === now ? b : a;
    const apart = ([x, y]) => Math.max(20, Math.hypot(x - still[0], y - still[1]));
    plane.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    plane.zoom(apart(before) / apart(now), (now[0] + still[0]) / 2, (now[1] + still[1]) / 2);
    moved();
  }
}
