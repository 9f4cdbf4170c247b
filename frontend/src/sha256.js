// SHA-256 (FIPS 180-4) of a file in pieces: an intranet without https has no crypto.subtle.

const PIECE = 1 << 20;
const ROUNDS = constants(64, 1 / 3);

// The first 32 bits of the fractions of roots of the first primes.
function constants(count, power) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    let prime = true;
    for (let below = 2; below * below <= number; below += 1) if (number % below === 0) prime = false;
    if (prime) found.push(((number ** power % 1) * 2 ** 32) | 0);
  }
  return found;
}

const turned = (word, by) => (word >>> by) | (word << (32 - by));

function block(state, view, at, words) {
  for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(at + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const [early, late] = [words[i - 15], words[i - 2]];
    const low = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const high = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const upper = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const first = (h + upper + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    const lower = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const second = (lower + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    state[i] = (state[i] + value) | 0;
  });
}

// The bytes with what the standard adds behind the last of them: a one, zeros, the length in bits.
function padded(rest, size) {
  const whole = new Uint8Array(Math.ceil((rest.length + 9) / 64) * 64);
  whole.set(rest);
  whole[rest.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(size / 2 ** 29));
  view.setUint32(whole.length - 4, (size * 8) >>> 0);
  return whole;
}

function digest(state, bytes, words) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 64) block(state, view, at, words);
}

export async function sha256(file) {
  const state = constants(8, 1 / 2);
  const words = new Int32Array(64);
  for (let at = 0; at < file.size || at === 0; at += PIECE) {
    const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
    const last = at + PIECE >= file.size;
    const full = bytes.length - (last ? bytes.length % 64 : 0);
    digest(state, bytes.subarray(0, full), words);
    if (last) digest(state, padded(bytes.subarray(full), file.size), words);
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
