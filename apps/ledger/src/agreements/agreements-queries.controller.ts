import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { everyone, Roles } from '../http/roles';
import { BasisQueryDto } from '../reports/basis.dto';
import { AgreementAnswer, AgreementsAnswer, AgreementsQueryDto } from './agreements-queries.dto';
import { AgreementPath } from './agreements.dto';
import { AgreementQuery, AgreementsQuery } from './agreements.query-handler';

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class AgreementsQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles(...everyone)
  @ApiOperation({ summary: 'The agreements, in order of their ids' })
  list(@Query() asked: AgreementsQueryDto): Promise<AgreementsAnswer> {
    return this.queries.execute(new AgreementsQuery(asked));
  }

  @Get(':agreementId')
  @Roles(...everyone)
  @ApiOperation({ summary: 'An agreement: its terms, whether it is in force, and the years funded' })
  one(@Param() { agreementId }: AgreementPath, @Query() asked: BasisQueryDto): Promise<AgreementAnswer> {
    return this.queries.execute(new AgreementQuery(agreementId, asked));
  }
}
