import { describe, expect, it } from 'vitest'
import { indexOperations, searchOperations } from '../../../core/catalogue/operation-index.ts'
import { httpMethods, operationName, type Operation } from '../../../core/model/operation.ts'
import { anOperation } from './documents.ts'
import { fc, propertySeed } from './property-seed.ts'

const index = indexOperations([
  anOperation('GET /api/v2/users'),
  anOperation('GET /api/v2/users/me'),
  anOperation('GET /api/v2/users/{userId}'),
  anOperation('DELETE /api/v2/users/{userId}'),
  anOperation('GET /api/v2/users/{subjectId}/roles'),
  anOperation('GET /api/v2/users/me/picture'),
  anOperation('GET /api/v2/files/a%20b'),
  anOperation('GET /'),
])

function found(name: string): string | undefined {
  const operation = index.find(name)
  return operation && operationName(operation)
}

describe('finding an operation (P1)', () => {
  it.each([
    ['GET /api/v2/users', 'GET /api/v2/users'],
    ['GET /api/v2/users/{userId}', 'GET /api/v2/users/{userId}'],
    ['GET /api/v2/users/{anything}', 'GET /api/v2/users/{userId}'],
    ['GET /api/v2/users/4f1c', 'GET /api/v2/users/{userId}'],
    ['GET /api/v2/users/me', 'GET /api/v2/users/me'],
    ['GET /api/v2/users/%6De', 'GET /api/v2/users/me'],
    ['GET /api/v2/users/ME', 'GET /api/v2/users/{userId}'],
    ['GET /api/v2/users/me/roles', 'GET /api/v2/users/{subjectId}/roles'],
    ['GET /api/v2/users/me/picture', 'GET /api/v2/users/me/picture'],
    ['DELETE /api/v2/users/me', 'DELETE /api/v2/users/{userId}'],
    ['get /api/v2/users', 'GET /api/v2/users'],
    ['gEt   /api/v2/users ', 'GET /api/v2/users'],
    ['GET /api/v2/users/', 'GET /api/v2/users'],
    ['GET /api/v2/users?pageSize=25&x=/y', 'GET /api/v2/users'],
    ['GET /api/v2/users/?x', 'GET /api/v2/users'],
    ['GET /api/v2/users#top', 'GET /api/v2/users'],
    ['GET https://api.mypurecloud.com/api/v2/users/me?x=1', 'GET /api/v2/users/me'],
    ['GET HTTP://127.0.0.1:8080/api/v2/users', 'GET /api/v2/users'],
    ['GET /api/v2/users/a%2Fb', 'GET /api/v2/users/{userId}'],
    ['GET /api/v2/users/%C3%A4', 'GET /api/v2/users/{userId}'],
    ['GET /api/v2/files/a%20b', 'GET /api/v2/files/a%20b'],
    ['GET /', 'GET /'],
    ['GET https://api.mypurecloud.com', 'GET /'],
    ['GET https://api.mypurecloud.com?x', 'GET /'],
  ])('finds %s', (name, expected) => {
    expect(found(name)).toBe(expected)
  })

  it.each([
    ['an unknown path', 'GET /api/v2/groups'],
    ['another method', 'PUT /api/v2/users'],
    ['an unknown method', 'FETCH /api/v2/users'],
    ['no method', '/api/v2/users'],
    ['no path', 'GET'],
    ['nothing', ''],
    ['no leading slash', 'GET api/v2/users'],
    ['a path in another case', 'GET /API/v2/users'],
    ['a longer path', 'GET /api/v2/users/4f1c/roles/x'],
    ['a shorter path', 'GET /api/v2'],
    ['two trailing slashes', 'GET /api/v2/users//'],
    ['an empty segment for a parameter', 'GET /api/v2/users//roles'],
    ['an empty segment before', 'GET //api/v2/users'],
    ['an encoded slash as a separator', 'GET /api/v2%2Fusers'],
    ['a dot segment', 'GET /api/v2/users/.'],
    ['two dots', 'GET /api/v2/users/../users'],
    ['encoded dots', 'GET /api/v2/users/%2e%2E'],
    ['a backslash', 'GET /api/v2\\users'],
    ['a damaged escape', 'GET /api/v2/users/%zz'],
    ['an escape that is no UTF-8', 'GET /api/v2/users/%ff'],
    ['half a parameter', 'GET /api/v2/users/{userId'],
    ['a parameter beside text', 'GET /api/v2/users/x{userId}'],
    ['white space', 'GET /api/v2/users/a b'],
    ['another scheme', 'GET ftp://host/api/v2/users'],
    ['an address without a host', 'GET https:///api/v2/users'],
    ['a prototype key', 'GET /__proto__'],
  ])('finds nothing for %s, which denies (P5)', (_what, name) => {
    expect(found(name)).toBeUndefined()
  })

  it('lets an imported entry win over the own one, whatever its parameter is called, and keeps the others', () => {
    const imported = anOperation('GET /a/{y}', { scopes: ['imported'] })
    const merged = indexOperations([anOperation('GET /a/{x}'), anOperation('PUT /a/{x}')], [imported])
    expect(merged.find('GET /a/1')).toBe(imported)
    expect(merged.operations.map(operationName)).toEqual(['PUT /a/{x}', 'GET /a/{y}'])
  })

  it('does not know an operation whose path cannot be read (P5)', () => {
    expect(indexOperations([anOperation('GET /a/{x'), anOperation('GET a')]).operations).toEqual([])
  })

  it(`agrees with a matcher that tries every template (${propertySeed.title})`, () => {
    const word = fc.constantFrom('a', 'b', 'me', '%61', 'x%2Fy', '')
    const templateSegment = fc.oneof(word.filter(Boolean), fc.constantFrom('{a}', '{b}'))
    const template = fc.record({
      method: fc.constantFrom('GET' as const, 'PUT' as const),
      segments: fc.array(templateSegment, { maxLength: 4 }),
    })
    const question = fc.record({
      method: fc.constantFrom('GET', 'get', 'PUT', 'POST'),
      segments: fc.array(fc.oneof(word, fc.constantFrom('{q}', '..', '%zz')), { maxLength: 4 }),
      end: fc.constantFrom('', '/', '?a', '/?b#c'),
      host: fc.constantFrom('', 'https://h'),
    })
    fc.assert(
      fc.property(
        fc.array(template, { maxLength: 12 }),
        fc.array(question, { maxLength: 8 }),
        (templates, questions) => {
          const operations = templates.map(({ method, segments }) =>
            anOperation(`${method} /${segments.join('/')}`),
          )
          const indexed = indexOperations(operations)
          for (const { method, segments, end, host } of questions) {
            if (segments.length === 0 && end.startsWith('/')) continue
            const name = `${method} ${host}/${segments.join('/')}${end}`
            const ending = segments.at(-1) === '' && !end.startsWith('/') ? segments.slice(0, -1) : segments
            expect(indexed.find(name), name).toBe(findNaively(operations, method, ending))
          }
        },
      ),
      { ...propertySeed.parameters, numRuns: 1_000 },
    )
  })
})

/** Every template is compared segment by segment; of those that fit, the one whose leftmost literal comes first wins. */
function findNaively(
  operations: readonly Operation[],
  method: string,
  asked: readonly string[],
): Operation | undefined {
  if (asked.some((segment) => ['', '..', '%zz'].includes(segment))) return undefined
  const isParameter = (segment: string): boolean => segment.startsWith('{')
  const fits = (operation: Operation): boolean => {
    const segments = segmentsOf(operation)
    return (
      operation.method === method.toUpperCase() &&
      segments.length === asked.length &&
      segments.every(
        (segment, i) =>
          isParameter(segment) || decodeURIComponent(segment) === decodeURIComponent(asked[i] ?? ''),
      )
    )
  }
  const shape = (operation: Operation): string =>
    segmentsOf(operation)
      .map((segment) => (isParameter(segment) ? '1' : '0'))
      .join('')
  // Of two equal templates the later one counts.
  return operations.filter(fits).reduce<Operation | undefined>((best, one) => {
    return best === undefined || shape(one) <= shape(best) ? one : best
  }, undefined)
}

function segmentsOf(operation: Operation): readonly string[] {
  return operation.path === '/' ? [] : operation.path.slice(1).split('/')
}

describe('searching operations', () => {
  const searched = indexOperations([
    anOperation('POST /api/v2/users', { permissions: { match: 'any', names: ['directory:user:add'] } }),
    anOperation('GET /api/v2/users', { scopes: ['users', 'users:readonly'] }),
    anOperation('GET /api/v2/users/{userId}'),
    anOperation('GET /api/v2/widgets/targets/users', { scopes: ['Users'] }),
    anOperation('POST /api/v2/targets', { scopes: ['users'] }),
    anOperation('GET /users'),
  ])
  const search = (text: string, limit = 10) => {
    const { operations, total } = searchOperations(searched, text, limit)
    return { names: operations.map(operationName), total }
  }

  it('finds operations in which every word occurs, in method, path, scope or permission and in any case', () => {
    expect(search('DIRECTORY:user post').names).toEqual(['POST /api/v2/users'])
    expect(search('users:READONLY').names).toEqual(['GET /api/v2/users'])
    expect(search('targets users').names).toEqual([
      'POST /api/v2/targets',
      'GET /api/v2/widgets/targets/users',
    ])
  })

  it('does not find an operation in which one word is missing', () => {
    expect(search('users nothing')).toEqual({ names: [], total: 0 })
  })

  it('names the exact path first, then paths that start with the word, then shorter ones', () => {
    expect(search('/users').names).toEqual([
      'GET /users',
      'GET /api/v2/users',
      'POST /api/v2/users',
      'GET /api/v2/users/{userId}',
      'GET /api/v2/widgets/targets/users',
    ])
    expect(search('/api/v2/users').names).toEqual([
      'GET /api/v2/users',
      'POST /api/v2/users',
      'GET /api/v2/users/{userId}',
    ])
  })

  it('prefers the method that was typed over one whose path holds the word', () => {
    // `targets` holds `get`.
    expect(search('get users').names).toEqual([
      'GET /users',
      'GET /api/v2/users',
      'GET /api/v2/users/{userId}',
      'GET /api/v2/widgets/targets/users',
      'POST /api/v2/targets',
    ])
  })

  it('counts all and shows as many as asked for', () => {
    expect(search('api', 2)).toEqual({
      names: ['GET /api/v2/users', 'POST /api/v2/users'],
      total: 5,
    })
    expect(search('  ', 1)).toEqual({ names: ['GET /users'], total: 6 })
    expect(search('api', 0)).toEqual({ names: [], total: 5 })
  })

  it('takes the words as they are, not as a pattern', () => {
    expect(search('user.*').total).toBe(0)
    expect(search('{userid}').total).toBe(1)
  })
})

describe('the order of operations', () => {
  it('is by length of path, path and method', () => {
    const operations = httpMethods.map((method) => anOperation(`${method} /a`)).reverse()
    const ordered = indexOperations([anOperation('GET /ab'), anOperation('GET /b'), ...operations]).operations
    expect(ordered.map(operationName)).toEqual([
      ...httpMethods.map((method) => `${method} /a`),
      'GET /b',
      'GET /ab',
    ])
  })
})
