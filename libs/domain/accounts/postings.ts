import type { BudgetEvent, CorrectedFigure, Entry, TakenBack } from '../budget/events';
import type { Account, AllocationKey, Coding, Fact, FreedTo, Posting } from './account';

/**
 * The postings of an event, by the table of bookkeeping.md: pure, from the event alone, and summing to zero.
 * Events that move no money (proposals of appropriations, notes) have none. Throws on a type that no budget stream holds.
 */
export function postingsOf(event: { type: string; data: unknown }): Posting[] {
  const postings = post(event as BudgetEvent);
  // One event is about one programme; only a movement between two says which of them a posting is of.
  const { programmeId } = event.data as { programmeId?: string };
  return coded(
    programmeId === undefined ? postings : postings.map((posting) => ({ ...posting, programmeId })),
    event.data as CodedData,
  );
}

interface CodedData {
  coding?: Coding;
  ownCoding?: Coding;
  entry?: TakenBack;
}

/** What was paid, or came back, is coded as its entry says; what is committed or available keeps the allocation's coding. */
function coded(postings: Posting[], { coding, ownCoding, entry }: CodedData): Posting[] {
  const own = ownCoding ?? entry?.ownCoding ?? coding;
  if (coding === undefined && own === undefined) return postings;
  return postings.map((posting) => {
    const of = posting.account === 'DISBURSED' || posting.account === 'RECOVERED' ? own : coding;
    return of === undefined ? posting : { ...posting, coding: of };
  });
}

function post(event: BudgetEvent): Posting[] {
  switch (event.type) {
    case 'AppropriationAdopted':
      return move(event.data, 'appropriated', ...appropriating(event.data.kind), event.data.amount);
    case 'AppropriationReversed':
      return move(event.data, 'appropriated', ...appropriating(event.data.kind), negated(event.data.amount));
    case 'AllocationProposed':
      return moveEntry(event.data, 'proposed', 'AVAILABLE', 'RESERVED');
    case 'AllocationDecided':
      return moveEntry(event.data, 'decided', 'AVAILABLE', 'COMMITTED');
    case 'AllocationApproved':
      return moveEntry(event.data, 'decided', 'RESERVED', 'COMMITTED');
    case 'AllocationRejected':
    case 'AllocationAdjustmentRejected':
    case 'AllocationAdjustmentWithdrawn':
      return moveEntry(event.data, 'proposed', 'RESERVED', 'AVAILABLE');
    case 'AllocationAdjustmentProposed':
      return moveEntry(event.data, 'proposed', 'AVAILABLE', 'RESERVED');
    case 'AllocationAdjustmentApproved':
      return moveEntry(event.data, 'adjusted', 'RESERVED', 'COMMITTED');
    case 'AllocationAdjusted':
      return moveEntry(event.data, 'adjusted', event.data.freedTo ?? 'AVAILABLE', 'COMMITTED');
    case 'DisbursementRecorded':
      return moveEntry(event.data, 'disbursed', 'COMMITTED', 'DISBURSED');
    case 'ReturnRecorded':
      return moveEntry(event.data, 'returned', 'RECOVERED', event.data.freedTo);
    case 'AllocationReleased':
      return moveEntry(event.data, 'released', 'COMMITTED', event.data.freedTo);
    case 'AllocationReversed':
      return event.data.entries.flatMap((entry) => takeBack(event.data, entry));
    case 'EntryReversed':
      return takeBack(event.data, event.data.entry);
    case 'CarriedForward':
      return carry(event.data, 'carried-out', event.data.account, 'CARRIED_OUT');
    case 'BroughtForward':
      return carry(event.data, 'carried-in', 'CARRIED_IN', event.data.account);
    case 'AvailableLapsed':
      return move(event.data, 'lapsed', 'AVAILABLE', 'LAPSED', event.data.amount);
    case 'TransferSent':
      return event.data.reverses ? giveBack(event.data) : giveAway(event.data, event.data.amount);
    case 'TransferReceived':
      return event.data.reverses ? giveAway(event.data, negated(event.data.amount)) : takeIn(event.data);
    case 'TransferReturned':
      return event.data.reverses ? takeIn(event.data) : giveAway(event.data, negated(event.data.amount));
    case 'ProgrammeTransferred':
      return redistribute(event.data, event.data.amount);
    case 'ProgrammeTransferReversed':
      return redistribute(event.data, negated(event.data.amount));
    case 'LateCorrectionRecorded':
      return correct(event.data);
    case 'BudgetOpened':
    case 'AppropriationProposed':
    case 'AppropriationRecommended':
    case 'AppropriationRejected':
    case 'AllocationAnnotated':
    case 'ClawbackDemanded':
    case 'ClawbackWithdrawn':
    case 'DisbursementPlanSet':
    case 'ReportingDutySet':
    case 'ReportReceived':
    case 'ReportingDutyExtended':
    case 'ReportingDutyWaived':
    case 'ReportingDutyReopened':
    case 'ApproverAppointed':
    case 'ApproverRevoked':
    case 'SubstituteAppointed':
    case 'ProgrammeOpened':
    case 'DimensionOpened':
    case 'CodesOpened':
    case 'CodesClosed':
    case 'BudgetLocked':
    case 'BudgetUnlocked':
    case 'CarryForwardBegun':
    case 'CarryForwardCompleted':
    case 'BudgetClosed':
    case 'TransferDeclined':
    case 'TransferCompleted':
      return [];
    default:
      throw new Error(`No postings are known for ${(event as { type: string }).type}`);
  }
}

const appropriating = (kind: string): [Account, Account] =>
  kind === 'reduction' ? ['AVAILABLE', 'AUTHORITY'] : ['AUTHORITY', 'AVAILABLE'];

/** Where an entry's money came from and went, by what it is about. */
function route(fact: TakenBack['fact'], freedTo: FreedTo = 'AVAILABLE'): [Account, Account] {
  switch (fact) {
    case 'proposed':
      return ['AVAILABLE', 'RESERVED'];
    case 'decided':
      // Whether it waited for approval or not: taken back, it leaves nothing reserved.
      return ['AVAILABLE', 'COMMITTED'];
    case 'adjusted':
      return [freedTo, 'COMMITTED'];
    case 'disbursed':
      return ['COMMITTED', 'DISBURSED'];
    case 'returned':
      return ['RECOVERED', freedTo];
    case 'released':
      return ['COMMITTED', freedTo];
  }
}

function takeBack(of: AllocationKey & { currency: string }, taken: TakenBack): Posting[] {
  const { fact, amount, effectiveOn, freedTo } = taken;
  const at = { currency: of.currency, effectiveOn };
  return move(at, fact, ...route(fact, freedTo), negated(amount), keyOf(of));
}

/** An allocation on which nothing is committed any more is handed over by an event that moves no money. */
function carry(
  data: Extract<BudgetEvent, { type: 'CarriedForward' | 'BroughtForward' }>['data'],
  fact: Fact,
  from: Account,
  to: Account,
): Posting[] {
  if (isNothing(data.amount)) return [];
  return move(data, fact, from, to, data.amount, data.account === 'COMMITTED' ? keyOf(data) : undefined);
}

type Transferred = { amount: string; currency: string; effectiveOn: string };

const giveAway = (data: Transferred, amount: string): Posting[] =>
  move(data, 'transferred-out', 'AVAILABLE', 'TRANSFERRED_OUT', amount);

const takeIn = (data: Transferred): Posting[] =>
  move(data, 'transferred-in', 'TRANSFERRED_IN', 'AVAILABLE', data.amount);

/** A transfer back takes away what the transfer that it reverses had brought, so that both of its sides are nothing. */
const giveBack = (data: Transferred): Posting[] =>
  move(data, 'transferred-in', 'TRANSFERRED_IN', 'AVAILABLE', negated(data.amount));

/** What is available stays so, and is another programme's: each side is that of its programme, or of none. */
function redistribute(
  data: Extract<BudgetEvent, { type: 'ProgrammeTransferred' | 'ProgrammeTransferReversed' }>['data'],
  amount: string,
): Posting[] {
  const ends = [data.fromProgrammeId, data.toProgrammeId];
  return move(data, 'moved', 'AVAILABLE', 'AVAILABLE', amount).map((posting, end) => {
    const programmeId = ends[end];
    return programmeId === undefined ? posting : { ...posting, programmeId };
  });
}

/** What the right figure would have left in the state account, against PRIOR_YEAR; or taken from what is available now (ADR 30). */
function correct(data: Extract<BudgetEvent, { type: 'LateCorrectionRecorded' }>['data']): Posting[] {
  const freedTo = 'freedTo' in data ? data.freedTo : undefined;
  const [account, amount] = leftIn(data.figure, data.amount, freedTo ?? 'AVAILABLE');
  const key = 'allocationId' in data ? keyOf(data) : undefined;
  const { concernsYear } = data;
  return move(data, 'corrected', data.drawnOn ?? 'PRIOR_YEAR', account, amount, key).map((posting) => ({
    ...posting,
    concernsYear,
  }));
}

function leftIn(figure: CorrectedFigure, amount: string, freedTo: FreedTo): [Account, string] {
  switch (figure) {
    case 'allocated':
      return ['COMMITTED', amount];
    case 'disbursed':
    case 'released':
      return ['COMMITTED', negated(amount)];
    case 'returned':
      return [freedTo, amount];
    case 'appropriated':
      return ['AVAILABLE', amount];
  }
}

function moveEntry(entry: Entry, fact: Fact, from: Account, to: Account): Posting[] {
  return move(entry, fact, from, to, entry.amount, keyOf(entry));
}

function move(
  { currency, effectiveOn }: { currency: string; effectiveOn: string },
  fact: Fact,
  from: Account,
  to: Account,
  amount: string,
  allocation?: AllocationKey,
): Posting[] {
  const back = negated(amount);
  if (!allocation)
    return [
      { account: from, amount: back, fact, currency, effectiveOn },
      { account: to, amount, fact, currency, effectiveOn },
    ];
  return [
    { account: from, amount: back, fact, currency, effectiveOn, allocation },
    { account: to, amount, fact, currency, effectiveOn, allocation },
  ];
}

const keyOf = ({ allocationId, recipientId, kind, originYear }: AllocationKey): AllocationKey => ({
  allocationId,
  recipientId,
  kind,
  originYear,
});

const isNothing = (amount: string): boolean => /^[0.]+$/.test(amount);

const negated = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);
