import { PassThrough, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../cli/command-line.ts'
import { freshWorkspace, installation, items } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

const code = ['--grant-type', 'CODE', '--scopes', 'users', '--redirect-uri', 'https://a.example/back']

async function create(name: string): Promise<string> {
  return String((await grantdesk.json('client', 'create', '--name', name, ...code)).id)
}

beforeAll(async () => {
  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
}, 30_000)

/** Runs a command line at a terminal on which somebody types an answer once asked; null closes the input. */
async function answering(answer: string | null, ...args: readonly string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  let [asked, printed] = ['', '']
  const stderr = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        asked += chunk.toString()
        if (asked.includes('/N] ') && !stdin.writableEnded) {
          if (answer === null) stdin.end()
          else stdin.end(`${answer}\n`)
        }
        done()
      },
    }),
    { isTTY: true },
  )
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      printed += chunk.toString()
      done()
    },
  })
  const terminal = { stdin, stdout, stderr, environment: { TERM: 'dumb' } }
  const exit = await runCommandLine(['--data', grantdesk.data, ...args], installation, terminal)
  return { exit, asked, printed }
}

describe('deleting a client', () => {
  it('without a terminal and without --yes does nothing, ends with exit code 2 and names the consequence (C8)', async () => {
    const id = await create('Young')
    const refused = await grantdesk.refused('client', 'delete', id)
    expect(refused).toMatchObject({ exit: 2, code: 'confirmation_required' })
    expect(refused.message).toMatch(
      /`Young`.*for good.*authorized in: Acme.*Users who may use it: 1.*--yes.*Nothing was changed/,
    )
    expect(await grantdesk.json('client', 'show', id)).toMatchObject({ state: { kind: 'active' } })
    expect(await grantdesk.json('client', 'delete', id, '--yes')).toEqual({ id, removed: true, state: null })
    expect(await grantdesk.refused('client', 'show', id)).toMatchObject({ exit: 1, code: 'client_not_found' })
    expect(await grantdesk.refused('client', 'restore', id)).toMatchObject({
      exit: 1,
      code: 'client_not_found',
    })
  }, 30_000)

  it('asks at a terminal: Enter, “no” and a closed input keep it, “y” deletes it', async () => {
    const id = await create('Asked')
    for (const no of ['', 'n', 'nay', null]) {
      const kept = await answering(no, 'client', 'delete', id)
      expect(kept).toMatchObject({ exit: 1, printed: '' })
      expect(kept.asked).toMatch(
        /for good[\s\S]*Delete `Asked`\? \[y\/N\] [\s\S]*not confirmed, nothing was changed\n$/,
      )
    }
    expect(await grantdesk.json('client', 'show', id)).toMatchObject({ state: { kind: 'active' } })
    expect(await answering('y', 'client', 'delete', id)).toMatchObject({
      exit: 0,
      printed: '`Asked` is removed for good.\n',
    })
    const german = await create('Gefragt')
    const asked = await answering('j', '--lang', 'de', 'client', 'delete', german)
    expect(asked.asked).toContain('`Gefragt` löschen? [j/N]')
    expect(asked).toMatchObject({ exit: 0, printed: '`Gefragt` ist endgültig gelöscht.\n' })
  }, 30_000)

  it('older than 30 days deactivates it, until when it can be restored, and a removal that falls due is asked for (C8, C9, O7)', async () => {
    const id = await create('Old')
    expect(await grantdesk.json('org', 'clock', 'advance', '31d')).toMatchObject({ due: [] })
    const refused = await grantdesk.refused('client', 'delete', id)
    expect(refused.message).toMatch(
      /`Old` is deactivated now.*restored until \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/,
    )
    const deleted = await grantdesk.json('client', 'delete', id, '--yes')
    expect(deleted).toMatchObject({ id, removed: false, state: { kind: 'inactive' } })
    expect(await grantdesk.json('client', 'restore', id)).toMatchObject({ id, state: { kind: 'active' } })
    await grantdesk.json('client', 'delete', id, '--yes')

    const due = await grantdesk.refused('org', 'clock', 'advance', '8d')
    expect(due).toMatchObject({ exit: 2, code: 'confirmation_required' })
    expect(due.message).toContain(`client \`Old\` (${id}), due `)
    expect(await grantdesk.json('org', 'clock')).toMatchObject({ offset: 31 * 86_400_000 })
    const moved = await grantdesk.json('org', 'clock', 'advance', '8d', '--yes')
    expect(moved).toMatchObject({ offset: 39 * 86_400_000, due: [{ kind: 'client', id, name: 'Old' }] })
    expect(await grantdesk.refused('client', 'restore', id)).toMatchObject({ code: 'restore_window_closed' })
    expect((await grantdesk.run('org', 'show')).stdout).toMatch(/Clock: .*Z \(moved\)/)
    expect(await grantdesk.json('org', 'clock', 'reset')).toMatchObject({ offset: 0 })
    expect(await grantdesk.refused('client', 'show', id)).toMatchObject({ code: 'client_not_found' })
  }, 30_000)
})

describe('revoking an application', () => {
  it('asks first and names the effect, for a built-in one that nobody can use it any more (A5, A6)', async () => {
    const id = await create('CRM')
    const refused = await grantdesk.refused('app', 'revoke', id)
    expect(refused).toMatchObject({ exit: 2, code: 'confirmation_required' })
    expect(refused.message).toMatch(/`CRM` gets no new token.*cannot be undone.*Revoke `CRM`\?.*--yes/)
    expect(refused.message).not.toContain('built in')
    const [architect] = items(await grantdesk.json('app', 'list', '--search', 'Architect'))
    const builtIn = await grantdesk.refused('app', 'revoke', String(architect?.id))
    expect(builtIn.message).toContain('administrators included')
    const standing = await grantdesk.json('app', 'list', '--state', 'authorized')
    expect(items(standing).map((app) => app.id)).toEqual(expect.arrayContaining([id, architect?.id]))
    expect(await grantdesk.json('app', 'revoke', id, '--yes')).toMatchObject({ id, state: 'revoked' })
    expect(await grantdesk.refused('app', 'revoke', id, '--yes')).toMatchObject({
      exit: 1,
      code: 'authorization_state_forbids',
    })
    expect(await grantdesk.refused('app', 'revoke', 'nothing')).toMatchObject({
      exit: 1,
      code: 'client_not_found',
    })
  }, 30_000)
})

describe('changing the grant type', () => {
  it('shows what is dropped and needs an answer before it saves (C2, C11)', async () => {
    const id = await create('Turned')
    const edit = ['client', 'edit', id, '--grant-type', 'CLIENT-CREDENTIALS', '--role', 'Employee']
    const refused = await grantdesk.refused(...edit)
    expect(refused).toMatchObject({ exit: 2, code: 'confirmation_required' })
    expect(refused.message).toMatch(/- users.*The new grant type has no scopes/)
    const kept = await answering('', ...edit)
    expect(kept).toMatchObject({ exit: 1 })
    expect(kept.printed).toMatch(/grant type\n {2}- authorization_code\n {2}\+ client_credentials\n/)
    expect(kept.printed).toContain('roles\n  + Employee@Home\n')
    expect(await grantdesk.json('client', 'show', id)).toMatchObject({ grantType: 'authorization_code' })
    expect(await grantdesk.json(...edit, '--yes')).toMatchObject({
      ...{ id, grantType: 'client_credentials', scopes: [] },
      roleGrants: [{ roleName: 'Employee', divisionName: 'Home' }],
    })
  }, 30_000)
})
