import { Optional } from '../http/validation/field';
import { Limit, Matching, Position } from '../http/validation/fields';
import { QueryDto } from './basis.dto';

export class EventsQueryDto extends QueryDto {
  /** A position, or the last `next`: the events after it. */
  @Optional() @Position() after?: string;

  /** 100 unless said. */
  @Optional() @Limit() limit?: number;

  /** Only this stream's, such as budget-hsn.2019. */
  @Optional()
  @Matching('not-a-stream', 'Must be the name of a stream, such as budget-hsn.2019.', /^[a-z]{1,20}-[a-z0-9.-]{1,110}$/)
  stream?: string;
}

/** An event as the store has it. */
export class EventDto {
  eventId: string;
  position: string;
  stream: string;
  revision: string;
  type: string;
  recordedAt: string;
  data: unknown;
  metadata: unknown;
}

export class EventsAnswer {
  events: EventDto[];
  /** For `after`; null where this was the last event so far. */
  next: string | null;
}

/** What a stream of events can be asked for; the header Last-Event-ID goes before it. */
export class EventsStreamQueryDto {
  /** A position: the events after it, 0 for all. Without it, and without Last-Event-ID, those recorded from now on. */
  @Optional() @Position() after?: string;
}
