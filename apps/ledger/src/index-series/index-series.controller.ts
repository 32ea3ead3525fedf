import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { answered } from '../http/answer';
import type { CommandAnswer } from '../http/answer.dto';
import { Command } from '../http/command.decorator';
import { HowSent, type Sent } from '../http/sent';
import { IndexPath, PublishIndexDto, RegisterIndexSeriesDto } from './index-series.dto';
import { CommandIndex } from './index-series.handler';

/** The index series that agreements follow. */
@ApiTags('index series')
@Controller('api/v1/index-series')
export class IndexSeriesController {
  constructor(private readonly commands: CommandBus) {}

  @Command('', ['controller'], 'Register an index series that amounts can follow')
  async register(@Body() body: RegisterIndexSeriesDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const command = new CommandIndex({ type: 'RegisterIndexSeries', ...body }, body, sent);
    return answered(sent, await this.commands.execute(command));
  }

  @Command(
    ':indexId/publications',
    ['controller'],
    'Record what a publication of the series says, preliminary or final',
  )
  async publish(@Param() at: IndexPath, @Body() body: PublishIndexDto, @HowSent() sent: Sent): Promise<CommandAnswer> {
    const command = new CommandIndex({ type: 'PublishIndex', ...at, ...body }, body, sent);
    return answered(sent, await this.commands.execute(command));
  }
}
