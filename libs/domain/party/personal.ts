import { against, type Refusal } from '../refusal';
import { personalKinds, type PartyKind, type PersonalKind } from './events';

export function isPersonalKind(kind: PartyKind): kind is PersonalKind {
  return (personalKinds as readonly PartyKind[]).includes(kind);
}

/** What a command says of a party's name: in plain text, or for a person sealed, by whoever handed the command on. */
export type Naming = { name: string; sealed?: undefined } | { name?: undefined; sealed: { name: string } };

/** Where in a command personal data would stand that nobody could erase; to be ranked by the command's decider. */
export interface Unsealable {
  pointer: string;
  why: 'in-id' | 'as-published' | 'in-text';
}

const reasons: Record<Unsealable['why'], string> = {
  'in-id': 'An id stays in the log for ever, so a person’s must not hold their name or number; take another one.',
  'as-published':
    'The recipient is a person, whose name stands sealed with the party alone; leave recipientNameAsPublished out.',
  'in-text': 'The text holds the name or the number of the recipient, a person; what is written here cannot be erased.',
};

export const unsealable = ({ pointer, why }: Unsealable): Refusal => personalData(reasons[why], pointer);

export const personalData = (detail: string, pointer: string): Refusal => against('personal-data', detail, pointer);
