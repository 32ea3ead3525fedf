import type { Cut } from './cut';

/** The ids of a body's agreements as known at the cut, in their order: where a run over them has to look. */
export async function agreementsOfBody({ tx, position }: Cut, bodyId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('agreements')
    .select('agreement_id')
    .where('body_id', '=', bodyId)
    .where('position', '<=', position)
    .orderBy('agreement_id')
    .execute();
  return rows.map((row) => row.agreement_id);
}
