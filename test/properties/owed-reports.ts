import type { RecordedBudgetEvent } from '@anslag/domain/budget/events';

interface Owed {
  /** null once it has come in or is waived. */
  dueOn: string | null;
  /** The day that it was last asked for by. */
  asked: string;
  withholds: boolean;
}

/** Which reports each allocation of a budget owes, by its events alone: what withholds, and until when it may be paid. */
export class OwedReports {
  /** By allocation and duty: the last day for it; null once it has come in or is waived. */
  readonly #due = new Map<string, Map<string, Owed>>();

  /** What is wrong with the event, if anything. */
  look({ type, data }: RecordedBudgetEvent): string | null {
    switch (type) {
      case 'CarriedForward':
        if (data.account === 'COMMITTED') this.#due.delete(data.allocationId);
        return null;
      case 'AllocationReversed':
      case 'AllocationRejected':
        this.#due.delete(data.allocationId);
        return null;
      case 'BroughtForward':
        if (data.account !== 'COMMITTED') return null;
        for (const { dutyId, dueOn, withholds, receivedOn, waivedOn } of data.duties ?? [])
          this.#of(data).set(dutyId, { dueOn: (receivedOn ?? waivedOn) ? null : dueOn, asked: dueOn, withholds });
        return null;
      case 'ReportingDutySet':
        if (this.#of(data).has(data.dutyId)) return `${data.dutyId} was asked for twice`;
        this.#of(data).set(data.dutyId, { dueOn: data.dueOn, asked: data.dueOn, withholds: data.withholds });
        return null;
      case 'ReportReceived':
      case 'ReportingDutyWaived':
        return this.#settle(data, null);
      case 'ReportingDutyExtended':
        return this.#settle(data, data.dueOn);
      case 'ReportingDutyReopened':
        return this.#reopen(data);
      case 'DisbursementRecorded':
        for (const [dutyId, { dueOn, withholds }] of this.#of(data))
          if (withholds && dueOn !== null && dueOn < data.effectiveOn) return `${dutyId} withheld what was disbursed`;
        return null;
      case 'CarryForwardCompleted':
        return this.#left();
      default:
        return null;
    }
  }

  isOwed(allocationId: string, dutyId: string): boolean {
    return (this.#due.get(allocationId)?.get(dutyId)?.dueOn ?? null) !== null;
  }

  /** What a year that has been carried forward still has to get, which nobody could give it any more. */
  #left(): string | null {
    const isOwed = (own: ReadonlyMap<string, { dueOn: string | null }>) =>
      [...own.values()].some(({ dueOn }) => dueOn !== null);
    const left = [...this.#due].filter(([, own]) => isOwed(own)).map(([allocationId]) => allocationId);
    return left.length === 0 ? null : `${left.join()} owe reports in a year that has ended`;
  }

  #settle(of: { allocationId: string; dutyId: string }, dueOn: string | null): string | null {
    const before = this.#of(of).get(of.dutyId);
    if (!before || before.dueOn === null) return `${of.dutyId} was settled and is not owed`;
    this.#of(of).set(of.dutyId, { ...before, dueOn, asked: dueOn ?? before.asked });
    return null;
  }

  /** It is owed by the day that it was last asked for by. */
  #reopen(of: { allocationId: string; dutyId: string }): string | null {
    const before = this.#of(of).get(of.dutyId);
    if (!before || before.dueOn !== null) return `${of.dutyId} was reopened and is owed`;
    this.#of(of).set(of.dutyId, { ...before, dueOn: before.asked });
    return null;
  }

  #of({ allocationId }: { allocationId: string }) {
    const own = this.#due.get(allocationId) ?? new Map<string, Owed>();
    this.#due.set(allocationId, own);
    return own;
  }
}
