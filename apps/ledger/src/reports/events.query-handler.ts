import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EventLog } from '@anslag/event-store/port';
import { Problem } from '../http/problem';
import { EVENT_STORE } from '../store.module';
import { positionOf } from './ask';
import { shownEvent } from '../http/sse/shown-event';
import type { EventsAnswer, EventsQueryDto } from './events.dto';

export class EventsQuery extends Query<EventsAnswer> {
  constructor(readonly asked: EventsQueryDto) {
    super();
  }
}

/** Reads the log itself, not a read model: what is acknowledged is there. */
@QueryHandler(EventsQuery)
export class EventsHandler implements IQueryHandler<EventsQuery> {
  constructor(@Inject(EVENT_STORE) private readonly log: EventLog) {}

  async execute({ asked }: EventsQuery): Promise<EventsAnswer> {
    const { limit = 100, stream } = asked;
    const after = positionOf(asked.after);
    const atLeast = positionOf(asked.atLeast);
    if (atLeast !== null && ((await this.log.head()) ?? 0n) < atLeast)
      throw new Problem('projection-behind', `The log has not come to position ${atLeast}.`);
    const read =
      stream === undefined
        ? await this.log.readAll(after, limit + 1)
        : await this.log.readStream(stream, await this.#revisionAfter(stream, after), limit + 1);
    const events = read.slice(0, limit);
    return { events: events.map(shownEvent), next: read.length > limit ? String(events.at(-1)!.position) : null };
  }

  /** The first revision of a stream that stands after a position: positions rise with revisions, so it is searched by halves. */
  async #revisionAfter(stream: string, after: bigint | null): Promise<number> {
    if (after === null) return 0;
    const isAfter = async (revision: number) => {
      const [event] = await this.log.readStream(stream, revision, 1);
      return event === undefined || event.position > after;
    };
    let high = 1;
    while (!(await isAfter(high - 1))) high *= 2;
    let low = Math.floor(high / 2);
    while (low < high - 1) {
      const middle = Math.floor((low + high) / 2);
      if (await isAfter(middle - 1)) high = middle;
      else low = middle;
    }
    return high - 1;
  }
}
