import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { partyDecider, type PartyCommand } from '@anslag/domain/party/decide';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { decidingBody, KnownParties } from './known-parties';

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
    const named = command.type === 'RegisterParty' ? [] : decidingBody(command.decision);
    const { unknown, basedOn } = await this.parties.look(named);
    const stream = `party-${command.partyId}`;
    return carriedOut(this.writer, partyDecider, stream, sent, { ...command, ...unknown }, body, basedOn);
  }
}
