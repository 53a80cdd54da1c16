import type { Clause } from '../rule.ts'
import { genesysHelp } from './clauses.ts'

/** What the rules on roles, consent and the life of clients rest on, beside the standards. */
export const authorizeHelp = genesysHelp('authorize-an-oauth-client-2', 'Authorize an OAuth client')
export const manageHelp = genesysHelp(
  'view-edit-or-delete-oauth-clients-in-your-organization',
  'View, edit, delete, or restore OAuth clients',
)
export const authorizedAppsHelp = genesysHelp(
  'view-authorized-oauth-clients',
  'View authorized OAuth clients',
)
export const permissionsHelp = genesysHelp(
  'permissions-and-scopes-in-the-public-api',
  'Permissions and scopes in the public API',
)

/** A test of Maester that asks the same of another vendor's tenant. */
export function maester(id: string): Clause {
  return { label: `Maester ${id}`, href: `https://maester.dev/docs/tests/${id}` }
}

/** The SCuBA baseline's section on registering and consenting to applications. */
export function scubaConsent(policy: string): Clause {
  return {
    label: `SCuBA ${policy}`,
    href: 'https://github.com/cisagov/ScubaGear/blob/main/PowerShell/ScubaGear/baselines/aad.md#5-application-registration-and-consent',
  }
}

/** Pages of another vendor's help that ask for the same. */
export const consentRequests: Clause = {
  label: 'Microsoft Entra: admin consent workflow',
  href: 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/configure-admin-consent-workflow',
}
export const unusedApps: Clause = {
  label: 'Microsoft Entra: remove unused applications',
  href: 'https://learn.microsoft.com/en-us/entra/identity/monitoring-health/recommendation-remove-unused-apps',
}
export const appApproval: Clause = {
  label: 'Microsoft Graph Data Connect: app authorization',
  href: 'https://learn.microsoft.com/en-us/graph/app-authorization',
}
export const appGovernance: Clause = {
  label: 'Microsoft Defender for Cloud Apps: app policies',
  href: 'https://learn.microsoft.com/en-us/defender-cloud-apps/app-governance-app-policies-create',
}
export const thirdPartyFirst: Clause = {
  label: 'ScubaGear 1964',
  href: 'https://github.com/cisagov/ScubaGear/issues/1964',
}
