import { mkdtempSync } from 'node:fs';
import { SqliteStore } from '@anslag/event-store/sqlite/sqlite-store';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { SqliteSnapshots } from '@anslag/event-store/snapshots';
import { budgetDecider } from '@anslag/domain/budget/decider';
it('writes', async () => {
  const dir = mkdtempSync('/tmp/b/l');
  const store = await SqliteStore.open(dir);
  const writer = new StreamWriter(store, { snapshots: new SqliteSnapshots(dir) });
  const send = (command: any, id: string = crypto.randomUUID(), extra = {}) =>
    writer.execute(budgetDecider, 'budget-hsn.2019', { command: { actor: 'c', today: '2019-11-12', bodyId: 'hsn', year: 2019, ...command }, commandId: id, commandHash: JSON.stringify(command), actor: 'c', correlationId: 'x', causationId: 'y', ...extra });
  console.log(JSON.stringify(await send({ type: 'OpenBudget', currency: 'SEK', control: 'stop' }), (k, v) => typeof v === 'bigint' ? String(v) : v));
  await send({ type: 'ProposeAppropriation', appropriationId: 'a', kind: 'original', amount: '500' });
  console.log(JSON.stringify(await send({ type: 'AdoptAppropriation', appropriationId: 'a', decision: { bodyId: 'hsn', decidedOn: '2019-01-01' } }), (k, v) => typeof v === 'bigint' ? String(v) : v));
  const alloc = (i: any) => ({ type: 'Allocate', allocationId: `a${i}`, recipientId: 'r', kind: 'one-off', amount: '1', decision: { bodyId: 'hsn', decidedOn: '2019-11-12' } });
  const all = await Promise.all(Array.from({ length: 600 }, (_, i) => send(alloc(i))));
  const count: any = {}; for (const o of all) { const k = o.outcome === 'refused' ? (o.refusal as any).refused : o.outcome; count[k] = (count[k] ?? 0) + 1; }
  console.log(count);
  const same = await Promise.all(Array.from({ length: 50 }, () => send({ ...alloc(1), type: 'RejectAllocation', reason: 'x' }, 'same')));
  console.log(new Set(same.map((x) => JSON.stringify(x))).size, JSON.stringify(same[0]));
  const { state } = await writer.read(budgetDecider, 'budget-hsn.2019');
  console.log(state.accounts.get('AVAILABLE')!.toString());
  await writer.drain(); await store.close();
});
it('is fast', async () => {
  for (const [callers, streams] of [[1, 1], [16, 16], [32, 1]] as const) {
    const dir = mkdtempSync('/tmp/b/l');
    const store = await SqliteStore.open(dir);
    const writer = new StreamWriter(store);
    const send = (s: number, command: any) =>
      writer.execute(budgetDecider, `budget-b${s}.2019`, { command: { actor: 'c', today: '2019-11-12', bodyId: 'b' + s, year: 2019, ...command }, commandId: crypto.randomUUID(), commandHash: 'h'.repeat(64), actor: 'c', correlationId: crypto.randomUUID(), causationId: crypto.randomUUID() });
    for (let s = 0; s < streams; s++) await send(s, { type: 'OpenBudget', currency: 'SEK', control: 'none' });
    const t0 = Date.now(); let n = 0; const lat: number[] = [];
    await Promise.all(Array.from({ length: callers }, async (_, c) => {
      while (Date.now() - t0 < 3000) { const t = performance.now(); const o = await send(c % streams, { type: 'Allocate', allocationId: `a${n++}`, recipientId: 'r', kind: 'one-off', amount: '1', decision: { bodyId: 'hsn', decidedOn: '2019-11-12' } }); if (o.outcome !== 'done') throw new Error(JSON.stringify(o)); lat.push(performance.now() - t); }
    }));
    lat.sort((a, b) => a - b);
    console.log(callers, streams, Math.round(n / 3), 'per s p50', lat[lat.length >> 1], 'p99', lat[Math.floor(lat.length * 0.99)]);
    await store.close();
  }
}, 30000);
