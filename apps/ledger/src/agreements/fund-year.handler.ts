import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { missing } from '@anslag/domain/refusal';
import { allBudgets, budgetsOf, fundedAs } from '../budgets/touched';
import type { Led } from '../http/answer';
import type { Sent } from '../http/sent';
import { reads, writes, writesWithin } from '../http/turn';
import { allIndexSeries } from '../index-series/known-series';
import { decidingBody, mergers, readsOf } from '../parties/known-parties';
import type { FundAgreementYearDto } from './agreements.dto';
import { YearFunding } from './year-funding';

/** Books a year of an agreement's funding terms in the budget of a body that bears some of it. */
export class FundAgreementYear extends Command<Led> {
  constructor(
    readonly agreementId: string,
    readonly year: number,
    readonly body: FundAgreementYearDto,
    readonly sent: Sent,
  ) {
    super();
  }
}

@CommandHandler(FundAgreementYear)
export class FundYearHandler implements ICommandHandler<FundAgreementYear> {
  constructor(private readonly funding: YearFunding) {}

  async execute({ agreementId, year, body, sent }: FundAgreementYear): Promise<Led> {
    const from = `agreement-${agreementId}`;
    // Which body's budget it books in, only the agreement says.
    await sent.turn?.come([
      reads(from),
      writesWithin(allBudgets),
      writes(budgetsOf(year)),
      writes(fundedAs(agreementId, year)),
      ...readsOf(decidingBody(body.decision)),
      // And who its recipient is, and so whether another stands for it.
      reads(mergers),
      // And which index its terms follow.
      reads(allIndexSeries),
    ]);
    const funding = await this.funding.prepare(agreementId, { year, of: body.bodyId }, body, sent.actor);
    if (funding) return this.funding.carryOut(funding, sent);
    const refusal = missing('agreement-not-found', `There is no agreement ${agreementId}.`);
    return { stream: from, outcome: { outcome: 'refused', refusal } };
  }
}
