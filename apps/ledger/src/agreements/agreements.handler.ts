import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { agreementDecider, type AgreementCommand } from '@anslag/domain/agreement/decide';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { agreements } from '../budgets/touched';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { writes, writesWithin } from '../http/turn';
import { decidingBody, KnownParties, readsOf, type NamedParty } from '../parties/known-parties';

/** A command on an agreement's stream. `body` is what was sent, of which the hash is made. */
export class CommandAgreement extends Command<Led> {
  constructor(
    readonly command: AgreementCommand,
    readonly body: object,
    readonly sent: Sent,
  ) {
    super();
  }
}

@CommandHandler(CommandAgreement)
export class AgreementHandler implements ICommandHandler<CommandAgreement> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
  ) {}

  async execute({ command, body, sent }: CommandAgreement): Promise<Led> {
    const parties = named(command);
    const stream = `agreement-${command.agreementId}`;
    await sent.turn?.come([writes(stream), writesWithin(agreements), ...readsOf(parties)]);
    const { unknown, basedOn } = await this.parties.look(parties);
    return carriedOut(this.writer, agreementDecider, stream, sent, { ...command, ...unknown }, body, basedOn);
  }
}

function named(command: AgreementCommand): NamedParty[] {
  if (command.type === 'RecordFundingTerms')
    return [
      { code: 'unknown-recipient', partyId: command.recipientId, pointer: '/recipientId' },
      ...decidingBody(command.decision),
    ];
  return [
    { code: 'unknown-body', partyId: command.bodyId, pointer: '/bodyId' },
    ...command.parties.map((partyId, index): NamedParty => {
      return { code: 'unknown-party', partyId, pointer: `/parties/${index}` };
    }),
    ...decidingBody(command.decision),
  ];
}
