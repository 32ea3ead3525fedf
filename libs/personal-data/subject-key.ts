import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What of a subject a sealed text is; bound to it, so that a text cannot be passed off as another one. */
export type Field = 'name' | 'identifier';

/** A sealed text that is damaged, or was sealed for another subject, field or key. */
export class NotSealedSo extends Error {
  override name = 'NotSealedSo';
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Plain texts are filled up to a multiple of this, so that a sealed one does not tell how long a name is. */
const blockBytes = 32;

export const secretBytes = 32;

export const newSecret = (): Buffer => randomBytes(secretBytes);

/**
 * The key of one subject. Everything that only it can make or open is gone when it is: the sealed texts, the marks that tell
 * whether two texts are the same, and the hashes of commands that held one.
 */
export class SubjectKey {
  readonly #sealing: Buffer;
  readonly #marking: Buffer;
  readonly #hashing: Buffer;

  /** @param secret 32 bytes, random */
  constructor(
    readonly subject: string,
    secret: Buffer,
  ) {
    if (secret.length !== secretBytes) throw new RangeError(`A key has ${secretBytes} bytes`);
    const derived = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `anslag ${use}`, secretBytes));
    this.#sealing = derived('sealing');
    this.#marking = derived('marking');
    this.#hashing = derived('hashing');
  }

  /** AES-256-GCM under a new random nonce: another text each time. */
  seal(field: Field, text: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.#sealing, nonce).setAAD(this.#boundTo(field));
    const body = Buffer.concat([cipher.update(filled(text)), cipher.final()]);
    return `1.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
  }

  /** Throws {@link NotSealedSo}. Its message says nothing of the text. */
  open(field: Field, sealed: string): string {
    const bytes = sealed.startsWith('1.') ? Buffer.from(sealed.slice(2), 'base64url') : Buffer.alloc(0);
    if (bytes.length < nonceBytes + tagBytes) throw new NotSealedSo('It is no sealed text of version 1');
    const decipher = createDecipheriv(algorithm, this.#sealing, bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(this.#boundTo(field)).setAuthTag(bytes.subarray(-tagBytes));
    try {
      const body = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
      return unfilled(Buffer.concat([body, decipher.final()]));
    } catch {
      throw new NotSealedSo(`The ${field} was not sealed so for this subject`);
    }
  }

  /** The same for the same identifier of this subject, and for nobody else's. */
  mark(scheme: string, id: string): string {
    return createHmac('sha256', this.#marking)
      .update(JSON.stringify([this.subject, scheme, id]))
      .digest()
      .toString('base64url', 0, 16);
  }

  /** In place of a plain hash, which could be found by trying all personal numbers. */
  hash(text: string): string {
    return createHmac('sha256', this.#hashing).update(text).digest('hex');
  }

  #boundTo(field: Field): Buffer {
    return Buffer.from(JSON.stringify(['anslag', this.subject, field]));
  }
}

/** UTF-8, then one byte that is not 0, then zeros. */
function filled(text: string): Buffer {
  const bytes = Buffer.byteLength(text) + 1;
  const all = Buffer.alloc(Math.ceil(bytes / blockBytes) * blockBytes);
  all.write(text);
  all[bytes - 1] = 1;
  return all;
}

const unfilled = (bytes: Buffer): string => bytes.toString('utf8', 0, bytes.lastIndexOf(1));
