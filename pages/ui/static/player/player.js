// The clock that every view follows: which step is shown, and whether it runs.

const REST_SECONDS = 1; // at the end, before a loop begins again
const MAX_FRAME_MS = 250; // so that a tab that was hidden does not jump ahead

/** Events: `step` (another step is shown), `state` (playing, speed, loop or length changed). */
export class Player extends EventTarget {
  length = 0; // the number of steps
  position = 0; // may lie between two steps while playing
  playing = false;
  speed = 1;
  loop = false;

  /** @param {number} stepsPerSecond at speed 1 */
  constructor(stepsPerSecond = 30) {
    super();
    this.stepsPerSecond = stepsPerSecond;
  }

  get step() {
    return Math.min(Math.floor(this.position), this.length);
  }

  play() {
    if (this.length === 0) return;
    if (this.step >= this.length) this.position = 0;
    if (this.playing) return;
    this.playing = true;
    this.#changed("state");
    let last = performance.now();
    /** @param {number} now */
    const frame = (now) => {
      if (!this.playing) return;
      const elapsed = Math.min(now - last, MAX_FRAME_MS);
      last = now;
      this.#advance((elapsed / 1000) * this.stepsPerSecond * this.speed);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  pause() {
    if (!this.playing) return;
    this.playing = false;
    this.position = this.step;
    this.#changed("state");
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Shows a step and pauses there. @param {number} step */
  seek(step) {
    this.pause();
    this.position = Math.max(0, Math.min(this.length, Math.round(step)));
    this.#changed("step");
  }

  restart() {
    this.position = 0;
    this.#changed("step");
    this.play();
  }

  /** @param {Partial<Pick<Player, "length" | "speed" | "loop">>} settings */
  set(settings) {
    Object.assign(this, settings);
    if (this.position > this.length) this.position = this.length;
    this.#changed("state");
    this.#changed("step");
  }

  /** @param {number} steps */
  #advance(steps) {
    const before = this.step;
    this.position += steps;
    if (this.loop) {
      if (this.position > this.length + REST_SECONDS * this.stepsPerSecond * this.speed) this.position = 0;
    } else if (this.position >= this.length) {
      this.pause();
    }
    if (this.step !== before) this.#changed("step");
  }

  /** @param {"step" | "state"} what */
  #changed(what) {
    this.dispatchEvent(new Event(what));
  }
}
