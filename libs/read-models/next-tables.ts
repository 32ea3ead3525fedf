import {
  IdentifierNode,
  OperationNodeTransformer,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  type QueryResult,
  type RootOperationNode,
  type TableNode,
  type UnknownRow,
} from 'kysely';
import type { Projection } from './projection';
import type { Table } from './table';

const nextOf = (name: string): string => `${name}_next`;

/** A projection that folds into tables of its own beside the live ones, with a checkpoint of its own. */
export function besideLive(projection: Projection): Projection {
  const plugin = new NextTables(projection.tables);
  return {
    ...projection,
    name: nextOf(projection.name),
    tables: projection.tables.map((table) => ({ ...table, name: nextOf(table.name) })),
    fold: (batch, tx) => projection.fold(batch, tx.withPlugin(plugin)),
  };
}

/** A table whose indexes have a mark after their names: SQLite cannot rename them, and a rebuilt table brings its own. */
export function marked(table: Table, mark: string): Table {
  const indexes = Object.entries(table.indexes ?? {}).map(([name, index]) => [`${name}${mark}`, index] as const);
  return { ...table, indexes: Object.fromEntries(indexes) };
}

/** What a table is called where some plugins apply. */
export function nameIn(plugins: readonly KyselyPlugin[], name: string): string {
  const renamed = plugins.some((plugin) => plugin instanceof NextTables && plugin.renames(name));
  return renamed ? nextOf(name) : name;
}

/** Sends the queries of a fold to the tables beside the live ones. */
class NextTables implements KyselyPlugin {
  readonly #names: ReadonlySet<string>;
  readonly #transformer: OperationNodeTransformer;

  constructor(tables: readonly Table[]) {
    this.#names = new Set(tables.map(({ name }) => name));
    this.#transformer = new Renaming(this.#names);
  }

  renames(name: string): boolean {
    return this.#names.has(name);
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId);
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
}

class Renaming extends OperationNodeTransformer {
  readonly #names: ReadonlySet<string>;

  constructor(names: ReadonlySet<string>) {
    super();
    this.#names = names;
  }

  protected override transformTable(node: TableNode, queryId?: QueryId): TableNode {
    const { name } = node.table.identifier;
    if (!this.#names.has(name)) return super.transformTable(node, queryId);
    return { ...node, table: { ...node.table, identifier: IdentifierNode.create(nextOf(name)) } };
  }
}
