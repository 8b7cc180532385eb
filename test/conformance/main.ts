import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/cache.ts';
import { readRecordings } from './programs';
import { allRates, rateTable, withTable } from './rates';

/** Runs every program, writes the table of pass rates into src/README.md, and prints what fails and how. */
const rates = allRates();
const readme = path.join(root, 'src', 'README.md');
const table = rateTable(rates, readRecordings(rates[0]!.feature).node);
writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), table));
for (const { feature, failing } of rates) {
  for (const { program, why } of failing) console.log(`${feature}: ${program.name}: ${why}`);
}
console.log(table.split('\n')[2]);
