import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import type { AdminClient, OutputOf } from '../../../core/contract/contract.ts'
import { readPage } from '../../../core/lab/read-page.ts'
import { LOOPBACK } from '../../support/lab-world.ts'
import { failureOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

type Run = OutputOf<'lab.show'>

/** The run once it has come so far; every move of a run is told by the topic `flow`. */
async function reached(workspace: Workspace, runId: string, is: (run: Run) => boolean): Promise<Run> {
  const look = async () => valueOf(await workspace.admin['lab.show']({ runId }))
  for (;;) {
    const moved = new Promise<void>((resolve) => {
      const stop = workspace.grantdesk.subscribe('flow', () => {
        stop()
        resolve()
      })
    })
    const run = await look()
    if (is(run)) return run
    await moved
  }
}
const isOver = ({ state }: Run) => state !== 'running' && state !== 'waiting_for_browser'

/** What a person's browser does: opens the address, logs in, and follows the redirect. */
async function browse(address: string, email: string): Promise<Response> {
  const page = readPage(await (await fetch(address)).text())
  const [form] = page.forms
  const fields = form?.fields.filter(({ isSent }) => isSent).map(({ name, value }) => [name, value]) ?? []
  const body = new URLSearchParams([...fields, ['email', email]])
  body.delete('email')
  body.set('email', email)
  const answer = await fetch(new URL(form?.action ?? '', address), {
    method: 'POST',
    body,
    redirect: 'manual',
  })
  return fetch(answer.headers.get('location') ?? '')
}

async function administratorOf(admin: AdminClient, scene: { id: string; administratorId: string }) {
  return valueOf(await admin['user.show']({ organizationId: scene.id, user: scene.administratorId })).email
}

it('a flow runs over loopback sockets, by a browser and by itself, and leaves nothing open (L1, L2)', async () => {
  await using workspace = await openWorkspace()
  const { admin } = workspace
  const scene = await workspace.organization()
  const { acting } = scene
  const email = await administratorOf(admin, scene)
  const { client } = await scene.client({ redirectUris: [LOOPBACK], scopes: ['users'], pkce: true }, true)
  const clientId = client.id
  const order = { acting, clientId, then: ['call', 'revoke'], operation: 'GET /api/v2/users' } as const

  const itself = valueOf(await admin['lab.start']({ ...order, user: email }))
  expect(await reached(workspace, itself.runId, isOver)).toMatchObject({ state: 'done', failure: null })
  expect(valueOf(await admin['server.status']({})).running).toBe(false)

  const { runId } = valueOf(await admin['lab.start']({ ...order, openBrowser: false }))
  const waiting = await reached(workspace, runId, ({ state }) => state === 'waiting_for_browser')
  expect(valueOf(await admin['server.status']({})).running).toBe(true)
  const { authorizeUrl, redirectUri } = waiting
  // Somebody else's answer neither ends the wait nor gets anywhere.
  expect((await fetch(`${redirectUri ?? ''}?code=foreign&state=foreign`)).status).toBe(400)
  const page = await (await browse(authorizeUrl ?? '', email)).text()
  expect(page).not.toMatch(/code=|state=/)
  const done = await reached(workspace, runId, isOver)
  expect([done.state, done.failure]).toEqual(['done', null])
  expect(done.steps.map(({ title, state }) => `${title} ${state}`)).toEqual([
    'Server metadata done',
    'Authorization request done',
    'A response with another state failed',
    'Authorization response done',
    'Code for token done',
    'Call done',
    'Revocation done',
  ])
  await expect(fetch(redirectUri ?? '')).rejects.toThrow()

  const abandoned = valueOf(await admin['lab.start']({ ...order, openBrowser: false }))
  const open = await reached(workspace, abandoned.runId, ({ state }) => state === 'waiting_for_browser')
  expect(valueOf(await admin['lab.cancel']({ runId: abandoned.runId })).state).toBe('cancelled')
  await expect
    .poll(() => fetch(open.redirectUri ?? '').catch(() => 'free'), { timeout: 1_000, interval: 20 })
    .toBe('free')
  expect(workspace.log).toEqual([])
})

it('a port that is taken ends a run at once, with who has it (L2)', async () => {
  await using workspace = await openWorkspace()
  const { admin } = workspace
  const scene = await workspace.organization()
  const { client } = await scene.client({ redirectUris: [LOOPBACK], pkce: true }, true)
  const squatter = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => squatter.once('listening', resolve))
  const { port } = squatter.address() as AddressInfo
  const order = { acting: scene.acting, clientId: client.id, redirectPort: port, openBrowser: false }
  const { runId } = valueOf(await admin['lab.start'](order))
  const run = await reached(workspace, runId, isOver)
  expect(run.state).toBe('failed')
  expect(run.failure).toMatch(new RegExp(`^port ${String(port)} on this machine is in use`))
  squatter.close()
  expect(failureOf(await admin['lab.start']({ ...order, clientId: 'nobody' })).code).toBe('client_not_found')
})
