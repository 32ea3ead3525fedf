import type { Cut } from './cut';

/** The ids of the agreements that a body may fund, its own and those whose shares name it, in their order: where a run has to look. */
export async function agreementsOfBody({ tx, position }: Cut, bodyId: string): Promise<string[]> {
  const own = tx
    .selectFrom('agreements')
    .select('agreement_id')
    .where('body_id', '=', bodyId)
    .where('position', '<=', position);
  const shared = tx
    .selectFrom('agreement_bearers')
    .select('agreement_id')
    .where('party_id', '=', bodyId)
    .where('position', '<=', position);
  const rows = await own.union(shared).orderBy('agreement_id').execute();
  return rows.map((row) => row.agreement_id);
}
