import { request as overHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

/** What a server answered instead of lines. */
export interface OtherAnswer {
  status: number;
  body: unknown;
}

/** What is posted. */
export interface Posted {
  type: 'application/x-ndjson' | 'application/json';
  body: Readable;
}

/**
 * Posts something and yields the lines of the NDJSON that is answered, also meanwhile, which fetch cannot do. Where another
 * status than 200 is answered, that is yielded by way of `other`; `heard` is called with what its headers are. Rejects where the
 * connection breaks.
 */
export async function* exchangeLines(
  url: URL,
  headers: Record<string, string>,
  { type, body }: Posted,
  other: (answer: OtherAnswer) => Error,
  heard: (headers: IncomingHttpHeaders) => void = () => {},
): AsyncIterable<unknown> {
  const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': type },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  // A broken connection shows on the side that is read, too.
  const sent = pipeline(body, request).catch(() => {});
  try {
    const response = await answered;
    if (response.statusCode !== 200) throw other({ status: response.statusCode!, body: parsed(await text(response)) });
    heard(response.headers);
    yield* linesIn(response);
    await sent;
  } finally {
    request.destroy();
    body.destroy();
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

async function* linesIn(response: IncomingMessage): AsyncIterable<unknown> {
  let rest = '';
  for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
}
