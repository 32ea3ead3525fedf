import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import { agreementDecider } from '@anslag/domain/agreement/decide';
import type { AgreementState } from '@anslag/domain/agreement/state';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { agreements } from '../budgets/touched';
import { CivilDay } from '../civil-day';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { reads, writes, writesWithin, type Touch } from '../http/turn';
import { indexStream, seriesOf } from '../index-series/known-series';
import { KnownParties, readsOf } from '../parties/known-parties';
import { namedIn } from './named-parties';

type Found = { state: AgreementState; revision: number };

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

/** Gathers what an agreement's decision needs from other streams, and hands the command to the stream writer. */
@CommandHandler(CommandAgreement)
export class AgreementHandler implements ICommandHandler<CommandAgreement> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly day: CivilDay,
  ) {}

  async execute({ command, body, sent }: CommandAgreement): Promise<Led> {
    const parties = namedIn(command);
    const stream = `agreement-${command.agreementId}`;
    await sent.turn?.come([writes(stream), writesWithin(agreements), ...readBy(command), ...readsOf(parties)]);
    const { unknown, basedOn } = await this.parties.look(parties);
    const complete = { ...command, ...unknown, ...(await this.#facts(command, basedOn)) };
    return carriedOut(this.writer, agreementDecider, stream, sent, complete, body, basedOn);
  }

  async #facts(
    command: AgreementCommand,
    basedOn: { stream: string; revision: number }[],
  ): Promise<{ isKnown?: boolean; leadsBack?: boolean; isIndexKnown?: boolean; today?: string }> {
    if (command.type === 'LapseOption') return { today: this.day.today() };
    if (command.type === 'RecordFundingTerms' && command.indexation)
      return { isIndexKnown: (await seriesOf(this.writer, command.indexation.indexId, basedOn)) !== null };
    if (command.type !== 'SupersedeAgreement') return {};
    const passed = new Set<string>();
    let next: string | undefined = command.supersededBy;
    while (next !== undefined && next !== command.agreementId && !passed.has(next)) {
      const stream: string = `agreement-${next}`;
      const { state, revision }: Found = await this.writer.read(agreementDecider, stream);
      if (state === null) break;
      basedOn.push({ stream, revision });
      passed.add(next);
      next = state.superseded?.supersededBy;
    }
    return { isKnown: passed.has(command.supersededBy), leadsBack: next === command.agreementId };
  }
}

/** Other streams than its own that the decision reads, parties aside. */
function readBy(command: AgreementCommand): Touch[] {
  if (command.type === 'SupersedeAgreement') return [reads(`agreement-${command.supersededBy}`)];
  if (command.type === 'RecordFundingTerms' && command.indexation)
    return [reads(indexStream(command.indexation.indexId))];
  return [];
}
