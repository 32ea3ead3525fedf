import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedTokens, storedTokens } from './tokens';

test('a value given to two roles is one subject, named for the first, with both roles', () => {
  const tokens = fixedTokens({ viewer: 'same', approver: 'same', auditor: 'other' });
  expect(tokens.subjectOf('same')).toEqual({ id: 'approver', roles: new Set(['approver', 'viewer']) });
  expect(tokens.subjectOf('other')).toEqual({ id: 'auditor', roles: new Set(['auditor']) });
  expect(tokens.subjectOf('')).toBeNull();
  expect(tokens.subjectOf('sam')).toBeNull();
});

test('tokens are made once in a directory, and whoever comes second reads the same', () => {
  const directory = mkdtempSync(join(tmpdir(), 'anslag-tokens-'));
  try {
    const first = storedTokens(directory);
    const second = storedTokens(directory);
    expect(second.made).toBeNull();
    for (const [role, token] of Object.entries(first.made!))
      for (const { tokens } of [first, second]) expect(tokens.subjectOf(token)?.id).toBe(role);
    expect(readdirSync(directory)).toEqual(['tokens.json']);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
