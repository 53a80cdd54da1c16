import { regions } from '../../../core/model/region.ts'
import type { NewOrganization } from '../../stores/organizations.ts'

export type OrganizationKind = 'sample' | 'empty'

/** What is typed to make an organization, all of it text. */
export interface OrganizationDraft {
  readonly kind: OrganizationKind
  readonly name: string
  readonly adminName: string
  readonly adminEmail: string
  readonly region: string
  readonly clients: string
  readonly seed: string
}

export type DraftField = Exclude<keyof OrganizationDraft, 'kind'>
const draftFields: readonly DraftField[] = ['name', 'adminName', 'adminEmail', 'clients', 'seed', 'region']
/** Fields that only unfold with More. */
export const furtherFields: Readonly<Record<OrganizationKind, readonly DraftField[]>> = {
  sample: ['clients', 'seed', 'adminName', 'adminEmail', 'region'],
  empty: ['region'],
}

export function newDraft(name: string): OrganizationDraft {
  return {
    kind: 'sample',
    name,
    adminName: '',
    adminEmail: '',
    region: regions[0],
    clients: '60',
    seed: '1',
  }
}

/** A number as people group its digits: `100,000`. */
function clientsOf(draft: OrganizationDraft): number {
  const digits = draft.clients.trim().replaceAll(/[,.' \u00a0\u202f]/g, '')
  return /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
}

/** What stands in the way as far as the page can tell, as names of sentences. */
export function problemsOf(draft: OrganizationDraft) {
  const name = draft.name.trim()
  const clients = clientsOf(draft)
  const seed = draft.seed.trim()
  const isSample = draft.kind === 'sample'
  return {
    ...(name === '' && { name: 'settings.organization.nameRequired' as const }),
    ...(name.length > 100 && { name: 'settings.organization.nameTooLong' as const }),
    ...(isSample && !(clients >= 1 && clients <= 200_000) && { clients: 'firstRun.clientsRange' as const }),
    ...(isSample && (seed === '' || seed.length > 200) && { seed: 'firstRun.seedRequired' as const }),
  }
}

export function orderOf(draft: OrganizationDraft): NewOrganization {
  const { kind, name, region, adminName, adminEmail } = draft
  const sample = kind === 'sample' ? { seed: draft.seed.trim(), clients: clientsOf(draft) } : null
  return { name: name.trim(), region, adminName: adminName.trim(), adminEmail: adminEmail.trim(), sample }
}

/** Which field of the page the core refused; it knows the e-mail address by a shorter name. */
export function fieldOf(named: string | undefined): DraftField | undefined {
  const last = named?.split('.').at(-1)
  return last === 'email' ? 'adminEmail' : draftFields.find((field) => field === last)
}

/** `Sample organization`, or the first number after it that no organization has yet. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const lower = new Set(taken.map((name) => name.toLowerCase()))
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${String(number)}`
    if (!lower.has(name.toLowerCase())) return name
  }
}
