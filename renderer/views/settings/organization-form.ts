import type { Organization } from '../../../core/model/directory.ts'
import { isDay } from '../../../core/model/moment.ts'
import type { OutputOf } from '../../../core/contract/contract.ts'
import type { Configuration } from '../../stores/organizations.ts'

/** What is typed on the settings page, all of it text but the switch. */
export interface OrganizationForm {
  readonly name: string
  readonly region: string
  readonly maxClients: string
  readonly implicitEndDate: string
  readonly hipaa: boolean
}

export type OrganizationField = keyof OrganizationForm
export const organizationFields: readonly OrganizationField[] = [
  'name',
  'region',
  'maxClients',
  'implicitEndDate',
  'hipaa',
]
type FieldChange = OutputOf<'client.previewEdit'>[number]
export type OrganizationProblem =
  'nameRequired' | 'nameTooLong' | 'maxClientsRange' | 'implicitEndDateInvalid'

export function formOf({ name, region, settings }: Organization): OrganizationForm {
  const { maxClients, implicitEndDate, hipaa } = settings
  return { name, region, maxClients: String(maxClients), implicitEndDate, hipaa }
}

/** Fields that differ from the organization as it is, as a diff shows them (C11). */
export function changesOf(
  form: OrganizationForm,
  organization: Organization,
): readonly (FieldChange & { readonly after: string | number | boolean })[] {
  const [before, after] = [valuesOf(formOf(organization)), valuesOf(form)]
  return organizationFields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({
      field,
      before: before[field],
      after: after[field],
      added: [],
      removed: [],
      dropped: false,
    }))
}

/** Only what was changed is sent, so that somebody else's change of another field stays. */
export function configurationOf(form: OrganizationForm, organization: Organization): Configuration {
  const changed = new Set(changesOf(form, organization).map((change) => change.field))
  const { name, region, maxClients, implicitEndDate, hipaa } = form
  return {
    ...(changed.has('name') && { name: name.trim() }),
    ...(changed.has('region') && { region }),
    settings: {
      ...(changed.has('maxClients') && { maxClients: wholeNumber(maxClients) ?? 0 }),
      ...(changed.has('implicitEndDate') && { implicitEndDate }),
      ...(changed.has('hipaa') && { hipaa }),
    },
  }
}

/** What the core would refuse, as far as the form can tell. */
export function problemsOf(
  form: OrganizationForm,
): Readonly<Partial<Record<OrganizationField, OrganizationProblem>>> {
  const name = form.name.trim()
  const maxClients = wholeNumber(form.maxClients)
  return {
    ...(name === '' && { name: 'nameRequired' as const }),
    ...(name.length > 100 && { name: 'nameTooLong' as const }),
    ...((maxClients === undefined || maxClients < 1 || maxClients > 1_000_000) && {
      maxClients: 'maxClientsRange' as const,
    }),
    ...(!isDay(form.implicitEndDate) && { implicitEndDate: 'implicitEndDateInvalid' as const }),
  }
}

/** `1,500`, `1.500` and `1 500` as people group digits. */
export function wholeNumber(text: string): number | undefined {
  const digits = text.trim().replace(/(?<=\d)[,.' \u00a0\u202f](?=\d{3}(\D|$))/g, '')
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}

function valuesOf(form: OrganizationForm): Readonly<Record<OrganizationField, string | number | boolean>> {
  return {
    ...form,
    name: form.name.trim(),
    maxClients: wholeNumber(form.maxClients) ?? form.maxClients,
  }
}
