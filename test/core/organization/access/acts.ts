import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import { isBuiltIn } from '../../../../core/model/oauth-client.ts'
import type { ReadUnit } from '../../../../core/organization/ports.ts'
import { draftOf, drafts, type DraftWish, type TestOrganization } from '../../../support/organization.ts'
import { openWorkspace, type Workspace, type WorkspaceOptions } from '../../../support/workspace.ts'
import { needs, swagger } from '../../catalogue/documents.ts'

/** Two organizations of one workspace; apps of the second one are authorized in the first. */
export interface Scene extends AsyncDisposable {
  readonly workspace: Workspace
  readonly here: TestOrganization
  readonly elsewhere: TestOrganization
}

const patterns = ['directory:user:*', '*:*:view', 'oauth:client:edit', 'authorization:*:*', 'nothing']
const scopes = ['users', 'users:readonly', 'oauth', 'oauth:readonly', 'authorization']

export async function openScene(options: WorkspaceOptions = {}): Promise<Scene> {
  const workspace = await openWorkspace(options)
  const here = await workspace.organization()
  const elsewhere = await workspace.organization()
  await here.division('Sales')
  await here.newRole('Reader', ['*:*:view'])
  await here.newRole('Writer', ['directory:user:*'])
  for (const name of ['Reader', 'Writer']) await here.grant(here.administratorId, name)
  await here.user('Ada', 'Reader')
  await here.user('Ben', ['Writer', here.homeDivisionId])
  await here.user('Cem')
  const desk = await here.client({ name: 'Desk', scopes }, true)
  await here.client({ name: 'Wall', scopes: ['users:readonly'] })
  await here.service('Robot', 'Reader')
  const abroad = await elsewhere.client({ name: 'Abroad', scopes })
  await here.authorize(abroad.client.id, ['users', 'oauth:readonly'])
  workspace.clock.advance('31d')
  const order = { acting: here.acting, clientId: desk.client.id, revision: desk.client.revision }
  await workspace.admin['client.delete'](order)
  return {
    workspace,
    here,
    elsewhere,
    [Symbol.asyncDispose]: () => workspace[Symbol.asyncDispose](),
  }
}

/** One act; `choice` chooses among what there is. Some choices are refused. */
type Act = (scene: Scene, choice: number) => Promise<unknown>

/** An act has nothing to act on, because earlier ones took it away. */
export class NothingLeft extends Error {}

function chosen<Item>(items: readonly Item[], choice: number): Item {
  const item = items[choice % items.length]
  if (item === undefined) throw new NothingLeft()
  return item
}

/** Some of a list, other ones for each choice, never none. */
function some<Item>(items: readonly Item[], choice: number): readonly Item[] {
  const found = items.filter((_item, place) => (((choice + 1) >> place) & 1) === 1)
  return found.length > 0 ? found : items.slice(0, 1)
}

function read<Value>({ workspace }: Scene, work: (unit: ReadUnit) => Promise<Value>): Promise<Value> {
  return workspace.store.read(work)
}

async function clientOf(
  scene: Scene,
  choice: number,
  fits: (client: OAuthClient) => boolean = () => true,
  organization = scene.here,
): Promise<OAuthClient> {
  const clients = await read(scene, (unit) => unit.clients.all(organization.id))
  const candidates = clients.filter((client) => !isBuiltIn(client))
  const fitting = candidates.filter(fits)
  return chosen(fitting.length > 0 ? fitting : candidates, choice)
}

const isApp = (client: OAuthClient) => client.grantType !== 'client_credentials'
const isActiveApp = (client: OAuthClient) => isApp(client) && client.state.kind === 'active'

async function authorizationOf(scene: Scene, choice: number) {
  const all = await read(scene, (unit) => unit.authorizations.all(scene.here.id))
  const standing = all.filter((held) => held.state === 'authorized')
  return chosen(standing.length > 0 ? standing : all, choice)
}

async function roleOf(scene: Scene, choice: number) {
  return chosen(await read(scene, (unit) => unit.roles.all(scene.here.id)), choice)
}

async function userOf(scene: Scene, choice: number) {
  const users = await read(scene, (unit) => unit.users.all(scene.here.id))
  return chosen(
    users.filter(({ id }) => id !== scene.here.administratorId),
    choice,
  )
}

async function divisionOf({ here, ...scene }: Scene, choice: number) {
  const divisions = await read({ here, ...scene }, (unit) => unit.divisions.all(here.id))
  return chosen([...divisions.map(({ id }) => id), '*' as const], choice)
}

async function editClient(organization: TestOrganization, client: OAuthClient, change: DraftWish) {
  const { acting, admin } = organization
  const draft = { ...draftOf(client), ...change }
  return admin['client.edit']({ acting, clientId: client.id, revision: client.revision, draft })
}

async function deleteClient({ acting, admin }: TestOrganization, client: OAuthClient) {
  return admin['client.delete']({ acting, clientId: client.id, revision: client.revision })
}

async function configure({ acting, admin }: TestOrganization, enforceScopes: boolean) {
  return admin['organization.configure']({ acting, settings: { enforceScopes } })
}

/** An app that may be authorized: one that is not yet. */
async function authorize(scene: Scene, choice: number, expiresAt: string | null) {
  const { here } = scene
  const held = await read(scene, (unit) => unit.authorizations.all(here.id))
  const standing = new Set(held.filter(({ state }) => state === 'authorized').map(({ clientId }) => clientId))
  const client = await clientOf(scene, choice, (found) => isActiveApp(found) && !standing.has(found.id))
  const terms = { scopes: some(client.scopes, choice), expiresAt }
  return here.admin['app.authorize']({ acting: here.acting, clientId: client.id, ...terms })
}

/** Every kind of act that changes what an organization's questions are answered from. */
export const acts = {
  'client.create': ({ here }, choice) => {
    const draft = { ...drafts.code, name: `Client ${String(choice)}`, scopes: some(scopes, choice) }
    return here.admin['client.create']({ acting: here.acting, draft, authorize: choice % 2 === 0 })
  },
  'client.edit (name)': async (scene, choice) =>
    editClient(scene.here, await clientOf(scene, choice, isActiveApp), { name: `Name ${String(choice)}` }),
  'client.edit (scopes)': async (scene, choice) => {
    const client = await clientOf(scene, choice, (found) => isActiveApp(found) && found.scopes.length === 1)
    return editClient(scene.here, client, { scopes: some(scopes, choice + 3) })
  },
  'client.edit (roles)': async (scene, choice) => {
    const client = await clientOf(scene, choice, (found) => !isApp(found))
    const divisionId = await divisionOf(scene, choice)
    return editClient(scene.here, client, {
      roleGrants: [{ roleId: (await roleOf(scene, choice)).id, divisionId }],
    })
  },
  'client.delete': async (scene, choice) =>
    deleteClient(scene.here, await clientOf(scene, choice, (found) => found.state.kind === 'active')),
  'client.restore': async (scene, choice) => {
    const { acting, admin } = scene.here
    const client = await clientOf(scene, choice, (found) => found.state.kind === 'inactive')
    return admin['client.restore']({ acting, clientId: client.id })
  },
  'client.regenerateSecret': async (scene, choice) => {
    const { acting, admin } = scene.here
    const { id, revision } = await clientOf(scene, choice, isActiveApp)
    return admin['client.regenerateSecret']({ acting, clientId: id, revision })
  },
  'app.authorize': (scene, choice) => authorize(scene, choice, null),
  'app.authorize (for an hour)': (scene, choice) => {
    const end = scene.workspace.clock.now().getTime() + 3_600_000
    return authorize(scene, choice, new Date(end).toISOString())
  },
  'app.edit': async (scene, choice) => {
    const { acting, admin } = scene.here
    const { clientId, revision, scopes: held } = await authorizationOf(scene, choice)
    const roleIds = [(await roleOf(scene, choice)).id]
    return admin['app.edit']({ acting, clientId, revision, scopes: some(held, choice), roleIds })
  },
  'app.revoke': async (scene, choice) => {
    const { acting, admin } = scene.here
    const { clientId, revision } = await authorizationOf(scene, choice)
    return admin['app.revoke']({ acting, clientId, revision })
  },
  'role.create': ({ here }, choice) => {
    const role = { name: `Role ${String(choice)}`, patterns: some(patterns.slice(0, 4), choice) }
    return here.admin['role.create']({ acting: here.acting, ...role })
  },
  'role.edit': async (scene, choice) => {
    const { acting, admin } = scene.here
    const { id, name, revision } = await roleOf(scene, choice)
    const edit = { roleId: id, revision, name, patterns: some(patterns.slice(0, 4), choice + 1) }
    return admin['role.edit']({ acting, ...edit })
  },
  'user.create': ({ here }, choice) => {
    const user = { email: `user-${String(choice)}@example.com`, name: `User ${String(choice)}` }
    return here.admin['user.create']({ acting: here.acting, ...user })
  },
  'user.setState': async (scene, choice) => {
    const { id, state } = await userOf(scene, choice)
    const wanted = state === 'active' ? 'inactive' : 'active'
    return scene.here.admin['user.setState']({ acting: scene.here.acting, userId: id, state: wanted })
  },
  'user.setPassword': async (scene, choice) => {
    const { id } = await userOf(scene, choice)
    const password = 'correct horse battery'
    return scene.here.admin['user.setPassword']({ acting: scene.here.acting, userId: id, password })
  },
  'user.grantRole': async (scene, choice) => {
    const giving = { userId: (await userOf(scene, choice)).id, roleId: (await roleOf(scene, choice)).id }
    const divisionId = await divisionOf(scene, choice)
    return scene.here.admin['user.grantRole']({ acting: scene.here.acting, ...giving, divisionId })
  },
  'user.ungrantRole': async (scene, choice) => {
    const users = await read(scene, (unit) => unit.users.all(scene.here.id))
    const holders = users.filter(
      (user) => user.roleGrants.length > 0 && user.id !== scene.here.administratorId,
    )
    const { id, roleGrants } = chosen(holders.length > 0 ? holders : users, choice)
    const taking = { userId: id, ...chosen(roleGrants, choice) }
    return scene.here.admin['user.ungrantRole']({ acting: scene.here.acting, ...taking })
  },
  'organization.configure': async (scene) => {
    const organization = await read(scene, (unit) => unit.organizations.get(scene.here.id))
    return configure(scene.here, organization?.settings.enforceScopes === false)
  },
  'division.create': ({ here }, choice) =>
    here.admin['division.create']({ acting: here.acting, name: `Division ${String(choice)}` }),
  'clock.advance': ({ here }, choice) => {
    const advance = `${String(1 + (choice % 9))}d`
    return here.admin['clock.advance']({ acting: here.acting, advance, confirmRemovals: true })
  },
  'clock.advance (and removals)': ({ here }) =>
    here.admin['clock.advance']({ acting: here.acting, advance: '8d', confirmRemovals: true }),
  'clock.reset': async ({ here }) => {
    await here.moveClock('1d')
    return here.admin['clock.reset']({ acting: here.acting })
  },
  'catalogue.import': ({ here }, choice) => {
    const path = `/api/v2/things/${String(choice)}`
    const text = swagger({ [path]: { get: needs('ALL', ['directory:user:view'], ['things']) } })
    return here.admin['catalogue.import']({ acting: here.acting, source: { kind: 'text', name: 'a', text } })
  },
  'event.undo': async (scene, choice) => {
    await acts['role.edit'](scene, choice)
    const head = await read(scene, (unit) => unit.events.head(scene.here.id))
    return scene.here.admin['event.undo']({ acting: scene.here.acting, sequence: head?.sequence ?? 0 })
  },
  'client.edit (abroad)': async (scene, choice) => {
    const client = await clientOf(scene, choice, isActiveApp, scene.elsewhere)
    return editClient(scene.elsewhere, client, {
      name: `Foreign ${String(choice)}`,
      scopes: some(scopes, choice),
    })
  },
  'client.delete (abroad)': async (scene, choice) =>
    deleteClient(scene.elsewhere, await clientOf(scene, choice, isActiveApp, scene.elsewhere)),
  'client.remove (abroad)': async (scene, choice) => {
    const client = await clientOf(scene, choice, isActiveApp, scene.elsewhere)
    await deleteClient(scene.elsewhere, client)
    const { acting, admin } = scene.elsewhere
    return admin['clock.advance']({ acting, advance: '8d', confirmRemovals: true })
  },
  'app.authorize (abroad)': async (scene, choice) => {
    const { client } = await scene.elsewhere.client({ name: `Other ${String(choice)}`, scopes })
    const { acting, admin } = scene.here
    return admin['app.authorize']({ acting, clientId: client.id, scopes: some(scopes, choice) })
  },
} as const satisfies Readonly<Record<string, Act>>

export type ActName = keyof typeof acts
export const actNames = Object.keys(acts) as readonly ActName[]
