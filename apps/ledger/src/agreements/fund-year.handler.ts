import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { agreementDecider } from '@anslag/domain/agreement/decide';
import { termsFor } from '@anslag/domain/agreement/evolve';
import { standingOf } from '@anslag/domain/agreement/standing';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { missing } from '@anslag/domain/refusal';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { CivilDay } from '../civil-day';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { reads, writes, writesWithin } from '../http/turn';
import { allBudgets, budgetsOf, fundedAs } from '../budgets/touched';
import { decidingBody, KnownParties, mergers, readsOf, recipientNamed } from '../parties/known-parties';
import type { FundYearDto } from './agreements.dto';

/** Books a year of an agreement's funding terms in the budget of the agreement's body. */
export class FundAgreementYear extends Command<Led> {
  constructor(
    readonly agreementId: string,
    readonly year: number,
    readonly body: FundYearDto,
    readonly sent: Sent,
  ) {
    super();
  }
}

@CommandHandler(FundAgreementYear)
export class FundYearHandler implements ICommandHandler<FundAgreementYear> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly day: CivilDay,
  ) {}

  async execute({ agreementId, year, body, sent }: FundAgreementYear): Promise<Led> {
    const from = `agreement-${agreementId}`;
    const named = decidingBody(body.decision);
    // Which body's budget it books in, only the agreement says.
    await sent.turn?.come([
      reads(from),
      writesWithin(allBudgets),
      writes(budgetsOf(year)),
      writes(fundedAs(agreementId, year)),
      ...readsOf(named),
      // And who its recipient is, and so whether another stands for it.
      reads(mergers),
    ]);
    const { state: agreement, revision } = await this.writer.read(agreementDecider, from);
    if (agreement === null) {
      const refusal = missing('agreement-not-found', `There is no agreement ${agreementId}.`);
      return { stream: from, outcome: { outcome: 'refused', refusal } };
    }
    const { bodyId, fundingTerms } = agreement;
    const terms = termsFor(fundingTerms, year) ?? null;
    const recipient = terms ? [recipientNamed(terms.recipientId)] : [];
    const { unknown, merged, basedOn } = await this.parties.look([...named, ...recipient]);
    const command = {
      type: 'FundYear' as const,
      bodyId,
      year,
      agreementId,
      standing: standingOf(agreement),
      terms,
      ...body,
      ...unknown,
      ...merged,
      actor: sent.actor,
      today: this.day.today(),
    };
    const facts = [{ stream: from, revision }, ...basedOn];
    return carriedOut(this.writer, budgetDecider, `budget-${bodyId}.${year}`, sent, command, body, facts);
  }
}
