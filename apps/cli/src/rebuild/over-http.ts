import type { RebuildJson } from '@anslag/read-models/rebuild-json';
import type { Difference } from '@anslag/read-models/rebuilds';
import type { Connection } from '../connection';
import { shownDifferences, type Rebuilds } from './rebuilds';

/** The rebuilds of a running ledger. */
export function rebuildsOver(connection: Connection): Rebuilds {
  const decide = (id: number, how: string, reason: string) =>
    connection.post<RebuildJson>(`/rebuilds/${id}/${how}`, { reason });
  return {
    leftAlone: 'The ledger goes on with it',
    request: (projection) => connection.post<RebuildJson>('/rebuilds', { projection }),
    accept: (id, reason) => decide(id, 'acceptance', reason),
    withdraw: (id, reason) => decide(id, 'withdrawal', reason),
    find: (id) => connection.get<RebuildJson>(`/rebuilds/${id}`),
    list: async () => (await connection.get<{ rebuilds: RebuildJson[] }>('/rebuilds')).rebuilds,
    differences: async (id) => {
      const query = { limit: shownDifferences };
      return (await connection.get<{ differences: Difference[] }>(`/rebuilds/${id}/differences`, query)).differences;
    },
    close: async () => {},
  };
}
