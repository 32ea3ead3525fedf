import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { AllocationPath } from './allocations.dto';
import { ReasonDto } from './budgets.dto';
import { CommandBudget } from './budgets.handler';
import { DutyPath, ExtendReportingDutyDto, ReceiveReportDto, SetReportingDutyDto } from './reporting-duties.dto';
import type { OnBudget } from './touched';

/** The reports that a recipient owes on an allocation; while one is overdue nothing is disbursed, unless it says otherwise. */
@ApiTags('reporting duties')
@Controller('api/v1/budgets/:bodyId/:year/allocations/:allocationId/reporting-duties')
export class ReportingDutiesController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Ask for a report on an allocation by a day')
  async set(
    @Param() at: AllocationPath,
    @Body() body: SetReportingDutyDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'SetReportingDuty', ...at, ...body }, body, sent);
  }

  @Command(':dutyId/report', ['controller'], 'Record that the report has come in')
  async receive(@Param() at: DutyPath, @Body() body: ReceiveReportDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'ReceiveReport', ...at, ...body }, body, sent);
  }

  @Command(':dutyId/extension', ['controller'], 'Give the recipient until a later day')
  async extend(
    @Param() at: DutyPath,
    @Body() body: ExtendReportingDutyDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'ExtendReportingDuty', ...at, ...body }, body, sent);
  }

  @Command(':dutyId/waiver', ['controller'], 'Ask for the report no more')
  async waive(@Param() at: DutyPath, @Body() body: ReasonDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'WaiveReportingDuty', ...at, ...body }, body, sent);
  }

  @Command(':dutyId/reopening', ['controller'], 'Take back that the report came in or was waived: it is owed again')
  async reopen(@Param() at: DutyPath, @Body() body: ReasonDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'ReopenReportingDuty', ...at, ...body }, body, sent);
  }

  async #send(command: OnBudget, body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }
}
