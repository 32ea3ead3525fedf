import { formatMinor } from '@anslag/money/amount';
import { appropriationKinds, type AppropriationKind } from '@anslag/domain/budget/events';
import type { Step } from './budgets';
import type { Cut } from './cut';

/** An appropriation that waits for adoption. It has no effective day, so only the known axis counts. */
export interface WaitingAppropriation {
  appropriationId: string;
  /** The programme that it would be for. */
  programmeId: string | null;
  kind: string;
  status: 'proposed' | 'recommended';
  amount: string | null;
  decision: unknown;
  /** Which bodies recommend it so far, and which amount. */
  recommendations: { amount: string | null; decision: unknown }[];
}

export interface Appropriations {
  /** Whether anything that stands was adopted up to the effective day. */
  adopted: boolean;
  /** What stands adopted, a reduction as a positive amount. */
  byKind: Record<AppropriationKind, string>;
  waiting: WaitingAppropriation[];
}

interface Row {
  appropriation_id: string;
  step: string;
  programme_id: string | null;
  kind: string | null;
  amount: bigint | null;
  effective_on: string | null;
  decision: string | null;
}

/** The appropriations of a budget at the cut, in the order in which they were proposed. */
export async function appropriationsAt(
  cut: Cut,
  bodyId: string,
  year: number,
  currency: string,
): Promise<Appropriations> {
  const all = [...(await stepsOf(cut, bodyId, year)).values()];
  const standing = all.map((steps) => steps.at(-1)!).filter((last) => last.step === ('adopted' satisfies Step));
  const effective = standing.filter((last) => cut.effectiveAt === null || last.effective_on! <= cut.effectiveAt);
  const sum = (kind: AppropriationKind) =>
    effective.filter((last) => last.kind === kind).reduce((total, last) => total + last.amount!, 0n);
  const byKind = Object.fromEntries(appropriationKinds.map((kind) => [kind, formatMinor(sum(kind), currency)]));
  return {
    adopted: effective.length > 0,
    byKind: byKind as Appropriations['byKind'],
    waiting: all.flatMap((steps) => waitingOf(steps, currency) ?? []),
  };
}

async function stepsOf({ tx, position }: Cut, bodyId: string, year: number): Promise<Map<string, Row[]>> {
  const rows = await tx
    .selectFrom('appropriations')
    .select(['appropriation_id', 'step', 'programme_id', 'kind', 'amount', 'effective_on', 'decision'])
    .where('year', '=', BigInt(year))
    .where('body_id', '=', bodyId)
    .where('position', '<=', position)
    .orderBy('position')
    .execute();
  return Map.groupBy(rows, (row) => row.appropriation_id);
}

function waitingOf(steps: readonly Row[], currency: string): WaitingAppropriation | null {
  const [proposal] = steps as [Row];
  const { step: status } = steps.at(-1)!;
  if (status !== 'proposed' && status !== 'recommended') return null;
  const told = ({ amount, decision }: Row) => ({
    amount: amount === null ? null : formatMinor(amount, currency),
    decision: decision === null ? null : JSON.parse(decision),
  });
  return {
    appropriationId: proposal.appropriation_id,
    programmeId: proposal.programme_id,
    kind: proposal.kind!,
    status,
    ...told(proposal),
    recommendations: steps.slice(1).map(told),
  };
}
