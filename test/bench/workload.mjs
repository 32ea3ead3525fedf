import { createHash, randomUUID } from 'node:crypto';

const bodyId = 'hsn';
const year = 2019;
const decision = { bodyId, decidedOn: '2019-11-12', caseNumber: 'HSN 2019-123', item: '§ 95' };
const commandHash = createHash('sha256').update('a parsed command').digest('hex');

/** How many allocations a budget of {@link shortBudgets} gets: a peer that folds the whole stream folds 10 events on average. */
export const allocationsPerBudget = 20;

/** @param {string} name */
export const streamOf = (name) => `budget-${name}.${year}`;

/** @typedef {import('../../dist/libs/domain/budget/commands').BudgetCommand} BudgetCommand */

const commanded = { actor: 'controller-1', today: '2019-11-20', year };

/** @returns {BudgetCommand} */
export function openBudget(budget, control = 'none') {
  return { ...commanded, type: 'OpenBudget', bodyId: budget, currency: 'SEK', control };
}

/** @returns {BudgetCommand} */
export function allocate(budget, number) {
  return {
    ...commanded,
    type: 'Allocate',
    bodyId: budget,
    allocationId: `bidrag-${number}`,
    recipientId: 'primarvarden',
    kind: 'one-off',
    amount: '1250.50',
    supplementTo: 'unknown',
    purposes: ['äldre', 'komplexa behov'],
    title: 'Engångsersättning till primärvården',
    decision,
  };
}

/** What brings a budget with control `stop` to having more available than any run can allocate. @returns {BudgetCommand[]} */
export function stoppingBudget(budget) {
  const appropriation = { ...commanded, bodyId: budget, appropriationId: 'ram' };
  return [
    openBudget(budget, 'stop'),
    { ...appropriation, type: 'ProposeAppropriation', kind: 'original', amount: '90000000000.00', decision },
    { ...appropriation, type: 'AdoptAppropriation', decision },
  ];
}

/** A command as the HTTP layer hands it to the stream writer. */
export function requestOf(command) {
  const commandId = randomUUID();
  return { command, commandId, commandHash, actor: command.actor, correlationId: commandId, causationId: commandId };
}

/**
 * The work of callers who each have a budget of their own: open it, allocate 20 times, go on to the next.
 * @param {string} contestant keeps the budgets' names apart
 * @returns {(caller: number) => { stream: string, command: BudgetCommand }}
 */
export function shortBudgets(contestant) {
  const done = new Map();
  return (caller) => {
    const step = done.get(caller) ?? 0;
    done.set(caller, step + 1);
    const budget = `${contestant}-${caller}-${Math.floor(step / (allocationsPerBudget + 1))}`;
    const number = step % (allocationsPerBudget + 1);
    const command = number === 0 ? openBudget(budget) : allocate(budget, number);
    return { stream: streamOf(budget), command };
  };
}

/** The work of callers who all allocate on one budget. @returns {() => { stream: string, command: BudgetCommand }} */
export function oneBudget(budget) {
  let number = 0;
  const stream = streamOf(budget);
  return () => ({ stream, command: allocate(budget, ++number) });
}
