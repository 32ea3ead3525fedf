import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandOutcome, Notice } from '@anslag/event-store/decider';
import type { Refusal } from '@anslag/domain/refusal';
import type { Led } from '../http/answer';
import type { Progress } from './steps';

/** How long an answer waits for the other budget to have it all; it goes on without anybody waiting. */
const patienceMs = 5_000;

/**
 * The answer of a command that has begun something over two streams, with a position at or after what came of it so far.
 * `notice` says what to warn of; null stands for what has not come to its end yet.
 */
export async function seenThrough<P extends Progress>(
  stream: string,
  outcome: CommandOutcome<Refusal>,
  goOn: () => Promise<P>,
  notice: (progress: P | null) => Notice | null,
): Promise<Led> {
  if (outcome.outcome !== 'done') return { stream, outcome };
  const going = goOn().catch(() => null);
  const progress = await Promise.race([going, sleep(patienceMs, null, { ref: false })]);
  const { result } = outcome;
  const warning = notice(progress?.done ? progress : null);
  const warnings = warning ? [...result.warnings, warning] : result.warnings;
  const position = progress?.position ?? result.position;
  const told = { ...result, warnings, position: position > result.position ? position : result.position };
  return { stream, outcome: { outcome: 'done', result: told } };
}
