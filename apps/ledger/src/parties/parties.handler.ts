import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { partyDecider, type PartyCommand } from '@anslag/domain/party/decide';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { reads, writes, type Touch } from '../http/turn';
import { Erasing } from '../personal-data/erasing';
import { isNaming, Sealing } from '../personal-data/sealing';
import { decidingBody, KnownParties, mergers, persons, readsOf, type NamedParty } from './known-parties';

/** A command on a party's stream. `body` is what was sent, of which the hash is made. */
export class CommandParty extends Command<Led> {
  constructor(
    readonly command: PartyCommand,
    readonly body: object,
    readonly sent: Sent,
  ) {
    super();
  }
}

@CommandHandler(CommandParty)
export class PartyHandler implements ICommandHandler<CommandParty> {
  /** The merger before: of two that would close a circle the later one must know of the earlier. */
  #merging: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly sealing: Sealing,
    private readonly erasing: Erasing,
  ) {}

  async execute({ command, body, sent }: CommandParty): Promise<Led> {
    const named = namedIn(command);
    await sent.turn?.come([...writtenBy(command), ...readsOf(named)]);
    if (command.type === 'EraseParty')
      return this.erasing.led(command, () => this.#carriedOut(command, named, body, sent));
    if (command.type !== 'MergeParty') return this.#carriedOut(command, named, body, sent);
    const done = this.#merging
      .then(() => this.#carriedOut(command, named, body, sent))
      .finally(() => this.parties.forget(command.partyId));
    this.#merging = done.catch(() => {});
    return done;
  }

  async #carriedOut(command: PartyCommand, named: NamedParty[], body: object, sent: Sent): Promise<Led> {
    const { unknown, merged, basedOn } = await this.parties.look(named);
    const { command: sealed, digest } = await this.sealing.sealed(command, sent.dryRun);
    const complete = { ...sealed, ...unknown, ...merged };
    return carriedOut(this.writer, partyDecider, streamOf(command), sent, complete, body, basedOn, digest);
  }
}

const streamOf = ({ partyId }: PartyCommand): string => `party-${partyId}`;

function writtenBy(command: PartyCommand): Touch[] {
  const stream = streamOf(command);
  // What is said of a party is sealed or not by what kind it is registered as.
  if (command.type === 'RegisterParty') return [reads(stream), writes(stream)];
  if (isNaming(command)) return [reads(stream), writes(stream), writes(persons)];
  if (command.type === 'EraseParty') return [writes(stream), writes(persons)];
  return [writes(stream), ...(command.type === 'MergeParty' ? [writes(mergers)] : [])];
}

function namedIn(command: PartyCommand): NamedParty[] {
  if (command.type === 'RegisterParty') return [];
  return [...othersIn(command), ...decidingBody(command.decision)];
}

function othersIn(command: PartyCommand): NamedParty[] {
  switch (command.type) {
    case 'MergeParty':
      return [{ code: 'unknown-party', partyId: command.into, pointer: '/into', mergerMatters: true }];
    case 'RecordOwnership':
      return command.owners.map(({ ownerId: partyId }, index): NamedParty => {
        return { code: 'unknown-party', partyId, pointer: `/owners/${index}/ownerId` };
      });
    default:
      return [];
  }
}
