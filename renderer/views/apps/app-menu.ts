import { CircleHelp, Copy, KeyRound, Pencil, RotateCcw, ShieldCheck, ShieldX } from '@lucide/vue'
import type { AppAuthorization } from '../../../core/model/app-authorization.ts'
import type { MenuEntry } from '../../components/MenuButton.vue'
import { say } from '../../i18n.ts'

export type AppAction = 'edit' | 'revoke' | 'authorize' | 'ask' | 'client' | 'copyId'

/** What can be done with an authorization. `whyNot` is the screen's guess at what is not permitted; the core decides. */
export function appMenu(
  authorization: AppAuthorization,
  whyNot: (permission: string) => string | undefined,
  options: { readonly withEdit: boolean; readonly ownClient: boolean },
): readonly MenuEntry<AppAction>[] {
  const { state, revocationCause } = authorization
  const needs = whyNot('oauth:client:authorize')
  const entries: MenuEntry<AppAction>[] = []
  if (state === 'authorized' && options.withEdit) {
    entries.push({ id: 'edit', label: say('apps.menu.edit'), icon: Pencil, disabledBecause: needs })
  }
  if (state === 'pending') {
    entries.push({
      id: 'authorize',
      label: say('apps.menu.decide'),
      icon: ShieldCheck,
      disabledBecause: needs,
    })
  }
  if (state === 'revoked' && revocationCause !== 'client_removed') {
    entries.push({ id: 'authorize', label: say('apps.menu.again'), icon: RotateCcw, disabledBecause: needs })
  }
  entries.push({ id: 'ask', label: say('apps.menu.ask'), icon: CircleHelp })
  if (options.ownClient) entries.push({ id: 'client', label: say('apps.menu.client'), icon: KeyRound })
  entries.push({ id: 'copyId', label: say('apps.menu.copyId'), icon: Copy })
  if (state !== 'revoked') {
    entries.push({
      id: 'revoke',
      label: say(state === 'pending' ? 'apps.menu.deny' : 'apps.menu.revoke'),
      icon: ShieldX,
      danger: true,
      disabledBecause: needs,
    })
  }
  return entries
}
