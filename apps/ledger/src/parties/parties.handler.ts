import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { partyDecider, type PartyCommand } from '@anslag/domain/party/decide';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { writes } from '../http/turn';
import { decidingBody, KnownParties, readsOf, type NamedParty } from './known-parties';

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
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
  ) {}

  async execute({ command, body, sent }: CommandParty): Promise<Led> {
    const named = namedIn(command);
    const stream = `party-${command.partyId}`;
    await sent.turn?.come([writes(stream), ...readsOf(named)]);
    const { unknown, basedOn } = await this.parties.look(named);
    return carriedOut(this.writer, partyDecider, stream, sent, { ...command, ...unknown }, body, basedOn);
  }
}

function namedIn(command: PartyCommand): NamedParty[] {
  if (command.type === 'RegisterParty') return [];
  const owners = command.type === 'RecordOwnership' ? command.owners : [];
  return [
    ...owners.map(({ ownerId: partyId }, index): NamedParty => {
      return { code: 'unknown-party', partyId, pointer: `/owners/${index}/ownerId` };
    }),
    ...decidingBody(command.decision),
  ];
}
