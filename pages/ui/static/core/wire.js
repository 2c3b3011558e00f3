// How numbers travel: the length of a header, the header as JSON, and arrays after it.

/** An answer of the server: its header, and where what follows it begins. @param {ArrayBuffer} buffer */
export function decode(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { header, begin: 4 + length };
}
