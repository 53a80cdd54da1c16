import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSnapshot } from '../../core/audit/snapshot/write-snapshot.ts'
import type { Snapshot } from '../../core/model/snapshot.ts'
import { aClient, anAuthorization, aSnapshot } from '../support/audited-snapshot.ts'
import { freshWorkspace, interruptSoon, type Grantdesk } from './run-grantdesk.ts'

let grantdesk: Grantdesk
let end: () => void
let acme: string
let former: string

const at = (name: string) => join(grantdesk.data, name)
const risky = aClient({ name: 'Agent <b>Desktop</b>', redirectUris: ['http://app.acme.example/callback'] })

async function write(name: string, snapshot: Snapshot): Promise<string> {
  const path = at(name)
  writeFileSync(path, Buffer.concat(await Array.fromAsync(writeSnapshot(snapshot, { gzip: true }))))
  return path
}

beforeAll(async () => {
  ;({ grantdesk, end } = freshWorkspace())
  former = await write('former.json.gz', aSnapshot())
  acme = await write(
    'acme.json.gz',
    aSnapshot({ clients: [risky], authorizations: [anAuthorization(risky, { scopes: ['users'] })] }),
  )
})

afterAll(() => {
  end()
})

describe('grantdesk audit', () => {
  it('tells what it found, and what it could not look at, without a workspace or an account (U2)', async () => {
    const { code, stdout, stderr } = await grantdesk.run('audit', acme)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('REDIR-')
    expect(stdout).toContain('not evaluated: needs')
    expect(existsSync(at('grantdesk.db'))).toBe(false)
  })

  it('ends with 1 only for findings at or above --fail-on (U4)', async () => {
    expect((await grantdesk.run('audit', acme, '--fail-on', 'high')).code).toBe(1)
    expect((await grantdesk.run('audit', former, '--fail-on', 'high')).code).toBe(0)
    expect((await grantdesk.run('audit', acme, '--fail-on', 'worst')).code).toBe(2)
  })

  it('counts nothing that a policy file accepts', async () => {
    const found = await grantdesk.json('audit', acme)
    const { findings } = found as { findings: readonly { ruleId: string; severity: string }[] }
    const high = findings.filter(({ severity }) => severity === 'high' || severity === 'critical')
    const rules = [...new Set(high.map(({ ruleId }) => ruleId))]
    const policy = at('policy.yaml')
    writeFileSync(policy, `rules:\n${rules.map((id) => `  ${id}: { enabled: false }\n`).join('')}`)
    expect(rules.length).toBeGreaterThan(0)
    expect((await grantdesk.run('audit', acme, '--policy', policy, '--fail-on', 'high')).code).toBe(0)
    writeFileSync(policy, 'rulez: {}\n')
    expect(await grantdesk.refused('audit', acme, '--policy', policy)).toMatchObject({
      exit: 3,
      code: 'policy_invalid',
    })
  })

  it.each(['html', 'md', 'csv', 'json', 'sarif'])('writes a report as its name says: %s', async (format) => {
    const out = at(`report.${format}`)
    const { code, stdout, stderr } = await grantdesk.run('audit', acme, '--baseline', former, '--out', out)
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: `The report is in ${out}.\n` })
    const text = readFileSync(out, 'utf8')
    expect(text).toContain('REDIR-')
    if (format === 'html' || format === 'md') expect(text).not.toContain('<b>Desktop')
    expect(statSync(out).mode & 0o777).toBe(0o600)
  })

  it('redacts with the map kept apart, and never without one (U4)', async () => {
    const [out, map] = [at('redacted.md'), at('map.json')]
    expect((await grantdesk.run('audit', acme, '--redact', '--out', out, '--map', map)).code).toBe(0)
    expect(readFileSync(out, 'utf8')).not.toMatch(/acme|Agent/i)
    expect(readFileSync(map, 'utf8')).toContain('app.acme.example')
    expect(await grantdesk.refused('audit', acme, '--redact')).toMatchObject({ exit: 2 })
    expect(await grantdesk.refused('audit', acme, '--map', map)).toMatchObject({ exit: 2 })
  })

  it.each([
    ['truncated', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40), 'snapshot_unreadable'],
    ['of a newer format', (bytes: Buffer) => text(bytes, 'snapshot:1', 'snapshot:2'), 'snapshot_newer'],
    ['changed by hand', (bytes: Buffer) => text(bytes, '"pkce":true', '"pkce":false'), 'snapshot_damaged'],
    ['something else', () => Buffer.from('<html>'), 'snapshot_unreadable'],
  ])('ends with 3 for a file that is %s (F2)', async (_what, change, code) => {
    const path = at('broken.json')
    writeFileSync(path, change(gunzipSync(readFileSync(acme))))
    const out = at('none.html')
    expect(await grantdesk.refused('audit', path, '--out', out)).toMatchObject({ exit: 3, code })
    expect(await grantdesk.refused('snapshot', 'verify', path)).toMatchObject({ exit: 3, code })
    expect(existsSync(out)).toBe(false)
  })

  it('ends with 3 where there is no file', async () => {
    expect(await grantdesk.refused('audit', at('nowhere'))).toMatchObject({
      exit: 3,
      code: 'input_unreadable',
    })
  })

  it('ends in order when it is interrupted, and leaves no file behind (F1)', async () => {
    const out = at('interrupted.html')
    interruptSoon()
    expect(await grantdesk.refused('audit', acme, '--out', out)).toMatchObject({ exit: 1, code: 'cancelled' })
    expect(readdirSync(grantdesk.data).filter((name) => name.startsWith('interrupted'))).toEqual([])
  })
})

function text(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString().replace(from, to))
}

describe('grantdesk snapshot', () => {
  it('takes an organization, which can then be shown, verified, compared and audited (U1)', async () => {
    await grantdesk.run('org', 'create', 'Acme', '--sample', '7', '--clients', '12')
    const [packed, plain] = [at('taken.json.gz'), at('taken.json')]
    const taken = await grantdesk.json('--org', 'Acme', 'snapshot', 'take', packed)
    writeFileSync(plain, gunzipSync(readFileSync(packed)))
    expect(await grantdesk.json('snapshot', 'verify', packed)).toEqual({ id: taken.id, verdict: 'intact' })
    expect(await grantdesk.json('snapshot', 'show', plain)).toMatchObject({
      organizationName: 'Acme',
      source: 'organization',
      clients: taken.clients,
      absent: ['catalogue', 'terraform'],
    })
    expect([...readdirSync(at('snapshots')), ...readdirSync(at('transfer'))]).toEqual([])
    const same = await grantdesk.run('snapshot', 'diff', packed, plain)
    expect(same).toMatchObject({ code: 0, stderr: '' })
    expect((await grantdesk.run('audit', packed)).code).toBe(0)
  })

  it('needs both permissions to take one, and names the one that is missing (O6)', async () => {
    await grantdesk.run('--org', 'Acme', 'user', 'create', 'cem@acme.example')
    const refused = await grantdesk.refused(
      '--org',
      'Acme',
      '--as',
      'cem@acme.example',
      'snapshot',
      'take',
      at('no'),
    )
    expect(refused).toMatchObject({ exit: 1, code: 'permission_missing', value: 'oauth:client:view' })
    expect(existsSync(at('no'))).toBe(false)
  })

  it('tells what changed, and ends with 0 also where something did (U3)', async () => {
    const { code, stdout } = await grantdesk.run('snapshot', 'diff', former, acme)
    expect(code).toBe(0)
    expect(stdout).toContain('client Agent <b>Desktop</b>')
    expect(stdout).toMatch(/against the baseline: \d+ new/)
    for (const format of ['html', 'md', 'csv', 'json']) {
      const out = at(`changes.${format}`)
      expect((await grantdesk.run('snapshot', 'diff', former, acme, '--out', out)).code).toBe(0)
      expect(readFileSync(out, 'utf8')).toContain('app.acme.example')
    }
  })

  it('imports a table, and leaves records out only where that is confirmed (F2)', async () => {
    const [table, out] = [at('clients.csv'), at('imported.json')]
    writeFileSync(table, 'name,grant type,redirect uris\nPortal,code,https://p.example/cb\nOdd,no such,\n')
    expect(await grantdesk.refused('snapshot', 'import', table, '--out', out)).toMatchObject({
      exit: 2,
      code: 'confirmation_required',
    })
    expect(existsSync(out)).toBe(false)
    const imported = await grantdesk.json('snapshot', 'import', table, '--out', out, '--yes')
    expect(imported).toMatchObject({ source: 'clients_csv', good: 1, problems: [{}] })
    expect(await grantdesk.json('snapshot', 'verify', out)).toMatchObject({ id: imported.id })
    expect(await grantdesk.refused('snapshot', 'import', at('nowhere'), '--out', out)).toMatchObject({
      exit: 3,
    })
  })
})
