import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { indexDecider, type IndexCommand } from '@anslag/domain/index-series/decide';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { writes, writesWithin } from '../http/turn';
import { allIndexSeries, indexStream } from './known-series';

/** A command on an index series' stream. `body` is what was sent, of which the hash is made. */
export class CommandIndex extends Command<Led> {
  constructor(
    readonly command: IndexCommand,
    readonly body: object,
    readonly sent: Sent,
  ) {
    super();
  }
}

@CommandHandler(CommandIndex)
export class IndexHandler implements ICommandHandler<CommandIndex> {
  constructor(private readonly writer: StreamWriter) {}

  async execute({ command, body, sent }: CommandIndex): Promise<Led> {
    const stream = indexStream(command.indexId);
    await sent.turn?.come([writes(stream), writesWithin(allIndexSeries)]);
    return carriedOut(this.writer, indexDecider, stream, sent, command, body, []);
  }
}
