import { Copy, CopyPlus, FlaskConical, KeyRound, Pencil, RefreshCw, Trash2, Undo2 } from '@lucide/vue'
import { usesScopes } from '../../../core/model/grant-type.ts'
import { isBuiltIn } from '../../../core/model/oauth-client.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import type { MenuEntry } from '../../components/MenuButton.vue'
import { say } from '../../i18n.ts'

export type ClientAction =
  'open' | 'edit' | 'clone' | 'copyId' | 'runFlow' | 'regenerate' | 'delete' | 'restore'

/**
 * What can be done with a client, each with the reason if not. `whyNot` is the screen's guess at what is not
 * permitted; the core decides.
 */
export function clientMenu(
  client: OAuthClient,
  whyNot: (permission: string) => string | undefined,
  options: { readonly withOpen: boolean },
): readonly MenuEntry<ClientAction>[] {
  const readOnly = isBuiltIn(client) ? say('clients.menu.readOnly') : undefined
  const unless = (allowed: boolean) =>
    allowed
      ? undefined
      : say('clients.menu.whileState', { state: say(`common.state.${client.state.kind}`).toLowerCase() })
  const isActive = client.state.kind === 'active'
  const lacksScope =
    usesScopes(client.grantType) && client.scopes.length === 0 ? say('clients.menu.needsScope') : undefined

  const entries: MenuEntry<ClientAction>[] = []
  if (options.withOpen) {
    entries.push(
      { id: 'open', label: say('clients.menu.open'), icon: KeyRound },
      {
        id: 'edit',
        label: say('clients.menu.edit'),
        icon: Pencil,
        disabledBecause: readOnly ?? whyNot('oauth:client:edit') ?? unless(client.state.kind !== 'disabled'),
      },
    )
  }
  entries.push(
    {
      id: 'clone',
      label: say('clients.menu.clone'),
      icon: CopyPlus,
      disabledBecause: whyNot('oauth:client:add'),
    },
    { id: 'copyId', label: say('clients.menu.copyId'), icon: Copy },
    {
      id: 'runFlow',
      label: say('clients.menu.runFlow'),
      icon: FlaskConical,
      disabledBecause: unless(isActive),
    },
    {
      id: 'regenerate',
      label: say('clients.menu.regenerate'),
      icon: RefreshCw,
      disabledBecause: readOnly ?? whyNot('oauth:client:edit') ?? unless(isActive),
    },
  )
  if (client.state.kind === 'inactive') {
    entries.push({
      id: 'restore',
      label: say('clients.menu.restore'),
      icon: Undo2,
      disabledBecause: whyNot('oauth:client:edit') ?? lacksScope,
    })
  } else {
    entries.push({
      id: 'delete',
      label: say('clients.menu.delete'),
      icon: Trash2,
      danger: true,
      disabledBecause: readOnly ?? whyNot('oauth:client:delete') ?? unless(isActive),
    })
  }
  return entries
}
