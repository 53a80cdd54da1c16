import type { AdminApi } from '../../contract/contract.ts'
import { ok } from '../../model/result.ts'
import type { OpenedSnapshots } from './opened-snapshots.ts'

type Listing = Pick<AdminApi, 'workspace.show' | 'organization.list'>

/** The lists of organizations with the snapshots that are shown, after those of the workspace (U1). */
export function listOpened(main: Listing, opened: Pick<OpenedSnapshots, 'organizations'>): Listing {
  return {
    'workspace.show': async (input) => {
      const shown = await main['workspace.show'](input)
      if (!shown.ok) return shown
      return ok({ ...shown.value, organizations: [...shown.value.organizations, ...opened.organizations()] })
    },
    'organization.list': async (input) => {
      const listed = await main['organization.list'](input)
      return listed.ok ? ok([...listed.value, ...opened.organizations()]) : listed
    },
  }
}
