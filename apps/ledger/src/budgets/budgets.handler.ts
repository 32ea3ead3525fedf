import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { agreementDecider } from '@anslag/domain/agreement/decide';
import { standingOf } from '@anslag/domain/agreement/standing';
import type { AgreementFact } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { indexationOf } from '@anslag/domain/budget/indexation';
import type { IndexState } from '@anslag/domain/index-series/state';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { CivilDay } from '../civil-day';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { seriesOf } from '../index-series/known-series';
import { RecipientTexts } from '../personal-data/recipient-texts';
import { decidingBody, KnownParties, readsOf, recipientNamed, type NamedParty } from '../parties/known-parties';
import { earlierYears, touchedOn, type OnBudget } from './touched';
import { budgetOf, budgetStream } from './budget-stream';

/** A command on a budget year's stream. `body` is what was sent, of which the hash is made. */
export class CommandBudget extends Command<Led> {
  constructor(
    readonly command: OnBudget,
    readonly body: object,
    readonly sent: Sent,
  ) {
    super();
  }
}

/** Gathers what a budget's decision needs from other streams, and hands the command to the stream writer. */
@CommandHandler(CommandBudget)
export class BudgetHandler implements ICommandHandler<CommandBudget> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly texts: RecipientTexts,
    private readonly day: CivilDay,
  ) {}

  async execute({ command, body, sent }: CommandBudget): Promise<Led> {
    const stream = budgetStream(command);
    const parties = named(command);
    await sent.turn?.come([...touchedOn(stream, command), ...readsOf(parties)]);
    const { unknown, merged, basedOn } = await this.parties.look(parties);
    const agreementId = await this.#agreementOf(command, stream);
    const facts = agreementId === undefined ? {} : await this.#agreement(agreementId, basedOn);
    const earlier = await this.#otherYears(command, basedOn);
    const texts = await this.#texts(command, stream);
    const series = await this.#series(command, stream, basedOn);
    const complete = {
      ...command,
      ...unknown,
      ...merged,
      ...facts,
      ...earlier,
      ...texts,
      ...series,
      actor: sent.actor,
      today: this.day.today(),
    };
    return carriedOut(this.writer, budgetDecider, stream, sent, complete, body, basedOn);
  }

  /** The agreement that money would be given under: the one named, or the one that the allocation has stood under all along. */
  async #agreementOf(command: OnBudget, stream: string): Promise<string | undefined> {
    if (command.type === 'Allocate') return command.agreementId;
    if (command.type !== 'AdjustAllocation' && command.type !== 'ReplaceAllocation') return undefined;
    const { state } = await this.writer.read(budgetDecider, stream);
    return state.allocations.get(command.allocationId)?.terms.agreementId;
  }

  /** What the index says that the allocation's amount was computed with. */
  async #series(
    command: OnBudget,
    stream: string,
    basedOn: { stream: string; revision: number }[],
  ): Promise<{ series?: IndexState }> {
    if (command.type !== 'AdjustToIndex') return {};
    const { state } = await this.writer.read(budgetDecider, stream);
    const allocation = state.allocations.get(command.allocationId);
    const indexation = allocation && indexationOf(allocation);
    return indexation ? { series: await seriesOf(this.writer, indexation.indexId, basedOn) } : {};
  }

  /** Whether what is said of an allocation would hold what is sealed of its recipient. */
  async #texts(command: OnBudget, stream: string): Promise<object> {
    if (command.type === 'Allocate') return this.texts.look(command.recipientId, command);
    if (command.type !== 'ReplaceAllocation' && command.type !== 'AnnotateAllocation') return {};
    const { state } = await this.writer.read(budgetDecider, stream);
    const old = state.allocations.get(command.allocationId);
    if (command.type === 'AnnotateAllocation') return old ? this.texts.look(old.recipientId, command) : {};
    const recipientId = command.recipientId ?? old?.recipientId;
    if (recipientId === undefined) return {};
    // What the new one takes over of the old one is said of its recipient too.
    const { recipientNameAsPublished: _, ...kept } = old?.terms ?? {};
    return this.texts.look(recipientId, { ...kept, ...command });
  }

  /** What the decision must know of the body's other years. */
  async #otherYears(command: OnBudget, basedOn: { stream: string; revision: number }[]): Promise<object> {
    const { bodyId } = command;
    switch (command.type) {
      case 'OpenBudget': {
        const next = await budgetOf(this.writer, { bodyId, year: command.year + 1 }, basedOn);
        return { nextClosed: next !== null && next.phase !== 'open' && next.phase !== 'locked' };
      }
      case 'RecordDisbursement':
      case 'RecordReturn': {
        const key =
          command.type === 'RecordDisbursement'
            ? `disbursement ${command.disbursementId}`
            : `return ${command.returnId}`;
        for (const year of earlierYears(command)) {
          const earlier = await budgetOf(this.writer, { bodyId, year }, basedOn);
          if (earlier?.entryIds.has(key)) return { isKnownEarlier: true };
        }
        return {};
      }
      default:
        return {};
    }
  }

  async #agreement(
    agreementId: string,
    basedOn: { stream: string; revision: number }[],
  ): Promise<{ agreement: AgreementFact }> {
    const stream = `agreement-${agreementId}`;
    const { state, revision } = await this.writer.read(agreementDecider, stream);
    if (state !== null) basedOn.push({ stream, revision });
    return { agreement: { agreementId, standing: state && standingOf(state) } };
  }
}

function named(command: OnBudget): NamedParty[] {
  switch (command.type) {
    case 'OpenBudget':
      return [{ code: 'unknown-body', partyId: command.bodyId, pointer: '/bodyId' }];
    case 'Allocate':
      return [recipientNamed(command.recipientId), ...decidingBody(command.decision)];
    case 'ReplaceAllocation':
      return [
        ...(command.recipientId === undefined ? [] : [recipientNamed(command.recipientId)]),
        ...decidingBody(command.decision),
      ];
    case 'ProposeAppropriation':
    case 'RecommendAppropriation':
    case 'AdoptAppropriation':
    case 'RejectAppropriation':
    case 'AdjustAllocation':
    case 'AdjustToIndex':
    case 'SetReportingDuty':
    case 'DemandClawback':
    case 'SetDisbursementPlan':
    case 'AppointApprover':
    case 'OpenProgramme':
    case 'TransferBetweenProgrammes':
    case 'OpenDimension':
    case 'LockBudget':
      return decidingBody(command.decision);
    default:
      return [];
  }
}
