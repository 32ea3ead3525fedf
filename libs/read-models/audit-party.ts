import { erasedIn } from '@anslag/personal-data/sealed-text';
import { nameAt, type PartyName } from './parties';
import { identifierIn, identifiersIn, nameIn } from './personal';
import type { RecordedEvent } from './recorded-event';
import { day, list, text, type Json } from './shape';

/** What an event changes of a party, for the audit trail: see audit-subjects.ts. */
export function party(state: Json | null, event: RecordedEvent) {
  const { type, data } = event;
  switch (type) {
    case 'PartyRegistered': {
      const name = nameIn(event);
      const identifiers = identifiersIn(event);
      const after = { name, kind: text(data, 'kind'), identifiers };
      const kept = { names: [{ name, effectiveFrom: null }], identifiers, ...sealedRows({}, event) };
      return { state: kept, before: null, after };
    }
    case 'PartyRenamed': {
      const names = list(state ?? {}, 'names') as PartyName[];
      const renamed = { name: nameIn(event), effectiveFrom: day(data, 'effectiveFrom') };
      const before = { name: nameAt(names, renamed.effectiveFrom) };
      const kept = { ...state, names: inOrder([...names, renamed]), ...sealedRows(state, event) };
      return { state: kept, before, after: renamed };
    }
    case 'PartyIdentified': {
      const known = list(state ?? {}, 'identifiers');
      const identifiers = [...known, identifierIn(event)];
      const kept = { ...state, identifiers, ...sealedRows(state, event) };
      return { state: kept, before: { identifiers: known }, after: { identifiers } };
    }
    case 'ErasureRecorded':
      return { state: erasedState(state), before: { erased: false }, after: { erased: true } };
    case 'OwnershipRecorded': {
      const { owners, effectiveFrom } = data;
      return { state: { ...state, owners, effectiveFrom }, before: ownersIn(state), after: { owners, effectiveFrom } };
    }
    case 'PartyRenameEndorsed': {
      const name = nameAt(list(state ?? {}, 'names') as PartyName[], null);
      return { state: { ...state }, before: { name }, after: { name, endorsedName: text(data, 'name') } };
    }
    case 'PartyMerged': {
      const mergedInto = { partyId: text(data, 'into'), effectiveFrom: day(data, 'effectiveFrom') };
      return { state: state ?? {}, before: { mergedInto: null }, after: { mergedInto } };
    }
    default:
      throw new TypeError(`No party stream holds ${type}`);
  }
}

/** The positions of a person's rows that show something sealed: an erasure takes it out of them. */
export function sealedRowsOf(state: Json | null): bigint[] {
  return ((state?.['sealedRows'] ?? []) as string[]).map(BigInt);
}

function sealedRows(state: Json | null, { data, position }: RecordedEvent): Json {
  if (data['sealed'] === undefined) return {};
  return { sealedRows: [...sealedRowsOf(state), position].map(String) };
}

function erasedState(state: Json | null): Json {
  const { sealedRows: _, ...kept } = JSON.parse(erasedIn(JSON.stringify(state ?? {}))) as Record<string, unknown>;
  return kept;
}

function ownersIn(state: Json | null): Json {
  return { owners: state?.['owners'] ?? null, effectiveFrom: state?.['effectiveFrom'] ?? null };
}

const inOrder = (names: PartyName[]): PartyName[] =>
  names.sort((a, b) => ((a.effectiveFrom ?? '') < (b.effectiveFrom ?? '') ? -1 : 1));
