import { PassThrough, Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../cli/command-line.ts'
import { freshWorkspace, installation } from './run-grantdesk.ts'

const { grantdesk, end } = freshWorkspace()
afterAll(end)

beforeAll(() => grantdesk.json('org', 'create', 'Acme', '--admin', 'ada@acme.example'))

/** Runs `user set-password` with this input, and answers all that was written. */
async function setPassword(stdin: Readable & { readonly isTTY?: boolean }) {
  let written = ''
  const output = () =>
    Object.assign(
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          written += chunk.toString()
          done()
        },
      }),
      { isTTY: stdin.isTTY === true },
    )
  const terminal = { stdin, stdout: output(), stderr: output(), environment: { TERM: 'dumb' } }
  const args = ['--data', grantdesk.data, 'user', 'set-password', 'ada@acme.example']
  const exit = await runCommandLine(args, installation, terminal)
  return { exit, written }
}

function typing(line: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  stdin.write(line)
  return stdin
}

async function hasPassword(): Promise<boolean> {
  return (await grantdesk.json('user', 'show', 'ada@acme.example'))['passwordChangedAt'] !== null
}

describe('a user’s password', () => {
  it('is asked for at a terminal and not echoed (F4)', async () => {
    const { exit, written } = await setPassword(typing('correct horse\n'))
    expect(exit).toBe(0)
    expect(written).toMatch(/^New password: \nE-mail:/)
    expect(written).not.toContain('correct')
    expect(await hasPassword()).toBe(true)
    await grantdesk.json('user', 'set-password', 'ada@acme.example', '--remove')
    expect(await hasPassword()).toBe(false)
  })

  it('is the first line of the input where there is no terminal', async () => {
    const { exit, written } = await setPassword(Readable.from(['correct horse\nsecond line\n']))
    expect(exit).toBe(0)
    expect(written).not.toContain('correct')
    await grantdesk.json('user', 'set-password', 'ada@acme.example', '--remove')
  })

  it('stays as it is where none was entered, and where it is too short', async () => {
    expect(await setPassword(Readable.from([]))).toMatchObject({ exit: 1 })
    const short = await setPassword(Readable.from(['horse\n']))
    expect(short.exit).toBe(1)
    expect(short.written).toContain('the password has 5 characters; it must have at least 8')
    expect(short.written).not.toContain('horse')
    expect(await hasPassword()).toBe(false)
  })
})
