/** A ledger's refusal or failure, as its problem detail says it. */
export class LedgerProblem extends Error {
  override name = 'LedgerProblem';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${code} (${status}): ${detail}`);
  }
}

/** Talks to a running ledger over /api/v1. Rejects with {@link LedgerProblem} on every answer that is not a success. */
export class LedgerClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  post<T>(token: string, path: string, body: object, key?: string): Promise<T> {
    return this.#send<T>(path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });
  }

  get<T>(token: string, path: string): Promise<T> {
    return this.#send<T>(path, { headers: { authorization: `Bearer ${token}` } });
  }

  async #send<T>(path: string, request: RequestInit): Promise<T> {
    const response = await fetch(`${this.#url}/api/v1${path}`, request);
    const body: unknown = await response.json();
    if (response.ok) return body as T;
    const { code = 'unknown', detail = response.statusText } = body as { code?: string; detail?: string };
    throw new LedgerProblem(response.status, code, detail);
  }
}
