import { built, writerOn } from './ledger.mjs';
import { allocate, openBudget, requestOf } from './workload.mjs';

const bodies = 40;
export const years = [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024];

/** How many recipients share the allocations; some get many, most get few. */
export const recipients = 20_000;

/** How many commands are under way at once while a history is written. */
const inFlight = 4_000;

/** The nth allocation's recipient: every tenth goes to one of a hundred. */
export const recipientOf = (n) => `mottagare-${n % 10 === 0 ? n % 100 : (n * 7919) % recipients}`;

/** The body whose year 2019 holds two of 13 allocations (100,000 in a million events): what reports of one large year are asked of. */
export const largeBody = 'namnd-0';

/**
 * Writes a history of so many events through the stream writer: budgets of 40 bodies and 10 years, allocations, and half of
 * them disbursed.
 * @param {string} folder of a SQLite store, which is not there yet
 * @param {number} events
 * @param {(done: number) => void} progress
 */
export async function writeHistory(folder, events, progress) {
  const { SqliteStore } = built('libs/event-store/sqlite/sqlite-store');
  const store = await SqliteStore.open(folder);
  // Streams that are let go of and folded again would take most of the time; and a busy machine is no reason to give up.
  const writer = writerOn(store, { cachedEvents: Infinity, commandTimeoutMs: 120_000 });
  const under = [];
  let done = 0;
  const send = async (body, year, command) => {
    const placed = { ...command, year, bodyId: body };
    await writer.execute({ stream: `budget-${body}.${year}`, request: requestOf(placed) });
    if (++done % 50_000 === 0) progress(done);
  };
  for (let body = 0; body < bodies; body++)
    for (const year of years) await send(`namnd-${body}`, year, openBudget(`namnd-${body}`));
  for (let n = 0; done + under.length < events; n++) {
    const large = n % 13 < 2;
    const body = large ? largeBody : `namnd-${n % bodies}`;
    const year = large ? 2019 : years[Math.floor(n / bodies) % years.length];
    const allocationId = `bidrag-${n}`;
    const day = `${year}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
    const command = { ...allocate(body, n), recipientId: recipientOf(n), effectiveOn: day };
    under.push(send(body, year, { ...command, decision: { ...command.decision, bodyId: body } }));
    if (n % 2 === 0)
      under.push(
        send(body, year, {
          type: 'RecordDisbursement',
          actor: 'controller-1',
          today: '2026-01-01',
          allocationId,
          disbursementId: `utbetalning-${n}`,
          amount: '250.25',
          effectiveOn: day,
        }),
      );
    if (under.length >= inFlight) await Promise.all(under.splice(0));
  }
  await Promise.all(under.splice(0));
  await writer.drain();
  await store.close();
}
