import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { auditTrail } from '@anslag/read-models/audit-trail';
import { ReadSide } from '@anslag/read-models/basis';
import { entries } from '@anslag/read-models/entries';
import { parties } from '@anslag/read-models/parties';
import { statementOf, type StatementFilters } from '@anslag/read-models/statement';
import { Problem } from '../http/problem';
import { listed, type ListKind } from './list';
import type { StatementAnswer, StatementQueryDto } from './statement.dto';

export class StatementQuery extends Query<StatementAnswer> {
  constructor(
    readonly partyId: string,
    readonly asked: StatementQueryDto,
  ) {
    super();
  }
}

type Filters = StatementFilters & Record<string, string | number | null>;

/** The list is the party's own, so that a cursor of one party is none of another's. */
const listOf = (partyId: string): ListKind<Filters> => ({
  name: `statement ${partyId}`,
  projections: [entries, parties, auditTrail],
  filters: { year: 'number', bodyId: 'text', from: 'day', to: 'day' },
  key: () => ['day', 'position', 'number'],
});

@QueryHandler(StatementQuery)
export class StatementHandler implements IQueryHandler<StatementQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ partyId, asked }: StatementQuery): Promise<StatementAnswer> {
    const { year = null, bodyId = null, from = null, to = null } = asked;
    const given = { year, bodyId, from, to };
    const { basis, answer, next } = await listed(
      this.side,
      listOf(partyId),
      given,
      asked,
      async (cut, filters, page) => {
        const [day, position, line] = page.after ?? [];
        const after = page.after && ([String(day), BigInt(position!), Number(line)] as const);
        const found = await statementOf(cut, partyId, filters, { limit: page.limit, after });
        if (!found) throw new Problem('party-not-found', `There is no party ${partyId}.`);
        const last = found.after;
        return { ...found, after: last && [last[0], String(last[1]), last[2]] };
      },
    );
    const { name, mergedFrom, lines, totals } = answer;
    return { basis, partyId, name, mergedFrom, lines, totals, next };
  }
}
