import { Inject, Injectable } from '@nestjs/common';
import { isPersonalKind, type Unsealable } from '@anslag/domain/party/personal';
import type { PartyEvent } from '@anslag/domain/party/events';
import type { EventLog } from '@anslag/event-store/port';
import { Keys } from '@anslag/personal-data/keys';
import type { SubjectKey } from '@anslag/personal-data/subject-key';
import { KnownParties } from '../parties/known-parties';
import { EVENT_STORE } from '../store.module';
import { isInText, isMadeUp } from './found-in';

/** What is said of an allocation beside its figures. */
export interface Described {
  recipientNameAsPublished?: string;
  title?: string;
  note?: string;
  reason?: string;
  programme?: string;
  purposes?: string[];
  dimensions?: Record<string, string>;
}

/** Keeps what is said of a person's allocation from holding what is sealed with the person. */
@Injectable()
export class RecipientTexts {
  constructor(
    private readonly keys: Keys,
    private readonly parties: KnownParties,
    @Inject(EVENT_STORE) private readonly log: EventLog,
  ) {}

  /**
   * Whether the recipient is a person, and the first place where it does; to be spread into the command, whose decider ranks
   * the refusal.
   */
  async look(recipientId: string, described: Described): Promise<{ ofPerson?: true; unsealable?: Unsealable }> {
    const known = await this.parties.find(recipientId);
    if (!known || !isPersonalKind(known.kind)) return {};
    return { ofPerson: true, ...(await this.#unsealable(recipientId, described)) };
  }

  async #unsealable(recipientId: string, described: Described): Promise<{ unsealable?: Unsealable }> {
    if (described.recipientNameAsPublished !== undefined)
      return { unsealable: { pointer: '/recipientNameAsPublished', why: 'as-published' } };
    const texts = textsOf(described);
    if (texts.length === 0) return {};
    const key = (await this.keys.find([recipientId])).get(recipientId);
    if (key === undefined || key === 'destroyed') return {};
    const { names, numbers } = await this.#toldOf(recipientId, key);
    const found = texts.find(([, text]) => isInText(text, names, numbers));
    return found ? { unsealable: { pointer: found[0], why: 'in-text' } } : {};
  }

  /** All that the person's own stream says of them, opened. */
  async #toldOf(partyId: string, key: SubjectKey): Promise<{ names: string[]; numbers: string[] }> {
    const [names, numbers]: [string[], string[]] = [[], []];
    for (const { type, data } of await this.log.readStream(`party-${partyId}`, 0, 1_000)) {
      const event = { type, data } as PartyEvent;
      if (!('sealed' in event.data)) continue;
      const { sealed } = event.data;
      if ('name' in sealed) names.push(key.open('name', sealed.name));
      const said = 'scheme' in event.data && 'id' in sealed ? [{ scheme: event.data.scheme, id: sealed.id }] : [];
      for (const { scheme, id } of 'identifiers' in sealed ? sealed.identifiers : said) {
        const number = key.open('identifier', id);
        if (!isMadeUp({ scheme, id: number })) numbers.push(number);
      }
    }
    return { names, numbers };
  }
}

function textsOf({
  title,
  note,
  reason,
  programme,
  purposes = [],
  dimensions = {},
}: Described): [pointer: string, text: string][] {
  const told = Object.entries({ title, note, reason, programme }).flatMap(([name, text]): [string, string][] =>
    text === undefined ? [] : [[`/${name}`, text]],
  );
  const coded = Object.entries(dimensions).map(([name, code]): [string, string] => [
    `/dimensions/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    code,
  ]);
  return [...told, ...purposes.map((text, index): [string, string] => [`/purposes/${index}`, text]), ...coded];
}
