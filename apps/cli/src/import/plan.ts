import type { Grant, GrantRow, Organisation, Recipient, RefusedRow } from '@anslag/interchange/360giving/grant';
import { allocationIdOf, partyIdOf, shortHash, slug } from '@anslag/interchange/published-id';
import type { Connection } from '../connection';
import { Failure } from '../failing';
import type { LedgerCommand } from '../send/command';
import { budgetCurrency, KnownAllocations, readAllocations, readParties, type KnownParties } from './books';
import { identifying, opening, registering, registeringPerson } from './commands';
import { personIn } from './persons';
import { keptAsDecided, planGrant, type PlannedGrant } from './plan-grant';
import type { GrantFile } from './read-file';

/** Registers a party, or tells the ledger under which id one that is there is published. */
export interface PlannedParty extends LedgerCommand {
  partyId: string;
}

export interface Plan {
  /** In the order in which they must be done. */
  parties: PlannedParty[];
  budgets: (LedgerCommand & { budget: string })[];
  grants: PlannedGrant[];
  refused: RefusedRow[];
  /** What the file says otherwise and is left as it is. */
  left: { row: number; id: string; says: string }[];
  /** How many grants the ledger has just as the file. */
  unchanged: number;
  bodies: string[];
}

/** Where grants go: a budget year of a body. */
const budgetOf = (bodyId: string, { awardDate }: Grant): string => `${bodyId}/${awardDate.slice(0, 4)}`;

/** Compares a file with what the ledger has. `body` is the deciding body's partyId where the caller names one. */
export async function planImport(
  connection: Connection,
  { grants, refused }: GrantFile,
  { file, body }: { file: string; body?: string | undefined },
): Promise<Plan> {
  // What the ledger has acknowledged by now must be seen.
  const now = { atLeast: await connection.head() };
  const parties = await readParties(connection, now);
  const plan: Plan = {
    parties: [],
    budgets: [],
    grants: [],
    refused: [...refused],
    left: [],
    unchanged: 0,
    bodies: [],
  };

  const bodies = new Map<string, string>();
  for (const funder of distinct(grants, ({ grant }) => grant.funder)) {
    if (body !== undefined && bodies.size > 0)
      throw new Failure('The file has grants of several funders; without --body each gets a body of its own.');
    const bodyId = body ?? parties.bearing(funder.id) ?? newBodyId(funder, parties);
    bodies.set(funder.id, bodyId);
    register(plan, parties, bodyId, funder, 'body');
  }
  plan.bodies = [...new Set(bodies.values())];
  const books = new Map<string, KnownAllocations>();
  for (const bodyId of plan.bodies)
    books.set(bodyId, parties.has(bodyId) ? await readAllocations(connection, bodyId, now) : new KnownAllocations());

  const byRecipient = Map.groupBy(grants, ({ grant }) => asOne(grant.recipient));
  const recipients = new Map<string, string>();
  for (const recipient of distinct(grants, ({ grant }) => grant.recipient)) {
    if (recipient.isIndividual) {
      const own = byRecipient.get(asOne(recipient))!.map(({ grant }) => grant);
      const partyId = personIn(own, parties, ({ funder }) => books.get(bodies.get(funder.id)!)!);
      recipients.set(asOne(recipient), partyId);
      if (!parties.has(partyId)) plan.parties.push({ partyId, ...registeringPerson(partyId, recipient) });
      continue;
    }
    const partyId = parties.bearing(recipient.id) ?? partyIdOf(recipient.id);
    recipients.set(asOne(recipient), partyId);
    register(plan, parties, partyId, recipient, 'other');
  }

  const currencies = await budgetCurrencies(connection, plan, grants, bodies, now);

  for (const read of grants) {
    const { row, grant } = read;
    const bodyId = bodies.get(grant.funder.id)!;
    const currency = currencies.get(budgetOf(bodyId, grant));
    if (currency !== grant.currency) {
      const reason = `The grant is in ${grant.currency}, and the budget ${budgetOf(bodyId, grant)} in ${currency}.`;
      plan.refused.push({ row, id: grant.id, code: 'currency-mismatch', reason });
      continue;
    }
    const year = Number(grant.awardDate.slice(0, 4));
    const allocations = books.get(bodyId)!;
    const recipientId = recipients.get(asOne(grant.recipient))!;
    const planned = planGrant(read, { bodyId, year, recipientId, parties, allocations, file });
    if (planned === null) plan.unchanged += 1;
    else if ('deed' in planned) plan.grants.push(planned);
    else plan.refused.push(planned);
    const known = allocations.latest(year, allocationIdOf(grant.id));
    const left = known && !(planned && 'reason' in planned) && keptAsDecided(grant, known);
    if (left) plan.left.push({ row, id: grant.id, says: left });
  }
  return plan;
}

/** The organisations or recipients of a file, each once, under the name that it has first. */
function distinct<T extends Recipient>(grants: readonly GrantRow[], of: (row: GrantRow) => T): T[] {
  const found = new Map<string, T>();
  for (const row of grants) if (!found.has(asOne(of(row)))) found.set(asOne(of(row)), of(row));
  return [...found.values()];
}

/** An individual is none of the organisations, also under the id of one. */
const asOne = ({ id, isIndividual = false }: Recipient): string => `${isIndividual} ${id}`;

/** A body's id stands in every path and voucher, so it is a slug of the name, where that is free. */
function newBodyId({ id, name }: Organisation, parties: KnownParties): string {
  return parties.has(slug(name)) ? `${slug(name)}-${shortHash(id)}` : slug(name);
}

function register(plan: Plan, parties: KnownParties, partyId: string, of: Organisation, kind: 'body' | 'other'): void {
  if (!parties.has(partyId)) plan.parties.push({ partyId, ...registering(partyId, of.name, kind, of.id) });
  else if (!parties.bears(partyId, of.id)) plan.parties.push({ partyId, ...identifying(partyId, of.id) });
}

/** The currency of each budget of the file; those that are not open yet are planned, in the currency of most of their grants. */
async function budgetCurrencies(
  connection: Connection,
  plan: Plan,
  grants: readonly GrantRow[],
  bodies: ReadonlyMap<string, string>,
  now: { atLeast: string | null },
): Promise<Map<string, string>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { grant } of grants) {
    const budget = budgetOf(bodies.get(grant.funder.id)!, grant);
    const count = counts.get(budget) ?? new Map<string, number>();
    counts.set(budget, count.set(grant.currency, (count.get(grant.currency) ?? 0) + 1));
  }
  const currencies = new Map<string, string>();
  for (const [budget, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [bodyId, year] = [budget.slice(0, -5), Number(budget.slice(-4))];
    const open = await budgetCurrency(connection, bodyId, year, now);
    const most = [...count].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    if (open === null) plan.budgets.push({ budget, ...opening(bodyId, year, most) });
    currencies.set(budget, open ?? most);
  }
  return currencies;
}
