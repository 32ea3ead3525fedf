import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FundYearDto } from '../agreements/agreements.dto';
import { Roles } from '../http/roles';
import { BudgetPath } from './budgets.dto';
import { FundBudgetYear } from './fund-budget.handler';
import { DescribesFunding } from './funding-docs';
import { sendRun } from './send-run';

const noKey = 'A run has none: each agreement is funded once a year.';

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
    return sendRun(
      this.commands,
      request,
      reply,
      noKey,
      (by) => new FundBudgetYear(at, body, by),
      (run) => ['anslag-agreements', run.agreements],
    );
  }
}
