/** The join code as people read it. */

/** @param {string} code @returns {string} six characters in two threes */
export function spacedCode(code) {
  return code.length === 6 ? `${code.slice(0, 3)} ${code.slice(3)}` : code;
}
