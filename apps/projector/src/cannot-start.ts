/** Why the service cannot start, in words for whoever starts it; no stack trace would tell them more. */
export class CannotStart extends Error {
  override name = 'CannotStart';
}
