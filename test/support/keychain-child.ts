import { createInterface } from 'node:readline'
import { openKeychain } from '../../core/keychain/open-keychain.ts'

/** Serves the keychain of the session that this process was started in: one call a line in, one answer a line out. */
const keychain = await openKeychain()

for await (const line of createInterface({ input: process.stdin })) {
  // Only a test's parent process writes here, one JSON array a line.
  const [call, account, secret] = JSON.parse(line) as [string, string, string]
  process.stdout.write(`${JSON.stringify(await answer(call, account, secret))}\n`)
}
process.exit()

async function answer(call: string, account: string, secret: string): Promise<unknown> {
  switch (call) {
    case 'status':
      return keychain.status()
    case 'save':
      await keychain.save(account, secret)
      return null
    case 'find':
      return keychain.find(account)
    case 'remove':
      return keychain.remove(account)
    default:
      throw new Error(`no call \`${call}\``)
  }
}
