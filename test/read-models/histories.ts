import { termsFor } from '@anslag/domain/agreement/evolve';
import { borneBy } from '@anslag/domain/agreement/funding-shares';
import { standingOf } from '@anslag/domain/agreement/standing';
import * as fc from 'fast-check';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { actOn } from '../domain/agreement-acts';
import { correctedFigures } from '@anslag/domain/budget/events';
import { arrivalOf, onItsWay } from '@anslag/domain/budget/transfer-state';
import { carriedForward } from '@anslag/domain/budget/taking-over';
import { coded, makeChart } from './charting';
import { planPayments } from './histories-of-plans';
import { yearsThen } from '@anslag/domain/budget/concerned-year';
import { indexId, indexNamed, publishIndex } from './indexing';
import { LedgerInMemory } from './ledger-in-memory';

/** Numbers from which one command is made, whatever the ledger holds by then. */
interface Seed {
  what: number;
  which: number;
  amount: number;
  day: number;
}

export const bodies = ['hsn', 'rs.norra-2'];
export const years = [2019, 2020];
const yearEnds = 7;
export const programmeIds = ['nara-vard', 'unga'];
export const recipients = ['novahuset', 'primarvarden', 'stadsmissionen', 'p-1'];
/** The one of them that is a natural person; in some histories it is erased. */
export const person = 'p-1';
export const agreementIds = ['iop-novahuset', 'iop-stadsmissionen'];
export const days = ['2018-11-30', '2019-01-01', '2019-06-15', '2019-11-12', '2020-01-01', '2020-07-01'];
export const actors = ['anna', 'bo'];

const seed: fc.Arbitrary<Seed> = fc.record({
  what: fc.nat(99),
  which: fc.nat(999),
  amount: fc.integer({ min: 1, max: 30_000 }),
  day: fc.nat(days.length - 1),
});

/** Ledgers with random histories, as its own deciders book them; every kind of event comes up. */
export const histories = historiesOf({ minLength: 20, maxLength: 90 });

/**
 * As {@link histories}, of so many commands; not all of them are booked. `settled`: no year stops on its way to the next, which
 * a ledger that starts would go on with by itself. `onOneStream`: no year ends and nothing is transferred, so that a ledger
 * beside has nothing to go on with, between any two events.
 */
export function historiesOf(
  length: { minLength: number; maxLength: number },
  { settled = false, onOneStream = false } = {},
): fc.Arbitrary<LedgerInMemory> {
  return fc.array(seed, { ...length, size: 'max' }).map((seeds) => {
    const ledger = new LedgerInMemory();
    let clock = Date.UTC(2019, 5, 1);
    // Mostly onward, now and then back, as when a store's leader changes.
    ledger.log.now = () => (clock += clock % 7 === 0 ? -3_000 : 1_001);
    found(ledger);
    // Some end the first year of a body on their way, in one go; what comes after it is the next year's, and corrections.
    const ends = onOneStream ? -1 : seeds.findIndex(({ which }, at) => at > seeds.length / 2 && which % yearEnds === 0);
    for (const [at, one] of seeds.entries()) {
      if (at === seeds.length >> 1 && one.which % 3 === 0)
        ledger.party({ type: 'EraseParty', partyId: person, reason: 'Begäran om radering' });
      if (at === ends) endYear(ledger, one, settled);
      const body = bodies[one.which % bodies.length]!;
      if (one.amount % 12 === 11) planPayments(ledger, placeOf(one), one, days);
      if (one.amount % 16 === 15)
        makeChart(
          ledger,
          years.map((year) => ({ bodyId: body, year })),
          one,
        );
      else if (one.amount % 16 === 3) redistribute(ledger, one);
      else if (one.amount % 8 === 1 && !onOneStream) transfer(ledger, one, settled);
      else if (one.amount % 12 === 5)
        for (const next of [0, 1, 2, 3])
          report(ledger, { ...one, which: one.which + next, day: (one.day + next) % days.length });
      else if (one.amount % 12 === 7) claim(ledger, one);
      else if (one.amount % 12 === 9) publishIndex(ledger, placeOf(one), one);
      else step(ledger, one);
      if (ends >= 0 && at > ends) correctLate(ledger, one);
    }
    return ledger;
  });
}

function found(ledger: LedgerInMemory): void {
  // What is sealed is opaque to everything that these histories are run through.
  const identifiers = [{ scheme: 'SE-PNR', id: '1.c2VhbGVkLWlk', mark: 'bWFyaw' }];
  const sealed = { name: '1.c2VhbGVkLW5hbW4', identifiers };
  ledger.party({ type: 'RegisterParty', partyId: person, kind: 'sole-trader', sealed });
  for (const partyId of [...bodies, ...recipients])
    ledger.party({ type: 'RegisterParty', partyId, name: `Parten ${partyId}`, kind: 'association' });
  for (const agreementId of agreementIds)
    ledger.agreement({
      type: 'RegisterAgreement',
      agreementId,
      name: `Avtal ${agreementId}`,
      kind: 'partnership',
      bodyId: bodies[0]!,
      parties: [bodies[0]!, recipients[0]!],
      term: agreementId === agreementIds[0] ? { from: '2018' } : { from: '2019-07', to: '2020-06-30' },
    });
  for (const [at, bodyId] of bodies.entries())
    for (const year of years)
      ledger.budget({
        type: 'OpenBudget',
        bodyId,
        year,
        currency: at === 0 ? 'SEK' : 'JPY',
        control: at === 0 ? 'none' : 'warn',
        ...((year === 2020 || at === 1) && { approval: { policy: 'above', above: '9000' } }),
        reuse: year === 2020,
      });
}

/** Locks, carries forward and closes the first year of a body; now and then, unless it is to be settled, it stops on its way. */
function endYear(ledger: LedgerInMemory, { what, which, amount }: Seed, settled: boolean): void {
  const bodyId = bodies[what % bodies.length]!;
  const [at, next] = [
    { bodyId, year: years[0]! },
    { bodyId, year: years[1]! },
  ];
  const plan = { ...at, appropriationId: 'slutavrakning', decision: { bodyId, decidedOn: '2019-11-12' } };
  ledger.budget({ type: 'ProposeAppropriation', ...plan, kind: 'supplementary', amount: String(amount * 20) });
  ledger.budget({ type: 'AdoptAppropriation', ...plan });
  ledger.budget({ type: 'LockBudget', ...at, note: 'Bokslut' });
  ledger.budget({ type: 'UnlockBudget', ...at, reason: 'En till' });
  for (const { allocationId, proposal } of ledger.budgetState(bodyId, at.year).allocations.values())
    if (proposal && which % 2)
      ledger.budget({ type: 'RejectAllocation', ...at, allocationId, reason: 'Nytt år' }, 'cecilia');
    else if (proposal)
      ledger.budget({ type: 'WithdrawProposal', ...at, allocationId, reason: 'Nytt år' }, proposal.proposedBy);
  for (const transferId of ledger.budgetState(bodyId, at.year).sent.keys()) seeThrough(ledger, at, transferId);
  ledger.budget({ type: 'LockBudget', ...at });
  const { budget, programmes: opened } = ledger.budgetState(bodyId, next.year);
  const { currency } = budget!;
  const programmes = [...opened.keys()];
  const rule = {
    committed: which % 3 ? ('carry' as const) : ('release' as const),
    available: which % 2 ? ('carry' as const) : ('lapse' as const),
    ...(which % 2 && amount % 2 ? { availableAtMost: String(amount) } : {}),
    overrun: amount % 2 ? ('carry' as const) : ('stay' as const),
  };
  const neighbours = { earlierOpen: false, next: { currency, phase: 'open' as const, programmes } };
  ledger.budget({ type: 'BeginCarryForward', ...at, rule, neighbours });
  while (ledger.budget({ type: 'CarryOn', ...at }) === null);
  const given = ledger.budgetState(bodyId, at.year);
  if (amount % 5 === 0 && !settled) return;
  ledger.budget({ type: 'TakeOver', ...next, carried: carriedForward(given, given.budget!) });
  ledger.budget({ type: 'CompleteCarryForward', ...at, untaken: 0 });
  const { revision } = ledger.budgetState(bodyId, at.year);
  ledger.budget({ type: 'CloseBudget', ...at, sealed: { revision, position: String(ledger.log.events.length) } });
}

/** Between the years of a body: it arrives, comes back, is given back, or, unless all is to be settled, stops on its way. */
function transfer(ledger: LedgerInMemory, { what, which, amount, day }: Seed, settled: boolean): void {
  const bodyId = bodies[which % bodies.length]!;
  const [from, to] = which & 2 ? years : years.toReversed();
  const [giver, taker] = [
    { bodyId, year: from! },
    { bodyId, year: to! },
  ];
  const { budget, phase } = ledger.budgetState(bodyId, taker.year);
  const { currency } = budget!;
  const transferId = `t-${ledger.log.events.length}`;
  const decision = { bodyId, decidedOn: days[day]!, caseNumber: `HSN ${which}` };
  const other = { currency, phase };
  const sent = { transferId, to: taker, amount: String(amount), decision, note: 'Omfördelning', other };
  // What is not available is not transferred, and these budgets mostly overdraw.
  const more = { ...giver, appropriationId: `${transferId}-anslag`, decision };
  ledger.budget({ type: 'ProposeAppropriation', ...more, kind: 'supplementary', amount: '5000000' });
  ledger.budget({ type: 'AdoptAppropriation', ...more, effectiveOn: days[day]! });
  if (ledger.budget({ type: 'SendTransfer', ...giver, ...sent }) !== null) return;
  if (what % 5 === 0 && !settled) return;
  if (what % 5 === 1) ledger.budget({ type: 'LockBudget', ...taker });
  seeThrough(ledger, giver, transferId);
  if (what % 5 === 1) ledger.budget({ type: 'UnlockBudget', ...taker, reason: 'En till' });
  if (what % 3 !== 0) return;
  const back = `${transferId}-back`;
  const reverses = { from: giver, transferId };
  const open = { currency, phase: ledger.budgetState(bodyId, giver.year).phase };
  ledger.budget({ type: 'ReverseTransfer', ...taker, transferId: back, reverses, reason: 'Fel', other: open });
  seeThrough(ledger, taker, back);
}

/** Opens programmes in both years of a body, gives one of them money and moves some on; now and then back again. */
function redistribute(ledger: LedgerInMemory, { what, which, amount, day }: Seed): void {
  const bodyId = bodies[which % bodies.length]!;
  const decision = { bodyId, decidedOn: days[day]! };
  const [programmeId, other] = which % 3 ? programmeIds : programmeIds.toReversed();
  for (const year of years)
    ledger.budget({
      type: 'OpenProgramme',
      bodyId,
      year,
      programmeId: programmeId!,
      name: `Program ${programmeId}`,
      ...(which % 2 && { control: which % 4 === 1 ? 'none' : 'warn' }),
      decision,
    });
  const at = { bodyId, year: years[(which >> 1) % years.length]! };
  const plan = { ...at, appropriationId: `ram-${ledger.log.events.length}`, decision };
  const kind = { kind: 'supplementary', amount: String(amount * 10) } as const;
  ledger.budget({ type: 'ProposeAppropriation', ...plan, ...kind, ...(what % 3 && { programmeId: programmeId! }) });
  ledger.budget({ type: 'AdoptAppropriation', ...plan });
  const transferId = `om-${ledger.log.events.length}`;
  const ends = what % 3 ? { fromProgrammeId: programmeId! } : { toProgrammeId: programmeId! };
  const onward =
    what % 3 && ledger.budgetState(bodyId, at.year).programmes.has(other!) ? { toProgrammeId: other! } : {};
  const moved = { transferId, ...ends, ...onward, amount: String(amount), decision, note: 'Omfördelning' };
  ledger.budget({ type: 'TransferBetweenProgrammes', ...at, ...moved });
  if (what % 4 === 0) ledger.budget({ type: 'ReverseProgrammeTransfer', ...at, transferId, reason: 'Fel program' });
}

/** The steps that the ledger takes by itself. */
function seeThrough(ledger: LedgerInMemory, giver: { bodyId: string; year: number }, transferId: string): void {
  const sent = ledger.budgetState(giver.bodyId, giver.year).sent.get(transferId);
  if (sent?.status !== 'under-way') return;
  ledger.budget({ type: 'ReceiveTransfer', ...sent.to, transfer: onItsWay(sent, giver) });
  const became = arrivalOf(ledger.budgetState(sent.to.bodyId, sent.to.year), giver, transferId);
  ledger.budget({ type: 'SettleTransfer', ...giver, transferId, because: became!.because });
}

function correctLate(ledger: LedgerInMemory, { which, amount, what }: Seed): void {
  if (what % 3 !== 0) return;
  const bodyId = bodies[which % bodies.length]!;
  const [concernsYear, year] = years as [number, number];
  const given = ledger.budgetState(bodyId, concernsYear);
  const isClosed = given.phase === 'closed';
  const carried = [...ledger.budgetState(bodyId, year).allocations.values()].filter((one) => one.carriedFrom);
  const figure = correctedFigures[what % correctedFigures.length]!;
  const allocationId = carried[which % Math.max(1, carried.length)]?.allocationId ?? 'none';
  const about = { concernsYear, ...(figure !== 'appropriated' && { allocationId }) };
  ledger.budget({
    type: 'RecordLateCorrection',
    bodyId,
    year,
    figure,
    isClosed,
    earliestOpen: null,
    before: yearsThen(isClosed ? [{ ...given, budget: given.budget! }] : [], about),
    difference: `-${Math.ceil(amount / 100)}`,
    reason: 'Fel i bokslutet',
    ...about,
  });
}

function step(ledger: LedgerInMemory, { what, which, amount, day }: Seed): void {
  const bodyId = bodies[which % bodies.length]!;
  const year = years[(which >> 1) % years.length]!;
  const effectiveOn = days[day]!;
  const actor = actors[(which >> 2) % actors.length]!;
  const recipientId = recipients[which % recipients.length]!;
  const state = ledger.budgetState(bodyId, year);
  const open = [...state.allocations.values()].filter(({ status }) => status === 'decided' || which % 4 === 0);
  const allocationId = open[which % Math.max(1, open.length)]?.allocationId ?? 'none';
  const appropriationId = [...state.appropriations.keys()][which % Math.max(1, state.appropriations.size)] ?? 'none';
  const decision = { bodyId, decidedOn: effectiveOn, caseNumber: `HSN ${which}` };
  const onAllocation = { bodyId, year, allocationId };
  const send = (command: Omit<BudgetCommand, 'actor' | 'today'>) => void ledger.budget(command as never, actor);
  const text = String(amount);
  const agreement = ledger.agreementState(agreementIds[which % 2]!);
  if (amount % 6 === 0 && agreement) {
    ledger.agreement(actOn(agreement, { act: amount / 6, pick: which >> 1, size: day + what }));
    return;
  }
  const waiting = [...state.allocations.values()].findLast(({ proposal }) => proposal);
  const other = actors.find((one) => one !== waiting?.proposal?.proposedBy)!;
  const onWaiting = { bodyId, year, allocationId: waiting?.allocationId ?? allocationId };
  if (what === 27) return appoint(ledger, { bodyId, year }, which, amount);
  if (what < 27) {
    const id = `a-${ledger.log.events.length}`;
    const kind = which % 2 ? 'one-off' : 'yearly';
    const named = [undefined, ...state.programmes.keys()][amount % (state.programmes.size + 1)];
    const under = which % 5 === 0 ? { agreementId: agreementIds[which % 2]! } : {};
    send({
      type: 'Allocate',
      bodyId,
      year,
      allocationId: id,
      recipientId,
      kind,
      amount: text,
      decision,
      title: 'Ett bidrag',
      ...(named !== undefined && { programme: named }),
      ...coded(state, { which, amount }),
      ...under,
    } as never);
  } else if (what < 34) void ledger.budget({ type: 'ApproveAllocation', ...onWaiting }, other);
  else if (what < 36) void ledger.budget({ type: 'RejectAllocation', ...onWaiting, reason: 'Nej' }, other);
  else if (what < 37 && waiting)
    void ledger.budget({ type: 'WithdrawProposal', ...onWaiting, reason: 'Fel' }, waiting.proposal!.proposedBy);
  else if (what < 39) {
    send({ type: 'AdjustAllocation', ...onAllocation, reason: 'Mer', effectiveOn, difference: '20000' } as never);
    send({ type: 'WithdrawProposal', ...onAllocation, reason: 'Ändrade sig' } as never);
  } else if (what < 49)
    send({
      type: 'AdjustAllocation',
      ...onAllocation,
      reason: 'Nytt pris',
      effectiveOn: later(effectiveOn),
      difference: which % 3 ? text : `-${Math.ceil(amount / 100)}`,
    } as never);
  else if (what < 60)
    send({
      type: 'RecordDisbursement',
      ...onAllocation,
      amount: String(Math.ceil(amount / 50)),
      ...(which % 3 === 0 && coded(state, { which: amount, amount: which })),
      disbursementId: `d-${ledger.log.events.length}`,
      effectiveOn: later(effectiveOn),
    } as never);
  else if (what < 65)
    send({
      type: 'RecordReturn',
      ...onAllocation,
      amount: String(Math.ceil(amount / 500)),
      ...(which % 3 === 0 && coded(state, { which: amount, amount: which })),
      returnId: `r-${ledger.log.events.length}`,
      effectiveOn: later(effectiveOn),
    } as never);
  else if (what < 69)
    send({
      type: 'ReleaseAllocation',
      ...onAllocation,
      reason: 'Behövs inte',
      effectiveOn: later(effectiveOn),
    } as never);
  else if (what < 73) send({ type: 'ReverseAllocation', ...onAllocation, reason: 'Fel' } as never);
  else if (what < 78) {
    const entry = state.allocations.get(allocationId)?.entries.at(-1);
    const voucher = `${bodyId}/${year}/${(entry?.revision ?? 0) + 1}`;
    send({ type: 'ReverseAllocation', ...onAllocation, reason: 'Fel', voucher } as never);
  } else if (what < 81)
    send({
      type: 'ReplaceAllocation',
      ...onAllocation,
      reason: 'Fel mottagare',
      recipientId,
      newAllocationId: `b-${ledger.log.events.length}`,
      ...(amount % 2 && coded(state, { which, amount })),
    } as never);
  else if (what < 83)
    send({ type: 'AnnotateAllocation', ...onAllocation, reason: 'Stavfel', title: 'Ny titel' } as never);
  else if (what < 87)
    send({
      type: 'ProposeAppropriation',
      bodyId,
      year,
      appropriationId: `anslag-${ledger.log.events.length}`,
      kind: which % 4 ? 'original' : 'reduction',
      amount: which % 3 ? text : null,
      decision,
    } as never);
  else if (what < 88)
    send({ type: 'RecommendAppropriation', bodyId, year, appropriationId, decision, amount: text } as never);
  else if (what < 91)
    send({
      type: 'AdoptAppropriation',
      bodyId,
      year,
      appropriationId,
      decision,
      ...(which % 3 ? {} : { amount: text }),
    } as never);
  else if (what < 92) send({ type: 'RejectAppropriation', bodyId, year, appropriationId, reason: 'Nej' } as never);
  else if (what < 94) send({ type: 'ReverseAppropriation', bodyId, year, appropriationId, reason: 'Fel' } as never);
  else if (what < 95) mergeInto(ledger, recipientId, recipients[(which + day) % recipients.length]!, effectiveOn);
  else if (what < 96)
    ledger.party({
      type: 'RenameParty',
      partyId: recipientId,
      effectiveFrom: effectiveOn,
      ...(recipientId === person ? { sealed: { name: `1.bnl0dA${which}` } } : { name: `Nytt namn ${which}` }),
    });
  else if (what < 97 && which % 3 === 0)
    ledger.party({
      type: 'RecordOwnership',
      partyId: recipientId,
      owners: [{ ownerId: bodies[0]!, share: which % 2 ? '1/3' : null }],
      effectiveFrom: which % 4 ? effectiveOn : null,
    });
  else if (what < 97 && which % 3 === 1)
    ledger.party({ type: 'EndorseRename', partyId: recipientId, name: `Namn ${which}`, decision });
  else if (what < 97)
    ledger.party({
      type: 'IdentifyParty',
      partyId: recipientId,
      scheme: 'XX-REG',
      ...(recipientId === person ? { sealed: { id: `1.aWQ${which}`, mark: `${which}` } } : { id: `${which}` }),
    });
  else {
    const agreementId = agreementIds[which % 2]!;
    ledger.agreement({
      type: 'RecordFundingTerms',
      agreementId,
      recipientId,
      currency: 'SEK',
      amount: which % 2 ? null : text,
      firstYear: years[which % 2]!,
      ...(which % 3 && { lastYear: 2020 }),
      ...(which % 5 < 2 && { proration: which % 5 ? ('day' as const) : ('month' as const) }),
      ...indexNamed(which),
      isIndexKnown: ledger.indexState(indexId) !== null,
    });
    fund(ledger, agreementId, { bodyId, year });
  }
}

function fund(ledger: LedgerInMemory, agreementId: string, on: { bodyId: string; year: number }): void {
  const agreement = ledger.agreementState(agreementId)!;
  const terms = termsFor(agreement.fundingTerms, on.year) ?? null;
  const borne = borneBy(agreement, on.year, on.bodyId);
  const index = terms?.indexation ? { series: ledger.indexState(terms.indexation.indexId) } : {};
  ledger.budget({ type: 'FundYear', ...on, agreementId, standing: standingOf(agreement), terms, borne, ...index });
}

function mergeInto(ledger: LedgerInMemory, partyId: string, into: string, effectiveFrom: string): void {
  const merger = ledger.partyState(into)?.merger;
  const merged = merger ? { partyId: into, survivorId: merger.into, effectiveFrom: merger.effectiveFrom } : null;
  ledger.party({ type: 'MergeParty', partyId, into, effectiveFrom, reason: 'Gick samman', ...(merged && { merged }) });
}

/** Those who approve are all appointed, so that they go on approving what is within their limits; david comes and goes. */
function appoint(ledger: LedgerInMemory, on: { bodyId: string; year: number }, which: number, amount: number): void {
  const limit = which % 3 === 0 ? { limit: String(amount * 2) } : {};
  const send = (command: object) => void ledger.budget({ ...on, ...command } as never, 'erik');
  for (const subject of [...actors, 'cecilia'])
    send({ type: 'AppointApprover', subject, validFrom: '2019-01-01', ...limit });
  send({ type: 'AppointApprover', subject: 'david', validFrom: '2019-03-01', validTo: '2019-12-31', note: 'Vikarie' });
  const period = { validFrom: '2019-05-01', validTo: '2019-08-31', reason: 'Ledig' };
  send({ type: 'AppointSubstitute', subject: actors[which % 2], substitute: 'david', ...period });
  if (which % 4 === 0) send({ type: 'RevokeApprover', subject: 'david', reason: 'Slutat', effectiveOn: '2019-05-15' });
}

const placeOf = ({ what }: Seed) => ({
  bodyId: bodies[what % bodies.length]!,
  year: years[(what >> 1) % years.length]!,
});

/** A report is asked for, and what is owed comes in, is put off or is waived. */
function report(ledger: LedgerInMemory, { what, which, day }: Seed): void {
  const on = { bodyId: bodies[what % bodies.length]!, year: years[(what >> 1) % years.length]! };
  const all = [...ledger.budgetState(on.bodyId, on.year).allocations.values()].filter(
    (one) => one.status === 'decided',
  );
  // Mostly something becomes of a report that was asked for already.
  const asked = all.filter(({ duties }) => duties.length > 0);
  const some = asked.length > 0 && which % 3 !== 0 ? asked : all;
  const allocation = some[which % Math.max(1, some.length)];
  if (!allocation) return;
  const of = { ...on, allocationId: allocation.allocationId };
  const settled = allocation.duties.find((one) => one.receivedOn !== null || one.waivedOn !== null);
  if (settled && which % 2 === 0) {
    ledger.budget({ type: 'ReopenReportingDuty', ...of, dutyId: settled.dutyId, reason: 'Fel bidrag' });
    return;
  }
  const owed = allocation.duties.find((one) => one.receivedOn === null && one.waivedOn === null);
  if (owed && what % 8 !== 0) {
    const { dutyId } = owed;
    const put = { dutyId, dueOn: '2020-10-01', reason: 'Sen stämma' };
    if (day % 3 === 0) ledger.budget({ type: 'ReceiveReport', ...of, dutyId, receivedOn: '2019-05-20', note: 'Sedd' });
    else if (day % 3 === 1) ledger.budget({ type: 'ExtendReportingDuty', ...of, ...put });
    else ledger.budget({ type: 'WaiveReportingDuty', ...of, dutyId, reason: 'Återbetalt' });
    return;
  }
  const more = which % 3 === 0 ? { withholds: false } : {};
  const dutyId = `redovisning-${allocation.duties.length}`;
  const dueOn = days[(day + 2) % days.length]!;
  ledger.budget({ type: 'SetReportingDuty', ...of, dutyId, what: 'Redovisning', dueOn, ...more });
}

/** What is disbursed is demanded back, and what is demanded is paid in part, taken back, or given up. */
function claim(ledger: LedgerInMemory, { what, which, day, amount }: Seed): void {
  const on = { bodyId: bodies[what % bodies.length]!, year: years[(what >> 1) % years.length]! };
  const all = [...ledger.budgetState(on.bodyId, on.year).allocations.values()].filter(({ disbursed, committed }) =>
    disbursed.add(committed).gt(0),
  );
  const allocation = all.find(({ claims }) => claims.length > 0) ?? all[which % Math.max(1, all.length)];
  if (!allocation) return;
  const of = { ...on, allocationId: allocation.allocationId };
  const last = allocation.claims.at(-1);
  const effectiveOn = days[Math.max(day, 3)]!;
  if (last && what % 5 < 3) {
    const { claimId } = last;
    const returnId = `k-${ledger.log.events.length}`;
    if (what % 5 < 2) ledger.budget({ type: 'WithdrawClawback', ...of, claimId, reason: 'Konkurs' });
    else ledger.budget({ type: 'RecordReturn', ...of, returnId, claimId, amount: '1', effectiveOn });
    const entry = allocation.entries.findLast((one) => one.claimId !== undefined);
    const voucher = `${on.bodyId}/${on.year}/${(entry?.revision ?? 0) + 1}`;
    if (entry && which % 4 === 0) ledger.budget({ type: 'ReverseAllocation', ...of, reason: 'Fel', voucher });
    return;
  }
  if (allocation.disbursed.isZero()) {
    const disbursementId = `d-${ledger.log.events.length}`;
    ledger.budget({ type: 'RecordDisbursement', ...of, disbursementId, amount: '100', effectiveOn });
  }
  const claimId = `krav-${allocation.claims.length}`;
  const demanded = { claimId, amount: String(Math.ceil(amount / 500)), dueOn: effectiveOn, reason: 'Lades ned' };
  ledger.budget({ type: 'DemandClawback', ...of, ...demanded });
}

/** Entries mostly come after the decision that they are on. */
const later = (day: string): string => days[Math.min(days.length - 1, days.indexOf(day) + 2)]!;
