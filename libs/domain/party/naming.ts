import Organisationsnummer from 'organisationsnummer';
import type { Decision, UnknownParty } from '../decision';
import { against, booked, invalid, missing, type Decided, type Refusal } from '../refusal';
import { erased } from './erasing';
import type { Identifier, PartyEvent, PartyKind, SealedIdentifier } from './events';
import { marked, type PartyState } from './evolve';
import { isPersonalKind, personalData, unsealable, type Naming, type Unsealable } from './personal';

type Registered =
  | { name: string; identifiers?: Identifier[]; sealed?: undefined }
  | { name?: undefined; identifiers?: undefined; sealed: { name: string; identifiers: SealedIdentifier[] } };

type Identified = { id: string; sealed?: undefined } | { id?: undefined; sealed: { id: string; mark: string } };

export type RegisterParty = {
  type: 'RegisterParty';
  partyId: string;
  kind: PartyKind;
  unsealable?: Unsealable;
} & Registered;

export type RenameParty = {
  type: 'RenameParty';
  partyId: string;
  effectiveFrom: string;
  decision?: Decision;
  unknown?: UnknownParty;
} & Naming;

export type IdentifyParty = {
  type: 'IdentifyParty';
  partyId: string;
  scheme: string;
  decision?: Decision;
  unknown?: UnknownParty;
  unsealable?: Unsealable;
} & Identified;

export function register(command: RegisterParty, state: PartyState): Decided<PartyEvent> {
  const { partyId, kind } = command;
  if (state !== null) return against('already-exists', `The party ${partyId} is registered already.`, '/partyId');
  if (isPersonalKind(kind)) {
    const { sealed } = mustBeSealed(command);
    if (command.unsealable) return unsealable(command.unsealable);
    const refused = statedTwice(sealed.identifiers.map(marked));
    return (
      refused ?? booked<PartyEvent>({ type: 'PartyRegistered', data: { partyId, kind, sealed: { kind, ...sealed } } })
    );
  }
  if (command.sealed) throw new TypeError(`A ${kind} is registered in plain text`);
  const { name, identifiers = [] } = command;
  const personal = identifiers.findIndex(isPersonal);
  if (personal >= 0) return personalNumber(`/identifiers/${personal}/id`);
  return (
    statedTwice(identifiers) ??
    booked<PartyEvent>({ type: 'PartyRegistered', data: { partyId, name, kind, identifiers } })
  );
}

function statedTwice(identifiers: readonly Identifier[]): Refusal | null {
  const twice = identifiers.findIndex((one, index) => isAmong(one, identifiers.slice(0, index)));
  return twice < 0 ? null : invalid('already-exists', 'The same identifier stands twice.', `/identifiers/${twice}`);
}

export function rename(command: RenameParty, state: NonNullable<PartyState>): Decided<PartyEvent> {
  const { partyId, effectiveFrom, decision } = command;
  const data = { partyId, effectiveFrom, ...(decision && { decision }) };
  const { kind } = state;
  if (!isPersonalKind(kind))
    return booked<PartyEvent>({ type: 'PartyRenamed', data: { ...data, name: plain(command.name) } });
  if (state.erased) return erased(partyId);
  if (!command.sealed) return notFound(command);
  return booked<PartyEvent>({ type: 'PartyRenamed', data: { ...data, sealed: { kind, ...command.sealed } } });
}

export function identify(command: IdentifyParty, state: NonNullable<PartyState>): Decided<PartyEvent> {
  const { partyId, scheme, decision } = command;
  const data = { partyId, scheme, ...(decision && { decision }) };
  const { kind } = state;
  const known = () => against('already-exists', `${partyId} has that identifier in ${scheme} already.`, '/id');
  if (!isPersonalKind(kind)) {
    const id = plain(command.id);
    if (isAmong({ scheme, id }, state.identifiers)) return known();
    if (isPersonal({ scheme, id })) return personalNumber('/id');
    return booked<PartyEvent>({ type: 'PartyIdentified', data: { ...data, id } });
  }
  if (state.erased) return erased(partyId);
  if (!command.sealed) return notFound(command);
  if (command.unsealable) return unsealable(command.unsealable);
  if (isAmong({ scheme, id: command.sealed.mark }, state.identifiers)) return known();
  return booked<PartyEvent>({ type: 'PartyIdentified', data: { ...data, sealed: { kind, ...command.sealed } } });
}

const isAmong = (one: Identifier, others: readonly Identifier[]): boolean =>
  others.some(({ scheme, id }) => scheme === one.scheme && id === one.id);

function mustBeSealed(command: RegisterParty) {
  if (command.sealed) return command;
  throw new TypeError('A person’s name and identifiers must be sealed before they are decided on');
}

function plain(text: string | undefined): string {
  if (text !== undefined) return text;
  throw new TypeError('Only a person’s name and identifiers are sealed');
}

/**
 * A sole trader's organisation number is a personal number, whatever kind the party is said to be, whichever Swedish
 * register is named and however the number is spaced.
 */
export function isPersonal({ scheme, id }: Identifier): boolean {
  if (!/^SE-/i.test(scheme)) return false;
  const number = id.replaceAll(/\s/g, '');
  return Organisationsnummer.valid(number) && Organisationsnummer.parse(number).isPersonnummer();
}

const personalNumber = (pointer: string): Refusal =>
  personalData(
    'This is a personal number: it is kept, sealed, of a party of kind person or sole-trader only.',
    pointer,
  );

/**
 * Also for what came in plain text on somebody who turns out to be a person: whoever handed it on found no such party then,
 * which another process has registered since.
 */
export const notFound = ({ partyId }: { partyId: string }): Refusal =>
  missing('party-not-found', `There is no party ${partyId}.`);
