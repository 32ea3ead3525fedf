import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { everyone, Roles } from '../http/roles';
import { MaySee } from '../personal-data/may-see';
import { BasisQueryDto } from '../reports/basis.dto';
import { PartiesAnswer, PartiesQueryDto, PartyAnswer } from './parties-queries.dto';
import { PartyPath } from './parties.dto';
import { PartiesQuery, PartyQuery } from './parties.query-handler';

@ApiTags('parties')
@Controller('api/v1/parties')
export class PartiesQueriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Roles(...everyone)
  @ApiOperation({ summary: 'The parties, in order of their ids' })
  list(@Query() asked: PartiesQueryDto, @MaySee() plainly: boolean): Promise<PartiesAnswer> {
    return this.queries.execute(new PartiesQuery(asked, plainly));
  }

  @Get(':partyId')
  @Roles(...everyone)
  @ApiOperation({ summary: 'A party, with its names over time' })
  one(@Param() { partyId }: PartyPath, @Query() asked: BasisQueryDto): Promise<PartyAnswer> {
    return this.queries.execute(new PartyQuery(partyId, asked));
  }
}
