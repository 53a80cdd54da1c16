import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { openSqliteStore } from '../../../core/store/open-sqlite-store.ts'
import { startChild } from './child.ts'
import type { ServedGrantdesk } from './serve-grantdesk.ts'

const AT_ONCE = 32
const BEFORE_THE_KILL = 2_000

/** Kills the server while it issues and revokes tokens, and looks for everything that it had acknowledged (S3). */
export async function killUnderLoad(directory: string): Promise<{ lost: number; acknowledged: number }> {
  const server = await startChild<ServedGrantdesk>('./serve-grantdesk.ts', [directory])
  const { port, clientId, secret } = server.told
  const issued: string[] = []
  const revoked: string[] = []
  const post = async (path: string, fields: Readonly<Record<string, string>>) => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
    const body = new URLSearchParams(fields)
    const answer = await fetch(`http://127.0.0.1:${String(port)}${path}`, {
      method: 'POST',
      headers: { authorization },
      body,
    })
    return { ok: answer.ok, text: await answer.text() }
  }
  const work = async () => {
    for (let number = 0; ; number++) {
      const { text } = await post('/oauth/token', { grant_type: 'client_credentials' })
      const token = (JSON.parse(text) as { access_token: string }).access_token
      issued.push(token)
      if (number % 2 === 0) continue
      if ((await post('/oauth/revoke', { token })).ok) revoked.push(token)
    }
  }
  // Each ends when its connection does.
  const workers = Promise.allSettled(Array.from({ length: AT_ONCE }, work))
  await wait(BEFORE_THE_KILL)
  await server.end()
  await workers
  const store = await openSqliteStore({ directory })
  try {
    const find = (token: string) => store.tokens.find(createHash('sha256').update(token).digest('base64url'))
    const lost =
      issued.filter((token) => !find(token)).length +
      revoked.filter((token) => (find(token)?.revokedAt ?? null) === null).length
    return { lost, acknowledged: issued.length + revoked.length }
  } finally {
    await store.close()
  }
}
