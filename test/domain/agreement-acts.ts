import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import { deliverableKinds, optionKinds } from '@anslag/domain/agreement/events';
import type { Decision } from '@anslag/domain/decision';
import type { Agreement } from '@anslag/domain/agreement/state';
import { at } from '../properties/choosing';

/** Numbers from which one act is made. */
export interface Chance {
  act: number;
  pick: number;
  size: number;
}

const dates = ['2018', '2019-06', '2019-11-12', '2020', '2020-07-01', null];
/** Bodies among them, whose budgets then bear their share. */
const bearers = ['hsn', 'rs', 'rs.norra-2', 'novahuset'];
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
  ({ superseded }, { pick }) =>
    superseded && pick % 3 !== 0
      ? { type: 'WithdrawSupersession', reason: `Reason ${pick}` }
      : { type: 'SupersedeAgreement', supersededBy: 'another', supersededOn: at(dates, pick), isKnown: true },
  (_, { pick, size }) => ({
    type: 'RecordOption',
    optionId: `option-${pick % 9}`,
    kind: at(optionKinds, size),
    exercisableUntil: at(dates, size),
    noticeMonths: size % 12,
  }),
  (_, { pick, size }) => ({
    type: 'RecordEntryConditions',
    adopters: [at(partyIds, pick), at(partyIds, pick + 1)],
    plannedFrom: at(dates, size),
  }),
  (_, { pick, size }) => ({ type: 'ConsiderAgreement', decision: decisionOf(pick, size) }),
  (_, { pick, size }) => ({ type: 'RecommendAgreement', decision: decisionOf(pick, size) }),
  (_, { pick, size }) => ({
    type: 'RecordAnnex',
    annexId: `annex-${pick % 3}`,
    version: String(size % 5),
    title: 'Bilaga',
    from: at(dates, size),
  }),
  (_, { pick, size }) => ({ type: 'AddScope', scopeId: `area-${pick % 9}`, title: 'Område', from: at(dates, size) }),
  (_, { pick, size }) => ({
    type: 'RecordDeliverable',
    deliverableId: `deliverable-${pick % 9}`,
    kind: at(deliverableKinds, size),
    title: 'Rapport',
    dueOn: at(dates, size),
  }),
  (_, { pick, size }) => ({
    type: 'RecordFundingShares',
    shares: [
      { partyId: at(bearers, pick), share: size % 4 === 0 ? null : `1/${2 + (size % 7)}` },
      { partyId: at(bearers, pick + 1), share: `${1 + (size % 7)}/${2 + (size % 7)}` },
    ],
    total: size % 3 === 0 ? null : '100',
    currency: 'SEK',
  }),
  (_, { pick }) => ({ type: 'AttachSource', sourceId: `source-${pick % 9}`, title: 'Protokoll' }),
  (_, { pick }) => ({ type: 'NoteAmbiguity', note: `Note ${pick}` }),
  (_, { pick, size }) => ({ type: 'AdoptAgreement', partyId: at(partyIds, pick), decision: decisionOf(pick, size) }),
  (_, { pick, size }) => ({ type: 'RefuseAdoption', partyId: at(partyIds, pick), decision: decisionOf(pick, size) }),
];

const decisionOf = (pick: number, size: number): Decision => ({
  bodyId: at(partyIds, pick),
  decidedOn: at(dates, size),
});

/** What goes on from what was done before: what is still open is settled. */
const settlings: readonly ((agreement: Agreement, chance: Chance) => Unnamed<AgreementCommand>[])[] = [
  ({ options }, { pick, size }) =>
    options
      .filter(({ settled }) => pick % 5 === 0 || !settled)
      .flatMap(({ optionId }): Unnamed<AgreementCommand>[] => [
        { type: 'ExerciseOption', optionId, exercisedOn: at(dates, size), endsOn: `${2020 + (pick % 20)}` },
        { type: 'DeclineOption', optionId, declinedOn: at(dates, size) },
        { type: 'LapseOption', optionId, today: '2021-02-01' },
      ]),
  ({ options }, { pick, size }) =>
    options
      .filter(({ settled }) => pick % 5 === 0 || settled)
      .map(({ optionId }): Unnamed<AgreementCommand> => ({ type: 'ReopenOption', optionId, reason: `Reason ${size}` })),
  ({ deliverables }, { size }) =>
    deliverables.map(({ deliverableId }): Unnamed<AgreementCommand> => {
      return { type: 'FollowUp', deliverableId, followedUpOn: at(dates, size), result: 'Lämnad' };
    }),
  ({ answers }, { pick }) =>
    answers
      .filter(({ answer }) => answer === 'adopted')
      .map(({ partyId }): Unnamed<AgreementCommand> => ({
        type: 'WithdrawAdoption',
        partyId,
        reason: `Reason ${pick}`,
      })),
];

/** What somebody does to an agreement that is there; now and then it will be refused. */
export function actOn(agreement: Agreement, chance: Chance): AgreementCommand {
  const open = settlings.flatMap((settling) => settling(agreement, chance));
  const act =
    open.length > 0 && chance.act % 2 === 0 ? at(open, chance.pick) : at(acts, chance.act >> 1)(agreement, chance);
  return { ...act, agreementId: agreement.agreementId } as AgreementCommand;
}
