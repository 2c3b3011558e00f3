// How numbers travel: the length of a header, the header as JSON, and arrays after it.

/**
 * A message of the server: its header, of the type that the caller says, and where the arrays after it begin.
 * @param {ArrayBuffer} buffer
 * @returns {{header: any, begin: number}}
 */
export function decode(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { header, begin: 4 + length };
}
