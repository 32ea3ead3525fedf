import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/**
 * A caller of a ledger with one connection, which it keeps.
 * @param {string} url
 * @param {string} token
 */
export function callerOf(url, token) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  /** Asks and waits for the whole answer. Throws on any status but the one wanted. */
  async function call(method, path, body, wanted) {
    const response = await new Promise((resolve, reject) => {
      const sent = request(url + path, { method, agent, headers });
      sent.on('response', resolve).on('error', reject);
      sent.end(body);
    });
    const answer = await text(response);
    if (response.statusCode !== wanted) throw new Error(`${method} ${path}: ${response.statusCode} ${answer}`);
    return JSON.parse(answer);
  }

  return {
    get: (path) => call('GET', path, undefined, 200),
    post: (path, body) => call('POST', path, JSON.stringify(body), 201),
    close: () => agent.destroy(),
  };
}
