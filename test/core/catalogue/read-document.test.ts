import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../core/catalogue/read-document.ts'
import { isPermission } from '../../../core/model/permission.ts'
import { contentOf, needs, openapi, problemOf, swagger } from './documents.ts'

function operationOf(text: string) {
  const { operations, report } = contentOf(text)
  expect(operations).toHaveLength(1)
  return { operation: operations[0], unreadable: report.unreadable }
}

describe.each([
  ['Swagger 2', swagger, 'swagger-2'],
  ['OpenAPI 3', openapi, 'openapi-3'],
])('reading %s (P1)', (_name, document, format) => {
  it('reads permissions, scopes and deprecation of every operation', () => {
    const content = contentOf(
      document({
        '/users': {
          get: { security: [{ oauth: ['users', 'users:readonly'] }] },
          post: { ...needs('ANY', ['directory:user:add'], ['users']), deprecated: true },
        },
        '/divisions': {
          post: needs('ALL', ['authorization:grant:add', 'authorization:division:add'], ['authorization']),
        },
      }),
    )
    expect(content.operations).toEqual([
      {
        method: 'GET',
        path: '/users',
        permissions: { match: 'any', names: [] },
        scopes: ['users', 'users:readonly'],
        acceptsOAuth: true,
        deprecated: false,
      },
      {
        method: 'POST',
        path: '/users',
        permissions: { match: 'any', names: ['directory:user:add'] },
        scopes: ['users'],
        acceptsOAuth: true,
        deprecated: true,
      },
      {
        method: 'POST',
        path: '/divisions',
        permissions: { match: 'all', names: ['authorization:division:add', 'authorization:grant:add'] },
        scopes: ['authorization'],
        acceptsOAuth: true,
        deprecated: false,
      },
    ])
    expect(content.scopes).toEqual(['authorization', 'users', 'users:readonly'])
    expect(content.report).toEqual({
      title: 'A test',
      version: '1',
      format,
      operations: 3,
      permissions: 3,
      scopes: 3,
      withoutPermissions: 1,
      withoutScopes: 0,
      guestOnly: 0,
      unreadable: [],
    })
  })

  it('lets an operation without security use that of the document, and one with its own not', () => {
    const { operations } = contentOf(
      document(
        { '/a': { get: {}, put: { security: [{ oauth: ['b'] }] } }, '/c': { get: { security: [] } } },
        { security: [{ oauth: ['a'] }] },
      ),
    )
    expect(operations.map(({ scopes }) => scopes)).toEqual([['a'], ['b'], []])
  })

  it('accepts OAuth without scopes where no security is stated anywhere', () => {
    const { operation } = operationOf(document({ '/a': { get: {} } }))
    expect(operation).toMatchObject({ acceptsOAuth: true, scopes: [] })
  })

  it.each([
    ['only a guest scheme', [{ guest: [] }]],
    ['only a scheme that is not declared', [{ 'Guest Chat JWT': [] }]],
  ])('refuses OAuth where security lists %s (P2.6)', (_what, security) => {
    const { operation, unreadable } = operationOf(document({ '/a': { get: { security } } }))
    expect(operation).toMatchObject({ acceptsOAuth: false, scopes: [] })
    expect(unreadable).toEqual([])
  })

  it.each([
    ['one alternative', [{ oauth: ['b', 'a'] }]],
    ['several alternatives', [{ oauth: ['a'] }, { oauth: ['b'] }]],
    ['a guest scheme beside', [{ guest: [] }, { oauth: ['a', 'b'] }]],
    ['repeated scopes', [{ oauth: ['a', 'b', 'a'] }]],
  ])('reads the scopes of %s as any of', (_what, security) => {
    const { operation } = operationOf(document({ '/a': { get: { security } } }))
    expect(operation).toMatchObject({ acceptsOAuth: true, scopes: ['a', 'b'] })
  })

  it('keeps malformed permissions, where nobody holds them, and says where they stand (P5)', () => {
    const names = ['oauth:client:view', 'admin', '', 'a:b:*', 7, { a: 1 }]
    const { operation, unreadable } = operationOf(document({ '/a/{b}': { get: needs('ANY', names) } }))
    const pointer = '/paths/~1a~1{b}/get/x-inin-requires-permissions/permissions'
    const problem = 'permission_malformed'
    expect(unreadable).toEqual([
      { pointer: `${pointer}/1`, problem, text: 'admin' },
      { pointer: `${pointer}/2`, problem, text: '' },
      { pointer: `${pointer}/3`, problem, text: 'a:b:*' },
      { pointer: `${pointer}/4`, problem, text: '7' },
      { pointer: `${pointer}/5`, problem, text: '{"a":1}' },
    ])
    expect(operation?.permissions).toEqual({
      match: 'any',
      names: ['', '7', 'a:b:*', 'admin', 'oauth:client:view', '{"a":1}'],
    })
  })

  it.each([
    ['text that looks like a permission', 'oauth:client:view'],
    ['a list', ['oauth:client:view']],
    ['null', null],
    ['a number', 5],
    ['nothing', {}],
    ['an unknown type', { type: 'SOME', permissions: ['oauth:client:view'] }],
    ['a type in lower case', { type: 'any', permissions: ['oauth:client:view'] }],
    ['no list', { type: 'ANY', permissions: 'oauth:client:view' }],
    ['no permissions', { type: 'ANY' }],
    ['a reference', { $ref: '#/x-permissions/view' }],
  ])('denies everybody if the permissions are %s (P5)', (_what, extension) => {
    const { operation, unreadable } = operationOf(
      document({ '/a': { get: { 'x-inin-requires-permissions': extension } } }),
    )
    expect(unreadable).toEqual([
      {
        pointer: '/paths/~1a/get/x-inin-requires-permissions',
        problem: 'permissions_malformed',
        text: JSON.stringify(extension),
      },
    ])
    expect(operation?.permissions.match).toBe('all')
    expect(operation?.permissions.names.every(isPermission)).toBe(false)
  })

  it.each([
    ['text', 'oauth:client:view'],
    ['null', null],
    ['an object', { oauth: ['a'] }],
    ['a list of text', ['oauth']],
    ['scopes that are no list', [{ oauth: 'a' }]],
    ['scopes that are no text', [{ oauth: ['a', 5] }]],
  ])('denies everybody if the security is %s (P5)', (_what, security) => {
    const get = { ...needs('ANY', ['oauth:client:view']), security }
    const { operation, unreadable } = operationOf(document({ '/a': { get } }))
    expect(unreadable).toEqual([
      { pointer: '/paths/~1a/get/security', problem: 'security_malformed', text: JSON.stringify(security) },
    ])
    expect(operation?.permissions.match).toBe('all')
    expect(operation?.permissions.names.every(isPermission)).toBe(false)
  })

  it('denies everybody where the security of the document applies and cannot be read, and reports it once', () => {
    const { operations, report } = contentOf(
      document({ '/a': { get: {}, put: needs('ANY', [], ['a']) }, '/b': { get: {} } }, { security: 'oauth' }),
    )
    expect(report.unreadable).toEqual([
      { pointer: '/security', problem: 'security_malformed', text: '"oauth"' },
    ])
    expect(operations.map(({ permissions }) => permissions)).toEqual([
      { match: 'all', names: ['"oauth"'] },
      { match: 'any', names: [] },
      { match: 'all', names: ['"oauth"'] },
    ])
  })

  it('keeps a scope that cannot be one in the operation, but not among the scopes to choose from (P5)', () => {
    const { operations, scopes, report } = contentOf(
      document({ '/a': { get: { security: [{ oauth: ['two words', ''] }] } } }),
    )
    expect(operations[0]?.scopes).toEqual(['', 'two words'])
    expect(scopes).toEqual([])
    expect(report.unreadable.map(({ text }) => text)).toEqual(['', 'two words'])
  })

  it.each([
    ['a path without a slash', { users: { get: {} } }, '/paths/users', 'users'],
    ['a path with a query', { '/a?b=1': { get: {} } }, '/paths/~1a?b=1', '/a?b=1'],
    ['a path with an open brace', { '/a/{b': { get: {} } }, '/paths/~1a~1{b', '/a/{b'],
    ['a parameter beside text', { '/a/{b}.json': { get: {} } }, '/paths/~1a~1{b}.json', '/a/{b}.json'],
    ['an empty segment', { '/a//b': { get: {} } }, '/paths/~1a~1~1b', '/a//b'],
    ['a path item that is none', { '/a': ['get'] }, '/paths/~1a', '["get"]'],
    ['a reference to nothing', { '/a': { $ref: '#/b' } }, '/paths/~1a', '{"$ref":"#/b"}'],
    ['a reference elsewhere', { '/a': { $ref: 'b.json' } }, '/paths/~1a', '{"$ref":"b.json"}'],
    ['a circle of references', { '/a': { $ref: '#/paths/~1a' } }, '/paths/~1a', '{"$ref":"#/paths/~1a"}'],
  ])('reports %s and reads the rest (F2)', (_what, paths, pointer, text) => {
    const { operations, report } = contentOf(document({ ...paths, '/good': { get: {} } }))
    expect(operations.map(({ path }) => path)).toEqual(['/good'])
    expect(report.unreadable).toEqual([{ pointer, problem: 'path_malformed', text }])
  })

  it.each([
    ['null', 'get', null],
    ['text', 'get', 'x'],
    ['a list', 'put', []],
    ['a reference', 'get', { $ref: '#/other' }],
    ['of a method that is not served', 'trace', {}],
    ['of an unknown method', 'fetch', {}],
  ])('reports an operation that is %s and reads the rest (F2)', (_what, method, value) => {
    const { operations, report } = contentOf(document({ '/a': { [method]: value, post: {} } }))
    expect(operations.map((operation) => operation.method)).toEqual(['POST'])
    expect(report.unreadable).toEqual([
      { pointer: `/paths/~1a/${method}`, problem: 'operation_malformed', text: JSON.stringify(value) },
    ])
  })

  it('reads HEAD and OPTIONS and upper-case methods, and passes over what is no operation', () => {
    const { operations, report } = contentOf(
      document({
        'x-vendor': { get: {} },
        '/a': { head: {}, options: {}, GET: {}, parameters: [], summary: '', description: '', 'x-y': {} },
      }),
    )
    expect(operations.map(({ method }) => method)).toEqual(['HEAD', 'OPTIONS', 'GET'])
    expect(report.unreadable).toEqual([])
  })

  it('follows a reference to a path item within the document', () => {
    const { operations } = contentOf(
      document({ '/a/b': { get: needs('ANY', ['a:b:c']) }, '/d': { $ref: '#/paths/~1a~1b', put: {} } }),
    )
    expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /a/b',
      'GET /d',
      'PUT /d',
    ])
    expect(operations[1]?.permissions).toEqual({ match: 'any', names: ['a:b:c'] })
  })

  it.each([
    ['parameter names', '/a/{b}', '/a/{c}'],
    ['a trailing slash', '/a/b', '/a/b/'],
    ['encoding', '/a/b', '/a/%62'],
  ])(
    'reports templates that differ only in %s, and keeps one of two equal requirements',
    (_what, one, other) => {
      const get = needs('ANY', ['a:b:c'], ['x'])
      const { operation, unreadable } = operationOf(document({ [one]: { get }, [other]: { get } }))
      expect(operation).toMatchObject({ path: one, permissions: { match: 'any', names: ['a:b:c'] } })
      expect(unreadable).toEqual([
        {
          pointer: `/paths/${other.replaceAll('/', '~1')}/get`,
          problem: 'operation_duplicate',
          text: `GET ${one}`,
        },
      ])
    },
  )

  it.each([
    ['permissions', needs('ANY', ['a:b:c'], ['x']), needs('ANY', ['a:b:d'], ['x'])],
    ['scopes', needs('ANY', ['a:b:c'], ['x']), needs('ANY', ['a:b:c'], ['y'])],
    ['nothing', needs('ANY', ['a:b:c'], ['x']), {}],
  ])('denies an operation whose second declaration asks for other %s (P5)', (_what, one, other) => {
    const { operation } = operationOf(document({ '/a/{b}': { get: one }, '/a/{c}': { get: other } }))
    expect(operation?.permissions.match).toBe('all')
    expect(operation?.permissions.names.every(isPermission)).toBe(false)
  })

  it('has one digest whatever the order of operations, permissions and scopes, and another for another requirement', () => {
    const a = needs('ANY', ['a:b:c', 'a:b:d'], ['x', 'y'])
    const b = needs('ALL', ['a:b:d', 'a:b:c'], ['y', 'x'])
    const digest = contentOf(document({ '/a': { get: a, put: b }, '/c': { get: a } })).digest
    const c = needs('ANY', ['a:b:d', 'a:b:c'], ['y', 'x'])
    expect(contentOf(document({ '/c': { get: c }, '/a': { put: b, get: c } })).digest).toBe(digest)
    expect(contentOf(document({ '/a': { get: a, put: a }, '/c': { get: a } })).digest).not.toBe(digest)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
  })

  it('tells how far it is', () => {
    const paths = Object.fromEntries(
      Array.from({ length: 600 }, (_item, i) => [`/p${String(i)}`, { get: {} }]),
    )
    const seen: string[] = []
    readDocument(document(paths), (done, total) => seen.push(`${String(done)}/${String(total)}`))
    expect(seen).toEqual(['0/600', '250/600', '500/600', '600/600'])
  })
})

describe('the prefix of paths', () => {
  it.each([
    [undefined, '/a'],
    ['/', '/a'],
    ['/api/v2', '/api/v2/a'],
    ['/api/v2/', '/api/v2/a'],
  ])('is the basePath %s of Swagger 2', (basePath, path) => {
    expect(contentOf(swagger({ '/a/': { get: {} } }, { basePath })).operations[0]?.path).toBe(path)
  })

  it.each([
    [undefined, '/a'],
    [[], '/a'],
    [[{ url: '/' }], '/a'],
    [[{ url: 'https://api.example.com' }], '/a'],
    [[{ url: 'https://api.example.com/api/v2/' }, { url: '/other' }], '/api/v2/a'],
    [[{ url: '/api/v2' }], '/api/v2/a'],
    [[{ url: 'https://{h}/{b}', variables: { h: { default: 'x.com' }, b: { default: 'v2' } } }], '/v2/a'],
  ])('is the path of the first server %j of OpenAPI 3', (servers, path) => {
    expect(contentOf(openapi({ '/a': { get: {} } }, { servers })).operations[0]?.path).toBe(path)
  })

  it('makes the root path of a prefix the prefix, and of none a slash', () => {
    expect(contentOf(swagger({ '/': { get: {} } }, { basePath: '/v2' })).operations[0]?.path).toBe('/v2')
    expect(contentOf(swagger({ '/': { get: {} } })).operations[0]?.path).toBe('/')
  })

  it.each([
    [
      swagger({ '/a': { get: {} } }, { basePath: 'v2' }),
      { problem: 'base_path_malformed', pointer: '/basePath' },
    ],
    [
      swagger({ '/a': { get: {} } }, { basePath: 2 }),
      { problem: 'base_path_malformed', pointer: '/basePath' },
    ],
    [
      openapi({ '/a': { get: {} } }, { servers: [{}] }),
      { problem: 'server_address_malformed', pointer: '/servers/0/url' },
    ],
    [
      openapi({ '/a': { get: {} } }, { servers: {} }),
      { problem: 'server_address_malformed', pointer: '/servers/0/url' },
    ],
    [
      openapi({ '/a': { get: {} } }, { servers: [{ url: '/{b}' }] }),
      { problem: 'server_address_malformed', pointer: '/servers/0/url' },
    ],
  ])('is refused if it cannot be read (F2)', (text, problem) => {
    expect(problemOf(text)).toEqual(problem)
  })
})

describe('security schemes', () => {
  it('are found through references and by type only', () => {
    const { operations, report } = contentOf(
      openapi(
        { '/a': { get: { security: [{ one: ['x'] }] }, put: { security: [{ two: ['x'] }] } } },
        {
          components: {
            securitySchemes: {
              one: { $ref: '#/x-schemes/main' },
              two: { type: 'openIdConnect' },
              three: 'oauth2',
            },
          },
          'x-schemes': { main: { type: 'oauth2' } },
        },
      ),
    )
    expect(operations.map(({ acceptsOAuth }) => acceptsOAuth)).toEqual([true, false])
    expect(report.unreadable).toEqual([
      { pointer: '/components/securitySchemes/three', problem: 'security_malformed', text: '"oauth2"' },
    ])
  })

  it('that cannot be read leave no operation that accepts OAuth (P5)', () => {
    const { operations, report } = contentOf(
      swagger({ '/a': { get: { security: [{ oauth: [] }] } } }, { securityDefinitions: ['oauth'] }),
    )
    expect(operations[0]?.acceptsOAuth).toBe(false)
    expect(report.unreadable[0]?.pointer).toBe('/securityDefinitions')
  })

  it('denies an operation that wants two OAuth schemes at once, which no token can satisfy (P5)', () => {
    const { operation, unreadable } = operationOf(
      swagger(
        { '/a': { get: { security: [{ oauth: ['a'], more: ['b'] }] } } },
        { securityDefinitions: { oauth: { type: 'oauth2' }, more: { type: 'oauth2' } } },
      ),
    )
    expect(operation?.permissions.names.some(isPermission)).toBe(false)
    expect(unreadable.map(({ problem }) => problem)).toEqual(['security_malformed'])
  })
})
