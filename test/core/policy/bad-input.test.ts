import { describe, expect, it } from 'vitest'
import { indexOperations } from '../../../core/catalogue/operation-index.ts'
import { operationName, type Operation } from '../../../core/model/operation.ts'
import { compileCatalogue } from '../../../core/policy/compile-catalogue.ts'
import { compileOrganization } from '../../../core/policy/compile.ts'
import { mayCall, numberQuestion } from '../../../core/policy/compiled-organization.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { Check } from '../../../core/model/decision.ts'
import { questionOf, recordsOf, type World } from '../../support/policy-world.ts'
import { anOperation, contentOf, needs, swagger } from '../catalogue/documents.ts'

/** Jonas may do whatever the pattern says, through an app and through a client that acts for itself. */
function holding(...patterns: readonly string[]): World {
  return {
    roles: { Role: patterns },
    users: { Jonas: { roles: ['Role'] } },
    clients: {
      Desktop: { scopes: ['users'] },
      Nightly: { grantType: 'client_credentials', roles: ['Role'] },
    },
    authorizations: { Desktop: { scopes: ['users'] } },
  }
}

/** What the name stands for, and whether it may be called: by the decision and by the compiled yes or no, which agree. */
function asked(world: World, operations: readonly Operation[], name: string, client = 'Desktop') {
  const compiled = compileOrganization(
    recordsOf(world).records,
    compileCatalogue(indexOperations(operations)),
  )
  const question = questionOf({ client, user: 'Jonas', operation: name })
  const { outcome, checks } = decide(question, compiled)
  expect(mayCall(compiled, numberQuestion(compiled, question))).toBe(outcome === 'allow')
  const operation = compiled.operation(name)
  return { outcome, checks, operation: operation && operationName(operation) }
}

function keysIn(checks: readonly Check[]): readonly string[] {
  return checks.flatMap((check) => [check.evidence.key, ...keysIn(check.children)])
}

const add = anOperation('POST /api/v2/users', {
  permissions: { match: 'any', names: ['directory:user:add'] },
  scopes: ['users'],
})

describe('a pattern that is none (P2, P5)', () => {
  it.each([
    ['two parts', 'directory:user'],
    ['four parts', '*:*:*:*'],
    ['nothing', ''],
    ['one asterisk', '*'],
    ['half an asterisk', 'directory:user:ad*'],
    ['a part that is missing', 'directory::add'],
    ['white space around it', ' directory:user:add'],
    ['a line break behind it', 'directory:user:add\n'],
    ['10,000 characters', `directory:user:${'add'.repeat(3_328)}!`],
    ['10,000 asterisks', '*'.repeat(10_000)],
    ['5,000 parts', 'a:'.repeat(5_000)],
  ])('holds nothing and is reported: %s', (_what, pattern) => {
    for (const client of ['Desktop', 'Nightly']) {
      const { outcome, checks } = asked(holding(pattern), [add], operationName(add), client)
      expect(outcome).toBe('deny')
      expect(keysIn(checks)).toContain('role.malformed_pattern')
    }
  })

  it('takes nothing from the patterns beside it', () => {
    expect(asked(holding('', '*:*:*:*', 'directory:user:*'), [add], operationName(add)).outcome).toBe('allow')
  })

  it('is a pattern of 10,000 characters if it has three parts, and covers what is called so', () => {
    const long = `directory:user:${'a'.repeat(9_985)}`
    const operation = anOperation('POST /long', { permissions: { match: 'any', names: [long] } })
    expect(asked(holding(long), [operation], 'POST /long').outcome).toBe('allow')
    expect(asked(holding(`${long}a`), [operation], 'POST /long').outcome).toBe('deny')
  })
})

describe('a role that refers to nothing (P5)', () => {
  it.each(['Gone', '', '*', '__proto__', 'constructor'])('holds nothing: `%s`', (role) => {
    const world = holding('*:*:*')
    const grants = { roles: [`${role}@*`] }
    const changed = {
      ...world,
      users: { Jonas: grants },
      clients: { ...world.clients, Nightly: { grantType: 'client_credentials' as const, ...grants } },
    }
    for (const client of ['Desktop', 'Nightly']) {
      const { outcome, checks } = asked(changed, [add], operationName(add), client)
      expect(outcome).toBe('deny')
      expect(keysIn(checks)).toContain('role.unknown')
    }
  })

  it('admits nobody where an app is limited to it (P2.3)', () => {
    const limited = {
      ...holding('*:*:*'),
      authorizations: { Desktop: { scopes: ['users'], roleIds: ['Gone'] } },
    }
    expect(asked(limited, [add], operationName(add)).outcome).toBe('deny')
  })
})

describe('templates that overlap (P1)', () => {
  const strict = { permissions: { match: 'any', names: ['directory:user:view'] } } as const
  const me = 'GET /api/v2/users/me'
  const one = 'GET /api/v2/users/{userId}'
  const meIsFree = [anOperation(me), anOperation(one, strict)]
  const oneIsFree = [anOperation(one), anOperation(me, strict)]
  const world = holding('routing:queue:view')

  it.each([
    ['as it stands', 'GET /api/v2/users/me'],
    ['a method in lower case', 'get /api/v2/users/me'],
    ['a method in mixed case', 'gEt /api/v2/users/me'],
    ['a trailing slash', 'GET /api/v2/users/me/'],
    ['a query string', 'GET /api/v2/users/me?expand=roles'],
    ['a query string with a path in it', 'GET /api/v2/users/me?x=/users/4f1c'],
    ['a fragment', 'GET /api/v2/users/me#/users/4f1c'],
    ['an encoded letter', 'GET /api/v2/users/%6de'],
    ['encoded letters', 'GET /api/v2/%75sers/%6D%65'],
    ['a host', 'GET https://api.example.com/api/v2/users/me'],
  ])('the literal wins: %s', (_what, name) => {
    expect(asked(world, meIsFree, name)).toMatchObject({ operation: me, outcome: 'allow' })
    expect(asked(world, oneIsFree, name)).toMatchObject({ operation: me, outcome: 'deny' })
  })

  it.each([
    ['another id', 'GET /api/v2/users/4f1c'],
    ['another case', 'GET /api/v2/users/ME'],
    ['a slash that is encoded', 'GET /api/v2/users/me%2F'],
    ['an encoded slash inside', 'GET /api/v2/users/m%2Fe'],
    ['a letter that is encoded twice', 'GET /api/v2/users/%256de'],
    ['dots that are encoded twice', 'GET /api/v2/users/%252e%252e'],
    ['an encoded query', 'GET /api/v2/users/me%3Fx=1'],
    ['an encoded zero', 'GET /api/v2/users/me%00'],
    ['a parameter', 'GET /api/v2/users/{me}'],
  ])('everything else is the template: %s', (_what, name) => {
    expect(asked(world, oneIsFree, name)).toMatchObject({ operation: one, outcome: 'allow' })
    expect(asked(world, meIsFree, name)).toMatchObject({ operation: one, outcome: 'deny' })
  })

  it.each([
    ['a damaged escape', 'GET /api/v2/users/%zz'],
    ['half an escape', 'GET /api/v2/users/%6'],
    ['an escape that is no UTF-8', 'GET /api/v2/users/%ff'],
    ['dots', 'GET /api/v2/groups/../users/me'],
    ['encoded dots', 'GET /api/v2/users/%2e%2e'],
    ['two slashes', 'GET /api/v2//users/me'],
    ['two trailing slashes', 'GET /api/v2/users/me//'],
    ['an encoded separator', 'GET /api/v2/users%2Fme'],
    ['a backslash', 'GET /api/v2/users\\me'],
    ['white space', 'GET /api/v2/users/m e'],
    ['another method', 'TRACE /api/v2/users/me'],
    ['two methods', 'GET GET /api/v2/users/me'],
    ['a key of the prototype', 'GET /__proto__'],
    ['nothing', ''],
    ['100,000 characters', `GET /api/v2/users/me/${'x'.repeat(100_000)}/y`],
    ['30,000 segments', `GET ${'/x'.repeat(30_000)}`],
  ])('what cannot be read is unknown and denied (P5): %s', (_what, name) => {
    for (const operations of [meIsFree, oneIsFree]) {
      for (const client of ['Desktop', 'Nightly']) {
        const { operation, outcome, checks } = asked(holding('*:*:*'), operations, name, client)
        expect({ operation, outcome }).toEqual({ operation: undefined, outcome: 'deny' })
        expect(keysIn(checks)).toContain('operation.unknown')
      }
    }
  })
})

describe('two entries for one template (P1, P5)', () => {
  const free = anOperation('GET /a/{x}')
  const strict = anOperation('GET /a/{y}', { permissions: { match: 'any', names: ['a:b:c'] } })
  const world = holding('routing:queue:view')

  it('the later of two catalogues counts, by whatever name its parameter is asked for', () => {
    for (const name of ['GET /a/{x}', 'GET /a/{y}', 'GET /a/1']) {
      expect(asked(world, [free, strict], name)).toMatchObject({ operation: 'GET /a/{y}', outcome: 'deny' })
      expect(asked(world, [strict, free], name)).toMatchObject({ operation: 'GET /a/{x}', outcome: 'allow' })
    }
  })

  it('which contradict each other within one document are denied to everybody', () => {
    const paths = { '/a/{x}': { get: needs('ANY', ['a:b:c']) }, '/a/{y}': { get: needs('ANY', ['a:b:d']) } }
    const { operations, report } = contentOf(swagger(paths))
    expect(report.unreadable.map(({ problem }) => problem)).toEqual(['operation_duplicate'])
    for (const client of ['Desktop', 'Nightly']) {
      expect(asked(holding('*:*:*'), operations, 'GET /a/1', client).outcome).toBe('deny')
    }
  })
})
