import { Buffer } from 'node:buffer';
import { randomFillSync } from 'node:crypto';

const bytesPerId = 16;
const random = Buffer.alloc(256 * bytesPerId);
const text = Buffer.alloc(36, '-');
const digits = Buffer.from('0123456789abcdef');
/** Where the two digits of each byte stand in the text. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
let next = random.length;

/** A random UUID (version 4), as crypto.randomUUID makes it but without the dozens of short strings that it leaves behind. */
export function newEventId(): string {
  if (next === random.length) {
    randomFillSync(random);
    next = 0;
  }
  random[next + 6] = (random[next + 6]! & 0x0f) | 0x40;
  random[next + 8] = (random[next + 8]! & 0x3f) | 0x80;
  for (let index = 0; index < bytesPerId; index++) {
    const byte = random[next + index]!;
    const place = places[index]!;
    text[place] = digits[byte >> 4]!;
    text[place + 1] = digits[byte & 15]!;
  }
  next += bytesPerId;
  return text.toString('latin1');
}
