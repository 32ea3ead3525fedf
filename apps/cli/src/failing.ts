/** What a user can mend: told as a sentence, without a stack. */
export class Failure extends Error {
  override name = 'Failure';
}

/** The command was called in a way that it does not take: exit code 2. */
export class WrongUsage extends Failure {
  override name = 'WrongUsage';
}
