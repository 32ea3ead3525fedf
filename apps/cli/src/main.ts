import { CommanderError } from 'commander';
import { WrongUsage } from './failing';
import { program } from './program';

/** What is told as it is: faults of the user, of the file, of the network. Of anything else the stack is wanted. */
const inWords = [
  'Failure',
  'WrongUsage',
  'LedgerProblem',
  'LedgerUnreachable',
  'LedgerInUse',
  'StoreUnavailable',
  'BrokenStream',
];

function tell(error: unknown): void {
  // Commander has told it itself; its help ends with 0.
  if (error instanceof CommanderError) return void (process.exitCode = error.exitCode === 0 ? 0 : 2);
  const { name, message, stack, syscall } = error as Error & { syscall?: string };
  const told = inWords.includes(name) || syscall !== undefined ? message : (stack ?? String(error));
  process.stderr.write(`anslag: ${told}\n`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
}

// Whoever reads may stop before the end: `anslag balances | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

program().parseAsync().catch(tell);
