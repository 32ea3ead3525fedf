import { appending } from './suite/appending';
import { bytes } from './suite/bytes';
import { following } from './suite/following';
import { reading } from './suite/reading';
import { type Ledger, storeKinds } from './stores';

jest.setTimeout(60_000);

describe.each(storeKinds())('the event store on $name', (kind) => {
  const opened: Ledger[] = [];
  const open = async () => {
    const ledger = await kind.open();
    opened.push(ledger);
    return ledger;
  };
  beforeAll(() => kind.start());
  afterEach(async () => {
    for (const ledger of opened.splice(0)) await ledger.close();
  });
  afterAll(() => kind.stop());

  describe('appending', () => {
    appending(open);
  });
  describe('the bytes of an event', () => {
    bytes(open);
  });
  describe('reading', () => {
    reading(open);
  });
  describe('following', () => {
    following(open);
  });
});
