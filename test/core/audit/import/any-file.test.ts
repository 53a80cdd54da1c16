import { describe, expect, it } from 'vitest'
import { readAnyImport, type AnyImportOptions } from '../../../../core/audit/import/read-any-import.ts'
import { describeFailure } from '../../../../core/wording/describe-failure.ts'
import { fileOf, inChunks, snapshotIn } from '../../../support/snapshot-file.ts'
import { fc, propertySeed } from '../../catalogue/property-seed.ts'

const options: AnyImportOptions = {
  ...{ organizationName: 'Acme', language: 'de' },
  now: new Date('2026-11-02T09:00:00Z'),
}

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('CODE', 'active', '2026-01-01', 'c-1', ['users']),
)
const keys = [
  ...[
    'id',
    'name',
    'authorizedGrantType',
    'scope',
    'state',
    'client',
    'roleDivisions',
    'createdBy',
    'dateCreated',
    'pending',
  ],
  ...[
    'permissionPolicies',
    'permissions',
    'templateUri',
    'httpMethod',
    'clientId',
    'date',
    'requests',
    '__proto__',
  ],
  ...['authorized_grant_type', 'roles', 'registered_redirect_uris', 'expose_client_secret'],
]
const record = fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 8 })
const listing = fc.oneof(
  fc.array(record, { maxLength: 4 }),
  fc.record(
    { entities: fc.oneof(value, fc.array(record, { maxLength: 4 })), selfUri: value },
    { requiredKeys: ['entities'] },
  ),
  fc.record({
    version: fc.constantFrom(4, 3, null),
    terraform_version: value,
    resources: fc.array(
      fc.record({
        ...{
          mode: fc.constantFrom('managed', 'data'),
          type: fc.constantFrom('genesyscloud_oauth_client', 'x', null),
        },
        instances: fc.oneof(value, fc.array(fc.record({ attributes: fc.oneof(value, record) }))),
      }),
    ),
  }),
  fc.record({
    format_version: value,
    values: fc.record({
      root_module: fc.oneof(value, fc.record({ resources: value, child_modules: value })),
    }),
  }),
)
const cell = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('CODE', '"', '=1+1', 'active', '1 h'))
const table = fc
  .array(fc.array(cell, { maxLength: 5 }), { maxLength: 5 })
  .map((rows) => ['name;grant type;scopes;state', ...rows.map((row) => row.join(';'))].join('\n'))

describe('any file (F2)', () => {
  it(`becomes a snapshot that can be written and read, or is refused with a sentence (${propertySeed.title})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          listing.map((made) => JSON.stringify(made)),
          table,
          fc.string(),
          fc.json(),
        ),
        async (text) => {
          const read = await readAnyImport([{ name: 'x', chunks: inChunks(text) }], options)
          if (read.ok)
            expect(await snapshotIn(await fileOf(read.value.snapshot))).toEqual(read.value.snapshot)
          else expect(describeFailure(read.failure, 'de')).not.toMatch(/undefined|[{}]\w/)
        },
      ),
      propertySeed.parameters,
    )
  })
})
