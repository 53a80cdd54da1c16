import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../cli/command-line.ts'
import { readPage } from '../../core/lab/read-page.ts'
import { freshWorkspace, installation } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

const callback = 'http://127.0.0.1/callback'
const ada = 'ada@acme.example'
let app: string
let service: { readonly id: string; readonly secret: string }

beforeAll(async () => {
  await grantdesk.json('org', 'create', 'Acme', '--admin', ada)
  const common = ['--scopes', 'users', '--redirect-uri', callback]
  app = String(
    (await grantdesk.json('client', 'create', '--name', 'CRM', '--grant-type', 'CODE+PKCE', ...common)).id,
  )
  const made = [
    'client',
    'create',
    '--name',
    'Sync',
    '--grant-type',
    'CLIENT-CREDENTIALS',
    '--role',
    'Admin@*',
  ]
  const { id, secret } = await grantdesk.json(...made)
  service = { id: String(id), secret: String(secret) }
})

/** Runs the command with lines on its input, and tells what it writes for people as it writes it. */
async function withInput(
  lines: readonly string[],
  args: readonly string[],
  hear: (text: string) => void = () => undefined,
) {
  const written = { stdout: '', stderr: '' }
  const into = (name: keyof typeof written) =>
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written[name] += chunk.toString('utf8')
        if (name === 'stderr') hear(written[name])
        done()
      },
    })
  const terminal = {
    stdin: Readable.from(lines.map((line) => `${line}\n`)),
    stdout: into('stdout'),
    stderr: into('stderr'),
    environment: { LC_ALL: 'C.UTF-8' },
  }
  const code = await runCommandLine(['--data', grantdesk.data, ...args], installation, terminal)
  return { code, ...written }
}

describe('grantdesk flow run (L1)', () => {
  it('completes a code flow for a user without a browser, and writes it down without secrets', async () => {
    const file = join(grantdesk.data, 'run.har')
    const operation = ['--then', 'call,revoke', '--operation', 'GET /api/v2/users']
    const ended = await grantdesk.run('flow', 'run', app, '--user', ada, ...operation, '--export', file)
    expect([ended.code, ended.stderr]).toEqual([0, ''])
    expect(ended.stdout).toMatch(
      /✓ Code for token {2}POST http:\/\/127\.0\.0\.1:\d+\/oauth\/token → HTTP 200/,
    )
    expect(ended.stdout).toMatch(/✓ Redirect URI: `http:\/\/127\.0\.0\.1\/callback` matches/)
    expect(ended.stdout).toContain('Done  CRM got its token\nThe token lives 1 d (86400 s).\n')
    const archive = await readFile(file, 'utf8')
    expect(JSON.parse(archive)).toMatchObject({ log: { version: '1.2' } })
    expect(archive).toContain('••••')
  })

  it('takes the secret from the input, and ends with 1 unless the run is done', async () => {
    const args = ['flow', 'run', service.id, '--then', 'call', '--json']
    const done = await withInput(
      [service.secret],
      [...args, '--operation', 'GET /api/v2/users', '--secret-stdin'],
    )
    expect([done.code, done.stderr]).toEqual([0, ''])
    expect(JSON.parse(done.stdout)).toMatchObject({ state: 'done', failure: null, clientName: 'Sync' })
    expect(done.stdout).not.toContain(service.secret)
    const wrong = await withInput(['a wrong one'], [...args, '--secret-stdin'])
    expect(wrong.code).toBe(1)
    expect(JSON.parse(wrong.stdout)).toMatchObject({ state: 'failed' })
    const missing = await grantdesk.run('flow', 'run', service.id)
    expect(missing.code).toBe(1)
    expect(missing.stdout).toContain('Failed  the secret of Sync is needed')
  })

  it('refuses what it cannot read before anything is sent', async () => {
    const refuse = (...args: readonly string[]) => grantdesk.refused('flow', 'run', app, ...args)
    expect(await refuse('--then', 'dance')).toMatchObject({ exit: 2 })
    expect(await refuse('--export', 'run.txt')).toMatchObject({ exit: 2 })
    expect(await refuse('--grant-type', 'odd')).toMatchObject({ exit: 2, code: 'grant_type_unknown' })
    expect(await refuse('--revocation-endpoint', 'https://a.example/')).toMatchObject({ exit: 2 })
    expect(await refuse('--assertion', join(grantdesk.data, 'none.xml'))).toMatchObject({ exit: 3 })
    expect(await grantdesk.refused('flow', 'run', 'nobody')).toMatchObject({
      exit: 1,
      code: 'client_not_found',
    })
  })
})

describe('grantdesk flow inspect', () => {
  it('explains an authorization URL, and ends with 1 where the server would refuse it', async () => {
    const url = (redirect: string) =>
      `https://login.example.com/oauth/authorize?response_type=code&client_id=${app}&redirect_uri=${encodeURIComponent(redirect)}`
    const refused = await grantdesk.run('flow', 'inspect', url('http://127.0.0.1/call'))
    expect(refused.code).toBe(1)
    expect(refused.stdout).toContain(
      '  ends before character 22 of the registered `http://127.0.0.1/callback`',
    )
    const found = await grantdesk.run('--json', 'flow', 'inspect', url(callback))
    expect(JSON.parse(found.stdout)).toMatchObject({ clientName: 'CRM', verdict: 'failed' })
    expect(await grantdesk.refused('flow', 'inspect', 'rubbish')).toMatchObject({
      exit: 1,
      code: 'authorize_url_unreadable',
    })
  })
})

describe('grantdesk flow trial (L5)', () => {
  it('serves until there is a verdict, here on an app that redeems the code of a foreign answer', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const trial = withInput([], ['flow', 'trial', app, 'wrong_state', '--port', '0'], (text) => {
      const [issuer] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? []
      if (issuer) resolve(issuer)
    })
    const issuer = await promise
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: app,
      redirect_uri: callback,
      state: 'mine',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    const page = readPage(await (await fetch(`${issuer}/oauth/authorize?${query.toString()}`)).text())
    const fields =
      page.forms[0]?.fields.map(({ name, value }) => [name, name === 'email' ? ada : value]) ?? []
    const body = new URLSearchParams(fields)
    const login = await fetch(`${issuer}/oauth/authorize/login`, { method: 'POST', body, redirect: 'manual' })
    const code = new URL(login.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const exchange = {
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      client_id: app,
      redirect_uri: callback,
    }
    await fetch(`${issuer}/oauth/token`, { method: 'POST', body: new URLSearchParams(exchange) })
    const { code: exit, stdout } = await trial
    expect(exit).toBe(1)
    expect(stdout).toContain('Failed  it redeemed the code of a response that it should have dropped')
    await expect(fetch(issuer)).rejects.toThrow()
  })
})
