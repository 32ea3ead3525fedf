/** An event that a command has recorded, or in a dry run would record. */
export class RecordedEvent {
  /** null in a dry run. */
  eventId: string | null;
  type: string;
  /** Its place in the stream, from 0. */
  revision: string;
  /** `body/year/number`; null outside budgets. */
  voucher: string | null;
}

export class NoticeDto {
  code: string;
  detail: string;
}

/** What a dry run's event would hold and post. */
export class WouldDto {
  type: string;
  data: Record<string, unknown>;
  /** Sums to zero; empty for an event that moves no money. */
  postings: object[];
}

/** What a command is answered with. The top-level revision and voucher are the last event's. */
export class CommandAnswer {
  /** null in a dry run. */
  commandId: string | null;
  /** The stream that was written. */
  stream: string;
  revision: string;
  voucher: string | null;
  /** For `atLeast`; null in a dry run. */
  position: string | null;
  events: RecordedEvent[];
  /** Booked all the same, but somebody should look at it. */
  warnings: NoticeDto[];
  /** Whether this is the first answer again. */
  replayed: boolean;
  /** Only in a dry run. */
  dryRun?: boolean;
  /** Only in a dry run. */
  would?: WouldDto[];
}
