import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { fieldsOf } from './validation/shape';

/**
 * What tells whether a command sent again under its key is the same: SHA-256 over the canonical JSON (RFC 8785) of method,
 * path and the parsed body, where `1`, `1.5` and `1.50` are one amount. Headers are no part of it.
 */
export function commandHash(method: string, path: string, body: object): string {
  return hash('sha256', canonicalize({ method, path, body: normalised(body) })!, 'hex');
}

/** A DTO as plain JSON with its amounts in their shortest form. */
function normalised(dto: object): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  const fields = fieldsOf(dto.constructor);
  for (const [name, value] of Object.entries(dto)) {
    const shape = fields.get(name);
    if (shape?.amount && typeof value === 'string') plain[name] = shortest(value);
    else if (shape?.nested && value !== null)
      plain[name] = shape.list ? (value as object[]).map(normalised) : normalised(value as object);
    else plain[name] = value;
  }
  return plain;
}

const shortest = (amount: string): string =>
  amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;
