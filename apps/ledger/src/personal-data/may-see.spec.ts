import type { FastifyRequest } from 'fastify';
import type { Role } from '../http/roles';
import { maySee } from './may-see';

const asked = (roles: Role[] | null, prefer?: string) =>
  maySee({
    subject: roles && { id: 'u', roles: new Set(roles) },
    headers: prefer === undefined ? {} : { prefer },
  } as Pick<FastifyRequest, 'subject' | 'headers'>);

test('controllers see persons, with whatever other role too, and nobody else does', () => {
  expect([asked(['controller']), asked(['admin', 'controller'])]).toEqual([true, true]);
  expect([asked(['approver', 'auditor', 'viewer', 'admin']), asked([]), asked(null)]).toEqual([false, false, false]);
});

test.each([
  ['personal-data=masked', false],
  ['respond-async, Personal-Data="masked"; x', false],
  ['wait=3,personal-data = masked', false],
  ['personal-data=plain', true],
  ['other-personal-data=masked', true],
  ['', true],
])('a controller who sends Prefer: %s sees them: %p', (prefer, sees) => {
  expect(asked(['controller'], prefer)).toBe(sees);
});
