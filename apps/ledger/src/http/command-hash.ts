import { hash } from 'node:crypto';
import { fieldsOf, type FieldShape } from './validation/shape';

/**
 * What tells whether a command sent again under its key is the same: SHA-256 over the canonical JSON (RFC 8785) of method,
 * path and the parsed body, where `1`, `1.5` and `1.50` are one amount. Headers are no part of it.
 */
export function commandHash(method: string, path: string, body: object): string {
  const text = `{"body":${canonicalDto(body)},"method":${JSON.stringify(method)},"path":${JSON.stringify(path)}}`;
  return hash('sha256', text, 'hex');
}

/** A DTO as canonical JSON with its amounts in their shortest form. It holds no lone surrogate: the strict parser saw to that. */
function canonicalDto(dto: object): string {
  const fields = fieldsOf(dto.constructor);
  return members(dto, (value, name) => canonicalField(value, fields.get(name)));
}

function canonicalField(value: unknown, shape: FieldShape | undefined): string {
  if (shape?.amount && typeof value === 'string') return JSON.stringify(shortest(value));
  if (!shape?.nested || value === null) return canonical(value);
  return shape.list ? `[${(value as object[]).map(canonicalDto).join()}]` : canonicalDto(value as object);
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.map(canonical).join()}]` : members(value, canonical);
}

/** Keys in the order of their UTF-16 code units, which is how strings compare. */
function members(object: object, text: (value: unknown, name: string) => string): string {
  const keys = Object.keys(object).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${text((object as Record<string, unknown>)[key], key)}`).join()}}`;
}

const shortest = (amount: string): string =>
  amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;
