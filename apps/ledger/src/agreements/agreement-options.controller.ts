import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import {
  DeclineOptionDto,
  ExerciseOptionDto,
  LapseOptionDto,
  ReopenOptionDto,
  OptionPath,
  RecordOptionDto,
} from './agreement-options.dto';
import { AgreementPath } from './agreements.dto';
import { CommandAgreement } from './agreements.handler';

@ApiTags('agreements')
@Controller('api/v1/agreements/:agreementId/options')
export class AgreementOptionsController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Record what somebody may choose to do, and until when')
  async record(
    @Param() at: AgreementPath,
    @Body() body: RecordOptionDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'RecordOption', ...at, ...body }, body, sent);
  }

  @Command(':optionId/exercise', ['controller'], 'Record that it was used, and so that the agreement ends or goes on')
  async exercise(
    @Param() at: OptionPath,
    @Body() body: ExerciseOptionDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'ExerciseOption', ...at, ...body }, body, sent);
  }

  @Command(':optionId/decline', ['controller'], 'Record that it will not be used')
  async decline(
    @Param() at: OptionPath,
    @Body() body: DeclineOptionDto,
    @HowSent() sent: Sent,
  ): Promise<CommandAnswer> {
    return this.#send({ type: 'DeclineOption', ...at, ...body }, body, sent);
  }

  @Command(':optionId/reopening', ['controller'], 'Take back what was recorded of its use; what came of that stands')
  async reopen(@Param() at: OptionPath, @Body() body: ReopenOptionDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    return this.#send({ type: 'ReopenOption', ...at, ...body }, body, sent);
  }

  @Command(':optionId/lapse', ['controller'], 'Record that its last day went by')
  async lapse(@Param() at: OptionPath, @Body() body: LapseOptionDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    // The day is the handler's to say.
    return this.#send({ type: 'LapseOption', ...at, ...body, today: '' }, body, sent);
  }

  async #send(command: CommandAgreement['command'], body: object, sent: Sent): Promise<CommandAnswer> {
    return answered(sent, await this.commands.execute(new CommandAgreement(command, body, sent)));
  }
}
