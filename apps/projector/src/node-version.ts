// Imported before anything else: better-sqlite3 crashes, and Nest fails to load, on older versions without saying why.
const wanted = 24;

if (Number(process.versions.node.split('.')[0]) < wanted) {
  process.stderr.write(
    `Anslag needs Node ${wanted} or newer; this is ${process.version}.\n` +
      'Start it with "npm start": npm scripts use the Node that "npm ci" installed beside it.\n',
  );
  process.exit(1);
}
