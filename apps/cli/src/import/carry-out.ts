import type { RefusedRow } from '@anslag/interchange/360giving/grant';
import type { Connection } from '../connection';
import { Failure } from '../failing';
import { problemOf } from '../ledger-client';
import type { ProgressBar } from '../progress';
import type { LedgerCommand, Outcome } from '../send/command';
import { send } from '../send/sender';
import type { Plan } from './plan';
import type { Deed, PlannedGrant } from './plan-grant';

export interface Done {
  counts: Record<Deed, number>;
  parties: number;
  budgets: number;
  refused: RefusedRow[];
  /** What was replaced or noted, and why, by row. */
  told: { row: number; id: string; deed: Deed; says: string }[];
}

/**
 * Sends a plan: parties, then budgets, then grants. A dry run asks the ledger about what depends on nothing that is not
 * there yet, and takes the rest as the plan has it; it books nothing.
 */
export async function carryOut(
  connection: Connection,
  plan: Plan,
  { dryRun }: { dryRun: boolean },
  progress: ProgressBar,
): Promise<Done> {
  const done: Done = {
    counts: { booked: 0, replaced: 0, noted: 0 },
    parties: 0,
    budgets: 0,
    refused: [...plan.refused],
    told: [],
  };
  /** Why a party or a budget could not be had, by its id. */
  const without = new Map<string, { code: string; reason: string }>();

  for await (const outcome of send(connection, plan.parties, { dryRun })) {
    progress.add();
    if (isDone(outcome)) done.parties += 1;
    else without.set(outcome.command.partyId, why(outcome, `The party ${outcome.command.partyId} is refused`));
  }
  const coming = new Set(dryRun ? plan.parties.map(({ partyId }) => partyId) : []);
  const budgets = plan.budgets.filter(({ budget }) => !coming.has(bodyOf(budget)));
  done.budgets += plan.budgets.length - budgets.length;
  for await (const outcome of send(connection, budgets, { dryRun })) {
    progress.add();
    if (isDone(outcome)) done.budgets += 1;
    else without.set(outcome.command.budget, why(outcome, `The budget ${outcome.command.budget} is refused`));
  }

  for (const { budget } of dryRun ? plan.budgets : []) coming.add(budget);
  const count = ({ row, id, deed, says }: PlannedGrant) => {
    done.counts[deed] += 1;
    if (deed !== 'booked') done.told.push({ row, id, deed, says });
  };
  const sent = plan.grants.filter((grant) => {
    const needs = [grant.recipientId, budgetIn(grant), bodyOf(budgetIn(grant))];
    const cause = needs.map((one) => without.get(one)).find(Boolean);
    if (cause) done.refused.push({ row: grant.row, id: grant.id, ...cause });
    else if (needs.some((one) => coming.has(one))) count(grant);
    else return true;
    progress.add();
    return false;
  });
  for await (const outcome of send(connection, sent, { dryRun })) {
    progress.add();
    const { row, id } = outcome.command;
    if (isDone(outcome)) count(outcome.command);
    else done.refused.push({ row, id, ...why(outcome) });
  }
  done.refused.sort((a, b) => a.row - b.row);
  done.told.sort((a, b) => a.row - b.row);
  return done;
}

/** `body/year` of a command on a budget: `/budgets/{body}/{year}/…`. */
const budgetIn = ({ path }: LedgerCommand): string => path.split('/').slice(2, 4).join('/');

const bodyOf = (budget: string): string => budget.slice(0, budget.indexOf('/'));

const isDone = ({ status }: Outcome<LedgerCommand>): boolean => status === 200 || status === 201;

/** Why the ledger refused. Where the role may not do this at all, there is no sense in going on. */
function why({ status, body }: Outcome<LedgerCommand>, what?: string): { code: string; reason: string } {
  const { code, detail } = problemOf(body);
  if (status === 403) throw new Failure(`${detail} (${code})`);
  return { code, reason: what === undefined ? detail : `${what}: ${detail}` };
}
