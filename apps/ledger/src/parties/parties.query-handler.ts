import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PartyKind } from '@anslag/domain/party/events';
import { ReadSide } from '@anslag/read-models/basis';
import { currentNames, parties, partyAt, partyPage, type PartyAnswer as Party } from '@anslag/read-models/parties';
import { relationsOf } from '@anslag/read-models/party-relations';
import { Problem } from '../http/problem';
import { askOf, unanswered } from '../reports/ask';
import type { BasisQueryDto } from '../reports/basis.dto';
import { listed, type ListKind } from '../reports/list';
import type { PartiesAnswer, PartiesQueryDto, PartyAnswer, PartyDto } from './parties-queries.dto';

export class PartiesQuery extends Query<PartiesAnswer> {
  constructor(readonly asked: PartiesQueryDto) {
    super();
  }
}

export class PartyQuery extends Query<PartyAnswer> {
  constructor(
    readonly partyId: string,
    readonly asked: BasisQueryDto,
  ) {
    super();
  }
}

const list: ListKind<{ q: string | null }> = {
  name: 'parties',
  projections: [parties],
  filters: { q: 'text' },
  key: () => ['text'],
};

@QueryHandler(PartiesQuery)
export class PartiesHandler implements IQueryHandler<PartiesQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ asked }: PartiesQuery): Promise<PartiesAnswer> {
    const { basis, answer, next } = await listed(
      this.side,
      list,
      { q: asked.q ?? null },
      asked,
      async (cut, { q }, { limit, after }) => {
        const page = await partyPage(cut, q, { limit, after: after && String(after[0]) });
        return { parties: page.parties, after: page.after === null ? null : [page.after] };
      },
    );
    return { basis, parties: answer.parties.map(shown), next };
  }
}

@QueryHandler(PartyQuery)
export class PartyAtHandler implements IQueryHandler<PartyQuery> {
  constructor(private readonly side: ReadSide) {}

  async execute({ partyId, asked }: PartyQuery): Promise<PartyAnswer> {
    const reported = await this.side.report([parties], askOf(asked), async (cut) => {
      const party = await partyAt(cut, partyId);
      return party && { ...shown(party), ...(await relationsOf(cut, partyId, currentNames)) };
    });
    if ('refused' in reported) throw unanswered(reported);
    if (!reported.answer) throw new Problem('party-not-found', `There is no party ${partyId}.`);
    return { basis: reported.basis, ...reported.answer };
  }
}

const shown = (party: Party): PartyDto => ({ ...party, kind: party.kind as PartyKind });
