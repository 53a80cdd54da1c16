import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readUsageFile } from '../../cli/usage-file.ts'
import { english } from '../../cli/words/english.ts'
import { scopeCovers } from '../../core/model/scope.ts'
import { freshWorkspace, items } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

const LIST_USERS = 'GET /api/v2/users'
const CREATE_USER = 'POST /api/v2/users'

let crm = ''

beforeAll(async () => {
  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
  const app = ['--grant-type', 'CODE', '--scopes', 'users,oauth', '--redirect-uri', 'https://a.example/back']
  crm = String((await grantdesk.json('client', 'create', '--name', 'CRM', ...app)).id)
}, 60_000)

function file(name: string, content: string | Uint8Array): string {
  const path = join(grantdesk.data, name)
  writeFileSync(path, content)
  return path
}

describe('least-scopes (P4)', () => {
  const ask = (operation: string) =>
    grantdesk.run('--json', 'ask', '--app', crm, '--user', 'ada@acme.example', operation)

  it('suggests, and with --apply changes client and app so that no call that was seen is denied at any moment', async () => {
    const usage = file(
      'calls.txt',
      `# yesterday\n${LIST_USERS}?pageSize=25\n\nget /api/v2/users/17\nGET /nowhere\n`,
    )
    const least = ['least-scopes', '--app', crm, '--usage', usage]
    const answer = await grantdesk.json(...least)
    expect(answer).toMatchObject({
      ...{ id: crm, clientName: 'CRM', isOwn: true, actsForItself: false, unknown: ['GET /nowhere'] },
      observed: [
        { operation: LIST_USERS, coveredBy: 'users:readonly' },
        { operation: 'GET /api/v2/users/{userId}', coveredBy: 'users:readonly' },
      ],
      ...{ present: ['oauth', 'users'], suggested: ['users:readonly'], add: ['users:readonly'] },
      ...{ remove: ['oauth', 'users'], proof: { kind: 'optimal', atLeast: 1 } },
    })
    const before = (await grantdesk.json('log', '--head')).count as number

    const unasked = await grantdesk.refused(...least, '--apply')
    expect(unasked).toMatchObject({ exit: 2, code: 'confirmation_required' })
    expect(unasked.message).toMatch(
      /- users.*\+ users:readonly.*does not know.*: 1\..*Let `CRM` request and have/,
    )
    expect((await grantdesk.json('log', '--head')).count).toBe(before)
    for (const operation of [LIST_USERS, CREATE_USER]) expect((await ask(operation)).code).toBe(0)

    const applied = await grantdesk.run(...least, '--apply', '--yes', '--lang', 'de')
    expect(applied).toMatchObject({ code: 0, stderr: '' })
    expect(applied.stdout).toMatch(
      /^Name: +CRM\nAufgerufene Operationen: +2\nVorhandene Scopes: +oauth, users\n/,
    )
    expect(applied.stdout).toMatch(
      /\nKleiner geht es nicht: ohne Scope .*\n\n {2}\+ users:readonly\n {6}GET \/api\/v2\/users\n/,
    )
    expect(applied.stdout).toMatch(
      /\nGespeichert: der Client.*\nGespeichert: der Anwendung.*\nGespeichert: der Client/,
    )
    expect((await ask(LIST_USERS)).code).toBe(0)
    expect((await ask('GET /api/v2/users/17')).code).toBe(0)
    expect((await ask(CREATE_USER)).code).toBe(1)

    const log = items(await grantdesk.json('log', '--limit', '3')).toReversed()
    expect(log.map(({ action }) => action)).toEqual(['client.edit', 'app.edit', 'client.edit'])
    const held = { client: ['oauth', 'users'], app: ['oauth', 'users'] }
    for (const { action, after } of log) {
      held[action === 'app.edit' ? 'app' : 'client'] = (after as { scopes: string[] }).scopes
      const effective = held.app.filter((scope) => held.client.includes(scope))
      expect(effective.some((scope) => scopeCovers(scope, 'users:readonly'))).toBe(true)
    }
    expect(held).toEqual({ client: ['users:readonly'], app: ['users:readonly'] })
    expect(await grantdesk.json(...least, '--apply')).toMatchObject({ add: [], remove: [], applied: [] })
  }, 120_000)

  it('changes only what a built-in app is granted, and nothing where nothing can be told', async () => {
    const [architect] = items(await grantdesk.json('app', 'list', '--search', 'Architect'))
    const usage = file(
      'architect.json',
      JSON.stringify([{ method: 'GET', path: '/api/v2/users', requests: 3 }]),
    )
    const id = String(architect?.id)
    expect(
      await grantdesk.json('least-scopes', '--app', id, '--usage', usage, '--apply', '--yes'),
    ).toMatchObject({
      ...{ isOwn: false, suggested: ['users:readonly'] },
      applied: [{ operation: 'app.edit', scopes: ['users:readonly'] }],
    })
    const empty = file('empty.txt', '')
    const nothing = await grantdesk.refused(
      'least-scopes',
      '--app',
      crm,
      '--usage',
      empty,
      '--apply',
      '--yes',
    )
    expect(nothing).toMatchObject({ exit: 1, code: 'nothing_observed' })
    const recorded = await grantdesk.run('least-scopes', '--app', crm, '--days', '7')
    expect(recorded.stdout).toMatch(/\nOperations called: +0\n[\s\S]*no call of the app was seen/)
    const both = await grantdesk.refused('least-scopes', '--app', crm, '--usage', empty, '--days', '7')
    expect(both).toMatchObject({ exit: 2, code: 'usage' })
    const itself = ['--grant-type', 'CLIENT-CREDENTIALS', '--role', 'Employee']
    const service = String((await grantdesk.json('client', 'create', '--name', 'Importer', ...itself)).id)
    expect(await grantdesk.refused('least-scopes', '--app', service, '--apply')).toMatchObject({
      ...{ exit: 1, code: 'scope_not_applicable' },
    })
  }, 120_000)

  it('names the line of a file that it cannot read, and never holds a long one (F2)', async () => {
    const unreadable: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
      ['long.txt', `${LIST_USERS}\n${'x'.repeat(10_000_000)}`, /long\.txt`, line 2: it is longer/],
      ['binary.txt', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 10]), /line 1: it holds control/],
      ['latin.txt', Buffer.from(`${LIST_USERS}\n\nGET /\xfc\n`, 'latin1'), /line 3: it is not UTF-8/],
      ['words.txt', `${LIST_USERS}\nhello world\n`, /line 2: `hello world` is not of the form/],
      ['open.csv', 'method,path\nGET,"/a\n', /line 2: a quote is not closed/],
      ['many.csv', 'path;requests;method\n/a;lots;GET\n', /line 2: `lots` is no number/],
      ['cut.json', '[{"method":"GET","path":"/a"}', /cut\.json`(, line \d+)?: it is not JSON/],
      ['row.json', '{"items":[{"method":"GET","path":"/a"},{"x":1}]}', /row 2: it has no method and path/],
      ['rows.json', `{"method":"GET","path":"/a"}\n{"method"\n`, /line 2: it is not JSON/],
    ]
    for (const [name, content, sentence] of unreadable) {
      const refused = await grantdesk.refused('least-scopes', '--app', crm, '--usage', file(name, content))
      expect({ name, ...refused }).toMatchObject({ name, exit: 3, code: 'input_unreadable' })
      expect(refused.message).toMatch(sentence)
    }
    for (const path of [grantdesk.data, join(grantdesk.data, 'missing.csv')]) {
      const refused = await grantdesk.refused('least-scopes', '--app', crm, '--usage', path, '--lang', 'de')
      expect(refused).toMatchObject({ exit: 3, code: 'input_unreadable' })
      expect(refused.message).toMatch(/ ist nicht lesbar: es /)
    }
  }, 60_000)
})

describe('a file of calls', () => {
  const read = (content: string) => {
    const stdin = Readable.from(content.match(/[\s\S]{1,7}/g) ?? []).map((part: string) => Buffer.from(part))
    const { stdout, stderr } = process
    return readUsageFile({ words: english, terminal: { stdin, stdout, stderr, environment: {} } }, '-')
  }

  it('is read in each of its forms, however it arrives, each different call once', async () => {
    const calls = ['GET /a', 'POST /b/{c}']
    const rows = [
      { method: 'GET', path: '/a', requests: 2 },
      { method: 'POST', path: '/b/{c}' },
      { method: 'PUT', path: '/never', requests: 0 },
      { method: 'GET', path: '/a', requests: 1 },
    ]
    const forms = [
      'GET /a\r\nPOST /b/{c}\r\nGET  /a',
      '\ufeff\n# method,path\n GET /a\nPOST /b/{c}\n\n',
      'Method,Path,Requests\nGET,/a,2\n"POST","/b/{c}",\nPUT,/never,0\n',
      'day;path;method\n2026;/a;GET\n2026;"/b/{c}";POST\n',
      'path\tmethod\n/a\tGET\n/b/{c}\tPOST\n',
      JSON.stringify(rows),
      JSON.stringify({ usage: rows }, null, 2),
      rows.map((row) => JSON.stringify(row)).join('\n'),
      JSON.stringify(calls),
    ]
    for (const form of forms) expect([form, await read(form)]).toEqual([form, calls])
    expect(await read('')).toEqual([])
  })

  it('holds at most 200,000 different calls', async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `GET /${String(at)}\n`).join('')
    const path = file('calls-at-most.txt', lines(200_000))
    const session = { words: english, terminal: { ...process, environment: {} } }
    expect(await readUsageFile(session, path)).toHaveLength(200_000)
    await expect(readUsageFile(session, file('too-many.txt', lines(200_001)))).rejects.toThrow(
      /line 200001.*200,000/,
    )
  })
})
