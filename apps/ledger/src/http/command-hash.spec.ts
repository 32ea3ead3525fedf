import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { AllocateDto } from '../budgets/allocations.dto';
import { OpenBudgetDto } from '../budgets/budgets.dto';
import { commandHash } from './command-hash';
import type { DtoClass } from './validation/shape';
import { validated } from './validation/validate';

const hashOf = (dto: DtoClass, body: object, path = '/p', method = 'POST'): string => {
  const read = validated(dto, body, 'body');
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return commandHash(method, path, read);
};

const line = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((text) => text.trim() !== '' && !/[\p{Cc}\u2028\u2029]/u.test(text));

const allocation = (amount: string, more: object = {}) => ({
  recipientId: 'r',
  kind: 'one-off',
  amount,
  decision: { bodyId: 'b', decidedOn: '2019' },
  ...more,
});

const amountOf = (minor: number): string => `${Math.floor(minor / 100) + 1}.${String(minor % 100).padStart(2, '0')}`;

test('an amount is the same however many zeros end it, and no other amount', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(3), (one, other, zeros) => {
      const hash = hashOf(AllocateDto, allocation(amountOf(one)));
      expect(hashOf(AllocateDto, allocation(amountOf(one) + '0'.repeat(zeros)))).toBe(hash);
      expect(hashOf(AllocateDto, allocation(amountOf(other))) === hash).toBe(one === other);
    }),
  );
  expect(hashOf(AllocateDto, allocation('100'))).toBe(hashOf(AllocateDto, allocation('100.0')));
  expect(hashOf(AllocateDto, allocation('100'))).not.toBe(hashOf(AllocateDto, allocation('1')));
});

test('the order of fields does not matter; method, path and every field do', () => {
  const body = allocation('1', { title: 'T', note: 'N' });
  const hash = hashOf(AllocateDto, body);
  expect(hashOf(AllocateDto, Object.fromEntries(Object.entries(body).toReversed()))).toBe(hash);
  expect(hashOf(AllocateDto, body, '/q')).not.toBe(hash);
  expect(hashOf(AllocateDto, body, '/p', 'PUT')).not.toBe(hash);
  expect(hashOf(AllocateDto, allocation('1', { title: 'N', note: 'T' }))).not.toBe(hash);
  expect(hashOf(AllocateDto, allocation('1', { title: 'T', note: 'N', purposes: [] }))).not.toBe(hash);
});

const budget = (above: string) => ({
  bodyId: 'b',
  year: 2019,
  currency: 'SEK',
  control: 'none',
  approval: { policy: 'above', above },
});

test('amounts inside other objects are amounts too', () => {
  expect(hashOf(OpenBudgetDto, budget('5.00'))).toBe(hashOf(OpenBudgetDto, budget('5')));
});

test('it is the SHA-256 of canonical JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(line, line), fc.array(line, { maxLength: 5 }), (dimensions, titles) => {
      const purposes = [...new Set(titles)];
      const body = allocation('7', { dimensions, purposes });
      fc.pre(!Object.hasOwn(dimensions, '__proto__'));
      const text = canonicalize({ method: 'POST', path: '/p', body })!;
      expect(hashOf(AllocateDto, body)).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});
