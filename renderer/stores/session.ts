import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { OrganizationId, UserId } from '../../core/model/brand.ts'
import type { User } from '../../core/model/directory.ts'
import { patternCovers, permissionTitle } from '../../core/model/permission.ts'
import type { OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure } from '../../core/contract/definition.ts'
import type { Language } from '../../core/contract/shapes.ts'
import { useAdmin } from '../admin.ts'
import { say } from '../i18n.ts'
import { findFirstActor } from './first-actor.ts'
import { usePreferencesStore } from './preferences.ts'

type Workspace = OutputOf<'workspace.show'>
type OrganizationDetail = OutputOf<'organization.show'>
type Role = OutputOf<'role.list'>[number]
type Division = OutputOf<'division.list'>[number]

const organizationKey = 'grantdesk.organization'
const actorKey = (id: OrganizationId) => `grantdesk.actor.${id}`

/** How the acting user is passed to operations on an organization. */
export interface Acting {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  readonly language: Language
}

/**
 * Where the person is: which organization, acting as whom, at what time there. Every other store asks it for
 * `acting`. `changes` counts what the host reports as changed; who shows something watches it and reads again.
 */
export const useSessionStore = defineStore('session', () => {
  const { client, host } = useAdmin()
  const preferences = usePreferencesStore()

  const ended = ref(false)
  const failure = ref<WireFailure | null>(null)
  const workspace = ref<Workspace | null>(null)
  const detail = ref<OrganizationDetail | null>(null)
  const roles = ref<readonly Role[]>([])
  const divisions = ref<readonly Division[]>([])
  const actor = ref<User | null>(null)
  const changes = ref(0)
  const tick = ref(Date.now())

  const organizations = computed(() => workspace.value?.organizations ?? [])
  const organization = computed(() => detail.value?.organization ?? null)
  const settings = computed(() => organization.value?.settings ?? null)
  const clockOffset = computed(() => detail.value?.clock.offset ?? 0)
  /** The organization's time, which moves on by itself every half minute. */
  const now = computed(() => new Date(tick.value + clockOffset.value))
  const keychain = computed(() => workspace.value?.keychain ?? null)

  const acting = computed<Acting>(() => {
    if (!organization.value || !actor.value) throw new Error('no organization is open')
    return {
      organizationId: organization.value.id,
      userId: actor.value.id,
      language: preferences.language,
    }
  })

  const patternsHeld = computed(() => {
    const held = new Set(actor.value?.roleGrants.map((grant) => grant.roleId))
    return roles.value.filter((role) => held.has(role.id)).flatMap((role) => role.patterns)
  })

  /** True while a snapshot is shown: every query works and no command does (U1). */
  const isReadOnly = computed(() => organization.value?.kind === 'snapshot')

  /** Whether the acting user seems to hold a permission somewhere: a courtesy, the core decides. */
  function may(permission: string): boolean {
    return !isReadOnly.value && patternsHeld.value.some((pattern) => patternCovers(pattern, permission))
  }

  /** Why the acting user seems not to be able to do what a permission is for; undefined where they are. */
  function whyNot(permission: string): string | undefined {
    if (isReadOnly.value) return say('shell.snapshot.readOnly')
    return may(permission) ? undefined : say('common.needs', { permission: permissionTitle(permission) })
  }

  const rolesById = computed(() => new Map(roles.value.map((role) => [role.id, role])))
  const divisionsById = computed(() => new Map(divisions.value.map((division) => [division.id, division])))

  async function open(): Promise<void> {
    host.onEnded(() => {
      ended.value = true
    })
    host.subscribe('changed', scheduleRefresh)
    setInterval(() => {
      tick.value = Date.now()
    }, 30_000)
    await reopen()
  }

  async function reopen(): Promise<void> {
    if (ended.value) return
    if (!(await loadWorkspace())) return
    const remembered = localStorage.getItem(organizationKey)
    const first = organizations.value.find((one) => one.id === remembered) ?? organizations.value[0]
    if (first) await openOrganization(first.id)
  }

  async function loadWorkspace(): Promise<boolean> {
    const result = await client['workspace.show']({})
    if (!result.ok) {
      failure.value = result.failure
      return false
    }
    failure.value = null
    workspace.value = result.value
    return true
  }

  let opening = 0

  /** Whoever opens another one meanwhile wins, whichever answer comes last. */
  async function openOrganization(id: OrganizationId): Promise<void> {
    const number = ++opening
    const [shown, roleList, divisionList] = await Promise.all([
      client['organization.show']({ organizationId: id }),
      client['role.list']({ organizationId: id }),
      client['division.list']({ organizationId: id }),
    ])
    if (number !== opening) return
    if (!shown.ok || !roleList.ok || !divisionList.ok) {
      failure.value =
        [shown, roleList, divisionList].flatMap((result) => (result.ok ? [] : [result.failure]))[0] ?? null
      return
    }
    const nextActor = await findActor(shown.value, roleList.value)
    if (!nextActor || number !== opening) return
    roles.value = roleList.value
    divisions.value = divisionList.value
    actor.value = nextActor
    detail.value = shown.value
    tick.value = Date.now()
    failure.value = null
    localStorage.setItem(organizationKey, id)
    changes.value++
  }

  async function findActor(shown: OrganizationDetail, roleList: readonly Role[]): Promise<User | null> {
    const { id, kind } = shown.organization
    // Whoever looks at a snapshot is its reviewer; it may have no users at all (U1).
    const known = kind === 'snapshot' ? shown.administratorId : localStorage.getItem(actorKey(id))
    if (known !== null) {
      const result = await client['user.show']({ organizationId: id, user: known })
      if (result.ok) return result.value
    }
    const result = await findFirstActor(client, id, roleList)
    if (result.ok) return result.value
    failure.value = result.failure
    return null
  }

  /** Goes on in the first organization of one's own, or in none. */
  async function leaveOrganization(): Promise<void> {
    await loadWorkspace()
    const next = organizations.value.find(({ kind, id }) => kind === 'local' && id !== organization.value?.id)
    if (next) {
      await openOrganization(next.id)
      return
    }
    opening++
    detail.value = null
    actor.value = null
    localStorage.removeItem(organizationKey)
    changes.value++
  }

  function actAs(user: User): void {
    actor.value = user
    if (organization.value) localStorage.setItem(actorKey(organization.value.id), user.id)
    changes.value++
  }

  let refreshTimer: ReturnType<typeof setTimeout> | undefined
  function scheduleRefresh(): void {
    clearTimeout(refreshTimer)
    refreshTimer = setTimeout(() => void refresh(), 100)
  }

  /** Reads the shell's own data again and tells everybody else to do the same. */
  async function refresh(): Promise<void> {
    await loadWorkspace()
    const id = organization.value?.id
    if (id === undefined || !actor.value) {
      const first = organizations.value[0]
      if (first) await openOrganization(first.id)
      return
    }
    const [shown, roleList, divisionList, user] = await Promise.all([
      client['organization.show']({ organizationId: id }),
      client['role.list']({ organizationId: id }),
      client['division.list']({ organizationId: id }),
      client['user.show']({ organizationId: id, user: actor.value.id }),
    ])
    if (organization.value?.id !== id) return
    if (shown.ok) detail.value = shown.value
    if (roleList.ok) roles.value = roleList.value
    if (divisionList.ok) divisions.value = divisionList.value
    // Who began to act as somebody else meanwhile goes on as that one.
    if (user.ok && user.value.id === actor.value.id) actor.value = user.value
    tick.value = Date.now()
    changes.value++
  }

  return {
    ended,
    failure,
    workspace,
    detail,
    organizations,
    organization,
    settings,
    roles,
    rolesById,
    divisions,
    divisionsById,
    actor,
    acting,
    changes,
    clockOffset,
    now,
    keychain,
    isReadOnly,
    may,
    whyNot,
    open,
    reopen,
    openOrganization,
    leaveOrganization,
    actAs,
    refresh,
  }
})

export type SessionStore = ReturnType<typeof useSessionStore>
