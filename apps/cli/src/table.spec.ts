import { table, type Column } from './table';

interface Row {
  name: string;
  sum: string | null;
}

const columns: Column<Row>[] = [
  { title: 'Name', of: ({ name }) => name },
  { title: 'Sum', of: ({ sum }) => sum, amount: true },
];

test('amounts stand to the right, grouped by thousands; what is absent is a dash and no 0', () => {
  const printed = table(columns, [
    { name: 'Ån', sum: '-1234567.89' },
    { name: 'B', sum: null },
  ]);
  expect(printed.split('\n').filter((line) => /Ån|B/.test(line))).toEqual([
    '│ Ån   │ -1\u202f234\u202f567.89 │',
    '│ B    │             — │',
  ]);
});

test('a long table has no frame, and every row', () => {
  const rows = Array.from({ length: 501 }, (_, at) => ({ name: `Row ${at}`, sum: `${at}.00` }));
  const lines = table(columns, rows).split('\n');
  expect(lines).toHaveLength(502);
  expect([lines[0], lines[1], lines[501]]).toEqual(['Name        Sum', 'Row 0      0.00', 'Row 500  500.00']);
});
