import { catalogueScopes } from '../catalogue/own-catalogue.ts'
import { asId, type DivisionId, type OrganizationId, type UserId } from '../model/brand.ts'
import type { Division, Organization, OrganizationSettings, User } from '../model/directory.ts'
import { DEFAULT_TOKEN_DURATION } from '../model/duration.ts'
import { isDay } from '../model/moment.ts'
import { BUILT_IN_OWNER, type OAuthClient } from '../model/oauth-client.ts'
import { regions } from '../model/region.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { compareScopes } from '../model/scope.ts'
import { newAuthorization } from './authorizations.ts'
import { act, type Acting, type Context, type Doing } from './context.ts'
import { systemAuthor } from './due-removals.ts'
import type { WriteUnit } from './ports.ts'
import { recordEvent } from './record-event.ts'
import { builtInClientList, defaultRoleList } from './resources.ts'
import { makeDefaultRole } from './roles.ts'
import { isIdleTimeout } from './live-token.ts'
import type { FollowedWork } from './running-tasks.ts'
import { fillWithSample } from './sample/fill.ts'
import { checkEmail, nameFromEmail } from './users.ts'

const MAX_NAME = 100
const MAX_CLIENTS = 1_000_000

export interface NewOrganization {
  readonly name: string
  readonly region: string
  readonly adminEmail: string
  readonly adminName: string
  readonly sample: { readonly seed: string; readonly clients: number } | null
}

/**
 * Makes a local organization that is ready to use (O4): default roles, a home division, a first administrator who
 * holds every default role everywhere, the built-in clients, and on request a generated sample. A cancelled one is
 * not made at all (F1).
 */
export async function createOrganization(
  context: Context,
  input: NewOrganization,
  follow: FollowedWork,
): Promise<Result<{ readonly organization: Organization; readonly administrator: User }>> {
  const name = input.name.trim()
  const checked = checkBasics(name, input.region)
  if (!checked.ok) return checked
  const email = checkEmail(
    input.adminEmail.trim() === '' ? `admin@${hostLabel(name)}.example` : input.adminEmail,
  )
  if (!email.ok) return email
  const made = context.store.write(async (unit) => {
    const taken = await findByName(unit, name, null)
    if (taken) return fail({ code: 'organization_name_taken', field: 'name', value: name })
    const now = context.clock()
    const organization: Organization = {
      id: asId<OrganizationId>(context.random.uuid()),
      name,
      kind: 'local',
      region: input.region,
      settings: defaultSettings(input.sample?.clients ?? 0),
      clockOffset: 0,
      createdAt: now.toISOString(),
      revision: 1,
    }
    const home: Division = { id: asId<DivisionId>(context.random.uuid()), name: 'Home', isHome: true }
    const roles = defaultRoleList.map((wanted) => makeDefaultRole(wanted, context.random))
    const administrator: User = {
      id: asId<UserId>(context.random.uuid()),
      email: email.value,
      name: input.adminName.trim() === '' ? nameFromEmail(email.value) : input.adminName.trim(),
      state: 'active',
      roleGrants: roles.map((role) => ({ roleId: role.id, divisionId: '*' })),
      passwordChangedAt: null,
      revision: 1,
    }
    await unit.put.organization(organization)
    await unit.put.division(organization.id, home)
    for (const role of roles) await unit.put.role(organization.id, role)
    await unit.put.user(organization.id, administrator)
    await addBuiltInClients(unit, organization, now)
    const by = {
      organization,
      author: { id: administrator.id, name: administrator.name },
      clock: context.clock,
    }
    const target = { kind: 'organization' as const, id: organization.id, name }
    await recordEvent(unit, by, { action: 'organization.create', target, after: organization })
    if (input.sample) {
      const made = await fillWithSample(unit, {
        organization,
        home,
        roles,
        administrator,
        now,
        follow,
        ...input.sample,
      })
      await recordEvent(unit, by, { action: 'organization.fill_sample', target, after: made })
    }
    return ok({ organization, administrator })
  })
  return made.catch((cause: unknown) => {
    // Only a unit that throws is undone as a whole.
    if (follow.signal.aborted && cause === follow.signal.reason) return fail({ code: 'cancelled' })
    throw cause
  })
}

export interface Configuration {
  readonly name?: string
  readonly region?: string
  readonly settings: Partial<OrganizationSettings>
  readonly note?: string
}

/** Changes name, region or settings (O2, O6). */
export function configureOrganization(
  context: Context,
  acting: Acting,
  wanted: Configuration,
): Promise<Result<Organization>> {
  return act(context, acting, 'directory:organization:admin', async (doing) => {
    const { organization, unit } = doing
    const name = wanted.name?.trim() ?? organization.name
    const region = wanted.region ?? organization.region
    const checked = checkBasics(name, region)
    if (!checked.ok) return checked
    if (await findByName(unit, name, organization.id)) {
      return fail({ code: 'organization_name_taken', field: 'name', value: name })
    }
    const settings = { ...organization.settings, ...wanted.settings }
    const invalid = findInvalidSetting(settings, wanted.settings)
    if (invalid) {
      const params = { setting: invalid }
      const value = String(settings[invalid])
      return fail({ code: 'organization_setting_invalid', field: invalid, value, rule: 'O2', params })
    }
    const after: Organization = {
      ...organization,
      name,
      region,
      settings,
      revision: organization.revision + 1,
    }
    if (isSame(organization, after)) return fail({ code: 'nothing_changed', value: name, rule: 'C11' })
    await unit.put.organization(after)
    const target = { kind: 'organization' as const, id: after.id, name }
    const note = wanted.note ?? ''
    await doing.record({ action: 'organization.configure', target, before: organization, after, note })
    return ok(after)
  })
}

/** Adds a division beside the home division (O2). */
export function createDivision(
  context: Context,
  acting: Acting,
  input: { readonly name: string },
): Promise<Result<Division>> {
  return act(context, acting, 'authorization:division:add', async (doing) => {
    const checked = await checkDivisionName(doing, input.name, null)
    if (!checked.ok) return checked
    const name = checked.value
    const division: Division = { id: asId<DivisionId>(context.random.uuid()), name, isHome: false }
    await doing.unit.put.division(doing.organization.id, division)
    const target = { kind: 'organization' as const, id: doing.organization.id, name: doing.organization.name }
    await doing.record({ action: 'division.create', target, after: division })
    return ok(division)
  })
}

/** A division's name as it is kept: said, not `*`, and no other division's. */
export async function checkDivisionName(
  { unit, organization }: Doing,
  text: string,
  former: Division | null,
): Promise<Result<string>> {
  const name = text.trim()
  if (name === '' || name === '*' || name.length > MAX_NAME) {
    const params = { problem: 'length' }
    return fail({ code: 'input_invalid', field: 'name', value: name.slice(0, 40), params })
  }
  const divisions = await unit.divisions.all(organization.id)
  const isTwin = (division: Division) =>
    division.id !== former?.id && division.name.toLowerCase() === name.toLowerCase()
  return divisions.some(isTwin) ? fail({ code: 'division_name_taken', field: 'name', value: name }) : ok(name)
}

/** The vendor's applications, with every scope requested and granted (A6). */
async function addBuiltInClients(unit: WriteUnit, organization: Organization, now: Date): Promise<void> {
  const at = now.toISOString()
  const scopes = [...catalogueScopes(undefined)].sort(compareScopes)
  for (const builtIn of builtInClientList) {
    const client: OAuthClient = {
      id: builtIn.id,
      ownerId: BUILT_IN_OWNER,
      name: builtIn.name,
      description: builtIn.description,
      contact: '',
      environment: 'production',
      grantType: 'authorization_code',
      pkce: true,
      tokenDuration: DEFAULT_TOKEN_DURATION,
      redirectUris: [builtIn.redirectUri.replace('{region}', organization.region)],
      scopes,
      roleGrants: [],
      addressRanges: [],
      state: { kind: 'active' },
      secretChangedAt: null,
      createdAt: at,
      createdBy: systemAuthor,
      modifiedAt: at,
      modifiedBy: systemAuthor,
      revision: 1,
    }
    await unit.put.client(organization.id, client)
    const terms = { scopes, roleIds: [], reason: '', ticket: '', expiresAt: null }
    const authorization = newAuthorization(client, { author: systemAuthor, now, terms })
    await unit.put.authorization(organization.id, authorization)
  }
}

/** Default settings (O2); a generated sample raises the number of clients to its own size. */
function defaultSettings(sampleClients: number): OrganizationSettings {
  return {
    enforceScopes: true,
    hipaa: false,
    maxClients: Math.max(500, sampleClients),
    implicitEndDate: '2027-03-31',
  }
}

function checkBasics(name: string, region: string): Result<null> {
  if (name === '' || name.length > MAX_NAME) {
    const params = { problem: 'length' }
    return fail({ code: 'input_invalid', field: 'name', value: name.slice(0, 40), params })
  }
  if (!regions.some((known) => known === region)) {
    const params = { setting: 'region' }
    return fail({ code: 'organization_setting_invalid', field: 'region', value: region, rule: 'O2', params })
  }
  return ok(null)
}

function findInvalidSetting(
  settings: OrganizationSettings,
  wanted: Configuration['settings'],
): keyof OrganizationSettings | undefined {
  const { maxClients, implicitEndDate, hipaa } = settings
  if (!Number.isInteger(maxClients) || maxClients < 1 || maxClients > MAX_CLIENTS) return 'maxClients'
  // One that was chosen before HIPAA was switched on stands, and is cut short by it (S4).
  const { tokenIdleTimeout = null } = wanted
  if (tokenIdleTimeout !== null && !isIdleTimeout(tokenIdleTimeout, hipaa)) return 'tokenIdleTimeout'
  return isDay(implicitEndDate) ? undefined : 'implicitEndDate'
}

async function findByName(
  unit: WriteUnit,
  name: string,
  exceptId: OrganizationId | null,
): Promise<Organization | undefined> {
  const all = await unit.organizations.all()
  return all.find((known) => known.id !== exceptId && known.name.toLowerCase() === name.toLowerCase())
}

function isSame(one: Organization, other: Organization): boolean {
  return JSON.stringify({ ...one, revision: 0 }) === JSON.stringify({ ...other, revision: 0 })
}

function hostLabel(name: string): string {
  const label = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return label === '' ? 'organization' : label
}
