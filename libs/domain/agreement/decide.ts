import { parseAmount } from '@anslag/money/amount';
import type { Decision, UnknownParty } from '../decision';
import { unknownParty } from '../party/decide';
import { against, missing, type Decided } from '../refusal';
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
      const { type: _, unknown, ...data } = command;
      if (state !== null)
        return against('already-exists', `The agreement ${data.agreementId} is registered already.`, '/agreementId');
      if (unknown) return unknownParty(unknown);
      return { events: [{ type: 'AgreementRegistered', data }], warnings: [] };
    }
    case 'RecordFundingTerms': {
      const { type: _, unknown, ...data } = command;
      if (state === null) return missing('agreement-not-found', `There is no agreement ${data.agreementId}.`);
      const amount = data.amount === null ? null : statedAmount(parseAmount, data.amount, data.currency, '/amount');
      if (amount !== null && 'refused' in amount) return amount;
      if (unknown) return unknownParty(unknown);
      const recorded = { ...data, amount: amount && amount.text };
      return { events: [{ type: 'FundingTermsRecorded', data: recorded }], warnings: [] };
    }
  }
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
