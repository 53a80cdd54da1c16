import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { settings } from '../core/contract/shapes.ts'
import { z } from 'zod'
import { formatDuration, parseDuration } from '../core/model/duration.ts'
import { usageError } from './exit.ts'
import { clockCommand } from './clock.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import { orgServeCommand } from './org-serve.ts'
import type { Session } from './session.ts'
import { fields, table } from './table.ts'
import { formatTime, plain } from './text.ts'

type Organization = OutputOf<'organization.create'>['organization']

/** The sample's seed where only its size is named. */
const DEFAULT_SEED = '1'

interface CreateOptions {
  readonly admin?: string
  readonly adminName?: string
  readonly region?: string
  readonly sample?: string
  readonly clients?: number
}

/** `grantdesk org …`: the workspace's organizations, their settings and clocks (O1, O2, O4, O7). */
export function orgCommand(host: CommandHost): Command {
  const org = new Command('org').description('organizations of this workspace')
  withExamples(org, 'grantdesk org create Acme', 'grantdesk org set enforceScopes=off')
  org.addCommand(createCommand(host))
  org.addCommand(
    withExamples(
      new Command('list').description('list the organizations').action(() => host.run(listOrganizations)),
      'grantdesk org list --json',
    ),
  )
  org.addCommand(
    withExamples(
      new Command('show').description('show one organization').action(() => host.run(showOrganization)),
      'grantdesk org show --org Acme',
    ),
  )
  org.addCommand(
    withExamples(
      new Command('set')
        .description(
          `change name, region or settings: ${[...texts, ...Object.keys(settings.shape)].join(', ')}`,
        )
        .argument('<key=value...>', 'what to set; true and false may be on and off')
        .action((assignments: readonly string[]) =>
          host.run((session) => setOrganization(session, assignments)),
        ),
      'grantdesk org set enforceScopes=off maxClients=800',
    ),
  )
  org.addCommand(clockCommand(host))
  org.addCommand(orgServeCommand(host))
  return org
}

function createCommand(host: CommandHost): Command {
  const create = new Command('create')
    .description('create a local organization, ready to use')
    .argument('<name>')
    .option('--admin <email>', 'e-mail address of the first administrator')
    .option('--admin-name <name>', 'name of the first administrator')
    .option('--region <host>', 'region host; mypurecloud.com by default')
    .option('--sample <seed>', 'fill it with a realistic sample, the same for the same seed')
    .option('--clients <n>', 'a sample with so many OAuth clients', wholeNumber(1, 200_000))
    .action((name: string, options: CreateOptions) =>
      host.run((session) => createOrganization(session, name, options)),
    )
  return withExamples(
    create,
    'grantdesk org create Acme --admin ada@acme.example',
    'grantdesk org create Big --sample 7 --clients 100000',
  )
}

async function createOrganization(session: Session, name: string, options: CreateOptions) {
  const wanted = options.sample !== undefined || options.clients !== undefined
  const { organization, administrator } = await session.call('organization.create', {
    name,
    ...(options.region !== undefined && { region: options.region }),
    ...(options.admin !== undefined && { adminEmail: options.admin }),
    ...(options.adminName !== undefined && { adminName: options.adminName }),
    sample: wanted
      ? {
          seed: options.sample ?? DEFAULT_SEED,
          ...(options.clients !== undefined && { clients: options.clients }),
        }
      : null,
  })
  session.out.record({ ...organization, administrator }, () => [
    session.words.organizationCreated(plain(organization.name), plain(administrator.email)),
    ...organizationLines(session, organization),
  ])
}

async function listOrganizations(session: Session) {
  const { words } = session
  const organizations = await session.call('organization.list', {})
  session.out.list(organizations, organizations.length, () =>
    organizations.length === 0
      ? [words.noOrganization]
      : table(
          [words.name, words.id, words.region, words.created],
          organizations.map((one) => [plain(one.name), one.id, one.region, formatTime(one.createdAt)]),
        ),
  )
}

async function showOrganization(session: Session) {
  const { words } = session
  const { organization, clock, counts, homeDivisionId, administratorId } = await session.organization()
  const { divisions } = await session.directory()
  const home = divisions.find((division) => division.id === homeDivisionId)
  session.out.record({ ...organization, clock, counts, homeDivisionId, administratorId }, () => [
    ...organizationLines(session, organization),
    ...fields([
      [words.homeDivision, plain(home?.name ?? homeDivisionId)],
      [words.clock, clock.offset === 0 ? formatTime(clock.now) : words.clockMoved(formatTime(clock.now))],
      ...Object.entries(counts).map(([name, count]) => [words.counts[name] ?? name, String(count)] as const),
    ]),
  ])
}

const texts = ['name', 'region'] as const

async function setOrganization(session: Session, assignments: readonly string[]) {
  const change: Record<string, SettingValue> = {}
  for (const assignment of assignments) {
    const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(assignment) ?? []
    if (key === '') throw usageError(session.words.notAnAssignment(assignment))
    change[key] = readSetting(session, key, value)
  }
  const { name, region, ...rest } = change
  const organization = await session.call('organization.configure', {
    acting: await session.acting(),
    ...(name !== undefined && { name: String(name) }),
    ...(region !== undefined && { region: String(region) }),
    settings: rest,
  })
  session.out.record(organization, () => organizationLines(session, organization))
}

type SettingValue = string | boolean | number | null

/** A value in the type that the contract gives this key. */
function readSetting(session: Session, key: string, value: string): SettingValue {
  if (texts.some((known) => known === key)) return value
  const schemas: Readonly<Record<string, z.ZodType>> = settings.shape
  const schema = Object.hasOwn(schemas, key) ? schemas[key] : undefined
  const invalid = (expected: string) =>
    usageError(session.words.settingInvalid(key, value, expected), 'organization_setting_invalid')
  if (key === 'tokenIdleTimeout') {
    if (/^(off|no|none)$/i.test(value)) return null
    const seconds = parseDuration(value)
    if (seconds === undefined) throw invalid('off | 10 min')
    return seconds
  }
  if (schema instanceof z.ZodBoolean) {
    if (/^(true|on|yes)$/i.test(value)) return true
    if (/^(false|off|no)$/i.test(value)) return false
    throw invalid('on | off')
  }
  if (schema instanceof z.ZodNumber) {
    if (/^-?\d{1,15}$/.test(value)) return Number(value)
    throw invalid('0, 1, 2, …')
  }
  if (schema !== undefined) return value
  throw usageError(
    session.words.settingUnknown(key, [...texts, ...Object.keys(schemas)]),
    'organization_setting_unknown',
  )
}

function organizationLines({ words }: Session, organization: Organization): readonly string[] {
  const { settings } = organization
  const { tokenIdleTimeout: idle = null } = settings
  const yesNo = (value: boolean) => (value ? words.on : words.off)
  return fields([
    [words.name, plain(organization.name)],
    [words.id, organization.id],
    [words.region, plain(organization.region)],
    [words.settingNames.enforceScopes, yesNo(settings.enforceScopes)],
    [words.settingNames.hipaa, yesNo(settings.hipaa)],
    [words.settingNames.maxClients, String(settings.maxClients)],
    [words.settingNames.implicitEndDate, plain(settings.implicitEndDate)],
    [words.settingNames.tokenIdleTimeout, idle === null ? words.off : formatDuration(idle)],
    [words.created, formatTime(organization.createdAt)],
  ])
}
