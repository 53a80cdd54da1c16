import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../cli/command-line.ts'
import { fields, table } from '../../cli/table.ts'
import { clip, displayWidth, formatSeconds, formatTime, plain } from '../../cli/text.ts'
import { freshWorkspace, installation } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

let crm = ''

beforeAll(async () => {
  await grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example')
  await grantdesk.json('user', 'create', 'bob@acme.example', '--name', 'Bob')
  const client = await grantdesk.json(
    ...['client', 'create', '--name', 'CRM \u001b[2J\u202etxt', '--grant-type', 'CODE', '--scopes', 'users'],
    ...['--redirect-uri', 'https://a.example/back', '--no-authorize'],
  )
  crm = String(client.id)
})

/** What a command prints on a terminal. */
async function onTerminal(environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> {
  let printed = ''
  const screen = () => {
    const stream = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        printed += chunk.toString()
        done()
      },
    })
    return Object.assign(stream, { isTTY: true })
  }
  const terminal = { stdin: Readable.from([]), stdout: screen(), stderr: screen(), environment }
  await runCommandLine(['--data', grantdesk.data, ...args], installation, terminal)
  return printed
}

describe('what people read', () => {
  it('a decision: the verdict first, then every check with its mark and rule, then what would allow it (P3)', async () => {
    const ask = ['ask', '--app', crm, '--user', 'bob@acme.example', 'POST /api/v2/users']
    const { code, stdout } = await grantdesk.run(...ask)
    expect(code).toBe(1)
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^DENY {2}CRM .* may not call `POST \/api\/v2\/users` for Bob\.$/)
    expect(lines[1]).toBe('')
    const rules = lines.filter((line) => /^[✓✗–] .*\[P2\.\d\]$/.test(line))
    expect(rules.map((line) => line.slice(-5))).toEqual([1, 2, 3, 4, 5, 6].map((at) => `P2.${String(at)}]`))
    expect(stdout).toMatch(/\n✗ Permission: .*`directory:user:add`.*\n {2}✗ /)
    expect(stdout).toMatch(/\nEach of these would allow it:\n {3}1\. .*\n {6}\S/)
    expect((await grantdesk.run('--lang', 'de', ...ask)).stdout).toMatch(
      /^VERWEIGERT {2}.*\n[\s\S]*\nJedes davon/,
    )
  })

  it('is coloured on a terminal only, and not with NO_COLOR or --json', async () => {
    const ask = ['ask', '--app', crm, '--user', 'bob@acme.example', 'POST /api/v2/users']
    expect(await onTerminal({}, ...ask)).toContain('\u001b[31m')
    expect(await onTerminal({ NO_COLOR: '1' }, ...ask)).not.toContain('\u001b')
    expect(await onTerminal({}, '--json', ...ask)).not.toContain('\u001b')
    expect((await grantdesk.run(...ask)).stdout).not.toContain('\u001b')
  })

  it('never passes control or direction characters of a record on to the terminal', async () => {
    const shown = await grantdesk.run('client', 'show', crm)
    expect(shown.stdout).toContain('CRM \\u001b[2J\\u202etxt')
    for (const args of [['client', 'list'], ['log'], ['ask', '--app', crm, 'GET /api/v2/users']]) {
      const { stdout } = await grantdesk.run(...args)
      expect(stdout).not.toMatch(/\u001b|\u202e/)
    }
    const refused = await grantdesk.run('client', 'delete', crm)
    expect(refused.stderr).not.toMatch(/\u001b|\u202e/)
  })

  it('shows lists as aligned tables with their total, times in UTC, and says when there is more', async () => {
    const users = (await grantdesk.run('user', 'list')).stdout.split('\n')
    expect(users[0]).toMatch(/^E-mail +Name +State +Roles$/)
    const at = users[0]?.indexOf('State')
    expect(users[1]?.indexOf('active')).toBe(at)
    expect(users[2]?.indexOf('active')).toBe(at)
    expect(users[3]).toBe('2 in all')
    expect((await grantdesk.run('user', 'list', '--limit', '1')).stdout).toMatch(
      /1 of 2; --limit shows more\n$/,
    )
    expect((await grantdesk.run('log')).stdout).toMatch(/\n1 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}/)
    expect((await grantdesk.run('client', 'list', '--search', 'nothing at all')).stdout).toBe('0 in all\n')
  })

  it('speaks the language of the environment, English where it is another (German labels and core sentences alike)', async () => {
    expect(await onTerminal({ LANG: 'de_AT.UTF-8' }, 'user', 'list')).toContain('2 insgesamt')
    expect(await onTerminal({ LANG: 'de_AT.UTF-8', LC_ALL: 'C' }, 'user', 'list')).toContain('2 in all')
    expect(await onTerminal({ LANG: 'fr_FR' }, 'user', 'list')).toContain('2 in all')
    const refused = await onTerminal({ LANG: 'de_DE' }, 'user', 'show', 'nobody@acme.example')
    expect(refused).toMatch(/keinen Benutzer|kein Benutzer/i)
  })
})

describe('text', () => {
  it('measures what a terminal shows', () => {
    expect(displayWidth('abc')).toBe(3)
    expect(displayWidth('e\u0301')).toBe(1)
    expect(displayWidth('漢字')).toBe(4)
    expect(
      table(
        ['A', 'B'],
        [
          ['漢字', 'x'],
          ['abc', 'y'],
        ],
      ),
    ).toEqual(['A     B', '漢字  x', 'abc   y'])
    expect(
      fields([
        ['Name', 'x'],
        ['', 'y'],
      ]),
    ).toEqual(['Name:  x', '       y'])
  })

  it('writes times in UTC and durations in both forms (C3)', () => {
    expect(formatTime('2027-01-31T23:59:59.123Z')).toBe('2027-01-31 23:59:59Z')
    expect(formatTime('not a time')).toBe('not a time')
    expect(formatSeconds(64_800)).toBe('18 h (64800 s)')
    expect(clip('abcdef', 4)).toBe('abc…')
    expect(plain('a\nb\u0007')).toBe('a\\u000ab\\u0007')
  })
})
