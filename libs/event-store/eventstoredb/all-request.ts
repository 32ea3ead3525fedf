import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';

/** How many events the server looks at before it sends what it found among them. */
export const searchWindow = 1000;

export interface AllPage {
  /** Forwards from this position on, the event there included; backwards from it, without that. */
  from: bigint | 'start' | 'end';
  backwards?: boolean;
  limit: number;
}

/**
 * A read of `$all` that the server filters by the streams' names: the client can filter subscriptions only, and the server
 * may hold many more events than the ledger's.
 */
export function readAllOf(prefixes: readonly string[], { from, backwards, limit }: AllPage): ReadReq {
  const { Options } = ReadReq;
  const all = new Options.AllOptions();
  if (from === 'start') all.setStart(new Empty());
  else if (from === 'end') all.setEnd(new Empty());
  else all.setPosition(new Options.Position().setCommitPosition(String(from)).setPreparePosition(String(from)));

  const names = new Options.FilterOptions.Expression().setPrefixList([...prefixes]);
  const filter = new Options.FilterOptions().setStreamIdentifier(names).setMax(searchWindow);
  const direction = backwards ? Options.ReadDirection.BACKWARDS : Options.ReadDirection.FORWARDS;
  const options = new Options().setAll(all).setFilter(filter.setCheckpointintervalmultiplier(1));
  options.setReadDirection(direction).setCount(String(limit));
  options.setUuidOption(new Options.UUIDOption().setString(new Empty()));
  return new ReadReq().setOptions(options);
}
