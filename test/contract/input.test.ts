import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract, definitionOf, isOperationName } from '../../core/contract/contract.ts'
import { transports, type Connected } from './transports.ts'
import { readableInput, unreadableInputs } from './unreadable-inputs.ts'

const operations = Object.keys(contract).filter(isOperationName)

describe.each(transports)('the contract %s', (_name, connect) => {
  let connected: Connected
  beforeAll(async () => {
    connected = await connect()
  })
  afterAll(() => connected[Symbol.asyncDispose]())

  it.each(operations)(
    'refuses whatever `%s` cannot read, and names the field and what is wrong',
    async (name) => {
      const told: unknown[] = []
      const expected: unknown[] = []
      for (const { field, problem, input } of unreadableInputs(name)) {
        told.push(await connected.send(name, input))
        expected.push({
          ok: false,
          failure: {
            code: 'input_invalid',
            field,
            message: expect.stringContaining(`the input \`${field}\` cannot be read: it `) as string,
            params: expect.objectContaining({ problem }) as object,
          },
        })
      }
      expect(told).toEqual(expected)
    },
  )

  it('has done nothing of all that, and logged nothing', async () => {
    expect(await connected.send('organization.list', {})).toEqual({ ok: true, value: [] })
    expect(connected.workspace.log).toEqual([])
  })

  it('tells what is wrong in the language of the caller, wherever the language is given', async () => {
    const sentence = 'die Eingabe `limit` ist nicht lesbar: sie darf höchstens 1.000 sein'
    const answer = await connected.send('event.list', { organizationId: 'x', limit: 1_001, language: 'de' })
    expect(answer).toMatchObject({ failure: { message: sentence } })
    const acting = { organizationId: 'x', userId: 'x', language: 'de' }
    expect(await connected.send('user.create', { acting })).toMatchObject({
      failure: { message: 'die Eingabe `email` ist nicht lesbar: sie fehlt' },
    })
    expect(await connected.send('user.create', { acting: { ...acting, language: 'fr' } })).toMatchObject({
      failure: { field: 'acting.language', message: expect.stringContaining('`en`, `de`') as string },
    })
  })

  it('does not repeat what could not be read, which may be a secret (F4)', async () => {
    const canary = 'canary-'.repeat(200)
    const acting = { organizationId: 'x', userId: 'x' }
    const answers = [
      await connected.send('secret.keep', { acting, clientId: 'x', secret: canary }),
      await connected.send('user.setPassword', { acting, userId: 'x', password: canary }),
      await connected.send('user.setPassword', { acting, userId: 'x', password: { canary } }),
    ]
    expect(answers).toMatchObject([
      { failure: { field: 'secret', params: { problem: 'longer', limit: 1_000 } } },
      { failure: { field: 'password', params: { problem: 'longer', limit: 1_000 } } },
      { failure: { field: 'password', params: { problem: 'text' } } },
    ])
    expect(JSON.stringify(answers)).not.toContain('canary')
  })

  it.each([
    'client.destroy',
    'client.List',
    'client.list ',
    ' client.list',
    'client',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'client/list',
    'client.list?x',
    'x'.repeat(1_000),
  ])('refuses the unknown operation `%.30s`', async (name) => {
    expect(await connected.send(name, {})).toEqual({
      ok: false,
      failure: {
        code: 'operation_name_unknown',
        value: name.slice(0, 100),
        message: `there is no operation \`${name.slice(0, 100)}\``,
      },
    })
  })

  it('ignores what an input does not have, also names that every object has', async () => {
    const input = JSON.parse('{ "__proto__": { "x": 1 }, "constructor": 7, "more": [] }') as object
    expect(await connected.send('organization.list', input)).toEqual({ ok: true, value: [] })
  })
})

describe('the inputs of the contract', () => {
  it.each(operations)('`%s` accepts what is right but for nothing', (name) => {
    expect(definitionOf(name).input.safeParse(readableInput(name)).success).toBe(true)
  })

  it('are named `noun.verb` in camelCase', () => {
    expect(operations.filter((name) => !/^[a-z]+([A-Z][a-z]+)*\.[a-z]+([A-Z][a-z]+)*$/.test(name))).toEqual(
      [],
    )
  })

  it('limit every text and every list item, so that nobody can fill the memory by a field', () => {
    // The text of an API document is limited by its own rule (40 MB), which names the size.
    const unlimited = operations.flatMap((name) =>
      textsWithoutLimit(definitionOf(name).input.toJSONSchema({ io: 'input', unrepresentable: 'any' }), name),
    )
    expect(unlimited).toEqual(['catalogue.import.source.0.text'])
  })
})

/** The paths of all texts whose length has no limit. */
function textsWithoutLimit(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  if ('type' in schema && schema.type === 'string') {
    return 'maxLength' in schema || 'enum' in schema || 'const' in schema ? [] : [path]
  }
  return Object.entries(schema).flatMap(([name, inner]: [string, unknown]) =>
    textsWithoutLimit(
      inner,
      ['properties', 'anyOf', 'oneOf', 'items'].includes(name) ? path : `${path}.${name}`,
    ),
  )
}
