import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { allocations, anAllocation, given, openBudget, type Client } from './client';

/** A made-up person and a sole trader; the numbers are ones that the tax agency publishes for tests. */
export const anna = { name: 'Anna Testsdotter', number: '19121212-1212' };
export const bosse = { name: 'Bosses Testsnickeri', number: '701063-2391' };
export const renamed = 'Anna Omdöptsson';

/** What must be in no file, and in no answer but a controller's. */
export const secrets = [anna.name, 'Testsdotter', 'Testsnickeri', 'Omdöptsson', '1212-1212', '701063', '191212121212'];

/** Two persons with money, and one of them with all that a party can get. */
export async function withPersons(client: Client): Promise<void> {
  await openBudget(client);
  await given(client, [
    [
      '/parties',
      { partyId: 'p-1', name: anna.name, kind: 'person', identifiers: [{ scheme: 'SE-PNR', id: anna.number }] },
    ],
    ['/parties', { partyId: 'p-2', name: bosse.name, kind: 'sole-trader' }],
    ['/parties/p-2/identifiers', { scheme: 'SE-ON', id: bosse.number }],
    ['/parties/p-1/names', { name: renamed, effectiveFrom: '2020-01-01' }],
    [allocations, anAllocation({ allocationId: 'stipendium', recipientId: 'p-1', title: 'Stipendium' })],
    [`${allocations}/stipendium/disbursements`, { amount: '40.00', disbursementId: 'u-1', effectiveOn: '2019-12-01' }],
    [allocations, anAllocation({ allocationId: 'snickeri', recipientId: 'p-2', amount: '70.00' })],
  ]);
}

/** The files of a directory that hold one of some texts, in UTF-8 or UTF-16. */
export function filesWith(directory: string, texts: readonly string[]): string[] {
  const wanted = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
  return (readdirSync(directory, { recursive: true }) as string[])
    .filter((file) => statSync(join(directory, file)).isFile())
    .filter((file) => {
      const bytes = readFileSync(join(directory, file));
      return wanted.some((text) => bytes.includes(text));
    });
}

/** Every page that shows a party, by role. */
export const pages = [
  '/parties',
  '/parties/p-1',
  '/parties/p-2',
  '/balances?year=2019',
  '/balances/diff?againstEffectiveAt=2019-01-01',
  '/allocations',
  '/forecast?fromYear=2019&toYear=2020',
  '/recipients/p-1/statement',
  '/audit-trail?limit=1000',
  '/entries',
  '/events?limit=1000',
];
