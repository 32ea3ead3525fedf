import { createHash } from 'node:crypto';

/** An identifier in a public register; `scheme` is an org-id.guide code. */
export interface Identifier {
  scheme: string;
  id: string;
}

const ledgerId = /^[a-z0-9][a-z0-9.-]{0,99}$/;

/** Room for what a replacement appends: `.2`, `.3`, … */
const longestAllocationId = 90;

/** The partyId of a published organisation id: itself where it can be one, else a slug of it with a short hash. */
export function partyIdOf(published: string): string {
  return ledgerId.test(published) ? published : hashed(published);
}

/**
 * The allocationId of a published grant id, likewise. Not itself where it would look like a replacement (`x.2`) or like
 * an allocation carried over from another year (`2019.x`).
 */
export function allocationIdOf(published: string): string {
  const itself =
    ledgerId.test(published) &&
    published.length <= longestAllocationId &&
    !/\.\d+$/.test(published) &&
    !/^\d{4}\./.test(published);
  return itself ? published : hashed(published);
}

const hashed = (published: string): string => `${slug(published)}-${shortHash(published)}`;

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** A text in the letters of an id, at most 80 of them; `x` where nothing of it is left. */
export function slug(text: string): string {
  const letters = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return letters.slice(0, 80).replaceAll(/^-+|-+$/g, '') || 'x';
}

/** The scheme of an id that has no prefix of org-id.guide; XX is no country's code. */
const unlisted = 'XX-PUBLISHED';

/** A published organisation id as a party's identifier: `GB-CHC-1146179` is 1146179 in GB-CHC. */
export function identifierOf(published: string): Identifier {
  const [, scheme, id] = /^(360G|[A-Z]{2}-[A-Z0-9_]{1,30})-(.+)$/s.exec(published) ?? [];
  return scheme === undefined || id === undefined ? { scheme: unlisted, id: published } : { scheme, id };
}

/** The published id that an identifier was made of. */
export function publishedIdOf({ scheme, id }: Identifier): string {
  return scheme === unlisted ? id : `${scheme}-${id}`;
}
