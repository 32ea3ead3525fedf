import type { Touch, Turn } from '../http/turn';

const how = { reads: 1, writes: 2, 'writes-within': 4 } as const;

/** One line's hold on one thing. `ways` are the bits of {@link how}: a line may both read and write a thing. */
interface Claim {
  turn: LineTurn;
  thing: Thing;
  ways: number;
}

/**
 * What lines do to one thing, in their order. Whoever reads it waits until everyone before who writes is done; whoever
 * writes it waits until everyone before stands in the stream's queue, which keeps the order from there on.
 */
class Thing {
  /** Not granted yet, and behind the first of them nobody is. */
  readonly waiting: Claim[] = [];
  /** Granted, not handed over yet. */
  reading = 0;
  writing = 0;
  writingWithin = 0;
  /** Granted to write, not done yet. */
  undone = 0;

  constructor(readonly name: string) {}

  allows(ways: number): boolean {
    if (ways & how.reads && this.undone > 0) return false;
    if (ways & how.writes && this.reading + this.writing + this.writingWithin > 0) return false;
    return !(ways & how['writes-within'] && this.reading + this.writing > 0);
  }

  /** Counts a granted claim in (1), or out as handed over (−1). */
  count(ways: number, by: 1 | -1): void {
    if (ways & how.reads) this.reading += by;
    if (ways & how.writes) this.writing += by;
    if (ways & how['writes-within']) this.writingWithin += by;
  }

  get idle(): boolean {
    return this.waiting.length + this.reading + this.writing + this.writingWithin + this.undone === 0;
  }
}

/** The line was still waiting when its client left. */
export class Abandoned extends Error {
  constructor() {
    super('Whoever sent the line has left');
  }
}

/**
 * Lets the lines of a batch run at once as far as nobody can tell: each comes to the result that it would have if the lines
 * before it were done. Claims on a thing are granted in the order of the lines and all claims of a line are made at once, so
 * that no two lines ever wait for each other.
 */
export class Turns {
  readonly #things = new Map<string, Thing>();

  next(): LineTurn {
    return new LineTurn(this);
  }

  /** Claims what a line touches; says how many of the claims wait. */
  claim(turn: LineTurn, touches: readonly Touch[]): { claims: Claim[]; waiting: number } {
    const claims: Claim[] = [];
    for (const touch of touches) {
      const thing = this.#thing(touch.what);
      const same = claims.find((claim) => claim.thing === thing);
      if (same) same.ways |= how[touch.how];
      else claims.push({ turn, thing, ways: how[touch.how] });
    }
    let waiting = 0;
    for (const claim of claims) {
      if (claim.thing.waiting.length === 0 && claim.thing.allows(claim.ways)) grant(claim);
      else waiting += claim.thing.waiting.push(claim) && 1;
    }
    return { claims, waiting };
  }

  /** Whether the line has only now come to stand in its stream's queue (`handed`), or is done. */
  release(claims: readonly Claim[], handed: boolean, done: boolean): void {
    for (const { thing, ways } of claims) {
      if (handed) thing.count(ways, -1);
      if (done && ways !== how.reads) thing.undone -= 1;
      while (thing.waiting.length > 0 && thing.allows(thing.waiting[0]!.ways)) {
        const next = thing.waiting.shift()!;
        grant(next);
        next.turn.granted();
      }
      if (thing.idle) this.#things.delete(thing.name);
    }
  }

  /** Forgets the claims of a line that is let go before its turn has come. */
  drop(claims: readonly Claim[]): void {
    const granted: Claim[] = [];
    for (const claim of claims) {
      const at = claim.thing.waiting.indexOf(claim);
      if (at < 0) granted.push(claim);
      else claim.thing.waiting.splice(at, 1);
    }
    this.release(granted, true, true);
  }

  #thing(name: string): Thing {
    let thing = this.#things.get(name);
    if (!thing) this.#things.set(name, (thing = new Thing(name)));
    return thing;
  }
}

function grant({ thing, ways }: Claim): void {
  thing.count(ways, 1);
  if (ways !== how.reads) thing.undone += 1;
}

/** A line's turn, from its claims to its end. */
export class LineTurn implements Turn {
  #claims: Claim[] | null = null;
  #waiting = 0;
  #isHanded = false;
  #late = false;
  #abandoned = false;
  #go: (() => void) | null = null;
  #giveUp: ((error: Error) => void) | null = null;

  constructor(private readonly turns: Turns) {}

  come(touches: readonly Touch[]): Promise<void> | undefined {
    if (this.#late || this.#claims) throw new Error('A command takes its turn once, before it waits for anything');
    const { claims, waiting } = this.turns.claim(this, touches);
    this.#claims = claims;
    this.#waiting = waiting;
    if (waiting === 0) return undefined;
    return new Promise((go, giveUp) => {
      this.#go = go;
      this.#giveUp = giveUp;
    });
  }

  /** The next line begins: who has not come by now would come out of order. */
  passed(): void {
    this.#late = true;
  }

  granted(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#go!();
  }

  handed(): void {
    if (!this.#claims) throw new Error('A command was handed over without having taken its turn');
    if (this.#isHanded) return;
    this.#isHanded = true;
    this.turns.release(this.#claims, true, false);
  }

  /** The line is answered, or will never be. */
  done(): void {
    if (this.#claims && !this.#abandoned) this.turns.release(this.#claims, !this.#isHanded, true);
    this.#claims = null;
  }

  /** Lets it go where it still waits; what has begun goes on to its end. */
  abandon(): void {
    if (this.#waiting === 0) return;
    this.#abandoned = true;
    this.#giveUp!(new Abandoned());
  }

  /** As {@link abandon}, where other lines go on. Let go the last of the lines first: their turn does not come meanwhile. */
  letGo(because: Error): void {
    if (this.#waiting === 0) return;
    this.#waiting = 0;
    this.turns.drop(this.#claims!);
    this.#claims = null;
    this.#giveUp!(because);
  }
}
