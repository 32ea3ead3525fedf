import { hash } from 'node:crypto';
import { canonicalJson } from '@anslag/event-store/canonical-json';
import { fieldsOf } from './validation/shape';

/**
 * What tells whether a command sent again under its key is the same: SHA-256 over the canonical JSON (RFC 8785) of method,
 * path and the parsed body, where `1`, `1.5` and `1.50` are one amount. Headers are no part of it.
 */
export function commandHash(method: string, path: string, body: object, digest: Digest = sha256): string {
  return digest(canonicalJson({ body: normalised(body), method, path }));
}

/** How the text is hashed: with the subject's key where the body holds personal data, since a plain hash of it is found by trying. */
export type Digest = (text: string) => string;

const sha256: Digest = (text) => hash('sha256', text, 'hex');

/** A DTO's fields with its amounts in their shortest form. */
function normalised(dto: object): object {
  const fields = fieldsOf(dto.constructor);
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(dto)) {
    const shape = fields.get(name);
    if (shape?.amount && typeof value === 'string') copy[name] = shortest(value);
    else if (!shape?.nested || typeof value !== 'object' || value === null) copy[name] = value;
    else copy[name] = shape.list ? (value as object[]).map(normalised) : normalised(value);
  }
  return copy;
}

const shortest = (amount: string): string =>
  amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;
