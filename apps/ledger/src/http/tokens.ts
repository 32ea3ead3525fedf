import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CannotStart } from '../../../projector/src/cannot-start';
import { roles, type Role } from './roles';

/** Who a request is from. `id` is opaque: what events keep as their actor. */
export interface Subject {
  id: string;
  roles: ReadonlySet<Role>;
}

/** Tells whom a bearer token stands for; null: nobody. */
export class Tokens {
  readonly #known: readonly { sha256: Buffer; subject: Subject }[];

  constructor(hashed: readonly { role: Role; sha256: Buffer }[]) {
    const known: { sha256: Buffer; subject: Subject & { roles: Set<Role> } }[] = [];
    for (const { role, sha256 } of hashed) {
      const same = known.find((one) => one.sha256.equals(sha256));
      // One value for two roles is one person with both, who can therefore not approve what they recorded.
      if (same) same.subject.roles.add(role);
      else known.push({ sha256, subject: { id: role, roles: new Set([role]) } });
    }
    this.#known = known;
  }

  subjectOf(token: string): Subject | null {
    const sent = hashOf(token);
    let found: Subject | null = null;
    // Every stored hash is compared, each in constant time.
    for (const { sha256, subject } of this.#known) if (timingSafeEqual(sha256, sent)) found = subject;
    return found;
  }
}

/** Tokens that the environment fixes. */
export function fixedTokens(tokens: Partial<Record<Role, string>>): Tokens {
  return new Tokens(
    roles.flatMap((role) => (tokens[role] === undefined ? [] : [{ role, sha256: hashOf(tokens[role]) }])),
  );
}

const stored = z.strictObject({
  version: z.literal(1),
  sha256: z.record(z.enum(roles), z.string().regex(/^[0-9a-f]{64}$/)),
});

/**
 * The tokens of a directory's tokens.json, made on the first call, when `made` has them in the clear: they are stored
 * hashed and never seen again. Safe when two processes start at once: one of them makes the file, the other reads it.
 */
export function storedTokens(directory: string): { tokens: Tokens; made: Record<Role, string> | null } {
  const file = join(directory, 'tokens.json');
  const known = readTokens(file);
  if (known) return { tokens: known, made: null };

  const made = Object.fromEntries(roles.map((role) => [role, newToken(role)])) as Record<Role, string>;
  const sha256 = Object.fromEntries(roles.map((role) => [role, hashOf(made[role]).toString('hex')]));
  mkdirSync(directory, { recursive: true });
  const draft = join(directory, `tokens.${randomBytes(8).toString('hex')}.tmp`);
  writeFileSync(draft, JSON.stringify({ version: 1, sha256 }, null, 2), { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A link fails where a rename would replace: the file is there whole or not at all, and the first one stays.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { tokens: readTokens(file)!, made: null };
  } finally {
    rmSync(draft);
  }
  return { tokens: fixedTokens(made), made };
}

function readTokens(file: string): Tokens | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const read = stored.safeParse(parsed(text));
  if (!read.success) throw new CannotStart(`${file} is damaged. Restore it, or remove it to have new tokens made.`);
  const { sha256 } = read.data;
  return new Tokens(roles.map((role) => ({ role, sha256: Buffer.from(sha256[role], 'hex') })));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const newToken = (role: Role): string => `anslag_${role}_${randomBytes(32).toString('base64url')}`;

const hashOf = (token: string): Buffer => hash('sha256', token, 'buffer');
