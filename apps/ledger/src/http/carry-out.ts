import type { Decider, Notice } from '@anslag/event-store/decider';
import type { StreamWriter } from '@anslag/event-store/stream-writer';
import type { Refusal } from '@anslag/domain/refusal';
import type { Led } from './answer';
import type { Digest } from './command-hash';
import type { Sent } from './sent';

/** Hands a command to the stream writer, or asks it what the command would lead to. */
export async function carriedOut<S, C, E extends { type: string; data: unknown }>(
  writer: StreamWriter,
  decider: Decider<S, C, E> & { decide(command: C, state: S): { events: E[]; warnings: Notice[] } | Refusal },
  stream: string,
  sent: Sent,
  command: C,
  body: object,
  basedOn: { stream: string; revision: number }[],
  digest?: Digest,
): Promise<Led> {
  const request = sent.request(stream, command, body, basedOn, digest);
  if (sent.dryRun) return { stream, preview: await writer.preview<S, C, E, Refusal>(decider, stream, request) };
  const outcome = writer.execute<S, C, E, Refusal>(decider, stream, request);
  sent.turn?.handed();
  return { stream, outcome: await outcome };
}
