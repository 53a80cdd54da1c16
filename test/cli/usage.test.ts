import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { commaList } from '../../cli/help.ts'
import { createProgram } from '../../cli/program.ts'
import { english } from '../../cli/words/english.ts'
import { german } from '../../cli/words/german.ts'
import { installation, ownWorkspace, runCommand, runInside } from './run-grantdesk.ts'

const { stdin, stdout, stderr } = process
const nowhere = { stdin, stdout, stderr, environment: {} }

describe('help', () => {
  it('describes every command, with an example that starts with the command', () => {
    const { program } = createProgram(installation, nowhere)
    const commands = [...walk(program)]
    expect(commands.length).toBeGreaterThan(35)
    for (const { command, path } of commands) {
      let help = ''
      command.configureOutput({ writeOut: (text) => (help += text) })
      command.outputHelp()
      expect(help).toMatch(/\nExamples?:\n {2}\$ grantdesk /)
      if (command.commands.length === 0) expect(help).toContain(`  $ ${path}`)
      expect(command.description()).not.toBe('')
    }
  })

  it('goes to stdout with exit code 0, also the version', async () => {
    const help = await runCommand(['client', 'create', '--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toContain('--redirect-uri')
    expect(help.stdout).toContain('--org')
    expect(await runCommand(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' })
  })
})

describe('wrong usage', () => {
  it('ends with exit code 2 and one sentence', async () => {
    const { data } = ownWorkspace()
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['client', 'lst'], /^unknown command 'lst' \(Did you mean list\?\)$/],
      [['client', 'list', '--serch', 'x'], /^unknown option '--serch' \(Did you mean --search\?\)$/],
      [['client', 'list', '--state', 'odd'], /--state.*odd.*active, inactive, disabled/],
      [['client', 'list', '--limit', '0'], /--limit.*whole number/],
      [['client', 'show'], /missing required argument 'client-id'/],
      [['client', 'show', 'a', 'b'], /too many arguments/],
      [['ask', 'GET /x'], /required option '--app <client-id>'/],
      [['user', 'set-state', 'a@b.example', 'odd'], /odd.*active, inactive/],
      [['serve', '--port', '70000'], /--port.*whole number from 0 to 65535/],
      [['org', 'list', '--lang', 'fr'], /--lang.*en, de/],
      [['undo', 'x'], /sequence.*whole number/],
      [['org', 'show'], /no organization yet/],
    ]
    for (const [args, sentence] of wrong) {
      const { code, stdout, stderr } = await runInside(['--data', data, ...args])
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' })
      expect(stderr.endsWith('\n')).toBe(true)
      expect(stderr.trim()).toMatch(sentence)
      expect(stderr.trim().split('\n')).toHaveLength(1)
    }
    const json = await runCommand(['client', 'lst', '--json'])
    expect(json).toMatchObject({ code: 2, stdout: '' })
    expect(JSON.parse(json.stderr)).toEqual({
      code: 'usage',
      message: "unknown command 'lst' (Did you mean list?)",
    })
  }, 30_000)

  it('names the command that is missing, and shows which there are', async () => {
    const { code, stdout, stderr } = await runInside(['client'])
    expect(code).toBe(2)
    expect(stdout + stderr).toContain('regenerate-secret')
  })
})

describe('the command’s own words', () => {
  it('are there in both languages, with the same places to fill', () => {
    for (const [key, text] of Object.entries(english)) {
      const other: unknown = german[key as keyof typeof german]
      expect([key, typeof other]).toEqual([key, typeof text])
      if (typeof text === 'object') {
        expect([key, Object.keys(other as object)]).toEqual([key, Object.keys(text)])
      }
    }
  })
})

it('reads an empty list as empty, so that an option can clear a field', () => {
  expect(commaList('')).toEqual([])
  expect(commaList('a, b,,c ')).toEqual(['a', 'b', 'c'])
})

function* walk(command: Command, path = ''): Generator<{ command: Command; path: string }> {
  const full = `${path} ${command.name()}`.trim()
  yield { command, path: full }
  for (const child of command.commands) yield* walk(child, full)
}
