import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import type { Agreement } from '@anslag/domain/agreement/state';
import { at } from '../properties/choosing';

/** Numbers from which one act is made. */
export interface Chance {
  act: number;
  pick: number;
  size: number;
}

const dates = ['2018', '2019-06', '2019-11-12', '2020', '2020-07-01', null];
const partyIds = ['novahuset', 'primarvarden', 'stadsmissionen'];

type Act = (agreement: Agreement, chance: Chance) => Unnamed<AgreementCommand>;
type Unnamed<C> = C extends unknown ? Omit<C, 'agreementId'> : never;

const acts: readonly Act[] = [
  (_, { pick }) => ({ type: 'JoinAgreement', partyId: at(partyIds, pick), joinedOn: at(dates, pick) }),
  ({ memberships }, { pick }) => {
    const { partyId } = at(memberships, pick) ?? { partyId: 'novahuset' };
    return { type: 'LeaveAgreement', partyId, leftOn: at(dates, pick + 2) };
  },
  (_, { pick, size }) => ({ type: 'RecordTerm', term: { from: at(dates, pick), to: size % 3 ? '2021' : null } }),
  ({ termination }, { pick }) =>
    termination && pick % 4 !== 0
      ? { type: 'WithdrawTermination', reason: `Reason ${pick}` }
      : { type: 'ExtendAgreement', to: `${2020 + (pick % 20)}` },
  ({ termination }, { pick }) =>
    termination && pick % 4 !== 0
      ? { type: 'WithdrawTermination', reason: `Reason ${pick}` }
      : { type: 'TerminateAgreement', endsOn: at(dates, pick + 3) },
  (_, { pick }) => ({
    type: 'SupersedeAgreement',
    supersededBy: 'another',
    supersededOn: at(dates, pick),
    isKnown: true,
  }),
];

/** What somebody does to an agreement that is there; now and then it will be refused. */
export function actOn(agreement: Agreement, chance: Chance): AgreementCommand {
  const act = at(acts, chance.act)(agreement, chance);
  return { ...act, agreementId: agreement.agreementId } as AgreementCommand;
}
