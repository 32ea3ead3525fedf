import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import {
  AdjustDto,
  AllocateDto,
  AllocationPath,
  AnnotateDto,
  ApproveDto,
  DisburseDto,
  ReleaseDto,
  ReplaceDto,
  ReturnDto,
  ReverseDto,
} from './allocations.dto';
import { BudgetPath, ReasonDto } from './budgets.dto';
import { budgetStream } from './budget-stream';
import { CommandBudget } from './budgets.handler';
import type { OnBudget } from './touched';

/** An allocation's life: decided, approved, changed, paid, given back, corrected. */
@ApiTags('allocations')
@Controller('api/v1/budgets/:bodyId/:year/allocations')
export class AllocationsController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Record an allocation: booked at once, or waiting where the budget asks for approval')
  async allocate(@Param() at: BudgetPath, @Body() body: AllocateDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const { allocationId = sent.commandId(budgetStream(at)) } = body;
    return this.#send({ type: 'Allocate', ...at, ...body, allocationId }, body, sent);
  }

  @Command(':allocationId/approval', ['approver'], 'Approve what waits, as another person than who proposed it')
  async approve(@Param() at: AllocationPath, @Body() body: ApproveDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'ApproveAllocation', ...at, ...body }, body, sent);
  }

  @Command(':allocationId/rejection', ['approver'], 'Reject what waits, as another person than who proposed it')
  async reject(@Param() at: AllocationPath, @Body() body: ReasonDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'RejectAllocation', ...at, ...body }, body, sent);
  }

  @Command(':allocationId/withdrawal', ['controller'], 'Withdraw what waits, as whoever proposed it')
  async withdraw(@Param() at: AllocationPath, @Body() body: ReasonDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'WithdrawProposal', ...at, ...body }, body, sent);
  }

  @Command(':allocationId/adjustments', ['controller'], 'Raise or lower an allocation by a difference')
  async adjust(@Param() at: AllocationPath, @Body() body: AdjustDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'AdjustAllocation', ...at, ...body }, body, sent);
  }

  @Command(':allocationId/disbursements', ['controller'], 'Record what was paid')
  async disburse(
    @Param() at: AllocationPath,
    @Body() body: DisburseDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    const { disbursementId = sent.commandId(budgetStream(at)) } = body;
    return this.#send({ type: 'RecordDisbursement', ...at, ...body, disbursementId }, body, sent);
  }

  @Command(':allocationId/returns', ['controller'], 'Record what was paid back')
  async takeReturn(
    @Param() at: AllocationPath,
    @Body() body: ReturnDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    const { returnId = sent.commandId(budgetStream(at)) } = body;
    return this.#send({ type: 'RecordReturn', ...at, ...body, returnId }, body, sent);
  }

  @Command(':allocationId/release', ['controller'], 'Give back what will not be used')
  async release(@Param() at: AllocationPath, @Body() body: ReleaseDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'ReleaseAllocation', ...at, ...body }, body, sent);
  }

  @Command(':allocationId/reversal', ['controller'], 'Take back the whole allocation, or one entry on it')
  async reverse(@Param() at: AllocationPath, @Body() body: ReverseDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'ReverseAllocation', ...at, ...body }, body, sent);
  }

  @Command(':allocationId/replacement', ['controller'], 'Reverse an allocation and decide its successor, in one')
  async replace(@Param() at: AllocationPath, @Body() body: ReplaceDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const { allocationId: newAllocationId, ...changes } = body;
    return this.#send({ type: 'ReplaceAllocation', ...changes, ...at, newAllocationId }, body, sent);
  }

  @Command(':allocationId/note', ['controller'], 'Describe an allocation anew, which posts nothing')
  async annotate(
    @Param() at: AllocationPath,
    @Body() body: AnnotateDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'AnnotateAllocation', ...at, ...body }, body, sent);
  }

  async #send(command: OnBudget, body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandBudget(command, body, sent)));
  }
}
