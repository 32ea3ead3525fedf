import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PartyKind } from '@anslag/domain/party/events';
import { Opener } from '@anslag/personal-data/opening';
import { ReadSide } from '@anslag/read-models/basis';
import type { Cut } from '@anslag/read-models/cut';
import { currentNames, parties, partyAt, partyPage, type PartyAnswer as Party } from '@anslag/read-models/parties';
import { sealedTexts } from '@anslag/read-models/persons';
import { folded } from '@anslag/read-models/searching';
import { relationsOf } from '@anslag/read-models/party-relations';
import { Problem } from '../http/problem';
import { askOf, unanswered } from '../reports/ask';
import type { BasisQueryDto } from '../reports/basis.dto';
import { listed, type ListKind } from '../reports/list';
import type { PartiesAnswer, PartiesQueryDto, PartyAnswer, PartyDto } from './parties-queries.dto';

export class PartiesQuery extends Query<PartiesAnswer> {
  constructor(
    readonly asked: PartiesQueryDto,
    /** Whether names of persons may be looked into. */
    readonly plainly: boolean,
  ) {
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

/** How many names and numbers a search opens. */
const mostOpened = 10_000;

const list: ListKind<{ q: string | null }> = {
  name: 'parties',
  projections: [parties],
  filters: { q: 'text' },
  key: () => ['text'],
};

@QueryHandler(PartiesQuery)
export class PartiesHandler implements IQueryHandler<PartiesQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly opener: Opener,
  ) {}

  async execute({ asked, plainly }: PartiesQuery): Promise<PartiesAnswer> {
    const { basis, answer, next } = await listed(
      this.side,
      list,
      { q: asked.q ?? null },
      asked,
      async (cut, { q }, { limit, after }) => {
        const persons = q === null ? null : plainly ? await this.#personsWith(cut, q) : 'not-searched';
        const paging = { limit, after: after && String(after[0]) };
        const page = await partyPage(cut, q, paging, persons === 'not-searched' ? [] : (persons ?? []));
        const personsSearched = persons === null ? null : persons !== 'not-searched';
        return { ...page, personsSearched, after: page.after === null ? null : [page.after] };
      },
    );
    return { basis, parties: answer.parties.map(shown), personsSearched: answer.personsSearched, next };
  }

  /** The persons whose name or number holds a text: each is opened, as long as there are not too many. */
  async #personsWith(cut: Cut, q: string): Promise<string[] | 'not-searched'> {
    const texts = await sealedTexts(cut, mostOpened);
    if (texts === null) return 'not-searched';
    const opened = await this.opener.opened(texts.map(({ text }) => text));
    const wanted = folded(q);
    const found = texts.filter(({ text }) => folded(opened.get(text) ?? '').includes(wanted));
    return [...new Set(found.map(({ partyId }) => partyId))];
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
