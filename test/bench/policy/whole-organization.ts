import { compileCatalogue, type CompiledCatalogue } from '../../../core/policy/compile-catalogue.ts'
import { compileOrganization, recompile } from '../../../core/policy/compile.ts'
import { ANY_DIVISION, type CompiledOrganization } from '../../../core/policy/compiled-organization.ts'
import { decide } from '../../../core/policy/decide.ts'
import { explain } from '../../../core/policy/explain.ts'
import { sumMatrix } from '../../../core/policy/matrix.ts'
import type { OrganizationRecords, RecordChanges } from '../../../core/policy/organization-records.ts'
import { whatIf } from '../../../core/policy/what-if.ts'
import { recordsOf, type World } from '../../support/policy-world.ts'
import { realOperations } from '../../support/real-document.ts'
import { timed, type Measurement } from '../measurement.ts'
import { making } from './used-memory.ts'
import { drawQuestions, populate } from './workload.ts'

const MANY_APPS = 100_000

/** Questions about a whole organization, and its changes, on the vendor's real document. */
export async function measureWhole(seed: number): Promise<readonly Measurement[]> {
  const read = realOperations()
  if ('missing' in read) {
    console.log(`the whole organization: skipped, because ${read.missing}`)
    return []
  }
  const { operations } = read
  const count = Object.keys(operations).length.toLocaleString('en')
  const small = compiling(populate(seed, { apps: 500, users: 1_000 }, operations))
  const rows: Measurement[] = [
    ...(await measureCompile(`500 apps, 1,000 users, ${count} operations`, small, 'under 100 ms')),
    ...(await measureQuestions(seed, small)),
    ...(await measureChanges('500 apps', small)),
  ]
  const large = compiling(populate(seed, { apps: MANY_APPS, users: 1_000 }, operations))
  rows.push(
    { what: 'compile 100,000 apps', value: large.milliseconds, unit: 'ms', goal: 'under 2,000 ms' },
    { what: 'memory of it, beside its records', value: large.megabytes, unit: 'MB', goal: 'under 200 MB' },
    ...(await measureChanges('100,000 apps', large)),
  )
  return rows
}

interface Compiling {
  readonly records: OrganizationRecords
  readonly catalogue: CompiledCatalogue
  readonly organization: CompiledOrganization
  readonly milliseconds: number
  readonly megabytes: number
}

function compiling(world: World): Compiling {
  const { records, catalogue: source } = recordsOf(world)
  const catalogue = compileCatalogue(source)
  const { value: organization, ...cost } = making(() => compileOrganization(records, catalogue))
  return { records, catalogue, organization, ...cost }
}

async function measureCompile(
  what: string,
  { records, catalogue, milliseconds, megabytes }: Compiling,
  goal: string,
): Promise<readonly Measurement[]> {
  const again = await timed(10, () => Promise.resolve(compileOrganization(records, catalogue)))
  const ofCatalogue = await timed(10, () => Promise.resolve(compileCatalogue(catalogue)))
  return [
    { what: `compile ${what}, the first time`, value: milliseconds, unit: 'ms', goal },
    { what: 'compile it again, median', value: again.p50, unit: 'ms', goal },
    { what: 'compile the catalogue alone, median', value: ofCatalogue.p50, unit: 'ms' },
    { what: 'memory of the compiled organization', value: megabytes, unit: 'MB' },
  ]
}

async function measureQuestions(seed: number, { organization }: Compiling): Promise<readonly Measurement[]> {
  const { apps, users, catalogue } = organization
  const asked = { apps, users, operations: catalogue.acceptingOAuth, division: ANY_DIVISION }
  const { calls, pairs } = sumMatrix(asked)
  const matrix = await timed(5, () => Promise.resolve(sumMatrix(asked)))
  const cells = apps.length * users.length * catalogue.operations.length
  console.log(
    `\nmatrix: ${String(calls)} of ${String(cells)} calls allowed, in ${String(pairs)} pairs of app and user`,
  )
  const denied = drawQuestions(seed, organization, 400)
    .map((question) => question.asked)
    .filter((question) => decide(question, organization).outcome === 'deny')
  const explaining = denied.values()
  const explained = await timed(denied.length - 1, () => {
    const { value } = explaining.next()
    return Promise.resolve(value && explain(value, organization))
  })
  const [role] = organization.roles
  const client = apps[0]?.client
  const [scope] = client?.scopes ?? []
  if (!role || !client || scope === undefined) throw new Error('the organization is empty')
  const withoutScope = await timed(10, () =>
    Promise.resolve(
      whatIf(organization, [{ kind: 'granted_scopes', clientId: client.id, add: [], remove: [scope] }]),
    ),
  )
  const withoutRole = await timed(10, () =>
    Promise.resolve(whatIf(organization, [{ kind: 'delete_role', roleId: role.id }])),
  )
  const unenforced = await timed(3, () =>
    Promise.resolve(whatIf(organization, [{ kind: 'enforce_scopes', on: false }])),
  )
  return [
    {
      what: 'matrix of apps, users and operations, median',
      value: matrix.p50,
      unit: 'ms',
      goal: 'under 300 ms',
    },
    { what: 'explain a denial, with its search, median', value: explained.p50, unit: 'ms' },
    { what: 'explain a denial, with its search, p95', value: explained.p95, unit: 'ms' },
    { what: 'what if an app lost a scope, median', value: withoutScope.p50, unit: 'ms' },
    { what: 'what if a role were deleted, median', value: withoutRole.p50, unit: 'ms' },
    { what: 'what if scopes were not enforced, median', value: unenforced.p50, unit: 'ms' },
  ]
}

async function measureChanges(
  where: string,
  { records, organization }: Compiling,
): Promise<readonly Measurement[]> {
  const [client] = records.clients
  const [role] = records.roles
  const [user] = records.users
  if (!client || !role || !user) throw new Error('the organization is empty')
  const changes: readonly (readonly [what: string, changes: RecordChanges])[] = [
    ['client', { clients: { put: [{ ...client, scopes: client.scopes.slice(1) }] } }],
    ['user', { users: { put: [{ ...user, roleGrants: user.roleGrants.slice(1) }] } }],
    ['role', { roles: { put: [{ ...role, patterns: role.patterns.slice(1) }] } }],
    ['enforcement', { enforceScopes: false }],
  ]
  const rows: Measurement[] = []
  for (const [what, change] of changes) {
    const { p50, p95 } = await timed(50, () => Promise.resolve(recompile(organization, change)))
    const goal = what === 'enforcement' ? {} : { goal: 'about 1 ms' }
    rows.push(
      { what: `one change among ${where}: ${what}, median`, value: p50, unit: 'ms', ...goal },
      { what: `one change among ${where}: ${what}, p95`, value: p95, unit: 'ms' },
    )
  }
  return rows
}
