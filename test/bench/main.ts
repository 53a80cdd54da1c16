/**
 * `npm run bench`: measures every part, or those that are named (`npm run bench -- store`), and prints a table each. `--long`
 * puts load on the server for three minutes.
 */
import { run as audit } from './audit.ts'
import { run as catalogue } from './catalogue.ts'
import { run as host } from './host.ts'
import { run as laws } from './laws.ts'
import { printTable, type Measurement } from './measurement.ts'
import { run as policy } from './policy.ts'
import { run as server } from './server.ts'
import { run as store } from './store.ts'

const parts: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  store,
  catalogue,
  policy,
  laws,
  host,
  server,
  audit,
}

const wanted = process.argv.slice(2).filter((word) => word !== '--long')
const unknown = wanted.find((name) => !Object.hasOwn(parts, name))
if (unknown !== undefined) {
  console.error(`there is no benchmark ${unknown}; there are ${Object.keys(parts).join(', ')}`)
  process.exit(2)
}
console.log(`Node ${process.version}, ${process.platform} ${process.arch}`)
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) printTable(name, await run())
}
