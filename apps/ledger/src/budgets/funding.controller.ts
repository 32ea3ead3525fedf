import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FundYearDto } from '../agreements/agreements.dto';
import { languageOf } from '../http/language';
import { ndjson } from '../http/ndjson';
import { Roles } from '../http/roles';
import { dryRunWithoutKey } from '../http/sent';
import { languageHeaders } from '../http/told';
import { BudgetPath } from './budgets.dto';
import { FundBudgetYear } from './fund-budget.handler';
import { DescribesFunding } from './funding-docs';

const noKey = { code: 'not-for-a-run', detail: 'A run has none: each agreement is funded once a year.' };

/** A year's funding under all agreements of a body. */
@ApiTags('budgets')
@Controller('api/v1/budgets/:bodyId/:year')
export class FundingController {
  constructor(private readonly commands: CommandBus) {}

  @Post('funding')
  @HttpCode(200)
  @Roles('controller')
  @DescribesFunding()
  async fund(
    @Param() at: BudgetPath,
    @Body() body: FundYearDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const dryRun = dryRunWithoutKey(request, noKey);
    const language = languageOf(request.headers['accept-language']);
    const by = { actor: request.subject!.id, requestId: request.id, dryRun, language };
    const run = await this.commands.execute(new FundBudgetYear(at, body, by));
    void reply
      .code(200)
      .headers({ ...languageHeaders(language), 'content-type': ndjson })
      .header('anslag-agreements', String(run.agreements))
      .send(Readable.from(run.lines(), { objectMode: false }));
  }
}
