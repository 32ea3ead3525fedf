import { overlap } from './overlap';
import { sentencesIn } from './sentences';

const declared = `
  declare function against(code: string, detail: string): object;
  declare class Problem { constructor(code: string, detail: string) }
`;

const english = (text: string): string[] => sentencesIn(declared + text).sentences.map((one) => one.english);
const unreadable = (text: string): string[] => sentencesIn(declared + text).unreadable;

test.each<[string, string, string[]]>([
  ['a text', `against('c', 'No.');`, ['No.']],
  ['a problem', `new Problem('c', 'No.');`, ['No.']],
  ['a template', 'const f = (id: string, n: number) => against("c", `${id} has ${n + 1}.`);', ['{0} has {1}.']],
  ['a choice', `const f = (b: boolean) => against('c', b ? 'Yes.' : 'No.');`, ['Yes.', 'No.']],
  [
    'a choice of words',
    'const f = (b: boolean) => against("c", `It is ${b ? "on" : "off"}.`);',
    ['It is on.', 'It is off.'],
  ],
  [
    'words of a type',
    'const f = (how: "open" | "closed", id: string) => against("c", `${id} is ${how}.`);',
    ['{0} is open.', '{0} is closed.'],
  ],
  ['a constant', `const no = 'No.'; against('c', no);`, ['No.']],
  ['a constant in words', 'const n = 5; const s = "five"; against("c", `${s} is ${n}.`);', ['five is {0}.']],
  ['a property', `const f = (id: string) => ({ code: 'c', detail: 'No ' + id });`, ['No {0}']],
  ['a short property', `const detail = 'No.'; const a = { detail };`, ['No.']],
  ['an assignment', `declare const a: { detail: string }; a.detail = 'No.';`, ['No.']],
  ['a function', `const f = (b: boolean) => { if (b) return null; return 'No.'; }; against('c', f(true)!);`, ['No.']],
  ['a table', `const t = { a: 'A.', b: 'B.' }; declare const k: 'a' | 'b'; against('c', t[k]);`, ['A.', 'B.']],
  ['handing on', `const f = (detail: string) => against('c', detail); f('No.');`, ['No.']],
  ['handing on a property', `declare const a: { detail: string }; against('c', a.detail);`, []],
])('%s is read', (_name, text, expected) => {
  expect(english(text)).toEqual(expected);
  expect(unreadable(text)).toEqual([]);
});

test.each([
  ['a parameter under another name', `const f = (why: string) => against('c', why);`, 'example.ts:4 why'],
  ['what may change', `let no = 'No.'; against('c', no);`, 'example.ts:4 no'],
  ['what another program says', `declare function tell(): string; against('c', tell());`, 'example.ts:4 tell()'],
  ['what is put together elsewhere', `declare const t: string[]; against('c', t[0]!);`, 'example.ts:4 0'],
])('%s cannot be read, and is told', (_name, text, expected) => {
  expect(english(text)).toEqual([]);
  expect(unreadable(text)).toEqual([expected]);
});

test('a list and an amount with its currency may have spaces, a call of something else has none', () => {
  const text = `
    const money = (n: number) => \`\${n} SEK\`;
    declare function id(): string;
    const f = (ids: { join(by: string): string }) => against('c', \`\${money(1)} \${ids.join(', ')} \${id()} \${1}\`);`;
  expect(sentencesIn(declared + text).sentences).toMatchObject([{ english: '{0} {1} {2} {3}', withSpaces: [0, 1] }]);
});

test.each<[boolean, [string, string], [string, string]]>([
  [true, ['{0} is closed.', '{0:text}'], ['The {0} is closed.', '{0}']],
  [false, ['{0} is closed.', '{0}'], ['The {0} is closed.', '{0}']],
  [true, ['{0} is {1}.', '{0} {1}'], ['It is open.', '']],
  [false, ['Not before {0}.', '{0:number}'], ['Not before from.', '']],
  [true, ['Not before {0}.', '{0}'], ['Not before from.', '']],
  [true, ['{0}, {1}.', '{0} {1:text}'], ['a, {0}', '{0:text}']],
  [false, ['Roles {0}.', '{0:list}'], ['Roles of nobody.', '']],
  [true, ['Roles {0}.', '{0:list}'], ['Roles a, b or {0}.', '{0}']],
  [true, ['There is {0}.', '{0:money}'], ['There is {0} {1}.', '{0:number} {1}']],
  [false, ['There is {0}.', '{0:money}'], ['There is {0}.', '{0}']],
  [false, ['{0} here.', '{0:text}'], ['{0} there.', '{0:text}']],
])('that two templates may match the same sentence is %s of %j and %j', (expected, one, other) => {
  expect(overlap(one, other)).toBe(expected);
  expect(overlap(other, one)).toBe(expected);
});
