import { agreement, commanded, happened, withTerm } from '../../test/domain/an-agreement';
import { appointed, revoke, revoked } from '../../test/domain/approvers';
import { claimWithdrawn, demanded, payClaim, withdrawClaim } from '../../test/domain/claiming';
import { given } from '../../test/domain/given';
import {
  beginCarryForward,
  broughtForward,
  budgetClosed,
  carriedForward,
  carryForwardBegun,
  carryForwardCompleted,
  closeBudget,
  correctLate,
  locked,
} from '../../test/domain/ending';
import {
  adjust,
  adopted,
  allocate,
  appropriated,
  approve,
  command,
  decided,
  decision,
  disburse,
  disbursed,
  opened,
  proposed,
  proposedAppropriation,
  recommendedAppropriation,
  rejected,
  release,
  released,
  reverse,
  reversed,
  reversedAs,
  taken,
  takeReturn,
  withdraw,
  adjusted,
} from '../../test/domain/hsn';
import { chart, closeCodes, codesClosed, dimensionOpened, openCodes } from '../../test/domain/dimensions';
import { openProgramme, programmeOpened } from '../../test/domain/programmes';
import { instalment, instalmentPaid, payInstalment, planSet, replacePlan, setPlan } from '../../test/domain/planning';
import { dutySet, dutyWaived, receiveReport, reopenDuty, setDuty } from '../../test/domain/reporting';
import { declined, giveBack, send, sent, settle } from '../../test/domain/transferring';
import type { AgreementCommand } from './agreement/commands';
import { agreementDecider } from './agreement/decide';
import type { Term } from './agreement/events';
import { standingOf } from './agreement/standing';
import { budgetDecider } from './budget/decider';
import type { BudgetCommand, FundYear } from './budget/commands';
import type { Carried } from './budget/year-end-commands';
import type { BudgetEvent } from './budget/events';
import { mostProgrammes } from './budget/programmes';
import { sentBy } from './budget/transfers';
import { partyDecider, type PartyCommand } from './party/decide';
import type { PartyEvent } from './party/events';
import type { UnknownParty } from './decision';
import {
  adjustToIndex,
  final,
  fundIndexed,
  indexedTerms,
  preliminary,
  publish,
  published,
  registeredSeries,
  seriesAfter,
} from '../../test/domain/indexing';
import { indexDecider } from './index-series/decide';
import { against, invalid, isRefusal, missing, type RefusalCode } from './refusal';

const budget =
  (...past: BudgetEvent[]) =>
  (one: BudgetCommand) =>
    given(budgetDecider, opened(), ...past).when(one);
const justOpened = given(budgetDecider, opened()).state;
const unregistered = (one: AgreementCommand) => given(agreementDecider).when(one);

const always = opened({ approval: { policy: 'always' } });
const fund = (more: Partial<FundYear> = {}) =>
  command('FundYear', {
    agreementId: 'iop',
    borne: 'all',
    standing: standingOf({ term: { from: '2019-01-01' } }),
    terms: null,
    ...more,
  });
const terms = { recipientId: 'novahuset', amount: '1.00', currency: 'SEK', firstYear: 2019 };
const nobody = (code: UnknownParty['code']): UnknownParty => ({ code, partyId: 'nobody', pointer: '/x' });
const adopt = command('AdoptAppropriation', { appropriationId: 'anslag', decision });
const settled = (status: 'adopted' | 'rejected'): BudgetEvent[] =>
  status === 'adopted'
    ? [proposedAppropriation('1.00'), adopted('1.00')]
    : [
        proposedAppropriation('1.00'),
        { type: 'AppropriationRejected', data: { appropriationId: 'anslag', reason: 'Not now' } },
      ];
const under = (term: Term | null) =>
  allocate('1', { agreementId: 'iop', agreement: { agreementId: 'iop', standing: term && standingOf({ term }) } });

const novahuset: PartyEvent = {
  type: 'PartyRegistered',
  data: { partyId: 'novahuset', name: 'Novahuset', kind: 'association', identifiers: [] },
};
const merger = { partyId: 'novahuset', into: 'unizon', effectiveFrom: '2019-01-01', reason: 'R' };
const merged: PartyEvent = { type: 'PartyMerged', data: merger };
const merge = (into: string): PartyCommand => ({ type: 'MergeParty', ...merger, into });

const window = { exercisableFrom: '2021', exercisableUntil: '2022' };
const option = happened('OptionRecorded', { optionId: 'o', kind: 'other', ...window });
const owned = (ownerId: string) => ({ owners: [{ ownerId, share: null }], effectiveFrom: null });
const terminated = happened('AgreementTerminated', { endsOn: '2021' });
const supersede = (supersededBy: string) => commanded('SupersedeAgreement', { supersededBy });

const kpi = seriesAfter(registeredSeries(), published('1', final(2017, '100'), preliminary(2019, '110')));
const indexedByKpi = (budget()(fundIndexed({ series: kpi })) as { events: BudgetEvent[] }).events[0]!;

/** For each code a command that earns it: a code without one could not be listed here, nor a code be forgotten. */
const aPerson: PartyEvent = {
  type: 'PartyRegistered',
  data: { partyId: 'nn', kind: 'person', sealed: { kind: 'person', name: '1.x', identifiers: [] } },
};
const erasure: PartyEvent = { type: 'ErasureRecorded', data: { partyId: 'nn', reason: 'Begäran' } };
const eraseNn = { type: 'EraseParty', partyId: 'nn', reason: 'Begäran' } as const;

const earned: Record<RefusalCode, object> = {
  'party-not-found': given(partyDecider).when({
    type: 'RenameParty',
    partyId: 'novahuset',
    name: 'Novahuset',
    effectiveFrom: '2020-01-01',
  }),
  'agreement-not-found': unregistered({ type: 'RecordFundingTerms', agreementId: 'iop', ...terms }),
  'budget-not-found': given(budgetDecider).when(allocate('1')),
  'appropriation-not-found': budget()(adopt),
  'allocation-not-found': budget()(adjust('1')),
  'transfer-not-found': sentBy({ bodyId: 'hsn', year: 2019 }, justOpened, 't1'),
  'transfers-to-itself': budget()(send('1', { to: { bodyId: 'hsn', year: 2019 } })),
  'not-an-amount': budget()(allocate('1e3')),
  'too-many-decimals': budget()(allocate('1.005')),
  'not-above-zero': budget()(allocate('0')),
  'amount-too-large': budget()(allocate('92233720368547758.08')),
  'amount-required': budget(proposedAppropriation(null))(adopt),
  'effective-on-required': budget()(allocate('1', { decision: { bodyId: 'hsn', decidedOn: '2019' } })),
  'decision-required': budget(broughtForward('1.00'))(correctLate('appropriated', '1', { allocationId: undefined })),
  'reserved-id': budget()(allocate('1', { allocationId: '2018.engangs' })),
  'ends-before-start': unregistered({ type: 'RecordFundingTerms', agreementId: 'iop', ...terms, lastYear: 2018 }),
  'unknown-body': budget()(allocate('1', { unknown: nobody('unknown-body') })),
  'unknown-recipient': budget()(allocate('1', { unknown: nobody('unknown-recipient') })),
  'unknown-party': budget()(allocate('1', { unknown: nobody('unknown-party') })),
  'unknown-agreement': budget()(under(null)),
  'unknown-allocation': budget()(allocate('1', { supplementTo: 'annan' })),
  'index-not-found': given(indexDecider).when(publish('1', final(2019, '1'))),
  'not-an-index-value': given(indexDecider, registeredSeries('yearly-change')).when(publish('1', final(2019, '-100'))),
  'already-final': given(indexDecider, registeredSeries(), published('1', final(2019, '1'))).when(
    publish('2', preliminary(2019, '2')),
  ),
  'base-year-too-late': unregistered({
    type: 'RecordFundingTerms',
    agreementId: 'iop',
    ...terms,
    indexation: { indexId: 'kpi', baseYear: 2020 },
  }),
  'unknown-index': agreement().when(commanded('RecordFundingTerms', indexedTerms)),
  'index-not-published': budget()(fundIndexed({ series: seriesAfter(registeredSeries()) })),
  'index-unchanged': budget(indexedByKpi)(adjustToIndex(kpi)),
  'not-indexed': budget(decided('1.00', { allocationId: 'iop' }))(adjustToIndex(kpi)),
  'dimension-not-found': budget()(openCodes('4510')),
  'unknown-dimension': budget(...chart)(allocate('1', { dimensions: { annat: '1' } })),
  'unknown-code': budget(...chart)(allocate('1', { dimensions: { konto: '1' } })),
  'code-closed': budget(...chart, codesClosed('4510'))(closeCodes('4510')),
  'dimension-required': budget(dimensionOpened('konto', true))(allocate('1')),
  'unknown-programme': budget(programmeOpened())(allocate('1', { programme: 'annat' })),
  'unknown-voucher': budget(decided('1.00'))(reverse('hsn/2019/9')),
  'already-carried': budget(broughtForward('1.00'))(
    command('TakeOver', { carried: [(broughtForward('1.00') as { data: Carried }).data] }),
  ),
  'already-exists': budget(decided('1.00'))(allocate('1')),
  'supersedes-itself': agreement().when(supersede('iop')),
  'merges-with-itself': given(partyDecider, novahuset).when(merge('novahuset')),
  'already-merged': given(partyDecider, novahuset, merged).when(merge('unizon')),
  merged: budget()(
    allocate('1', { merged: { partyId: 'primarvarden', survivorId: 'unizon', effectiveFrom: '2019-01-01' } }),
  ),
  'already-party': agreement().when(commanded('JoinAgreement', { partyId: 'novahuset' })),
  'already-superseded': agreement(happened('AgreementSuperseded', { supersededBy: 'iop-2' })).when(supersede('iop-3')),
  'already-terminated': agreement(terminated).when(commanded('TerminateAgreement', { endsOn: '2022' })),
  'not-an-extension': withTerm({ to: '2020' }).when(commanded('ExtendAgreement', { to: '2019' })),
  'not-superseded': agreement().when(commanded('WithdrawSupersession', { reason: 'R' })),
  'not-terminated': agreement().when(commanded('WithdrawTermination', { reason: 'R' })),
  'option-not-found': agreement().when(commanded('DeclineOption', { optionId: 'x' })),
  'approver-not-found': budget()(revoke('bo')),
  'claim-not-found': budget(decided('1.00'))(withdrawClaim('k1')),
  'claim-settled': budget(
    decided('1.00'),
    disbursed('u1', '1.00'),
    demanded('k1', '1.00'),
    claimWithdrawn('k1', '1.00'),
  )(withdrawClaim('k1')),
  'unknown-claim': budget(decided('1.00'), disbursed('u1', '1.00'))(payClaim('k1', 'r1', '1')),
  'exceeds-claim': budget(
    decided('1.00'),
    disbursed('u1', '1.00'),
    demanded('k1', '0.50'),
  )(payClaim('k1', 'r1', '0.51')),
  'not-a-clawback': budget(decided('1.00'))(takeReturn('r1', '1', { claimId: 'k1', kind: 'return' })),
  'reporting-duty-not-found': budget(decided('1.00'))(receiveReport('slut')),
  'in-future': budget(decided('1.00'), dutySet('slut'))(receiveReport('slut', { receivedOn: '2019-12-02' })),
  'duty-owed': budget(decided('1.00'), dutySet('slut'))(reopenDuty('slut')),
  'duty-settled': budget(decided('1.00'), dutySet('slut'), dutyWaived('slut'))(receiveReport('slut')),
  'report-overdue': budget(decided('1.00'), dutySet('slut'))(disburse('u1', '1')),
  'too-many': budget(decided('1.00'), ...Array.from({ length: 50 }, (_, at) => dutySet(`r-${at}`)))(setDuty('slut')),
  'no-plan': budget(decided('1.00'))(setPlan([])),
  'plan-exceeds-allocated': budget(decided('1.00'))(setPlan([instalment('d1', '1.01')])),
  'reason-required': budget(decided('1.00'), planSet(instalment('d1', '1.00')))(setPlan([])),
  'unknown-duty': budget(decided('1.00'))(setPlan([instalment('d1', '1', { afterDutyId: 'slut' })])),
  'unknown-instalment': budget(decided('1.00'))(payInstalment('d1', 'u1', '1')),
  'exceeds-instalment': budget(decided('1.00'), planSet(instalment('d1', '0.50')))(payInstalment('d1', 'u1', '0.51')),
  'instalment-awaits-report': budget(
    decided('1.00'),
    dutySet('slut', { dueOn: '2020-03-31' }),
    planSet(instalment('d1', '1.00', { afterDutyId: 'slut' })),
  )(payInstalment('d1', 'u1', '1')),
  'instalment-paid': budget(
    decided('1.00'),
    planSet(instalment('d1', '1.00')),
    instalmentPaid('d1', 'u1', '0.50'),
  )(replacePlan()),
  'instalment-settled': budget(
    decided('1.00'),
    planSet(instalment('d1', '0.50')),
    instalmentPaid('d1', 'u1', '0.50'),
  )(payInstalment('d1', 'u2', '0.50')),
  'above-limit': budget(proposed('2.00'), appointed('bo', { limit: '1.00' }))(approve('bo')),
  'approver-not-valid': budget(proposed('1.00'), appointed('bo'), revoked('bo', '2019-02-01'))(approve('bo')),
  'not-an-approver': budget(proposed('1.00'), appointed('bo'))(approve('bertil')),
  'deadline-passed': agreement(option).when(commanded('ExerciseOption', { optionId: 'o', exercisedOn: '2023' })),
  'not-yet-exercisable': agreement(option).when(commanded('ExerciseOption', { optionId: 'o', exercisedOn: '2020' })),
  'not-lapsed': agreement(option).when({ type: 'LapseOption', agreementId: 'iop', optionId: 'o', today: '2022-12-31' }),
  'option-not-settled': agreement(option).when(commanded('ReopenOption', { optionId: 'o', reason: 'R' })),
  'option-settled': agreement(option, happened('OptionDeclined', { optionId: 'o' })).when(
    commanded('DeclineOption', { optionId: 'o' }),
  ),
  'already-refused': agreement(happened('AdoptionRefused', { partyId: 'solna', decision })).when(
    commanded('RefuseAdoption', { partyId: 'solna', decision }),
  ),
  'not-an-adopter': agreement(happened('EntryConditionsRecorded', { adopters: ['solna'] })).when(
    commanded('AdoptAgreement', { partyId: 'nacka', decision }),
  ),
  'deliverable-not-found': agreement().when(
    commanded('FollowUp', { deliverableId: 'x', followedUpOn: null, result: 'R' }),
  ),
  'owns-itself': given(partyDecider).when({ type: 'RecordOwnership', partyId: 'a', ...owned('a') }),
  'shares-not-one': agreement().when(
    commanded('RecordFundingShares', { shares: [{ partyId: 'a', share: '1/2' }], total: null, currency: 'SEK' }),
  ),
  twice: given(partyDecider).when({
    type: 'RecordOwnership',
    partyId: 'a',
    owners: [...owned('b').owners, ...owned('b').owners],
    effectiveFrom: null,
  }),
  'already-funded': budget(decided('1.00', { allocationId: 'iop', agreementId: 'iop' }))(fund()),
  'already-adopted': budget(...settled('adopted'))(adopt),
  'already-recommended': budget(
    proposedAppropriation('1.00'),
    recommendedAppropriation('1.00'),
  )(command('RecommendAppropriation', { appropriationId: 'anslag', decision: { bodyId: 'rs', decidedOn: '2018' } })),
  'already-rejected': budget(...settled('rejected'))(adopt),
  'already-reversed': budget(decided('1.00'), reversed(taken(1, 'decided', '1.00', '2019-11-12')))(reverse()),
  'already-disbursed': budget(decided('1.00'), disbursed('u1', '1.00'))(reverse()),
  'amount-not-stated': budget()(fund({ terms: { ...terms, amount: null } })),
  'approval-required': given(budgetDecider, always, decided('2.00'), adjusted('-1.00')).when(reverse('hsn/2019/3')),
  'before-decision': budget(decided('1.00'))(disburse('u1', '1', { effectiveOn: '2019-11-11' })),
  'budget-closed': budget(locked, carryForwardBegun(), carryForwardCompleted, budgetClosed)(allocate('1')),
  'budget-locked': budget(locked)(allocate('1')),
  'budget-exceeded': given(budgetDecider, opened({ control: 'stop' }), ...appropriated('1.00')).when(allocate('1.01')),
  'budget-not-open': given(budgetDecider).when(fund({ terms })),
  'carry-forward-under-way': budget(locked, carryForwardBegun())(closeBudget(2)),
  'earlier-year-open': budget(locked)(beginCarryForward({}, { neighbours: { earlierOpen: true, next: null } })),
  'currency-mismatch': budget()(fund({ terms: { ...terms, currency: 'EUR' } })),
  'exceeds-committed': budget(decided('1.00'))(disburse('u1', '1.01')),
  'exceeds-concerned-year': budget(broughtForward('40.00', { disbursed: '80.00' }))(correctLate('disbursed', '-70')),
  'exceeds-disbursed': budget(decided('1.00'))(takeReturn('r1', '0.01')),
  'exceeds-released': budget(broughtForward('100.00'))(correctLate('released', '-0.01')),
  'funding-rejected': budget(
    proposed('1.00', { allocationId: 'iop', agreementId: 'iop' }),
    rejected('1.00', { allocationId: 'iop' }),
  )(fund()),
  'funding-reversed': budget(
    decided('1.00', { allocationId: 'iop', agreementId: 'iop' }),
    reversedAs({ allocationId: 'iop' }, taken(1, 'decided', '1.00', '2019-11-12')),
  )(fund()),
  'later-year-closed': given(budgetDecider).when(
    command('OpenBudget', { currency: 'SEK', control: 'none', nextClosed: true }),
  ),
  moved: budget(decided('1.00'), locked, carryForwardBegun(), carriedForward('1.00'))(disburse('u1', '1')),
  'ledger-overflow': budget(decided('92233720368547.75'))(disburse('u1', '0.01')),
  'no-funding-terms': budget()(fund()),
  'no-share': budget()(fund({ terms, borne: 'nothing' })),
  'not-adopted': budget(proposedAppropriation('1.00'))(
    command('ReverseAppropriation', { appropriationId: 'anslag', reason: 'Twice recorded' }),
  ),
  'not-carried': budget(locked)(closeBudget(1)),
  'not-closed': budget()(correctLate('disbursed', '1', { isClosed: false })),
  'not-locked': budget()(beginCarryForward()),
  'nothing-to-carry': budget(locked, carryForwardBegun())(command('CarryOn', {})),
  'not-in-force': budget()(under({ to: '2018' })),
  'not-reversible': budget(decided('1.00'))(reverse('hsn/2019/2')),
  'not-waiting': budget(decided('1.00'))(approve('bertil')),
  'nothing-to-release': budget(decided('1.00'), released('1.00'))(release()),
  'personal-data': given(partyDecider).when({
    type: 'RegisterParty',
    partyId: 'nn',
    kind: 'person',
    sealed: { name: '1.x', identifiers: [] },
    unsealable: { pointer: '/partyId', why: 'in-id' },
  }),
  erased: given(partyDecider, aPerson, erasure).when({
    type: 'RenameParty',
    partyId: 'nn',
    effectiveFrom: '2020-01-01',
    sealed: { name: '1.x' },
  }),
  'already-erased': given(partyDecider, aPerson, erasure).when(eraseNn),
  'not-a-person': given(partyDecider, {
    type: 'PartyRegistered',
    data: { partyId: 'nn', kind: 'company', name: 'N. N.', identifiers: [] },
  }).when(eraseNn),
  'programme-exceeded': budget(programmeOpened())(allocate('1', { programme: 'nara-vard' })),
  'programme-not-open': budget(
    programmeOpened(),
    decided('1.00', { programmeId: 'nara-vard' }),
    locked,
  )(beginCarryForward()),
  'proration-needs-a-day': budget()(
    fund({ terms: { ...terms, proration: 'day' }, standing: standingOf({ term: { from: '2019-07' } }) }),
  ),
  'proration-needs-a-month': budget()(
    fund({ terms: { ...terms, proration: 'month' }, standing: standingOf({ term: { from: '2019' } }) }),
  ),
  'not-the-proposer': given(budgetDecider, always, proposed('1.00')).when(withdraw('bertil')),
  'same-person': given(budgetDecider, always, proposed('1.00')).when(approve('anna')),
  'share-not-stated': budget()(fund({ terms, borne: 'not-stated' })),
  'too-many-programmes': budget(...Array.from({ length: mostProgrammes }, (_, at) => programmeOpened(`p${at}`)))(
    openProgramme(),
  ),
  'transfer-returned': budget(declined('1.00'))(giveBack()),
  'transfer-settled': budget()(settle(null)),
  'transfer-under-way': budget(sent('1.00'), locked)(beginCarryForward()),
  waiting: given(budgetDecider, always, proposed('1.00')).when(disburse('u1', '1')),
};

describe('a refusal', () => {
  test.each(Object.entries(earned))('with the code %s says so in words', (code, answer) => {
    expect(answer).toMatchObject({ refused: code, detail: expect.stringMatching(/^\S.* .*\.$/) });
  });

  test('is told from what is booked', () => {
    expect(isRefusal(earned.waiting)).toBe(true);
    expect(isRefusal(given(budgetDecider, always, proposed('1.00'), rejected('1.00')).when(allocate('1')))).toBe(true);
    expect(isRefusal(budget()(allocate('1')))).toBe(false);
  });

  test('points into the body only where there is something to point at', () => {
    expect(missing('budget-not-found', 'No.')).toStrictEqual({
      refused: 'budget-not-found',
      because: 'missing',
      detail: 'No.',
    });
    expect(against('waiting', 'No.')).toStrictEqual({ refused: 'waiting', because: 'rule', detail: 'No.' });
    expect(against('waiting', 'No.', '/x')).toStrictEqual({
      refused: 'waiting',
      because: 'rule',
      detail: 'No.',
      pointer: '/x',
    });
    expect(invalid('reserved-id', 'No.', '/x')).toStrictEqual({
      refused: 'reserved-id',
      because: 'invalid',
      detail: 'No.',
      pointer: '/x',
    });
  });
});
