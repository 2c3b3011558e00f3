// The surface in space, by WebGL: heights as a texture, from which the card makes the land, its light and its lines.

import { bandHeight, colorAt } from "./height_image.js";
import { surfaceColors } from "./heightmap.js";

const SHADES = 256;

const VERTICES = /* glsl */ `#version 300 es
precision highp float;
precision highp usampler2D;
uniform usampler2D heights;
uniform mat4 matrix;
uniform vec3 size;  // of the box
uniform float floorAt;
uniform int n;
out vec3 place;
out vec3 normal;
out float share;
out float known;

float at(ivec2 cell) {
  return float(texelFetch(heights, clamp(cell, ivec2(0), ivec2(n - 1)), 0).r) / 65534.0;
}

// How much higher it is two cells on, as far as it is known on either side.
float rise(ivec2 cell, ivec2 on, float here) {
  float before = at(cell - on);
  float after = at(cell + on);
  if (before > 1.0) return after > 1.0 ? 0.0 : 2.0 * (after - here);
  return after > 1.0 ? 2.0 * (here - before) : after - before;
}

void main() {
  ivec2 cell = ivec2(gl_VertexID % n, gl_VertexID / n);
  share = at(cell);
  known = share > 1.0 ? 0.0 : 1.0;
  vec2 step = size.xy / float(n - 1);
  float right = rise(cell, ivec2(1, 0), share);
  float up = rise(cell, ivec2(0, 1), share);
  normal = normalize(vec3(-size.z * vec2(right, up) / (2.0 * step), 1.0));
  place = vec3((vec2(cell) / float(n - 1) - 0.5) * size.xy, floorAt + size.z * share);
  gl_Position = matrix * vec4(place, 1.0);
}`;

const PIXELS = /* glsl */ `#version 300 es
precision highp float;
uniform sampler2D palette;
uniform vec3 eye;
uniform vec2 bands;  // per share, and at share 0
uniform vec4 line;
uniform float width;  // of a line, in pixels; 0 for none
in vec3 place;
in vec3 normal;
in float share;
in float known;
out vec4 color;

void main() {
  if (known < 0.999) discard;
  vec3 n = normalize(normal);
  float light = 0.74 + 0.3 * max(0.0, dot(n, normalize(vec3(-0.5, -0.15, 0.85))));
  if (dot(n, eye - place) < 0.0) light *= 0.86;  // from below
  vec3 shade = texture(palette, vec2(share, 0.5)).rgb * light;
  float height = share * bands.x + bands.y;
  float steep = fwidth(height) + 1e-6;
  float nearest = floor(height + 0.5);
  float cover = clamp(0.5 * width + 0.5 - abs(height - nearest) / steep, 0.0, 1.0);
  cover *= clamp((1.0 / steep - 1.5) / 3.5, 0.0, 1.0) * step(0.5, nearest) * step(0.01, width);
  color = vec4(mix(shade, line.rgb, cover * line.a), 1.0);
}`;

/** @typedef {import("./messages.js").Heightmap} Heightmap */
/** @typedef {{line: import("./height_image.js").Rgba, width: number, dark: boolean}} Ink */

export class SurfaceRenderer {
  #canvas;
  /** @type {WebGL2RenderingContext | null} */ #gl;
  /** @type {WebGLProgram | null} */ #program = null;
  /** @type {Heightmap | null} */ #heightmap = null; // what the card holds
  #corners = 0; // of the card's triangles
  #n = 0; // of the grid that they are of
  #dark = false;

  /** @param {HTMLCanvasElement} canvas @param {{lost: () => void, restored: () => void}} listener */
  constructor(canvas, { lost, restored }) {
    this.#canvas = canvas;
    this.#gl = canvas.getContext("webgl2", { preserveDrawingBuffer: true }); // kept for printing
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault(); // else it is not given back
      this.#program = null;
      lost();
    });
    canvas.addEventListener("webglcontextrestored", () => restored());
  }

  /** Whether there is a card that draws, and it was not taken away. */
  get works() {
    return Boolean(this.#gl && !this.#gl.isContextLost());
  }

  /** What the card holds is given back. */
  leave() {
    this.#gl?.getExtension("WEBGL_lose_context")?.loseContext();
    this.#gl = null;
  }

  /** @param {Heightmap} heightmap @param {import("./camera.js").Camera} camera @param {Ink} ink */
  draw(heightmap, camera, { line, width, dark }) {
    const gl = this.#gl;
    if (!gl || gl.isContextLost()) return;
    if (!this.#program) this.#prepare(gl);
    const program = this.#program;
    if (!program) return;
    if (heightmap !== this.#heightmap) this.#load(gl, heightmap);
    if (this.#dark !== dark) this.#dye(gl, dark);
    const at = (/** @type {string} */ name) => gl.getUniformLocation(program, name);
    const { low, high } = heightmap;
    const band = bandHeight(heightmap);
    gl.viewport(0, 0, this.#canvas.width, this.#canvas.height);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.uniformMatrix4fv(at("matrix"), false, camera.matrix);
    gl.uniform3f(at("size"), ...camera.sides, camera.ceiling - camera.floor);
    gl.uniform1f(at("floorAt"), camera.floor);
    gl.uniform1i(at("n"), heightmap.n);
    gl.uniform1i(at("heights"), 0);
    gl.uniform1i(at("palette"), 1);
    gl.uniform3f(at("eye"), ...camera.eye);
    gl.uniform2f(at("bands"), (high - low) / band, low / band - Math.floor(low / band));
    gl.uniform4f(at("line"), ...line);
    gl.uniform1f(at("width"), width);
    gl.drawElements(gl.TRIANGLES, this.#corners, gl.UNSIGNED_INT, 0);
  }

  /** @param {WebGL2RenderingContext} gl */
  #prepare(gl) {
    const program = gl.createProgram();
    for (const [kind, source] of /** @type {const} */ ([
      [gl.VERTEX_SHADER, VERTICES],
      [gl.FRAGMENT_SHADER, PIXELS],
    ])) {
      const shader = /** @type {WebGLShader} */ (gl.createShader(kind));
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
      if (gl.isContextLost()) return;
      throw new Error(gl.getProgramInfoLog(program) ?? "");
    }
    gl.useProgram(program);
    gl.enable(gl.DEPTH_TEST);
    gl.clearColor(0, 0, 0, 0);
    for (const unit of [gl.TEXTURE0, gl.TEXTURE1]) {
      gl.activeTexture(unit);
      gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    this.#program = program;
    this.#heightmap = null;
    this.#n = 0;
    this.#dye(gl, this.#dark);
  }

  /** @param {WebGL2RenderingContext} gl @param {Heightmap} heightmap */
  #load(gl, heightmap) {
    const { n, z } = heightmap;
    gl.activeTexture(gl.TEXTURE0);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 2);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16UI, n, n, 0, gl.RED_INTEGER, gl.UNSIGNED_SHORT, z);
    smooth(gl, gl.NEAREST);
    this.#heightmap = heightmap;
    if (n === this.#n) return;
    const corners = triangles(n);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, corners, gl.STATIC_DRAW);
    [this.#n, this.#corners] = [n, corners.length];
  }

  /** @param {WebGL2RenderingContext} gl @param {boolean} dark */
  #dye(gl, dark) {
    const colors = surfaceColors(dark);
    const shades = Array.from({ length: SHADES }, (_, i) =>
      colorAt(colors, i / (SHADES - 1)).map((part) => 255 * part),
    );
    gl.activeTexture(gl.TEXTURE1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, SHADES, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, Uint8Array.from(shades.flat()));
    smooth(gl, gl.LINEAR);
    this.#dark = dark;
  }
}

/** @param {WebGL2RenderingContext} gl @param {number} filter */
function smooth(gl, filter) {
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, filter);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
}

/** The corners of two triangles for each cell of an n x n grid. @param {number} n */
function triangles(n) {
  const corners = new Uint32Array(6 * (n - 1) ** 2);
  let at = 0;
  for (let row = 0; row < n - 1; row++) {
    for (let i = row * n; i < row * n + n - 1; i++) {
      corners.set([i, i + 1, i + n, i + n, i + 1, i + n + 1], at);
      at += 6;
    }
  }
  return corners;
}
