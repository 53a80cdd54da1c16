import { inject } from 'vue'
import type { InjectionKey } from 'vue'
import type { AdminClient } from '../core/contract/contract.ts'
import type { Host } from './transport/host.ts'

/** The core as the screens see it: typed calls, and what the host says without being asked. */
export interface Admin {
  readonly client: AdminClient
  readonly host: Host
}

export const adminKey: InjectionKey<Admin> = Symbol('admin')

/** For stores: the core that this application was started with. */
export function useAdmin(): Admin {
  const admin = inject(adminKey)
  if (!admin) throw new Error('the application was started without a core')
  return admin
}
