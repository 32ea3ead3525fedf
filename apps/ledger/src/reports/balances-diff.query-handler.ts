import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { balanceDiff } from '@anslag/read-models/balance-diff';
import { ReadSide, type Ask } from '@anslag/read-models/basis';
import { decodeCursor, encodeCursor, type Kind } from '@anslag/read-models/cursor';
import { invalidInput } from '../http/problem';
import { askOf, positionOf, unanswered } from './ask';
import type { BalancesDiffAnswer, BalancesDiffQueryDto } from './balances-diff.dto';
import { balanceProjections, groupByOf, groupsOf, keyKinds } from './balances.query-handler';
import { mustGoOn } from './list';

export class BalancesDiffQuery extends Query<BalancesDiffAnswer> {
  constructor(readonly asked: BalancesDiffQueryDto) {
    super();
  }
}

const name = 'balances-diff';

const kinds = {
  year: 'number',
  bodyId: 'text',
  recipientId: 'text',
  kind: 'text',
  currency: 'text',
  programme: 'text',
  groupBy: 'text',
  effectiveAt: 'day',
  knownAt: 'instant',
  knownPosition: 'position',
  againstEffectiveAt: 'day',
  againstKnownAt: 'instant',
  againstKnownPosition: 'position',
} as const satisfies Record<string, Kind>;

type Filters = { [K in keyof typeof kinds]: (typeof kinds)[K] extends 'number' ? number | null : string | null };

/** Pages are pinned to both positions: the cursor's own is the basis's, and its key begins with the other one. */
@QueryHandler(BalancesDiffQuery)
export class BalancesDiffHandler implements IQueryHandler<BalancesDiffQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ asked }: BalancesDiffQuery): Promise<BalancesDiffAnswer> {
    const { limit = 100 } = asked;
    const given = givenIn(asked);
    const cursor =
      asked.cursor === undefined
        ? null
        : decodeCursor(name, asked.cursor, given, kinds, ({ groupBy }) => ['position', ...keyKinds(groupBy)]);
    if (cursor && 'refused' in cursor) throw unanswered(cursor);
    const filters = cursor?.filters ?? given;
    mustCompare(filters);
    const [againstPosition, ...after] = cursor?.after ?? [];

    const compared = await this.side.compare(
      balanceProjections,
      pointOf(filters.effectiveAt, filters.knownAt, filters.knownPosition, cursor?.position ?? null, asked.atLeast),
      pointOf(
        filters.againstEffectiveAt ?? filters.effectiveAt,
        filters.againstKnownAt,
        filters.againstKnownPosition,
        againstPosition === undefined ? null : BigInt(againstPosition),
        undefined,
      ),
      async (cut, against) => {
        mustGoOn(cursor, cut);
        const paging = { limit, after: cursor ? after : null };
        const diff = await balanceDiff(cut, against, filters, groupsOf(filters.groupBy), paging);
        return { ...diff, epoch: cut.epoch };
      },
    );
    if ('refused' in compared) {
      const isOther = compared.of === 'against';
      const pointer = cursor ? 'cursor' : isOther ? 'againstKnownPosition' : 'knownPosition';
      throw unanswered(compared, pointer, isOther ? 'againstKnownAt' : 'knownAt');
    }
    const { basis, against, answer } = compared;
    const position = BigInt(basis.position);
    const { epoch } = answer;
    const next =
      answer.after && encodeCursor(name, { position, epoch, filters, after: [against.position, ...answer.after] });
    return { basis, against, rows: answer.rows, totals: answer.totals, next };
  }
}

function givenIn(asked: BalancesDiffQueryDto): Filters {
  const { year = null, bodyId = null, recipientId = null, kind = null, currency = null } = asked;
  const { programme = null } = asked;
  const { effectiveAt = null, knownAt = null, knownPosition = null } = asked;
  const { againstEffectiveAt = null, againstKnownAt = null, againstKnownPosition = null } = asked;
  const against = { againstEffectiveAt, againstKnownAt, againstKnownPosition };
  const basis = { effectiveAt, knownAt, knownPosition };
  const groupBy = groupByOf(asked.groupBy);
  return { year, bodyId, recipientId, kind, currency, programme, groupBy, ...basis, ...against };
}

/** Without another point everything would be alike, which nobody asks for on purpose. */
function mustCompare({ againstEffectiveAt, againstKnownAt, againstKnownPosition }: Filters): void {
  if (againstEffectiveAt !== null || againstKnownAt !== null || againstKnownPosition !== null) return;
  const detail = 'Give againstEffectiveAt, againstKnownAt or againstKnownPosition: the point to compare with.';
  throw invalidInput([{ in: 'query', name: 'againstKnownAt', code: 'required', detail }]);
}

function pointOf(
  effectiveAt: string | null,
  knownAt: string | null,
  knownPosition: string | null,
  pinned: bigint | null,
  atLeast: string | undefined,
): Ask {
  const ask = askOf({
    ...(effectiveAt !== null && { effectiveAt }),
    ...(knownAt !== null && { knownAt }),
    ...(atLeast !== undefined && { atLeast }),
  });
  return { ...ask, knownPosition: pinned === null ? positionOf(knownPosition ?? undefined) : null, pinned };
}
