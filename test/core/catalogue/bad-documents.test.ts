import { describe, expect, it } from 'vitest'
import { MAX_DOCUMENT_BYTES } from '../../../core/model/api-document.ts'
import { readDocument } from '../../../core/catalogue/read-document.ts'
import { fail } from '../../../core/model/result.ts'
import { contentOf, problemOf, swagger } from './documents.ts'

const good = swagger({ '/a': { get: {} } })
const yamlHead = 'swagger: "2.0"\npaths:\n  /a:\n    get: {}\n'

describe('a text that is no API document is one failure that names the place (F2)', () => {
  it.each([
    ['nothing', '', 'the document is empty'],
    ['white space', ' \n\t ', 'the document is empty'],
    ['a byte order mark alone', '\uFEFF', 'the document is empty'],
    ['HTML', '\n  <!doctype html><html></html>', 'line 2, column 3: this is HTML or XML, not JSON or YAML'],
    ['JSON cut after a key', '{\n  "swagger"', 'line 2, column 12: the document ends inside an object'],
    ['JSON cut in a string', '{"swagger": "2.', 'line 1, column 16: the document ends inside a string'],
    ['JSON cut in a list', '{"a": [1,', 'line 1, column 10: the document ends inside an array'],
    [
      'JSON with a comma too many',
      '{"swagger": "2.0",\n}',
      'line 2, column 1: expected a key in double quotes',
    ],
    ['JSON with two roots', `${good}\n${good}`, 'line 2, column 1: the document goes on after its end'],
    [
      'JSON with a comment',
      '{"a": 1 /* b */}',
      'line 1, column 9: expected a comma or the end of the object',
    ],
    ['JSON with a bare word', '{"a": yes}', 'line 1, column 7: expected a value'],
    ['a JSON list', '[1, 2]', 'the document is no object, so it is no API document'],
    ['other JSON', '{"a": 1}', 'it has neither `swagger` nor `openapi`, so it is no API document'],
    ['plain text', 'just words', 'the document is no object, so it is no API document'],
    ['no paths', '{"swagger": "2.0"}', 'the document has no `paths`'],
    ['empty paths', '{"swagger": "2.0", "paths": {}}', 'the document has no `paths`'],
    ['a list of paths', '{"swagger": "2.0", "paths": []}', 'the document has no `paths`'],
    ['paths without operations', swagger({ '/a': {} }), 'no operation in `paths` can be read'],
    ['paths that cannot be read', swagger({ a: { get: {} } }), 'no operation in `paths` can be read'],
    [
      'Swagger 1',
      '{"swagger": "1.2", "paths": {}}',
      'only Swagger 2 and OpenAPI 3 can be read, this is swagger "1.2"',
    ],
    [
      'OpenAPI 4',
      '{"openapi": "4.0.0", "paths": {}}',
      'only Swagger 2 and OpenAPI 3 can be read, this is openapi "4.0.0"',
    ],
    [
      'a key twice, of which one would be lost',
      '{"swagger": "2.0", "paths": {"/a": {}, "\\u002fa": {}}}',
      'line 1, column 40: the key `/a` occurs twice in one object',
    ],
    [
      'a prototype key in JSON',
      swagger({ '/a': { get: {} } }).replace('"info"', '\n"__proto__"'),
      'line 2, column 1: the key `__proto__` is not accepted',
    ],
    [
      'an escaped prototype key in JSON',
      '{"swagger": "2.0", "\\u005f_proto__": {"paths": {}}}',
      'line 1, column 20: the key `__proto__` is not accepted',
    ],
    [
      'deep nesting in JSON',
      '{"a": '.repeat(300),
      'line 1, column 1201: the document is nested deeper than 200 levels',
    ],
    [
      'deep nesting in YAML',
      `a: ${'['.repeat(20_000)}`,
      /^line 1, column \d+: the document is nested too deeply$/,
    ],
    ['YAML cut in a string', `${yamlHead}title: "abc`, 'line 5, column 12: missing closing "quote'],
    ['YAML with a tab', 'swagger: "2.0"\npaths:\n\t/a: {}\n', /^line 3, column 1: tabs are not allowed/],
    [
      'YAML of several documents',
      `${yamlHead}---\n${yamlHead}`,
      /^line 5.*: the text holds more than one document$/,
    ],
    [
      'a key twice in YAML',
      `${yamlHead}  /a: {}\n`,
      'line 5, column 3: the key `/a` occurs twice in one mapping',
    ],
    [
      'a prototype key in YAML',
      `${yamlHead}__proto__: {}\n`,
      'line 5, column 1: the key `__proto__` is not accepted',
    ],
    [
      'a quoted prototype key in YAML',
      `${yamlHead}x-a:\n  "__pro\\x74o__": 1\n`,
      'line 6, column 3: the key `__proto__` is not accepted',
    ],
    [
      'an alias as a key',
      `${yamlHead}x-a: &k __proto__\n? *k\n: {}\n`,
      'line 6, column 3: a key is no plain text',
    ],
    ['an unknown alias', `${yamlHead}x-a: *missing\n`, /^unresolved alias/],
  ])('%s', (_name, text, problem) => {
    if (typeof problem === 'string') expect(problemOf(text)).toBe(problem)
    else expect(problemOf(text)).toMatch(problem)
  })

  it('an alias bomb, quickly', () => {
    const levels = Array.from({ length: 9 }, (_level, index) => {
      const inside = index === 0 ? '"x"' : `*a${String(index - 1)}`
      return `a${String(index)}: &a${String(index)} [${Array.from({ length: 9 }, () => inside).join(', ')}]\n`
    })
    expect(problemOf(yamlHead + levels.join(''))).toBe('its aliases stand for more than 10000 values')
  })

  it.each([
    ['one byte beyond 40 MB', `${good}${' '.repeat(MAX_DOCUMENT_BYTES - good.length + 1)}`],
    ['40 MB in bytes, though not in characters', `"${'\u00e4'.repeat(MAX_DOCUMENT_BYTES / 2)}"`],
  ])('%s', (_name, text) => {
    expect(readDocument(text)).toEqual(
      fail({
        code: 'catalogue_too_large',
        params: { bytes: Buffer.byteLength(text), limit: MAX_DOCUMENT_BYTES },
      }),
    )
  })
})

describe('just inside the limits', () => {
  it('reads exactly 40 MB', () => {
    expect(contentOf(`${good}${' '.repeat(MAX_DOCUMENT_BYTES - good.length)}`).report.operations).toBe(1)
  })

  it('reads a document after a byte order mark', () => {
    expect(contentOf(`\uFEFF${good}`).report.operations).toBe(1)
  })

  it('reads YAML with anchors, merge keys and unquoted versions, and comes to the same digest as JSON', () => {
    const text = `
openapi: 3.0
info: { title: A test, version: 1.5 }
components: { securitySchemes: { oauth: { type: oauth2 } } }
paths:
  /a:
    get: &common
      x-inin-requires-permissions: { type: ANY, permissions: ['a:b:c'] }
      security: [{ oauth: [x] }]
    put:
      <<: *common
      deprecated: true
    post: *common
`
    const { operations, report, digest } = contentOf(text)
    expect(operations.map(({ permissions }) => permissions.names)).toEqual([['a:b:c'], ['a:b:c'], ['a:b:c']])
    expect(report).toMatchObject({ title: 'A test', version: '1.5', format: 'openapi-3', unreadable: [] })
    const get = {
      'x-inin-requires-permissions': { type: 'ANY', permissions: ['a:b:c'] },
      security: [{ oauth: ['x'] }],
    }
    expect(contentOf(swagger({ '/a': { post: get, put: { ...get, deprecated: true }, get } })).digest).toBe(
      digest,
    )
  })

  it('does not take a key in YAML for more than it says', () => {
    const { report } = contentOf(`${yamlHead}    on: { x: 1 }\n    null: {}\n    1: {}\n`)
    expect(report.unreadable.map(({ pointer }) => pointer)).toEqual([
      '/paths/~1a/1',
      '/paths/~1a/on',
      '/paths/~1a/null',
    ])
  })

  it('reads names that objects inherit like any other', () => {
    const { operations, report } = contentOf(
      swagger(
        {
          '/constructor': { get: { security: [{ constructor: [], toString: [] }] } },
          '/toString': { $ref: '#/constructor/prototype' },
        },
        { definitions: { constructor: {}, hasOwnProperty: 1 } },
      ),
    )
    expect(operations).toEqual([
      expect.objectContaining({ path: '/constructor', acceptsOAuth: false, scopes: [] }),
    ])
    expect(report.unreadable.map(({ problem }) => problem)).toEqual(['path_malformed'])
  })

  it('shows an aliased value of any size in a few characters', () => {
    const many = Array.from({ length: 90 }, () => '*big').join(', ')
    const text = `${yamlHead}      x-inin-requires-permissions: [${many}]\nx: 1\n`.replace(
      'get: {}',
      `x-big: &big [${'"abc", '.repeat(500)}]\n    get:`,
    )
    const shown = contentOf(text).report.unreadable[0]?.text ?? ''
    expect(shown.length).toBeLessThan(600)
    expect(shown).toMatch(/^\[\["abc","abc"/)
  })
})
