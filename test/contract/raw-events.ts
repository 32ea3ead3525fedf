import { setTimeout as sleep } from 'node:timers/promises';
import { credentials } from '@grpc/grpc-js';
import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';

/** An event's bytes as they are stored, and whether they are declared as JSON. */
export interface RawEvent {
  data: Buffer;
  metadata: Buffer;
  json: boolean;
}

/**
 * Reads a stream's `count` events by bare gRPC, since the client parses data and forgets the bytes. Without TLS only.
 * The node that is asked may follow the leader with a lag, so it is asked until it has them.
 */
export async function rawEvents(url: string, stream: string, count: number): Promise<RawEvent[]> {
  for (let attempt = 0; ; attempt++) {
    const events = await read(url, stream);
    if (events.length >= count || attempt === 50) return events;
    await sleep(50);
  }
}

function read(url: string, stream: string): Promise<RawEvent[]> {
  const address = /^esdb:\/\/([^,/?]+)/.exec(url)?.[1];
  if (!address) throw new Error(`No address in ${url}`);
  const options = new ReadReq.Options();
  const name = new StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
  options.setStream(new ReadReq.Options.StreamOptions().setStreamIdentifier(name).setStart(new Empty()));
  options.setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  options.setCount('10000').setNoFilter(new Empty());
  const client = new StreamsClient(address, credentials.createInsecure(), {
    'grpc.max_receive_message_length': 17 * 1024 * 1024,
  });
  const events: RawEvent[] = [];
  return new Promise<RawEvent[]>((resolve, reject) => {
    const call = client.read(new ReadReq().setOptions(options));
    call.on('data', (response: ReadResp) => {
      const event = response.getEvent()?.getEvent();
      if (!event) return;
      const json = event.getMetadataMap().get('content-type') === 'application/json';
      events.push({
        data: Buffer.from(event.getData_asU8()),
        metadata: Buffer.from(event.getCustomMetadata_asU8()),
        json,
      });
    });
    call.on('error', reject);
    call.on('end', () => resolve(events));
  }).finally(() => client.close());
}
