import { Command } from 'commander'
import type { ClientFieldOptions, Draft } from './client-options.ts'
import { addClientFieldOptions, applyFieldOptions } from './client-options.ts'
import { draftOf } from './client-edit.ts'
import { handOver, refuseSessionOnlyKeychain } from './client-secret.ts'
import { clientLines, clientRecord } from './client-text.ts'
import { notFound, usageError } from './exit.ts'
import type { CommandHost } from './host.ts'
import { withExamples } from './help.ts'
import { resolveRoleGrant } from './resolve.ts'
import type { Session } from './session.ts'
import { plain } from './text.ts'

interface CreateOptions extends ClientFieldOptions {
  readonly authorize: boolean
  readonly template?: string
  readonly clone?: string
  readonly saveToKeychain?: boolean
}

/** `grantdesk client create`: the secret is shown once (C7). */
export function clientCreateCommand(host: CommandHost): Command {
  const create = addClientFieldOptions(
    new Command('create').description('create a client; its secret is printed this once'),
  )
    .option('--template <id>', 'start from a template; an unknown id lists them')
    .option('--clone <client-id>', 'start from an existing client')
    .option('--no-authorize', 'do not authorize it in this organization in the same step')
    .option('--save-to-keychain', "put the secret into the system's keychain instead of printing it")
    .action((options: CreateOptions) => host.run((session) => createClient(session, options)))
  return withExamples(
    create,
    'grantdesk client create --name CRM --grant-type CODE --scopes users:readonly --redirect-uri https://crm.acme.example/back',
    'grantdesk client create --name Sync --grant-type CLIENT-CREDENTIALS --role "SCIM Integration@*" --duration 90d',
    'grantdesk client create --template single-page-app --name Portal --redirect-uri https://portal.acme.example/',
  )
}

async function createClient(session: Session, options: CreateOptions) {
  const draft = await applyFieldOptions(session, await startingPoint(session, options), options)
  if (draft.grantType === '') throw usageError(session.words.missingOption('--grant-type <type>'))
  const save = options.saveToKeychain ?? false
  if (save) await refuseSessionOnlyKeychain(session)
  const acting = await session.acting()
  const created = await session.call('client.create', { acting, draft, authorize: options.authorize })
  const { client, secret, authorization } = created
  const handed = await handOver(session, { client, secret, save })
  const directory = await session.directory()
  session.out.record({ ...clientRecord(directory, client), ...handed.fields, authorization }, () => [
    session.words.clientCreated(plain(client.name)),
    ...clientLines(session, directory, client),
    authorization === null
      ? session.words.notAuthorized
      : session.words.authorizedWith(authorization.scopes.map(plain)),
    ...handed.lines,
  ])
  return handed.exitCode
}

/** An empty draft, a template's or another client's. */
async function startingPoint(session: Session, options: CreateOptions): Promise<Draft> {
  if (options.template !== undefined && options.clone !== undefined) {
    throw usageError(session.words.oneOf('--template', '--clone'))
  }
  if (options.template !== undefined) return templateDraft(session, options.template)
  if (options.clone !== undefined) {
    const shown = await session.call('client.show', {
      acting: await session.acting(),
      clientId: options.clone,
    })
    return { ...draftOf(shown.client), name: session.words.copyOf(shown.client.name) }
  }
  if (options.name === undefined) throw usageError(session.words.missingOption('--name <name>'))
  return { name: options.name, grantType: '' }
}

async function templateDraft(session: Session, id: string): Promise<Draft> {
  const { organization } = await session.organization()
  const templates = await session.call('client.templates', {
    region: organization.region,
    language: session.language,
  })
  const template = templates.find((candidate) => candidate.id === id)
  if (!template) {
    throw notFound(
      'template_unknown',
      session.words.templateUnknown(
        id,
        templates.map((one) => one.id),
      ),
    )
  }
  const roleGrants = []
  for (const name of template.roleNames) roleGrants.push(await resolveRoleGrant(session, name))
  const { name, description, grantType, pkce, tokenDuration, redirectUris, scopes, environment } = template
  return {
    name,
    description,
    grantType,
    pkce,
    tokenDuration,
    redirectUris,
    scopes,
    environment,
    roleGrants,
  }
}
