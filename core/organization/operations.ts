import { searchOperations } from '../catalogue/operation-index.ts'
import type { auditContract } from '../contract/audit.ts'
import type { AdminApi, ParsedInputOf } from '../contract/contract.ts'
import type { evidenceContract } from '../contract/evidence.ts'
import type { labContract } from '../contract/lab.ts'
import type { reviewContract } from '../contract/review.ts'
import type { serverContract } from '../contract/server.ts'
import type { snapshotContract } from '../contract/snapshots.ts'
import { fail, ok } from '../model/result.ts'
import { scopeRisk } from '../model/scope.ts'
import type { AccessAnswers, AccessQuestionName } from './access/access-answers.ts'
import { ask, findReviewer, findUser } from './ask.ts'
import { authorizeApp, editApp, lookupApp, previewAppEdit, revokeApp } from './authorizations.ts'
import { importCatalogue, type ImportContext } from './catalogue-import.ts'
import { deleteClient, deletionImpact, keepSecret, regenerateSecret, restoreClient } from './client-life.ts'
import { listClients, showClient } from './client-views.ts'
import { createClient, editClient, previewClientEdit, type ClientContext } from './clients.ts'
import { advanceClock, previewAdvance, resetClock } from './clock.ts'
import { look, visit } from './context.ts'
import { listActors } from './event-search.ts'
import { chainHead, listEvents, undoEvent, verifyHistory } from './history.ts'
import { identityProviderOperations } from './identity-provider-operations.ts'
import { showOrganization } from './organization-views.ts'
import { configureOrganization, createDivision, createOrganization } from './organizations.ts'
import { templatesFor } from './resources.ts'
import { createRole, editRole, restoreDefaultRoles } from './roles.ts'
import type { RunningTasks } from './running-tasks.ts'
import type { TestProviderContext } from './test-provider.ts'
import { setPassword } from './user-password.ts'
import { createUser, grantRole, setUserState, ungrantRole } from './users.ts'

/** Everything that the operations of this room need from the machine. */
export interface OrganizationContext extends ClientContext, ImportContext, TestProviderContext {
  readonly tasks: RunningTasks
  readonly answers: AccessAnswers
  readonly version: string
  readonly dataDirectory: string
}

/** What other rooms offer. */
type Elsewhere =
  | keyof typeof serverContract
  | keyof typeof labContract
  | keyof typeof snapshotContract
  | keyof typeof auditContract
  | keyof typeof reviewContract
  | keyof typeof evidenceContract

/** The operations that this room offers to screens and the command line. */
export function organizationOperations(context: OrganizationContext): Omit<AdminApi, Elsewhere> {
  const { store } = context
  return {
    'workspace.show': async () => {
      const organizations = await store.read((unit) => unit.organizations.all())
      const keychain = await context.keychain.status()
      const { version, dataDirectory } = context
      return ok({ version, dataDirectory, keychain, organizations })
    },
    'organization.list': async () => ok(await store.read((unit) => unit.organizations.all())),
    'organization.create': ({ taskId, ...input }) =>
      context.tasks.run(taskId, (signal, onProgress) =>
        createOrganization(context, input, { signal, onProgress }),
      ),
    'organization.show': (input) => showOrganization(context, input.organizationId),
    'organization.configure': ({ acting, ...wanted }) => configureOrganization(context, acting, wanted),
    'clock.preview': ({ acting, advance }) => previewAdvance(context, acting, advance),
    'clock.advance': ({ acting, ...wanted }) => advanceClock(context, acting, wanted),
    'clock.reset': ({ acting }) => resetClock(context, acting),
    'division.list': ({ organizationId: id }) =>
      visit(store, id, async (unit) => ok(await unit.divisions.all(id))),
    'division.create': ({ acting, name }) => createDivision(context, acting, { name }),
    'role.list': ({ organizationId: id }) => visit(store, id, async (unit) => ok(await unit.roles.all(id))),
    'role.create': ({ acting, ...role }) => createRole(context, acting, role),
    'role.edit': ({ acting, ...edit }) => editRole(context, acting, edit),
    'role.restoreDefaults': ({ acting }) => restoreDefaultRoles(context, acting),
    'user.list': ({ organizationId: id, ...query }) =>
      visit(store, id, async (unit) => ok(await unit.users.page(id, query))),
    'user.show': ({ organizationId: id, user }) =>
      visit(store, id, async (unit) => {
        const found = (await findUser(unit, id, user)) ?? (await findReviewer(unit, id, user))
        return found ? ok(found) : fail({ code: 'user_not_found', field: 'user', value: user })
      }),
    'user.create': ({ acting, ...user }) => createUser(context, acting, user),
    'user.setState': ({ acting, ...wanted }) => setUserState(context, acting, wanted),
    'user.setPassword': ({ acting, ...wanted }) => setPassword(context, acting, wanted),
    'user.grantRole': ({ acting, ...giving }) => grantRole(context, acting, giving),
    'user.ungrantRole': ({ acting, ...taking }) => ungrantRole(context, acting, taking),
    'client.list': ({ acting, ...query }) => listClients(context, acting, query),
    'client.show': ({ acting, clientId }) => showClient(context, acting, clientId),
    'client.templates': ({ region, language }) => Promise.resolve(ok(templatesFor(language, region))),
    'client.create': ({ acting, ...input }) => createClient(context, acting, input),
    'client.previewEdit': ({ acting, ...edit }) => previewClientEdit(context, acting, edit),
    'client.edit': ({ acting, ...edit }) => editClient(context, acting, edit),
    'client.deletionImpact': ({ acting, clientId }) => deletionImpact(context, acting, clientId),
    'client.delete': ({ acting, ...wanted }) => deleteClient(context, acting, wanted),
    'client.restore': ({ acting, clientId }) => restoreClient(context, acting, { clientId }),
    'client.regenerateSecret': ({ acting, ...wanted }) => regenerateSecret(context, acting, wanted),
    'secret.keep': ({ acting, ...wanted }) => keepSecret(context, acting, wanted),
    'app.list': ({ acting, ...query }) =>
      look(context, acting, 'oauth:client:authorize', async ({ unit, organization }) =>
        ok(await unit.authorizations.page(organization.id, query)),
      ),
    'app.lookup': ({ acting, clientId }) => lookupApp(context, acting, clientId),
    'app.authorize': ({ acting, ...wanted }) => authorizeApp(context, acting, wanted),
    'app.previewEdit': ({ acting, ...edit }) => previewAppEdit(context, acting, edit),
    'app.edit': ({ acting, ...edit }) => editApp(context, acting, edit),
    'app.revoke': ({ acting, ...wanted }) => revokeApp(context, acting, wanted),
    'catalogue.show': ({ organizationId }) =>
      visit(store, organizationId, async (unit) => {
        const { index, scopes } = await context.catalogues.of(unit, organizationId)
        const imported = await unit.catalogues.get(organizationId)
        return ok({
          source: imported?.source ?? null,
          digest: imported?.digest ?? null,
          importedAt: imported?.importedAt ?? null,
          report: imported?.report ?? null,
          operations: index.operations.length,
          scopes: scopes.map((name) => ({ name, risk: scopeRisk(name) })),
        })
      }),
    'catalogue.search': ({ organizationId, search, limit }) =>
      visit(store, organizationId, async (unit) => {
        const { index } = await context.catalogues.of(unit, organizationId)
        return ok(searchOperations(index, search, limit))
      }),
    'catalogue.operation': ({ organizationId, operation }) =>
      visit(store, organizationId, async (unit) => {
        const { index } = await context.catalogues.of(unit, organizationId)
        const found = index.find(operation)
        const value = operation.slice(0, 200)
        return found
          ? ok(found)
          : fail({ code: 'operation_unreadable', field: 'operation', value, rule: 'P5' })
      }),
    'catalogue.import': ({ acting, taskId, ...order }) =>
      context.tasks.run(taskId, (signal, onProgress) =>
        importCatalogue(context, acting, { ...order, signal, onProgress }),
      ),
    'task.cancel': ({ taskId }) => {
      context.tasks.cancel(taskId)
      return Promise.resolve(ok({}))
    },
    ...identityProviderOperations(context),
    'access.ask': ({ acting, ...question }) => ask(context, acting, question),
    ...organizationQuestions(context),
    'event.list': ({ organizationId: id, ...wanted }) =>
      visit(store, id, async (unit) => ok(await listEvents(unit, id, wanted))),
    'event.actors': ({ organizationId: id }) =>
      visit(store, id, async (unit) => ok(await listActors(unit, id))),
    'event.head': ({ organizationId: id }) => visit(store, id, async (unit) => ok(await chainHead(unit, id))),
    'event.verify': ({ organizationId: id, head }) =>
      visit(store, id, async (unit) => ok(await verifyHistory(unit, id, head))),
    'event.undo': ({ acting, sequence }) => undoEvent(context, acting, sequence),
  }
}

/** The questions about the whole organization (P4), each a task that can be followed and cancelled. */
function organizationQuestions({ tasks, answers }: OrganizationContext): Pick<AdminApi, AccessQuestionName> {
  const question =
    <Name extends AccessQuestionName>(name: Name) =>
    (input: ParsedInputOf<Name>) =>
      tasks.run(input.taskId, (signal, onProgress) => answers.answer(name, input, { signal, onProgress }))
  return {
    'access.operations': question('access.operations'),
    'access.who': question('access.who'),
    'access.matrix': question('access.matrix'),
    'access.totals': question('access.totals'),
    'access.whatIf': question('access.whatIf'),
    'access.leastScopes': question('access.leastScopes'),
    'access.reach': question('access.reach'),
  }
}
