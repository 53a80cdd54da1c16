import { describe, expect, it } from 'vitest'
import { MAX_DOCUMENT_BYTES } from '../../../core/model/api-document.ts'
import { readDocument } from '../../../core/catalogue/read-document.ts'
import { fail } from '../../../core/model/result.ts'
import { contentOf, problemOf, swagger } from './documents.ts'

const good = swagger({ '/a': { get: {} } })
const yamlHead = 'swagger: "2.0"\npaths:\n  /a:\n    get: {}\n'

describe('a text that is no API document is one failure that names the place (F2)', () => {
  it.each([
    ['nothing', '', { problem: 'document_empty' }],
    ['white space', ' \n\t ', { problem: 'document_empty' }],
    ['a byte order mark alone', '\uFEFF', { problem: 'document_empty' }],
    ['HTML', '\n  <!doctype html><html></html>', { problem: 'document_markup', line: 2, column: 3 }],
    ['JSON cut after a key', '{\n  "swagger"', { problem: 'json_ends_in_object', line: 2, column: 12 }],
    ['JSON cut in a string', '{"swagger": "2.', { problem: 'json_ends_in_string', line: 1, column: 16 }],
    ['JSON cut in a list', '{"a": [1,', { problem: 'json_ends_in_array', line: 1, column: 10 }],
    ['JSON with a comma too many', '{"swagger": "2.0",\n}', { problem: 'json_key', line: 2, column: 1 }],
    ['JSON with two roots', `${good}\n${good}`, { problem: 'json_goes_on', line: 2, column: 1 }],
    ['JSON with a comment', '{"a": 1 /* b */}', { problem: 'json_comma_in_object', line: 1, column: 9 }],
    ['JSON with a bare word', '{"a": yes}', { problem: 'json_value', line: 1, column: 7 }],
    ['a JSON list', '[1, 2]', { problem: 'document_not_object' }],
    ['other JSON', '{"a": 1}', { problem: 'document_format_missing' }],
    ['plain text', 'just words', { problem: 'document_not_object' }],
    ['no paths', '{"swagger": "2.0"}', { problem: 'paths_missing' }],
    ['empty paths', '{"swagger": "2.0", "paths": {}}', { problem: 'paths_missing' }],
    ['a list of paths', '{"swagger": "2.0", "paths": []}', { problem: 'paths_missing' }],
    ['paths without operations', swagger({ '/a': {} }), { problem: 'operations_missing' }],
    ['paths that cannot be read', swagger({ a: { get: {} } }), { problem: 'operations_missing' }],
    [
      'Swagger 1',
      '{"swagger": "1.2", "paths": {}}',
      { problem: 'document_format_unknown', key: 'swagger', version: '"1.2"' },
    ],
    [
      'OpenAPI 4',
      '{"openapi": "4.0.0", "paths": {}}',
      { problem: 'document_format_unknown', key: 'openapi', version: '"4.0.0"' },
    ],
    [
      'a key twice, of which one would be lost',
      '{"swagger": "2.0", "paths": {"/a": {}, "\\u002fa": {}}}',
      { problem: 'key_repeated', key: '/a', line: 1, column: 40 },
    ],
    [
      'a prototype key in JSON',
      swagger({ '/a': { get: {} } }).replace('"info"', '\n"__proto__"'),
      { problem: 'key_forbidden', key: '__proto__', line: 2, column: 1 },
    ],
    [
      'an escaped prototype key in JSON',
      '{"swagger": "2.0", "\\u005f_proto__": {"paths": {}}}',
      { problem: 'key_forbidden', key: '__proto__', line: 1, column: 20 },
    ],
    [
      'deep nesting in JSON',
      '{"a": '.repeat(300),
      { problem: 'nesting_limit', limit: 200, line: 1, column: 1201 },
    ],
    [
      'deep nesting in YAML',
      `a: ${'['.repeat(20_000)}`,
      { problem: 'nesting_deep', line: 1, column: expect.any(Number) as unknown, text: '[' },
    ],
    ['YAML cut in a string', `${yamlHead}title: "abc`, { problem: 'yaml_missing', line: 5, column: 12 }],
    ['YAML with a tab', 'swagger: "2.0"\npaths:\n\t/a: {}\n', { problem: 'yaml_tab', line: 3, column: 1 }],
    [
      'YAML of several documents',
      `${yamlHead}---\n${yamlHead}`,
      { problem: 'yaml_documents', line: 5, column: 1 },
    ],
    [
      'a key twice in YAML',
      `${yamlHead}  /a: {}\n`,
      { problem: 'key_repeated', key: '/a', line: 5, column: 3 },
    ],
    [
      'a prototype key in YAML',
      `${yamlHead}__proto__: {}\n`,
      { problem: 'key_forbidden', key: '__proto__', line: 5, column: 1 },
    ],
    [
      'a quoted prototype key in YAML',
      `${yamlHead}x-a:\n  "__pro\\x74o__": 1\n`,
      { problem: 'key_forbidden', key: '__proto__', line: 6, column: 3 },
    ],
    [
      'an alias as a key',
      `${yamlHead}x-a: &k __proto__\n? *k\n: {}\n`,
      { problem: 'yaml_key', line: 6, column: 3, text: '*k' },
    ],
    [
      'an unknown alias',
      `${yamlHead}x-a: *missing\n`,
      { problem: 'yaml_alias_unknown', alias: 'missing', line: 5, column: 6 },
    ],
  ])('%s', (_name, text, problem) => {
    expect(problemOf(text)).toEqual(problem)
  })

  it.each([
    [
      'an alias before its anchor',
      'x-a: *late\nx-b: &late 1\n',
      { problem: 'yaml_alias_unknown', alias: 'late' },
    ],
    ['a merge of what is no mapping', 'x-a: { <<: 1 }\n', { problem: 'yaml_references' }],
    ['an alias with an anchor', 'x-a: &a 1\nx-b: &b *a\n', { problem: 'yaml_anchor' }],
    ['two anchors', 'x-a: &a &b 1\n', { problem: 'yaml_anchor', text: '&b' }],
    ['an alias without a name', 'x-a: *\n', { problem: 'yaml_alias' }],
    ['a reserved character', 'x-a: @b\n', { problem: 'yaml_start', line: 5, column: 6, text: '@' }],
    ['an unknown escape', 'x-a: "\\q"\n', { problem: 'escape_unknown' }],
    ['a wrong indentation', 'x-a:\n    b: 1\n  c: 2\n', { problem: 'yaml_indent' }],
    ['a key over two lines', '"x\n a": 1\n', { problem: 'yaml_key_lines' }],
    ['a long key', `"${'x'.repeat(1_100)}": 1\n`, { problem: 'yaml_key_long' }],
    ['a list inside brackets', 'x-a: [\n  - 1\n]\n', { problem: 'yaml_block' }],
    ['a bracket too many', 'x-a: ]\n', { problem: 'yaml_unexpected', text: ']' }],
    ['an unreadable tag', 'x-a: !<b 1\n', { problem: 'yaml_tag' }],
  ])('%s in YAML, told without a word of the library', (_name, end, problem) => {
    expect(problemOf(yamlHead + end)).toMatchObject(problem)
  })

  it('an alias bomb, quickly', () => {
    const levels = Array.from({ length: 9 }, (_level, index) => {
      const inside = index === 0 ? '"x"' : `*a${String(index - 1)}`
      return `a${String(index)}: &a${String(index)} [${Array.from({ length: 9 }, () => inside).join(', ')}]\n`
    })
    expect(problemOf(yamlHead + levels.join(''))).toEqual({ problem: 'yaml_aliases_many', limit: 10_000 })
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
