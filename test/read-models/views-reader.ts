import { readerRole } from '@anslag/read-models/views/readers';
import { Client, types } from 'pg';

/** Days and numbers as PostgreSQL writes them, JSON and instants as JavaScript has them. */
const plain = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === types.builtins.DATE ? String : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
};

type Row = Record<string, unknown>;

/** Somebody with the role that reads the views, and no other right. */
export class ViewsReader {
  private constructor(readonly client: Client) {}

  static async on(url: string): Promise<ViewsReader> {
    const client = new Client({ connectionString: url, types: plain });
    await client.connect();
    await client.query(`set role ${readerRole}`);
    return new ViewsReader(client);
  }

  async rows(query: string): Promise<Row[]> {
    return (await this.client.query<Row>(query)).rows;
  }

  /** Rows as the HTTP API has them: names in camelCase, instants as text. */
  async answers(query: string): Promise<Row[]> {
    return (await this.rows(query)).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
          value instanceof Date ? value.toISOString() : value !== null && name === 'year' ? Number(value) : value,
        ]),
      ),
    );
  }

  /** The code of the error that a statement ends with; null where it ends well. */
  async refusal(statement: string): Promise<string | null> {
    return this.client.query(statement).then(
      () => null,
      (error: { code: string }) => error.code,
    );
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
