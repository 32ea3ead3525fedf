/** A command for the ledger. The key is the same whenever the same thing is meant, so that it is booked once. */
export interface LedgerCommand {
  path: string;
  body: object;
  key: string;
}

export interface Outcome<C extends LedgerCommand> {
  command: C;
  status: number;
  body: unknown;
}
