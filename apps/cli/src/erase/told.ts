/** What the ledger says of a party. */
export interface Party {
  partyId: string;
  kind: string;
  name: string;
  names: { name: string }[];
  identifiers: { scheme: string; id: string }[];
  erased: boolean;
}

/** What there is of a person that an erasure takes away, and what it leaves. */
export interface Extent {
  partyId: string;
  kind: string;
  erased: { names: number; identifiers: number };
  stays: { allocations: number };
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const kinds: Readonly<Record<string, string>> = { person: 'a person', 'sole-trader': 'a sole trader' };

/** What stands before the question: as the ledger shows it to the role that asks, so that the right one is erased. */
export function question({ partyId, kind, names, identifiers }: Party): string {
  const called = [...names.map(({ name }) => name), ...identifiers.map(({ scheme, id }) => `${scheme} ${id}`)];
  return [
    `${partyId} is ${kinds[kind] ?? kind}: ${called.join('; ')}.`,
    'An erasure cannot be taken back: nobody can read these any more, in no copy of the log.',
    `Type ${partyId} to erase: `,
  ].join('\n');
}

/** For people, and without a word of who it was. */
export function shown({ partyId, kind, erased, stays }: Extent, dryRun: boolean): string {
  const what = [counted(erased.names, 'name'), counted(erased.identifiers, 'identifier')].join(' and ');
  return [
    dryRun ? `Dry run, nothing is erased: ${partyId}, ${kinds[kind]}` : `${partyId}, ${kinds[kind]}, is erased.`,
    '',
    dryRun ? 'Would be erased:' : 'Erased:',
    `  ${what}, in every report and at every point of both time axes; the key that they were sealed with`,
    '',
    'Stays:',
    `  the id ${partyId}, and ${counted(stays.allocations, 'allocation')} to it, with all amounts, vouchers and who recorded them`,
    '  in the audit trail, who erased it, when and why',
    '  what people wrote themselves (titles, notes, reasons, purposes, ids): nobody looks into that',
    '  what was exported or printed before, and backups of the keys, for as long as they are kept',
  ].join('\n');
}
