import { given } from '../../../test/domain/given';
import { golden, goldenEvents, stored, type GoldenEvent } from '../../../test/domain/golden';
import { budgetEventTypes } from '../../../test/domain/event-types';
import { appoint, appointed, revoke, standIn } from '../../../test/domain/approvers';
import {
  beginCarryForward,
  broughtForward,
  carryForwardBegun,
  carryForwardCompleted,
  closeBudget,
  correctLate,
  lapsed,
  lock,
  locked,
} from '../../../test/domain/ending';
import {
  adjust,
  appropriated,
  entry,
  adjusted,
  adjustmentProposed,
  allocate,
  approve,
  command,
  decided,
  decision,
  disburse,
  disbursed,
  opened,
  proposed,
  proposedAppropriation,
  adopted,
  reject,
  release,
  reverse,
  takeReturn,
  withdraw,
} from '../../../test/domain/hsn';
import {
  appropriatedTo,
  moveBack,
  moveBetween,
  movedBetween,
  openProgramme,
  programmeOpened,
} from '../../../test/domain/programmes';
import { demand, demanded, withdrawClaim } from '../../../test/domain/claiming';
import { chart, closeCodes, openCodes, openDimension } from '../../../test/domain/dimensions';
import { instalment, planSet, setPlan } from '../../../test/domain/planning';
import {
  dutySet,
  extendDuty,
  receiveReport,
  setDuty,
  waiveDuty,
  reopenDuty,
  reportReceived,
} from '../../../test/domain/reporting';
import { receive, received, send, sent, sentBack, settle } from '../../../test/domain/transferring';
import type { BudgetCommand } from './commands';
import { postingsOf } from '../accounts/postings';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

// What stands in the log must be readable for ever: golden/ holds each type of event as it was first stored, with all that
// it can hold. A file is never changed; a new form of an event gets a version, a file and an upcaster.

const noted = { recipientNameAsPublished: 'primärvården', title: 'Engångsersättning', note: 'Se § 14' };
const whole = {
  bodyId: 'hsn',
  decidedOn: '2019-11-12',
  decidedOnCertainty: 'stated' as const,
  caseNumber: 'HSN 2019-714',
  item: '§ 14',
  documentSha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};
const all = {
  ...noted,
  purposes: ['äldre', 'sjukskrivning'],
  agreementId: 'iop',
  supplementTo: 'unknown',
  programme: 'nära vård',
  dimensions: { konto: '5811' },
  decision: whole,
};
const always = opened({ approval: { policy: 'always' } });
const above = opened({ approval: { policy: 'above', above: '100.00' } });
const assembly = { bodyId: 'rf', decidedOn: '2018-11', decidedOnCertainty: 'inferred' as const };
const onProposal = { appropriationId: 'anslag', decision: assembly };

/** A stream and a command that books the event with all that it can hold. */
const bookings: Record<BudgetEvent['type'], [BudgetEvent[], BudgetCommand]> = {
  BudgetOpened: [
    [],
    command('OpenBudget', {
      currency: 'SEK',
      control: 'stop',
      approval: { policy: 'above', above: '100' },
      reuse: true,
    }),
  ],
  AppropriationProposed: [
    [opened()],
    command('ProposeAppropriation', { ...onProposal, kind: 're-budgeted', amount: null, note: 'Finansplan' }),
  ],
  AppropriationRecommended: [
    [opened(), proposedAppropriation('1000.00')],
    command('RecommendAppropriation', {
      appropriationId: 'anslag',
      decision: { ...assembly, bodyId: 'rs' },
      amount: '900',
      note: 'Lägre än föreslaget',
    }),
  ],
  AppropriationAdopted: [
    [opened(), proposedAppropriation(null)],
    command('AdoptAppropriation', { ...onProposal, amount: '1000', effectiveOn: '2019-01-01' }),
  ],
  AppropriationRejected: [
    [opened(), proposedAppropriation(null)],
    command('RejectAppropriation', { ...onProposal, reason: 'Bordlagd' }),
  ],
  AppropriationReversed: [
    [opened(), proposedAppropriation(null, 'anslag', 'reduction'), adopted('10.00', 'anslag', 'reduction')],
    command('ReverseAppropriation', { appropriationId: 'anslag', reason: 'Dubbelt' }),
  ],
  AllocationProposed: [[always], allocate('100.5', all)],
  AllocationDecided: [[opened()], allocate('100.5', all)],
  AllocationApproved: [[always, proposed('100.50')], approve('bertil', { note: 'Sett' })],
  AllocationRejected: [[always, proposed('100.50')], reject('bertil')],
  AllocationAdjustmentProposed: [[above, decided('100.00')], adjust('1', { decision: whole })],
  AllocationAdjusted: [[above, decided('100.00')], adjust('-1', { decision: whole })],
  AllocationAdjustmentApproved: [
    [above, decided('100.00'), adjustmentProposed('1.00')],
    approve('bertil', { note: 'Sett' }),
  ],
  AllocationAdjustmentRejected: [[above, decided('100.00'), adjustmentProposed('1.00')], reject('bertil')],
  AllocationAdjustmentWithdrawn: [[above, decided('100.00'), adjustmentProposed('1.00')], withdraw('anna')],
  DisbursementRecorded: [[opened(), decided('100.00')], disburse('u1', '60', { reference: 'OCR 4711', note: 'Halva' })],
  ReturnRecorded: [
    [opened(), decided('100.00'), disbursed('u1', '60.00')],
    takeReturn('r1', '10', { kind: 'clawback', reason: 'Ej använt' }),
  ],
  AllocationReleased: [[opened(), decided('100.00')], release('40')],
  AllocationReversed: [
    [opened(), decided('100.00'), adjusted('-30.00')],
    command('ReverseAllocation', { reason: 'Fel mottagare' }),
  ],
  EntryReversed: [[opened(), decided('100.00'), adjusted('-30.00')], reverse('hsn/2019/3')],
  AllocationAnnotated: [
    [opened(), decided('100.00')],
    command('AnnotateAllocation', { ...noted, reason: 'Publicerat annorlunda' }),
  ],
  ClawbackDemanded: [[opened(), decided('100.00'), disbursed('u1', '60.00')], demand('k1', '60', { decision: whole })],
  ClawbackWithdrawn: [
    [opened(), decided('100.00'), disbursed('u1', '60.00'), demanded('k1', '60.00')],
    withdrawClaim('k1'),
  ],
  DisbursementPlanSet: [
    [opened(), decided('100.00'), dutySet('slut'), planSet(instalment('d1', '100.00'))],
    setPlan([instalment('d1', '40'), instalment('d2', '60', { note: 'Resten', afterDutyId: 'slut' })], {
      reason: 'Ny tidplan',
      decision: whole,
    }),
  ],
  ReportingDutySet: [[opened(), decided('100.00')], setDuty('slut', { decision: whole })],
  ReportReceived: [
    [opened(), decided('100.00'), dutySet('slut')],
    receiveReport('slut', {
      receivedOn: '2019-11-20',
      reference: 'HSN 2019-714-4',
      documentSha256: whole.documentSha256,
      note: 'Godkänd',
    }),
  ],
  ReportingDutyExtended: [[opened(), decided('100.00'), dutySet('slut')], extendDuty('slut', '2019-12-31')],
  ReportingDutyWaived: [[opened(), decided('100.00'), dutySet('slut')], waiveDuty('slut')],
  ReportingDutyReopened: [[opened(), decided('100.00'), dutySet('slut'), reportReceived('slut')], reopenDuty('slut')],
  ApproverAppointed: [
    [opened()],
    appoint('bo', { limit: '5000', validTo: '2019-12-31', decision: whole, note: 'Delegationsordningen' }),
  ],
  ApproverRevoked: [[opened(), appointed('bo')], revoke('bo', { effectiveOn: '2019-06-01' })],
  SubstituteAppointed: [[opened(), appointed('bo')], standIn('bo', 'cecilia', { reason: 'Semester' })],
  ProgrammeOpened: [[opened()], openProgramme({ control: 'stop', decision: whole })],
  ProgrammeTransferred: [
    [opened(), programmeOpened(), programmeOpened('unga'), ...appropriatedTo('nara-vard', '100.00')],
    moveBetween('40.5', { fromProgrammeId: 'nara-vard', toProgrammeId: 'unga', decision: whole, note: 'Enligt § 14' }),
  ],
  ProgrammeTransferReversed: [
    [opened(), programmeOpened(), ...appropriated('100.00'), movedBetween('40.50', { toProgrammeId: 'nara-vard' })],
    moveBack(),
  ],
  DimensionOpened: [[opened()], openDimension({ required: true, decision: whole })],
  CodesOpened: [[opened(), ...chart], openCodes('4530', '4540')],
  CodesClosed: [[opened(), ...chart], closeCodes('4510')],
  BudgetLocked: [[opened()], lock({ decision: whole, note: 'Bokslut' })],
  BudgetUnlocked: [[opened(), locked], command('UnlockBudget', { reason: 'En faktura till' })],
  CarryForwardBegun: [
    [opened(), locked],
    beginCarryForward(
      { committed: 'release', available: 'carry', availableAtMost: '100', overrun: 'carry' },
      { decision: whole, note: 'Enligt anvisningarna' },
    ),
  ],
  CarriedForward: [[opened(), decided('100.00'), locked, carryForwardBegun()], command('CarryOn', {})],
  BroughtForward: [
    [opened()],
    command('TakeOver', {
      carried: [
        {
          ...entry('40.00', '2019-01-01'),
          allocationId: '2018.engangs',
          originYear: 2018,
          account: 'COMMITTED',
          carriedFrom: {
            year: 2018,
            allocationId: 'engangs',
            revision: 7,
          },
          allocated: '100.00',
          disbursed: '60.00',
          recovered: '10.00',
          agreementId: 'iop',
          programme: 'nära vård',
          dimensions: { konto: '5811' },
          decision: whole,
          recipientNameAsPublished: 'primärvården',
          title: 'Engångsersättning',
        },
      ],
    }),
  ],
  AvailableLapsed: [[opened(), ...appropriated('100.00'), locked, carryForwardBegun()], command('CarryOn', {})],
  CarryForwardCompleted: [[opened(), locked, carryForwardBegun()], command('CompleteCarryForward', { untaken: 0 })],
  BudgetClosed: [
    [opened(), ...appropriated('100.00'), locked, carryForwardBegun(), lapsed('100.00'), carryForwardCompleted],
    closeBudget(6, { decision: whole, note: 'Bokslut 2019' }),
  ],
  TransferSent: [
    [opened(), ...appropriated('100.00')],
    send('60.5', { to: { bodyId: 'rs', year: 2020 }, decision: whole, note: 'Enligt § 14' }),
  ],
  TransferReceived: [[opened()], receive('60.50', 't1', { decision: whole, note: 'Enligt § 14' })],
  TransferDeclined: [[opened(), locked], receive('60.00', 'back', { reverses: 't1' })],
  TransferCompleted: [[opened(), sent('60.50')], settle(null)],
  TransferReturned: [[opened(), received('60.00'), sentBack('60.00')], settle('budget-locked', 'back')],
  LateCorrectionRecorded: [
    [opened(), broughtForward('40.00', { disbursed: '60.00', recovered: '10.00' })],
    correctLate('returned', '-5', { decision: whole }),
  ],
};

describe('the stored form of', () => {
  test.each(Object.entries(bookings))('%s is what it always was', (type, [past, one]) => {
    const answer = given(budgetDecider, ...past).when(one);
    const booked = 'events' in answer ? answer.events.map((event) => ({ schemaVersion: 1, ...event })) : [answer];
    expect(stored(booked)).toEqual([golden<GoldenEvent>(__dirname, `${type}.v1.json`)]);
  });

  test('a replaced allocation names its successor, and that what it replaces', () => {
    const one = command('ReplaceAllocation', { reason: 'Fel mottagare', newAllocationId: 'engangs-2' });
    expect(given(budgetDecider, opened(), decided('100.00')).when(one)).toMatchObject({
      events: [
        { type: 'AllocationReversed', data: { replacedBy: 'engangs-2' } },
        { type: 'AllocationDecided', data: { replaces: 'engangs', decision } },
      ],
    });
  });

  test('every type of event is kept', () => {
    expect(
      goldenEvents(__dirname)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(budgetEventTypes);
  });
});

test.each(goldenEvents(__dirname))('$type, as stored in version $schemaVersion, is still read', (event) => {
  const past = [...(bookings[event.type as BudgetEvent['type']]?.[0] ?? []), event as unknown as BudgetEvent];
  const { state } = given(budgetDecider, ...past);
  expect(state.budget?.bodyId).toBe('hsn');
  expect(
    postingsOf(event).every(({ amount, effectiveOn }) => /^-?\d+\.\d\d$/.test(amount) && effectiveOn <= '2019-12-31'),
  ).toBe(true);
});
