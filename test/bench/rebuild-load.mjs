const [bodyId, year, recipientId] = ['namnd-under-last', 2019, 'mottagare-under-last'];
const decision = { bodyId, decidedOn: '2019-11-12' };

/** Minor units, so that sums are exact. */
const minor = (amount) => BigInt(amount.replace('.', ''));

/**
 * One writer, and readers who each ask for something else, as fast as they are answered. Every sum that a reader is given is
 * held against what the writer had been told was booked, at that position; sums of everything may never go down.
 */
export class Load {
  /** The first few of what was wrong, in words. */
  examples = [];
  #call;
  #stopping = false;
  #under = [];
  /** Positions of what the writer booked, one krona each, in their order. */
  #booked = [];
  #sums = [];
  #figures = fresh();

  constructor(call) {
    this.#call = call;
  }

  /** Opens the books that it writes to, and starts. */
  async begin() {
    await this.#must('/parties', { partyId: bodyId, name: 'Nämnden under last', kind: 'body' });
    await this.#must('/parties', { partyId: recipientId, name: 'Mottagaren under last', kind: 'association' });
    await this.#must('/budgets', { bodyId, year, currency: 'SEK', control: 'none' });
    await this.#write(0);
    const own = `bodyId=${bodyId}&year=${year}`;
    // Right after it has caught up, the ledger makes its indexes.
    while ((await this.#call('GET', `/api/v1/balances?${own}&atLeast=${this.#booked[0]}`)).status === 503);
    this.#under.push(
      this.#loop(10, (nth) => this.#write(nth + 1)),
      // What was just written, from the current figures and from the entries.
      this.#loop(5, () => this.#readOwn(`/balances?${own}`, true)),
      this.#loop(5, () => this.#readOwn(`/balances?${own}&effectiveAt=2019-12-31`, true)),
      this.#loop(5, () => this.#readOwn(`/balances?${own}&kind=one-off`, false)),
      // Everything, per year.
      this.#loop(500, this.#everything()),
      this.#loop(1_000, () => this.#memory()),
    );
  }

  /** Goes on for a while; the figures of it, after which they begin anew. */
  async rest(ms) {
    await new Promise((done) => setTimeout(done, ms));
    const figures = this.#told();
    this.#figures = fresh();
    return figures;
  }

  async end() {
    this.#stopping = true;
    await Promise.all(this.#under);
    for (const { position, allocated } of this.#sums) this.#judge(position, allocated);
    return this.#told();
  }

  async #must(path, body) {
    const answer = await this.#call('POST', `/api/v1${path}`, body);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async #loop(pauseMs, once) {
    for (let nth = 0; !this.#stopping; nth++) {
      try {
        await once(nth);
      } catch (error) {
        this.#failed(error.message);
      }
      await new Promise((done) => setTimeout(done, pauseMs));
    }
  }

  async #write(nth) {
    const body = { allocationId: `last-${nth}`, recipientId, kind: 'one-off', amount: '1.00', decision };
    const { position } = await this.#must(`/budgets/${bodyId}/${year}/allocations`, body);
    this.#booked.push(BigInt(position));
    this.#figures.writes += 1;
  }

  async #readOwn(path, newest) {
    const last = this.#booked.at(-1);
    const { basis, totals } = await this.#read(newest ? `${path}&atLeast=${last}` : path);
    const position = BigInt(basis.position);
    if (newest && position < last) this.#wrong(`${path} stands at ${position}, though ${last} was asked for`);
    // What stands between two answers of the writer is known only at the end.
    this.#sums.push({ position, allocated: minor(totals[0].allocated) });
  }

  #everything() {
    let [sum, at] = [0n, 0n];
    return async () => {
      const path = '/balances?groupBy=year';
      const { basis, totals } = await this.#read(path);
      const [now, position] = [minor(totals[0].allocated), BigInt(basis.position)];
      if (now < sum || position < at) this.#wrong(`${path} went from ${sum} at ${at} to ${now} at ${position}`);
      [sum, at] = [now, position];
    };
  }

  async #read(path) {
    const before = performance.now();
    const { status, body } = await this.#call('GET', `/api/v1${path}`);
    this.#figures.latencies.push(performance.now() - before);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  #judge(position, allocated) {
    const expected = 100n * BigInt(upTo(this.#booked, position));
    if (allocated !== expected) this.#wrong(`${allocated} at position ${position}, where ${expected} was booked`);
  }

  async #memory() {
    const { body } = await this.#call('GET', '/metrics');
    const found = /^process_resident_memory_bytes (\S+)$/m.exec(body);
    this.#figures.rss = Math.max(this.#figures.rss, Number(found[1]));
  }

  #failed(what) {
    this.#figures.failures += 1;
    if (this.examples.length < 10) this.examples.push(what);
  }

  #wrong(what) {
    this.#figures.wrong += 1;
    if (this.examples.length < 10) this.examples.push(what);
  }

  #told() {
    const { latencies, writes, failures, wrong, rss } = this.#figures;
    const sorted = Float64Array.from(latencies).sort();
    const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);
    const times = { p50Ms: at(0.5), p99Ms: at(0.99), slowestMs: at(1) };
    return { reads: latencies.length, failures, wrong, ...times, writes, rssMb: Math.round(rss / 1e6) };
  }
}

const fresh = () => ({ latencies: [], writes: 0, failures: 0, wrong: 0, rss: 0 });

/** How many of ascending positions are not beyond one. */
function upTo(positions, position) {
  let [from, to] = [0, positions.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (positions[middle] <= position) from = middle + 1;
    else to = middle;
  }
  return from;
}
