import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AgreementKind } from '@anslag/domain/agreement/events';
import { agreementAt, agreementPage } from '@anslag/read-models/agreement-report';
import { agreements } from '@anslag/read-models/agreements';
import { ReadSide } from '@anslag/read-models/basis';
import { entries } from '@anslag/read-models/entries';
import { parties } from '@anslag/read-models/parties';
import { CivilDay } from '../civil-day';
import { Problem } from '../http/problem';
import { askOf, unanswered } from '../reports/ask';
import type { BasisQueryDto } from '../reports/basis.dto';
import { listed, type ListKind } from '../reports/list';
import type { AgreementAnswer, AgreementsAnswer, AgreementsQueryDto } from './agreements-queries.dto';

export class AgreementsQuery extends Query<AgreementsAnswer> {
  constructor(readonly asked: AgreementsQueryDto) {
    super();
  }
}

export class AgreementQuery extends Query<AgreementAnswer> {
  constructor(
    readonly agreementId: string,
    readonly asked: BasisQueryDto,
  ) {
    super();
  }
}

const list: ListKind<{ bodyId: string | null; q: string | null }> = {
  name: 'agreements',
  projections: [agreements],
  filters: { bodyId: 'text', q: 'text' },
  key: () => ['text'],
};

const ofKind = <T extends { kind: string }>(agreement: T) => ({ ...agreement, kind: agreement.kind as AgreementKind });

@QueryHandler(AgreementsQuery)
export class AgreementsHandler implements IQueryHandler<AgreementsQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly days: CivilDay,
  ) {}

  async execute({ asked }: AgreementsQuery): Promise<AgreementsAnswer> {
    const given = { bodyId: asked.bodyId ?? null, q: asked.q ?? null };
    const { basis, answer, next } = await listed(
      this.side,
      list,
      given,
      asked,
      async (cut, filters, { limit, after }) => {
        const paging = { limit, after: after && String(after[0]) };
        const page = await agreementPage(cut, filters, paging, this.days.today());
        return { agreements: page.agreements, after: page.after === null ? null : [page.after] };
      },
    );
    return { basis, agreements: answer.agreements.map(ofKind), next };
  }
}

@QueryHandler(AgreementQuery)
export class AgreementAtHandler implements IQueryHandler<AgreementQuery> {
  constructor(
    private readonly side: ReadSide,
    private readonly days: CivilDay,
  ) {}

  async execute({ agreementId, asked }: AgreementQuery): Promise<AgreementAnswer> {
    const reported = await this.side.report([agreements, entries, parties], askOf(asked), (cut) =>
      agreementAt(cut, agreementId, this.days.today()),
    );
    if ('refused' in reported) throw unanswered(reported);
    if (!reported.answer) throw new Problem('agreement-not-found', `There is no agreement ${agreementId}.`);
    return { basis: reported.basis, ...ofKind(reported.answer) };
  }
}
