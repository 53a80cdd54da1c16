import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { InputOf, OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure } from '../../core/contract/definition.ts'
import { useAdmin } from '../admin.ts'
import { useSessionStore } from './session.ts'

export type IdentityProvider = OutputOf<'identityProvider.list'>[number]
export type ProviderFields = Required<Omit<InputOf<'identityProvider.create'>, 'acting'>>

/** Who may vouch for the users of the open organization by SAML assertions (S1). */
export const useIdentityProvidersStore = defineStore('identityProviders', () => {
  const { client } = useAdmin()
  const session = useSessionStore()
  const providers = ref<readonly IdentityProvider[] | null>(null)
  const failure = ref<WireFailure | null>(null)
  let wanted = 0

  /** Whoever asks last gets the answer shown, also where another organization was opened meanwhile. */
  async function load(): Promise<void> {
    const organizationId = session.organization?.id
    if (organizationId === undefined) return
    const asked = ++wanted
    const result = await client['identityProvider.list']({ organizationId })
    if (asked !== wanted) return
    failure.value = result.ok ? null : result.failure
    if (result.ok) providers.value = result.value
  }

  const create = (fields: ProviderFields) =>
    client['identityProvider.create']({ acting: session.acting, ...fields })
  const edit = ({ id, revision }: IdentityProvider, fields: ProviderFields) =>
    client['identityProvider.edit']({ acting: session.acting, id, revision, ...fields })
  const remove = ({ id }: IdentityProvider) =>
    client['identityProvider.remove']({ acting: session.acting, id })
  const createTest = () => client['identityProvider.createTest']({ acting: session.acting })

  return { providers, failure, load, create, edit, remove, createTest }
})
