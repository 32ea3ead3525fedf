import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { BudgetPath, ReasonDto } from './budgets.dto';
import { CommandBudget } from './budgets.handler';
import { CarryForwardBudget } from './carry-forward.handler';
import { CarryForwardDto, LateCorrectionDto, YearEndDto } from './year-end.dto';
import { CloseBudgetYear, CorrectLate } from './year-end.handler';

/** How a budget year ends: locked, carried forward, closed; and what is put right afterwards. */
@ApiTags('year-end')
@Controller('api/v1/budgets/:bodyId/:year')
export class YearEndController {
  constructor(private readonly commands: CommandBus) {}

  @Command('lock', ['controller'], 'Lock a budget year: only what waits for approval can still be settled')
  async lock(@Param() at: BudgetPath, @Body() body: YearEndDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const command = { type: 'LockBudget' as const, ...at, ...body };
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }

  @Command('unlock', ['controller'], 'Open a locked budget year again, as long as nothing was carried forward')
  async unlock(@Param() at: BudgetPath, @Body() body: ReasonDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const command = { type: 'UnlockBudget' as const, ...at, ...body };
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }

  @Command('carry-forward', ['controller'], 'Carry a locked year forward to the next by a rule; the rest lapses')
  async carryForward(
    @Param() at: BudgetPath,
    @Body() body: CarryForwardDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CarryForwardBudget(at, body, sent)));
  }

  @Command('closing', ['controller'], 'Close a year that was carried forward, with a seal; it never opens again')
  async close(@Param() at: BudgetPath, @Body() body: YearEndDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CloseBudgetYear(at, body, sent)));
  }

  @Command('late-corrections', ['controller'], 'Correct a closed year, in the earliest one that is open')
  async correct(
    @Param() at: BudgetPath,
    @Body() body: LateCorrectionDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CorrectLate(at, body, sent)));
  }
}
