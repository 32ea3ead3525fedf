import type { Certainty, Decision, UncertainDate } from '../decision';

export const agreementKinds = ['partnership', 'service', 'co-operation', 'umbrella'] as const;

export type AgreementKind = (typeof agreementKinds)[number];

/** When an agreement holds. No `from` means that no start is known; no `to`, that it has no end. */
export interface Term {
  from?: UncertainDate;
  fromCertainty?: Certainty;
  to?: UncertainDate;
  toCertainty?: Certainty;
}

/** What an agreement gives one recipient each year. `amount` is null where the source states none. */
export interface FundingTerms {
  recipientId: string;
  amount: string | null;
  currency: string;
  firstYear: number;
  lastYear?: number;
}

/** What stands in an `agreement-{agreementId}` stream. Type names and shapes are storage format. */
export type AgreementEvent =
  | {
      type: 'AgreementRegistered';
      data: {
        agreementId: string;
        name: string;
        kind: AgreementKind;
        bodyId: string;
        parties: string[];
        decision?: Decision;
        term?: Term;
        note?: string;
      };
    }
  | { type: 'FundingTermsRecorded'; data: FundingTerms & { agreementId: string; decision?: Decision } };
