import type { Coding } from '@anslag/domain/accounts/account';
import type { AllocationTerms, BudgetEvent, Entry } from '@anslag/domain/budget/events';
import { minor, type BudgetFigures, type Row } from '../domain/figures';

// An independent oracle: a plain double-entry journal, written from the tables of bookkeeping.md. It shares no arithmetic and
// no rule with the domain; it reads the same events and must show the same balances at every cut.

type State = 'AVAILABLE' | 'RESERVED' | 'COMMITTED';
type Place =
  | State
  | 'AUTHORITY'
  | 'DISBURSED'
  | 'RECOVERED'
  | 'LAPSED'
  | 'LAST YEAR'
  | 'NEXT YEAR'
  | 'CLOSED YEAR'
  | 'GIVER'
  | 'TAKER'
  | 'ANOTHER PROGRAMME';
type Subject =
  | 'appropriation'
  | 'proposal'
  | 'decision'
  | 'adjustment'
  | 'disbursement'
  | 'return'
  | 'release'
  | 'lapse'
  | 'taking over'
  | 'handing over'
  | 'late correction'
  | 'transfer'
  | 'redistribution';

/** `units` moved from one account to another; a reversal moves minus that. */
interface Move {
  revision: number;
  day: string;
  from: Place;
  to: Place;
  units: bigint;
  subject: Subject;
  allocationId?: string;
  recipientId?: string;
  programme?: string;
  /** What its allocation is coded with; and what a payment is, where that is another. */
  coding?: Coding;
  own?: Coding;
}

type Booking = Omit<Move, 'revision'>;

export class DoubleEntryBook {
  readonly #journal: Move[] = [];
  /** What each revision moved, so that it can be moved back: for an approval also what its proposal had moved. */
  readonly #moved = new Map<number, Booking[]>();
  readonly #waiting = new Map<string, Booking>();
  readonly #standing = new Map<string, Set<number>>();
  readonly #transfers = new Map<string, Booking>();
  /** What each allocation, and each appropriation, was first said to be under: all that follows on it is too. */
  readonly #programmes = new Map<string, string>();
  readonly #given = new Map<string, string>();
  /** What each allocation was first said to be coded with, likewise. */
  readonly #codings = new Map<string, Coding>();
  #year = 0;
  #reuse = false;
  #keepsToAvailable = false;

  /** Books an event of the budget, by its row in the table. */
  record(event: BudgetEvent, revision: number): void {
    switch (event.type) {
      case 'BudgetOpened':
        this.#year = event.data.year;
        this.#reuse = event.data.reuse;
        this.#keepsToAvailable = event.data.control !== 'none';
        return;
      case 'AppropriationAdopted': {
        const { kind, amount, effectiveOn: day } = event.data;
        const units = kind === 'reduction' ? -minor(amount) : minor(amount);
        const programme = under(this.#given.get(event.data.appropriationId));
        return this.#move(revision, {
          day,
          from: 'AUTHORITY',
          to: 'AVAILABLE',
          units,
          subject: 'appropriation',
          ...programme,
        });
      }
      case 'AppropriationReversed':
        return this.#moveBack(revision, event.data.reverses);

      case 'AppropriationProposed':
        if (event.data.programmeId !== undefined) this.#given.set(event.data.appropriationId, event.data.programmeId);
        return;

      case 'AllocationProposed':
      case 'AllocationAdjustmentProposed': {
        if (event.type === 'AllocationProposed') this.#names(event.data);
        const reserved = this.#of(event.data, 'AVAILABLE', 'RESERVED', 'proposal');
        this.#waiting.set(event.data.allocationId, reserved);
        return this.#move(revision, reserved);
      }
      case 'AllocationApproved':
        return this.#approve(revision, event.data, 'decision');
      case 'AllocationAdjustmentApproved':
        return this.#approve(revision, event.data, 'adjustment');
      case 'AllocationRejected':
      case 'AllocationAdjustmentRejected':
      case 'AllocationAdjustmentWithdrawn':
        return this.#withdraw(revision, event.data.allocationId);

      case 'AllocationDecided':
        this.#names(event.data);
        this.#stands(event.data.allocationId, revision);
        return this.#move(revision, this.#of(event.data, 'AVAILABLE', 'COMMITTED', 'decision'));
      case 'AllocationAdjusted': {
        const from = event.data.amount.startsWith('-') ? this.#freed(event.data) : 'AVAILABLE';
        this.#stands(event.data.allocationId, revision);
        return this.#move(revision, this.#of(event.data, from, 'COMMITTED', 'adjustment'));
      }
      case 'DisbursementRecorded':
        return this.#move(revision, {
          ...this.#of(event.data, 'COMMITTED', 'DISBURSED', 'disbursement'),
          ...own(event.data.ownCoding),
        });
      case 'ReturnRecorded':
        return this.#move(revision, {
          ...this.#of(event.data, 'RECOVERED', this.#freed(event.data), 'return'),
          ...own(event.data.ownCoding),
        });
      case 'AllocationReleased':
        return this.#move(revision, this.#of(event.data, 'COMMITTED', this.#freed(event.data), 'release'));

      case 'AllocationReversed': {
        const { allocationId } = event.data;
        if (this.#waiting.has(allocationId)) return this.#withdraw(revision, allocationId);
        for (const standing of this.#standing.get(allocationId) ?? []) this.#moveBack(revision, standing);
        this.#standing.delete(allocationId);
        return;
      }
      case 'EntryReversed':
        this.#standing.get(event.data.allocationId)?.delete(event.data.entry.revision);
        return this.#moveBack(revision, event.data.entry.revision);

      case 'CarriedForward':
        return this.#move(revision, this.#passing(event.data, event.data.account, 'NEXT YEAR', 'handing over'));
      case 'BroughtForward':
        if (event.data.account === 'COMMITTED') this.#names(event.data);
        return this.#move(revision, this.#passing(event.data, 'LAST YEAR', event.data.account, 'taking over'));
      case 'AvailableLapsed': {
        const { amount, effectiveOn: day, programmeId } = event.data;
        const lapse = { day, units: minor(amount), subject: 'lapse' as const, ...under(programmeId) };
        return this.#move(revision, { from: 'AVAILABLE', to: 'LAPSED', ...lapse });
      }
      case 'TransferSent':
      case 'TransferReceived': {
        const { transferId, amount, effectiveOn: day, reverses } = event.data;
        const other = event.type === 'TransferSent' ? event.data.to : event.data.from;
        const isOutgoing = event.type === 'TransferSent';
        // A transfer back undoes what came from the other, or what went to it.
        if (reverses !== undefined) {
          const first = this.#transfers.get(`${isOutgoing ? 'in' : 'out'} ${other.bodyId} ${other.year} ${reverses}`);
          if (!first) throw new Error(`Nothing to give back for ${reverses}`);
          const back = { ...first, units: -first.units };
          if (isOutgoing) this.#transfers.set(`back ${transferId}`, back);
          return this.#move(revision, back);
        }
        const [from, to]: [Place, Place] = isOutgoing ? ['AVAILABLE', 'TAKER'] : ['GIVER', 'AVAILABLE'];
        const booking = { day, from, to, units: minor(amount), subject: 'transfer' as const };
        this.#transfers.set(`${isOutgoing ? 'out' : 'in'} ${other.bodyId} ${other.year} ${transferId}`, booking);
        return this.#move(revision, booking);
      }
      case 'TransferReturned': {
        const { transferId, to, reverses } = event.data;
        const key = reverses === undefined ? `out ${to.bodyId} ${to.year} ${transferId}` : `back ${transferId}`;
        const first = this.#transfers.get(key);
        if (!first) throw new Error(`${transferId} comes back and was not sent`);
        return this.#move(revision, { ...first, units: -first.units });
      }
      case 'ProgrammeTransferred': {
        const { fromProgrammeId, toProgrammeId, amount, effectiveOn: day } = event.data;
        const of = { day, units: minor(amount), subject: 'redistribution' as const };
        const out: Booking = { from: 'AVAILABLE', to: 'ANOTHER PROGRAMME', ...of, ...under(fromProgrammeId) };
        const into: Booking = { from: 'ANOTHER PROGRAMME', to: 'AVAILABLE', ...of, ...under(toProgrammeId) };
        this.#journal.push({ ...out, revision }, { ...into, revision });
        this.#moved.set(revision, [out, into]);
        return;
      }
      case 'ProgrammeTransferReversed':
        return this.#moveBack(revision, event.data.reverses);
      case 'LateCorrectionRecorded':
        return this.#correct(revision, event.data);

      case 'TransferDeclined':
      case 'TransferCompleted':
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
      case 'BudgetLocked':
      case 'BudgetUnlocked':
      case 'CarryForwardBegun':
      case 'CarryForwardCompleted':
      case 'BudgetClosed':
      case 'ProgrammeOpened':
      case 'DimensionOpened':
      case 'CodesOpened':
      case 'CodesClosed':
      case 'AppropriationRecommended':
      case 'AppropriationRejected':
      case 'AllocationAnnotated':
        return;
    }
  }

  /** A recipient's row as of an effective day, as known up to a revision. */
  row(recipientId: string, effectiveAt: string, revision: number): Row {
    const moves = this.#upTo(effectiveAt, revision).filter((move) => move.recipientId === recipientId);
    return rowOf(moves, moves);
  }

  /** The row of what is coded with a code of a dimension, or, with null, with none: what was paid counts where that says. */
  codedRow(dimensionId: string, code: string | null, effectiveAt: string, revision: number): Row {
    const all = this.#upTo(effectiveAt, revision).filter((move) => move.recipientId !== undefined);
    const isOn = (coding: Coding | undefined) => (coding?.[dimensionId] ?? null) === code;
    return rowOf(
      all.filter(({ coding }) => isOn(coding)),
      all.filter((move) => isOn(move.own ?? move.coding)),
    );
  }

  /** The budget's own figures at the same cut; or those of a programme, or, with null, of what is under none. */
  figures(effectiveAt: string, revision: number, programme?: string | null): BudgetFigures {
    const all = this.#upTo(effectiveAt, revision);
    const moves = programme === undefined ? all : all.filter((move) => (move.programme ?? null) === programme);
    return {
      appropriated: sum(moves.filter(({ subject }) => subject === 'appropriation')),
      available: balance(moves, 'AVAILABLE'),
      reserved: balance(moves, 'RESERVED'),
      committed: balance(moves, 'COMMITTED'),
      disbursed: balance(moves, 'DISBURSED'),
      returned: sum(moves.filter(({ subject }) => subject === 'return')),
      lapsed: balance(moves, 'LAPSED'),
      carriedIn: -balance(moves, 'LAST YEAR'),
      carriedOut: balance(moves, 'NEXT YEAR'),
      transferredIn: -balance(moves, 'GIVER'),
      transferredOut: balance(moves, 'TAKER'),
      priorYear: -balance(moves, 'CLOSED YEAR'),
    };
  }

  #approve(revision: number, { allocationId }: Entry, subject: Subject): void {
    const reserved = this.#waiting.get(allocationId);
    if (!reserved) throw new Error(`Nothing of ${allocationId} waits`);
    this.#waiting.delete(allocationId);
    this.#stands(allocationId, revision);
    this.#move(revision, { ...reserved, from: 'RESERVED', to: 'COMMITTED', subject });
    this.#moved.get(revision)?.push(reserved);
  }

  #withdraw(revision: number, allocationId: string): void {
    const reserved = this.#waiting.get(allocationId);
    if (!reserved) throw new Error(`Nothing of ${allocationId} waits`);
    this.#waiting.delete(allocationId);
    this.#journal.push({ ...reserved, revision, units: -reserved.units });
  }

  #move(revision: number, booking: Booking): void {
    this.#journal.push({ ...booking, revision });
    this.#moved.set(revision, [booking]);
  }

  #moveBack(revision: number, reversed: number): void {
    const moved = this.#moved.get(reversed);
    if (!moved) throw new Error(`Revision ${reversed} moved nothing, or was moved back before`);
    this.#moved.delete(reversed);
    for (const booking of moved) this.#journal.push({ ...booking, revision, units: -booking.units });
  }

  #stands(allocationId: string, revision: number): void {
    const standing = this.#standing.get(allocationId) ?? new Set();
    this.#standing.set(allocationId, standing.add(revision));
  }

  #of(entry: Entry, from: Place, to: Place, subject: Subject): Booking {
    const { allocationId, recipientId, effectiveOn: day, amount } = entry;
    const marks = { ...under(this.#programmes.get(allocationId)), ...this.#coded(allocationId) };
    return { day, from, to, units: minor(amount), subject, allocationId, recipientId, ...marks };
  }

  /** A replacement is under what it replaces was; any other allocation under what its decision names. */
  #names({ allocationId, programmeId, replaces, dimensions }: Entry & AllocationTerms): void {
    const coding = Object.entries(dimensions ?? {}).filter(([name]) => !name.includes('.'));
    if (coding.length > 0) this.#codings.set(allocationId, Object.fromEntries(coding));
    const programme = replaces === undefined ? programmeId : this.#programmes.get(replaces);
    if (programme !== undefined) this.#programmes.set(allocationId, programme);
  }

  #coded(allocationId: string): { coding?: Coding } {
    const coding = this.#codings.get(allocationId);
    return coding === undefined ? {} : { coding };
  }

  /** Over the turn of the year: of an allocation, or of what is available. */
  #passing(
    data: {
      amount: string;
      effectiveOn: string;
      allocationId?: string;
      recipientId?: string;
      programmeId?: string;
    },
    from: Place,
    to: Place,
    subject: Subject,
  ): Booking {
    const { amount, effectiveOn: day, allocationId, recipientId } = data;
    const programme = under(allocationId === undefined ? data.programmeId : this.#programmes.get(allocationId));
    const whose =
      allocationId === undefined
        ? programme
        : { allocationId, recipientId: recipientId!, ...programme, ...this.#coded(allocationId) };
    return { day, from, to, units: minor(amount), subject, ...whose };
  }

  /** A figure that should have been larger left less where it took from, and more where it went to. */
  #correct(revision: number, data: Extract<BudgetEvent, { type: 'LateCorrectionRecorded' }>['data']): void {
    const { figure } = data;
    const place: Place =
      figure === 'appropriated'
        ? 'AVAILABLE'
        : figure === 'returned'
          ? this.#freed(data as unknown as Entry)
          : 'COMMITTED';
    const isOutgoing = figure === 'disbursed' || figure === 'released';
    const isLess = data.amount.startsWith('-');
    const givesMore = (figure === 'allocated' && !isLess) || (figure === 'released' && isLess);
    const other: Place = givesMore && this.#keepsToAvailable ? 'AVAILABLE' : 'CLOSED YEAR';
    const [from, to]: [Place, Place] = isOutgoing ? [place, other] : [other, place];
    this.#move(revision, this.#passing(data, from, to, 'late correction'));
  }

  #freed({ originYear }: Entry): Place {
    return originYear === this.#year || this.#reuse ? 'AVAILABLE' : 'LAPSED';
  }

  #upTo(effectiveAt: string, revision: number): Move[] {
    return this.#journal.filter((move) => move.day <= effectiveAt && move.revision <= revision);
  }
}

/** What a row says of some moves: `kept` is what they left and put where it is committed, `paid` what was paid and came back. */
function rowOf(kept: Move[], paid: Move[]): Row {
  const about = (moves: Move[], ...subjects: Subject[]) =>
    sum(moves.filter(({ subject }) => subjects.includes(subject)));
  const allocated = about(kept, 'decision', 'adjustment');
  const released = about(kept, 'release');
  const [carriedIn, carriedOut] = [about(kept, 'taking over'), about(kept, 'handing over')];
  const late = kept.filter(({ subject }) => subject === 'late correction');
  const priorYear = balance(late, 'COMMITTED');
  return {
    allocated,
    reserved: balance(kept, 'RESERVED'),
    disbursed: about(paid, 'disbursement'),
    returned: about(paid, 'return'),
    released,
    carriedIn,
    carriedOut,
    priorYear,
    remaining: allocated + carriedIn - about(kept, 'disbursement') - released - carriedOut + priorYear,
  };
}

const own = (coding: Coding | undefined) => (coding === undefined ? {} : { own: coding });

const under = (programme: string | undefined) => (programme === undefined ? {} : { programme });

const sum = (moves: Move[]): bigint => moves.reduce((total, { units }) => total + units, 0n);

const balance = (moves: Move[], place: Place): bigint =>
  sum(moves.filter(({ to }) => to === place)) - sum(moves.filter(({ from }) => from === place));
