import type { CommandOutcome, CommandResult } from '@anslag/event-store/decider';
import type { Preview } from '@anslag/event-store/stream-writer';
import type { Refusal } from '@anslag/domain/refusal';
import { postingsOf } from '@anslag/domain/accounts/postings';
import { countCommand } from './metrics/commands';
import { Problem } from './problem';
import { noticesIn } from './told';
import type { CommandAnswer } from './answer.dto';
import type { Sent } from './sent';

type AnyEvent = { type: string; data: unknown };

/** What became of a command, as its handler hands it back: booked or refused, or what a dry run says. */
export type Led =
  { stream: string; outcome: CommandOutcome<Refusal> } | { stream: string; preview: Preview<AnyEvent, Refusal> };

/** The answer of contract.md: 201 the first time, 200 for a retry or a dry run; throws the problem otherwise. */
export function answered(sent: Sent, led: Led): CommandAnswer {
  countCommand(labelsOf(led));
  if ('preview' in led) {
    void sent.reply.code(200);
    return foreseen(sent, led.stream, led.preview);
  }
  const { outcome } = led;
  switch (outcome.outcome) {
    case 'done':
      if (outcome.result.replayed) void sent.reply.code(200);
      return recorded(sent, outcome.result);
    case 'refused':
      throw refusal(outcome.refusal);
    case 'revision-moved':
      throw revisionMoved(outcome.revision);
    case 'key-reused':
      throw new Problem(
        'idempotency-key-reused',
        'Another command was sent under this Idempotency-Key on this stream.',
        {
          errors: [
            { in: 'header', name: 'Idempotency-Key', code: 'idempotency-key-reused', detail: 'Take a new key for it.' },
          ],
        },
      );
    case 'event-too-large':
      throw new Problem('event-too-large', 'The event would be larger than 256 KiB.');
    case 'contended':
      throw new Problem('contended', 'Others kept writing to the stream; it is safe to send the command again.');
    case 'unsettled':
      throw new Problem(
        'unsettled',
        'The store has not said in time whether the command is booked. Sent again under the same Idempotency-Key it is booked once.',
      );
  }
}

function labelsOf(led: Led): { outcome: string; code: string } {
  if ('preview' in led) return { outcome: 'dry-run', code: '' };
  const { outcome } = led;
  switch (outcome.outcome) {
    case 'done':
      return { outcome: outcome.result.replayed ? 'replayed' : 'recorded', code: '' };
    case 'refused':
      return { outcome: 'refused', code: outcome.refusal.refused };
    default:
      return { outcome: outcome.outcome, code: '' };
  }
}

function recorded(sent: Sent, result: CommandResult): CommandAnswer {
  const voucher = vouchersOf(result.stream);
  return {
    commandId: result.commandId,
    stream: result.stream,
    revision: String(result.revision),
    voucher: voucher(result.revision),
    position: String(result.position),
    events: result.events.map(({ eventId, type, revision }) => ({
      eventId,
      type,
      revision: String(revision),
      voucher: voucher(revision),
    })),
    warnings: noticesIn(sent.language, result.warnings),
    replayed: result.replayed,
  };
}

function foreseen(sent: Sent, stream: string, preview: Preview<AnyEvent, Refusal>): CommandAnswer {
  if (preview.outcome === 'refused') throw refusal(preview.refusal);
  if (preview.outcome === 'revision-moved') throw revisionMoved(preview.revision);
  const voucher = vouchersOf(stream);
  const { events, warnings, revision: before } = preview;
  const last = before + events.length;
  return {
    commandId: null,
    stream,
    revision: String(last),
    voucher: voucher(last),
    position: null,
    events: events.map(({ type }, index) => ({
      eventId: null,
      type,
      revision: String(before + 1 + index),
      voucher: voucher(before + 1 + index),
    })),
    warnings: noticesIn(sent.language, warnings),
    replayed: false,
    dryRun: true,
    would: events.map((event) => ({
      type: event.type,
      data: event.data as Record<string, unknown>,
      postings: stream.startsWith('budget-') ? postingsOf(event) : [],
    })),
  };
}

/** Vouchers are numbered in budgets only: body/year/number, from 1, without gaps since revisions have none. */
function vouchersOf(stream: string): (revision: number) => string | null {
  if (!stream.startsWith('budget-')) return () => null;
  const dot = stream.lastIndexOf('.');
  const series = `${stream.slice('budget-'.length, dot)}/${stream.slice(dot + 1)}`;
  return (revision) => `${series}/${revision + 1}`;
}

export const voucherOf = (stream: string, revision: number): string | null => vouchersOf(stream)(revision);

/** A rule's refusal: what is missing in the path is 404, wrong input 400, everything else 409. */
export function refusal({ refused, because, detail, pointer, path }: Refusal): Problem {
  const status = because === 'missing' ? 404 : because === 'invalid' ? 400 : 409;
  return new Problem(refused, detail, {
    status,
    ...(pointer !== undefined && { errors: [{ pointer, code: refused, detail }] }),
    ...(path !== undefined && { extra: { path } }),
  });
}

function revisionMoved(revision: number): Problem {
  return new Problem('revision-moved', 'The stream has another revision than If-Match says.', {
    errors: [
      { in: 'header', name: 'If-Match', code: 'revision-moved', detail: 'Read the stream again and decide anew.' },
    ],
    // A stream that does not exist has no revision to name.
    ...(revision >= 0 && { extra: { revision: String(revision) } }),
  });
}
