import { isPersonalKind } from '@anslag/domain/party/personal';
import { partyKinds, type PartyKind } from '@anslag/domain/party/events';
import { maskOf } from '@anslag/personal-data/masking';
import { isSealedText, sealedText } from '@anslag/personal-data/sealed-text';
import type { RecordedEvent } from './recorded-event';
import { folded } from './searching';
import { list, objectOf, text, type Json } from './shape';

/**
 * What events of parties say of a name or an identifier, as rows hold it: in plain text, or sealed where the party is a
 * person. Rows are never opened here: whoever folds has no keys.
 */
export function nameIn({ data, subject }: RecordedEvent): string {
  const sealed = sealedOf(data);
  return sealed === null ? text(data, 'name') : sealedName(subject, sealed);
}

/** The identifiers of a PartyRegistered. */
export function identifiersIn({ data, subject }: RecordedEvent): { scheme: string; id: string }[] {
  const sealed = sealedOf(data);
  return list(sealed ?? data, 'identifiers').map((stored) => {
    const one = objectOf(stored, 'identifier');
    return { scheme: text(one, 'scheme'), id: sealed ? sealedId(subject, sealed, one) : text(one, 'id') };
  });
}

/** The one of a PartyIdentified. */
export function identifierIn({ data, subject }: RecordedEvent): { scheme: string; id: string } {
  const sealed = sealedOf(data);
  return { scheme: text(data, 'scheme'), id: sealed ? sealedId(subject, sealed, sealed) : text(data, 'id') };
}

/** Text by which a row is found; nothing for a sealed one. */
export const searchable = (shown: string): string => (isSealedText(shown) ? '' : folded(shown));

function sealedOf(data: Json): Json | null {
  if (data['sealed'] === undefined) return null;
  const sealed = objectOf(data['sealed'], 'sealed');
  const kind = text(sealed, 'kind') as PartyKind;
  if (!partyKinds.includes(kind) || !isPersonalKind(kind)) throw new TypeError('kind is not one of a person');
  return sealed;
}

const sealedName = (subject: string, sealed: Json): string =>
  sealedText({
    mask: maskOf(text(sealed, 'kind')),
    subject,
    field: 'name',
    digits: false,
    sealed: text(sealed, 'name'),
  });

function sealedId(subject: string, { kind }: Json, holder: Json): string {
  const ofTrader = kind === 'sole-trader';
  const mask = maskOf(kind as string);
  return sealedText({ mask, subject, field: 'identifier', digits: ofTrader, sealed: text(holder, 'id') });
}
