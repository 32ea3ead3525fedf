import { formatMinor } from '@anslag/money/amount';
import { isClaimEvent } from '@anslag/domain/budget/claims';
import { isDutyEvent } from '@anslag/domain/budget/duties';
import { mandatesAfter, type Mandate, type MandateEvent } from '@anslag/domain/budget/mandates';
import { agreement } from './audit-agreement';
import { changed } from './audit-changed';
import { claim, duty, originOf, plan } from './audit-follow-up';
import { indexSeries } from './audit-index';
import { party } from './audit-party';
import { transfer, transferHome, transferStatus } from './audit-transfer';
import { balanceFigures, FigureSums } from './figures';
import { isMandateEvent, mandateRow } from './mandate-facts';
import type { RecordedEvent } from './recorded-event';
import { integer, list, objectOf, optionalText, text, type Json } from './shape';

/**
 * What an event changes, for the audit trail: a thing's state before and after. `state` is kept from event to event as
 * JSON; `shown` is what a reader sees of it, and only what differs is shown. Figures are minor units, as text.
 */
export interface Subject {
  key: string;
  evolve(state: Json | null, event: RecordedEvent): { state: Json; before: Json | null; after: Json | null };
}

/** The thing that an event is about. Throws on a type that nobody knows. */
export function subjectOf(event: RecordedEvent): Subject {
  const { category, type, subject, data } = event;
  switch (category) {
    case 'party':
      return { key: `party ${subject}`, evolve: party };
    case 'agreement':
      return { key: `agreement ${subject}`, evolve: agreement };
    case 'index':
      return { key: `index ${subject}`, evolve: indexSeries };
    case 'budget':
      if (type === 'BudgetOpened') return { key: `budget ${subject}`, evolve: opened };
      if (type === 'ProgrammeOpened')
        return { key: `programme ${subject} ${text(data, 'programmeId')}`, evolve: programme };
      if (type in ofCharts) return { key: `dimension ${subject} ${text(data, 'dimensionId')}`, evolve: dimension };
      if (type in programmeTransferStatus)
        return { key: `programme transfer ${subject} ${text(data, 'transferId')}`, evolve: programmeTransfer };
      if (isMandateEvent(type)) return { key: `approvers ${subject}`, evolve: approvers };
      if (type in budgetStatus || (data['allocationId'] === undefined && type in ofWholeBudget))
        return { key: `budget ${subject}`, evolve: budget };
      if (isDutyEvent(type)) return { key: `duty ${originOf(event)} ${text(data, 'dutyId')}`, evolve: duty };
      if (type === 'DisbursementPlanSet') return { key: `plan ${originOf(event)}`, evolve: plan };
      if (isClaimEvent(type)) return { key: `claim ${originOf(event)} ${text(data, 'claimId')}`, evolve: claim };
      if (type in transferStatus) return { key: `transfer ${transferHome(event)}`, evolve: transfer };
      if (type.startsWith('Appropriation'))
        return { key: `appropriation ${subject} ${text(data, 'appropriationId')}`, evolve: appropriation };
      return { key: `allocation ${subject} ${text(data, 'allocationId')}`, evolve: allocation };
    default:
      throw new TypeError(`No such category of streams: ${category}`);
  }
}

const allocationFigures = ['allocated', 'reserved', 'disbursed', 'returned', 'remaining'] as const;
const { allocated, reserved, disbursed, returned, remaining } = balanceFigures;
const shownSums = new FigureSums({ allocated, reserved, disbursed, returned, remaining });
const untouched: Json = Object.fromEntries(allocationFigures.map((name) => [name, '0']));
const described = [
  ...(['recipientId', 'kind', 'supplementTo', 'agreementId', 'programme', 'replaces'] as const),
  ...(['recipientNameAsPublished', 'title', 'note'] as const),
] as const;

/** Fields of `before` and `after` that hold minor units. */
export const minorFields: ReadonlySet<string> = new Set(allocationFigures);

const allocationStatus: Readonly<Record<string, string>> = {
  AllocationProposed: 'waiting',
  AllocationDecided: 'decided',
  AllocationApproved: 'decided',
  AllocationRejected: 'rejected',
  AllocationReversed: 'reversed',
  CarriedForward: 'moved',
  BroughtForward: 'decided',
};

/** Events whose terms say something of the allocation itself, and not of one entry on it. */
const describes = new Set(['AllocationProposed', 'AllocationDecided', 'AllocationAnnotated', 'BroughtForward']);

function allocation(state: Json | null, event: RecordedEvent) {
  const before: Json = state ?? untouched;
  const sums = shownSums.none();
  for (const posting of event.postings) shownSums.add(sums, posting);
  const after: Record<string, unknown> = { ...before };
  for (const name of allocationFigures)
    if (sums[name] !== 0n) after[name] = String(BigInt(before[name] as string) + sums[name]);
  const status = allocationStatus[event.type];
  if (status) after['status'] = status;
  if (describes.has(event.type))
    for (const name of described) {
      const said = optionalText(event.data, name);
      if (said !== null) after[name] = said;
    }
  if (describes.has(event.type) && event.data['purposes'] !== undefined)
    after['purposes'] = list(event.data, 'purposes');
  if (describes.has(event.type) && event.data['dimensions'] !== undefined)
    after['dimensions'] = objectOf(event.data['dimensions'], 'dimensions');
  if (event.type === 'CarriedForward') after['movedTo'] = integer(event.data, 'toYear');
  if (event.type === 'BroughtForward') after['carriedFrom'] = objectOf(event.data['carriedFrom'], 'carriedFrom');
  const replacedBy = optionalText(event.data, 'replacedBy');
  if (replacedBy !== null) after['replacedBy'] = replacedBy;
  const change = changed(state, before, after);
  const reversed = takenBack(event);
  // Of the event, not of the allocation: shown, and not kept.
  const computed = Object.fromEntries(
    ['basis', 'share', 'indexation'].flatMap((name) =>
      event.data[name] === undefined ? [] : [[name, objectOf(event.data[name], name)]],
    ),
  );
  const ofTheEvent = {
    ...(reversed.length > 0 && { reversed }),
    ...computed,
    ...concerned(event.data),
    ...settling(event),
    ...codedOtherwise(event),
  };
  return Object.keys(ofTheEvent).length === 0 ? change : { ...change, after: { ...change.after, ...ofTheEvent } };
}

/** What a payment is coded with where it is not as its allocation, or was where it is taken back. */
function codedOtherwise({ type, data }: RecordedEvent): Json {
  const { ownCoding } = type === 'EntryReversed' ? objectOf(data['entry'], 'entry') : data;
  return ownCoding === undefined ? {} : { dimensions: objectOf(ownCoding, 'ownCoding') };
}

/** The claim or instalment that an entry pays, or that is outstanding again where one is taken back. */
function settling({ type, data }: RecordedEvent): Json {
  const of = type === 'EntryReversed' ? objectOf(data['entry'], 'entry') : data;
  const [claimId, instalmentId] = [optionalText(of, 'claimId'), optionalText(of, 'instalmentId')];
  return { ...(claimId !== null && { claimId }), ...(instalmentId !== null && { instalmentId }) };
}

/** The vouchers of the entries that an event takes back. */
function takenBack({ type, data, budget: { bodyId, year } }: RecordedEvent): string[] {
  const voucher = (entry: unknown) => `${bodyId}/${year}/${integer(objectOf(entry, 'entry'), 'revision') + 1}`;
  if (type === 'EntryReversed') return [voucher(data['entry'])];
  return type === 'AllocationReversed' ? list(data, 'entries').map(voucher) : [];
}

const appropriationStatus: Readonly<Record<string, string>> = {
  AppropriationProposed: 'proposed',
  AppropriationRecommended: 'recommended',
  AppropriationAdopted: 'adopted',
  AppropriationRejected: 'rejected',
  AppropriationReversed: 'reversed',
};

function appropriation(state: Json | null, { type, data }: RecordedEvent) {
  const status = appropriationStatus[type];
  if (!status) throw new TypeError(`No budget stream holds ${type}`);
  const before = state ?? {};
  if (status === 'proposed')
    return changed(state, before, {
      status,
      ...under(data),
      kind: text(data, 'kind'),
      amount: optionalText(data, 'amount'),
    });
  if (status === 'rejected') return changed(state, before, { ...before, status });
  if (status === 'recommended') {
    const { bodyId } = objectOf(data['decision'], 'decision');
    const by = list({ by: [], ...before }, 'by');
    return changed(state, before, {
      ...before,
      status,
      recommended: optionalText(data, 'amount'),
      by: [...by, bodyId],
    });
  }
  const amount = text(data, 'amount');
  const nothing = formatMinor(0n, text(data, 'currency'));
  const appropriated = status === 'adopted' ? amount : nothing;
  return changed(state, { appropriated: nothing, ...before }, { ...before, status, amount, appropriated });
}

function opened(state: Json | null, { data }: RecordedEvent) {
  const { currency, control, approval, reuse } = data;
  return changed(state, {}, { status: 'open', currency, control, approval, reuse });
}

const budgetStatus: Readonly<Record<string, string>> = {
  BudgetLocked: 'locked',
  BudgetUnlocked: 'open',
  CarryForwardBegun: 'carrying',
  CarryForwardCompleted: 'carried',
  BudgetClosed: 'closed',
};

/** Events that are about what is available, where they name no allocation: which figure they move, and by how much. */
const ofWholeBudget: Readonly<Record<string, string>> = {
  CarriedForward: 'carriedOut',
  BroughtForward: 'carriedIn',
  AvailableLapsed: 'lapsed',
  LateCorrectionRecorded: 'corrected',
};

function budget(state: Json | null, { type, data }: RecordedEvent) {
  const before = state ?? {};
  const status = budgetStatus[type];
  if (!status) {
    const figure = ofWholeBudget[type]!;
    return {
      state: before,
      before: null,
      after: { [figure]: text(data, 'amount'), ...under(data), ...concerned(data) },
    };
  }
  const { rule, toYear, seal } = data;
  return changed(state, before, {
    ...before,
    status,
    ...(rule !== undefined && { rule, toYear }),
    ...(seal !== undefined && { seal }),
  });
}

/** The programme whose figure it is, where it is one's. */
const under = ({ programmeId }: Json): Json => (programmeId === undefined ? {} : { programmeId });

function programme(state: Json | null, { data }: RecordedEvent) {
  const { programmeId, name, control } = data;
  return changed(state, {}, { programmeId, name, control });
}

/** Of a dimension, which of its codes an event opens or closes. */
const ofCharts: Readonly<Record<string, string | null>> = {
  DimensionOpened: null,
  CodesOpened: 'opened',
  CodesClosed: 'closed',
};

/** Each row stands alone: which dimension it is, and the codes of the event. A chart's codes may be many: they are not kept. */
function dimension(state: Json | null, { type, data }: RecordedEvent) {
  const { dimensionId, name, required } = data;
  const done = ofCharts[type];
  if (!done) return changed(state, {}, { dimensionId, name, required });
  return { state: state ?? {}, before: null, after: { dimensionId, [done]: list(data, 'codes') } };
}

const programmeTransferStatus: Readonly<Record<string, string>> = {
  ProgrammeTransferred: 'moved',
  ProgrammeTransferReversed: 'reversed',
};

/** Each row stands alone: what is moved, and between which programmes, is shown with both. */
function programmeTransfer(state: Json | null, { type, data }: RecordedEvent) {
  const { transferId, amount, fromProgrammeId = null, toProgrammeId = null } = data;
  const about = { transferId, fromProgrammeId, toProgrammeId, amount };
  const change = changed(state, state ?? {}, { ...state, ...about, status: programmeTransferStatus[type]! });
  return { ...change, after: { ...change.after, ...about } };
}

/** Which closed year a late correction puts right, and what of it. */
function concerned({ concernsYear, figure, amount }: Json): Json {
  return concernsYear === undefined ? {} : { concernsYear, figure, difference: amount };
}

/** The mandates of the subject whose right to approve the event gives or ends; kept are those of all the budget year. */
function approvers(state: Json | null, event: RecordedEvent) {
  const { type, data } = mandateRow(event);
  const mandates = (state === null ? [] : list(state, 'mandates')) as readonly Mandate[];
  const after = mandatesAfter(mandates, { type, data: JSON.parse(data) } as MandateEvent);
  const subject = optionalText(event.data, 'substitute') ?? text(event.data, 'subject');
  const shown = (all: readonly Mandate[]) =>
    all.filter((one) => one.subject === subject).map(({ subject: _, ...mandate }) => mandate);
  const [was, is] = [shown(mandates), shown(after)];
  return {
    state: { mandates: after },
    before: was.length === 0 ? null : { subject, mandates: was },
    after: { subject, mandates: is },
  };
}
