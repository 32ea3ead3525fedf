import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { OtherEnd } from '@anslag/domain/budget/transfer-commands';
import { sentBy } from '@anslag/domain/budget/transfers';
import type { Refusal } from '@anslag/domain/refusal';
import type { CommandOutcome, Notice } from '@anslag/event-store/decider';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { CivilDay } from '../civil-day';
import type { Led } from '../http/answer';
import type { Sent } from '../http/sent';
import { reads, writes, writesWithin } from '../http/turn';
import { decidingBody, KnownParties, readsOf } from '../parties/known-parties';
import { budgetOf, budgetStream, type BudgetYear } from './budget-stream';
import type { ReasonDto } from './budgets.dto';
import { seenThrough } from './see-through';
import type { Facts } from './steps';
import type { TransferProgress } from './transfer';
import { allBudgets, budgetsOf } from './touched';
import type { TransferDto } from './transfers.dto';
import { UnderWay } from './under-way';

export class TransferMoney extends Command<Led> {
  constructor(
    readonly at: BudgetYear,
    readonly body: TransferDto,
    readonly sent: Sent,
  ) {
    super();
  }
}

/** Sends money to another budget and sees it there. The answer tells what the sending budget has booked to begin with. */
@CommandHandler(TransferMoney)
export class TransferHandler implements ICommandHandler<TransferMoney> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly day: CivilDay,
    private readonly underWay: UnderWay,
  ) {}

  async execute({ at, body, sent }: TransferMoney): Promise<Led> {
    const { transferId, toBodyId, toYear = at.year, ...said } = body;
    const to = { bodyId: toBodyId, year: toYear };
    const [stream, there] = [budgetStream(at), budgetStream(to)];
    const named = decidingBody(body.decision);
    const within = [...new Set([allBudgets, budgetsOf(at.year), budgetsOf(toYear)])];
    await sent.turn?.come([writes(stream), writes(there), ...within.map(writesWithin), ...readsOf(named)]);
    const { unknown, basedOn } = await this.parties.look(named);
    const other = await otherEnd(this.writer, to, basedOn);
    const by = { actor: sent.actor, today: this.day.today() };
    const command: BudgetCommand = { type: 'SendTransfer', ...at, transferId, to, ...said, other, ...unknown, ...by };
    const request = sent.request(stream, command, body, basedOn);
    if (sent.dryRun) return { stream, preview: await this.writer.preview(budgetDecider, stream, request) };
    const outcome: CommandOutcome<Refusal> = await this.writer.execute(budgetDecider, stream, request);
    return seenThrough(stream, outcome, () => this.underWay.transfer(at, transferId, sent.requestId), noticed);
  }
}

export class GiveTransferBack extends Command<Led> {
  constructor(
    readonly at: BudgetYear & { transferId: string },
    readonly body: ReasonDto,
    readonly sent: Sent,
  ) {
    super();
  }
}

/** Has a transfer given back. What is decided is decided where the money is: on the stream of the budget that received it. */
@CommandHandler(GiveTransferBack)
export class GiveTransferBackHandler implements ICommandHandler<GiveTransferBack> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly day: CivilDay,
    private readonly underWay: UnderWay,
  ) {}

  async execute({ at: { transferId: reversed, ...from }, body, sent }: GiveTransferBack): Promise<Led> {
    const home = budgetStream(from);
    // Which budget received it, only the one that sent it says.
    await sent.turn?.come([reads(home), writes(allBudgets)]);
    const { state: giver, revision } = await this.writer.read(budgetDecider, home);
    const given = sentBy(from, giver, reversed);
    if ('refused' in given) return { stream: home, outcome: { outcome: 'refused', refusal: given } };
    const at = given.to;
    const stream = budgetStream(at);
    const transferId = sent.commandId(stream);
    const other: OtherEnd = { currency: given.currency, phase: giver.phase };
    const by = { actor: sent.actor, today: this.day.today() };
    const reverses = { from, transferId: reversed };
    const command: BudgetCommand = { type: 'ReverseTransfer', ...at, transferId, reverses, ...body, other, ...by };
    const request = sent.request(stream, command, body, [{ stream: home, revision }]);
    if (sent.dryRun) return { stream, preview: await this.writer.preview(budgetDecider, stream, request) };
    const outcome: CommandOutcome<Refusal> = await this.writer.execute(budgetDecider, stream, request);
    return seenThrough(stream, outcome, () => this.underWay.transfer(at, transferId, sent.requestId), noticed);
  }
}

async function otherEnd(writer: StreamWriter, to: BudgetYear, basedOn: Facts): Promise<OtherEnd> {
  const state = await budgetOf(writer, to, basedOn);
  return state && { currency: state.budget.currency, phase: state.phase };
}

function noticed(progress: TransferProgress | null): Notice | null {
  if (!progress)
    return {
      code: 'transfer-under-way',
      detail: 'The other budget has not booked it yet; the ledger goes on with it by itself.',
    };
  if (progress.cameBack === null) return null;
  return {
    code: 'transfer-returned',
    detail: `The other budget did not take it (${progress.cameBack}), so it came back.`,
  };
}
