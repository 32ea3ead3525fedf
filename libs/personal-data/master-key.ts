import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret, secretBytes } from './subject-key';

/** A master key, or a file of one, that is not 32 bytes in base64. The message never repeats it. */
export class BadMasterKey extends Error {
  override name = 'BadMasterKey';
}

const nonceBytes = 12;
const tagBytes = 16;

/** Wraps subjects' keys, so that whoever has a copy of the key store alone has nothing. */
export class MasterKey {
  constructor(private readonly secret: Buffer) {}

  /** Throws {@link BadMasterKey}. */
  static of(base64: string): MasterKey {
    const secret = Buffer.from(base64.trim(), 'base64');
    if (secret.length !== secretBytes) throw new BadMasterKey('A master key is 32 bytes in base64');
    return new MasterKey(secret);
  }

  /** Says whether two are the same, without saying which. */
  get fingerprint(): string {
    return createHmac('sha256', this.secret).update('anslag master key').digest('hex').slice(0, 32);
  }

  wrap(subject: string, secret: Buffer): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.secret, nonce).setAAD(Buffer.from(subject));
    return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** Null for what was not wrapped so. */
  unwrap(subject: string, wrapped: Buffer): Buffer | null {
    if (wrapped.length !== nonceBytes + secretBytes + tagBytes) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.secret, wrapped.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(subject)).setAuthTag(wrapped.subarray(-tagBytes));
    try {
      return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    } catch {
      return null;
    }
  }
}

/**
 * The master key of a directory's `master.key`, made at the first call. Safe when two processes start at once: one of them
 * makes the file, the other reads it.
 */
export function storedMasterKey(directory: string): MasterKey {
  const file = join(directory, 'master.key');
  const known = readIfThere(file);
  if (known !== null) return fromFile(known, file);
  mkdirSync(directory, { recursive: true });
  const draft = join(directory, `master.${randomBytes(8).toString('hex')}.tmp`);
  writeFileSync(draft, `${newSecret().toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return fromFile(readFileSync(file, 'utf8'), file);
}

function fromFile(text: string, file: string): MasterKey {
  try {
    return MasterKey.of(text);
  } catch {
    throw new BadMasterKey(`${file} is damaged. Restore it: without it no name of a person can be read.`);
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
