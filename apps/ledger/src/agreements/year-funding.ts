import { Injectable } from '@nestjs/common';
import { agreementDecider } from '@anslag/domain/agreement/decide';
import { termsFor } from '@anslag/domain/agreement/evolve';
import { borneBy } from '@anslag/domain/agreement/funding-shares';
import { standingOf } from '@anslag/domain/agreement/standing';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { said } from '@anslag/domain/said';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { CivilDay } from '../civil-day';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { seriesOf } from '../index-series/known-series';
import { decidingBody, KnownParties, recipientNamed } from '../parties/known-parties';
import type { FundYearDto } from './agreements.dto';

/** The funding of one year of an agreement, with all that it is decided from. */
export interface Funding {
  command: Extract<BudgetCommand, { type: 'FundYear' }>;
  /** Whether the agreement has any funding terms, of whatever years. */
  hasTerms: boolean;
  body: FundYearDto;
  basedOn: { stream: string; revision: number }[];
}

/** What a funding says beside whose it is. */
const funding = ['decision', 'effectiveOn', 'programme', 'dimensions', 'note'] as const;

/** The one way in which a year of an agreement is funded: alone, or in a run over all agreements of a body. */
@Injectable()
export class YearFunding {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly day: CivilDay,
  ) {}

  /**
   * Folds the agreement, and looks up the parties that matter; null where there is no such agreement. What the body `of`
   * bears is funded, that of the agreement's own body where none is said.
   */
  async prepare(
    agreementId: string,
    { year, of }: { year: number; of?: string | undefined },
    body: FundYearDto,
    actor: string,
  ): Promise<Funding | null> {
    const stream = `agreement-${agreementId}`;
    const { state: agreement, revision } = await this.writer.read(agreementDecider, stream);
    if (agreement === null) return null;
    const { fundingTerms } = agreement;
    const bodyId = of ?? agreement.bodyId;
    const terms = termsFor(fundingTerms, year) ?? null;
    const recipient = terms ? [recipientNamed(terms.recipientId)] : [];
    const { unknown, merged, basedOn } = await this.parties.look([...decidingBody(body.decision), ...recipient]);
    const series = terms?.indexation && (await seriesOf(this.writer, terms.indexation.indexId, basedOn));
    const command = {
      type: 'FundYear' as const,
      bodyId,
      year,
      agreementId,
      standing: standingOf(agreement),
      terms,
      borne: borneBy(agreement, year, bodyId),
      ...(series && { series }),
      ...said(body, ...funding),
      ...unknown,
      ...merged,
      actor,
      today: this.day.today(),
    };
    return { command, hasTerms: fundingTerms.length > 0, body, basedOn: [{ stream, revision }, ...basedOn] };
  }

  /** Decides it on the budget's stream. What is handed over in one turn of the event loop is decided in that order. */
  carryOut({ command, body, basedOn }: Funding, sent: Sent): Promise<Led> {
    const { bodyId, year } = command;
    return carriedOut(this.writer, budgetDecider, `budget-${bodyId}.${year}`, sent, command, body, basedOn);
  }
}
