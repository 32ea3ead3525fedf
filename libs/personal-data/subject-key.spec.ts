import { newSecret, NotSealedSo, SubjectKey } from './subject-key';

const secret = newSecret();
const key = new SubjectKey('p-1', secret);
const name = 'Åsa Öberg 😀';

test('what is sealed is opened by the same key, and is another text each time', () => {
  const [one, other] = [key.seal('name', name), key.seal('name', name)];
  expect(one).not.toBe(other);
  expect([key.open('name', one), key.open('name', other)]).toEqual([name, name]);
  expect(new SubjectKey('p-1', secret).open('name', one)).toBe(name);
  expect(key.open('name', key.seal('name', 'x'.repeat(500)))).toBe('x'.repeat(500));
});

test('a sealed text is bound to its subject, its field and its key, and to every byte', () => {
  const sealed = key.seal('name', name);
  expect(() => key.open('identifier', sealed)).toThrow(NotSealedSo);
  expect(() => new SubjectKey('p-2', secret).open('name', sealed)).toThrow(NotSealedSo);
  expect(() => new SubjectKey('p-1', newSecret()).open('name', sealed)).toThrow(NotSealedSo);
  const bytes = Buffer.from(sealed.slice(2), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at]! ^ 1;
    expect(() => key.open('name', `1.${changed.toString('base64url')}`)).toThrow(NotSealedSo);
  }
  for (const none of ['', '1.', '2.abc', name, sealed.slice(0, 20)])
    expect(() => key.open('name', none)).toThrow(NotSealedSo);
});

test('a sealed text holds nothing of the plain one and does not tell how long it is', () => {
  expect(Buffer.from(key.seal('name', name).slice(2), 'base64url').includes('berg')).toBe(false);
  const lengths = ['A', 'Bo Ek', 'Anna-Karin Lindström'].map((one) => key.seal('name', one).length);
  expect(new Set(lengths).size).toBe(1);
});

test('an error says nothing of what it was about', () => {
  const thrown = () => new SubjectKey('p-2', secret).open('name', key.seal('name', name));
  expect(thrown).toThrow(expect.objectContaining({ message: expect.not.stringContaining('berg') }));
});

test('a mark is the same for the same identifier of one subject under one key, and else another', () => {
  const mark = key.mark('SE-PNR', '121212-1212');
  expect(key.mark('SE-PNR', '121212-1212')).toBe(mark);
  const others = [
    key.mark('SE-ON', '121212-1212'),
    key.mark('SE-PNR', '121212-1213'),
    new SubjectKey('p-2', secret).mark('SE-PNR', '121212-1212'),
    new SubjectKey('p-1', newSecret()).mark('SE-PNR', '121212-1212'),
  ];
  expect(new Set([mark, ...others]).size).toBe(5);
});

test('a hash is the same for the same text under one key only', () => {
  expect(key.hash('x')).toBe(new SubjectKey('p-1', secret).hash('x'));
  expect(key.hash('x')).not.toBe(new SubjectKey('p-1', newSecret()).hash('x'));
  expect(key.hash('x')).toMatch(/^[0-9a-f]{64}$/);
});
