import { asId } from '../model/brand.ts'
import type { Organization, User } from '../model/directory.ts'

/** Whether an organization is a snapshot that is shown: everything in it can be seen, and nothing changed (U1). */
export function isSnapshot(organization: Pick<Organization, 'kind'>): boolean {
  return organization.kind === 'snapshot'
}

/** Who looks at a snapshot, whatever account is named: a snapshot brings no account with it that could be asked for (U1). */
export const reviewer: User = {
  id: asId('reviewer'),
  email: '',
  name: 'Reviewer',
  state: 'active',
  roleGrants: [],
  passwordChangedAt: null,
  revision: 1,
}
