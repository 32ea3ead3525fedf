import { parseAmount } from '@anslag/money/amount';
import { possibleDays, type Decision, type UnknownParty } from '../decision';
import { unknownParty } from '../party/decide';
import { against, invalid, missing, type Decided } from '../refusal';
import { statedAmount } from '../stated-amount';
import type { AgreementEvent, AgreementKind, FundingTerms, Term } from './events';
import { evolve, type AgreementState } from './evolve';

export type AgreementCommand =
  | {
      type: 'RegisterAgreement';
      agreementId: string;
      name: string;
      kind: AgreementKind;
      bodyId: string;
      parties: string[];
      decision?: Decision;
      term?: Term;
      note?: string;
      unknown?: UnknownParty;
    }
  | ({
      type: 'RecordFundingTerms';
      agreementId: string;
      decision?: Decision;
      unknown?: UnknownParty;
    } & FundingTerms);

export function decide(command: AgreementCommand, state: AgreementState): Decided<AgreementEvent> {
  switch (command.type) {
    case 'RegisterAgreement': {
      const { agreementId, name, kind, bodyId, parties, decision, term, note, unknown } = command;
      if (endsBeforeStart(term)) return invalid('ends-before-start', 'The term ends before it starts.', '/term/to');
      if (state !== null)
        return against('already-exists', `The agreement ${agreementId} is registered already.`, '/agreementId');
      if (unknown) return unknownParty(unknown);
      const data = {
        agreementId,
        name,
        kind,
        bodyId,
        parties,
        ...(decision && { decision }),
        ...(term && { term }),
        ...(note !== undefined && { note }),
      };
      return { events: [{ type: 'AgreementRegistered', data }], warnings: [] };
    }
    case 'RecordFundingTerms': {
      const { agreementId, recipientId, currency, firstYear, lastYear, decision, unknown } = command;
      const stated = command.amount === null ? null : statedAmount(parseAmount, command.amount, currency, '/amount');
      if (stated !== null && 'refused' in stated) return stated;
      if (lastYear !== undefined && lastYear < firstYear)
        return invalid('ends-before-start', 'The last funded year is before the first.', '/lastYear');
      if (state === null) return missing('agreement-not-found', `There is no agreement ${agreementId}.`);
      if (unknown) return unknownParty(unknown);
      const data = {
        agreementId,
        recipientId,
        amount: stated && stated.text,
        currency,
        firstYear,
        ...(lastYear !== undefined && { lastYear }),
        ...(decision && { decision }),
      };
      return { events: [{ type: 'FundingTermsRecorded', data }], warnings: [] };
    }
  }
}

/** Whether a term ends before it starts whichever days its dates mean. */
function endsBeforeStart(term: Term = {}): boolean {
  const [from, to] = [possibleDays(term.from), possibleDays(term.to)];
  return from !== null && to !== null && to.last < from.first;
}

/** The agreement stream's rules, as the stream writer takes them. */
export const agreementDecider = {
  category: 'agreement',
  stateVersion: 1,
  initial: null as AgreementState,
  decide,
  evolve,
  encode: (state: AgreementState): unknown => state,
  decode: (stored: unknown): AgreementState => stored as AgreementState,
};
