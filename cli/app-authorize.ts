import { Command } from 'commander'
import type { TermOptions } from './app-options.ts'
import { addTermOptions, applyTermOptions, noTerms } from './app-options.ts'
import { appLines, appRecord } from './app-text.ts'
import type { CommandHost } from './host.ts'
import { withExamples } from './help.ts'
import { roleName } from './resolve.ts'
import type { Session } from './session.ts'
import { fields } from './table.ts'
import { plain } from './text.ts'

interface AuthorizeOptions extends TermOptions {
  readonly dryRun?: boolean
}

/** `grantdesk app authorize`: lets a client of this or another organization operate here (A2). */
export function appAuthorizeCommand(host: CommandHost): Command {
  const authorize = addTermOptions(
    new Command('authorize')
      .description(
        'authorize an application; without --scopes with all it requests, or with its former scopes and roles if it was revoked',
      )
      .argument('<client-id>'),
  )
    .option('--dry-run', 'only show whose it is, what it requests and what it would be granted')
    .action((id: string, options: AuthorizeOptions) =>
      host.run((session) => authorizeApp(session, id, options)),
    )
  return withExamples(
    authorize,
    'grantdesk app authorize 7b1f… --scopes users,routing:readonly',
    'grantdesk app authorize 7b1f… --roles "Admin,Master Admin" --reason "CRM pilot" --ticket OPS-17',
  )
}

async function authorizeApp(session: Session, clientId: string, options: AuthorizeOptions) {
  const { words } = session
  const acting = await session.acting()
  const found = await session.call('app.lookup', { acting, clientId })
  const { authorization: former } = found
  // A5: a new authorization of a revoked app starts from what it had.
  const start =
    former?.state === 'revoked'
      ? { ...noTerms, scopes: former.scopes, roleIds: former.roleIds }
      : { ...noTerms, scopes: found.requestedScopes }
  const terms = await applyTermOptions(session, start, options)
  const directory = await session.directory()
  const facts = () =>
    fields([
      [words.name, plain(found.client.name)],
      [words.owner, plain(found.ownerName)],
      [words.requestedScopes, found.requestedScopes.map(plain).join(', ') || words.none],
    ])
  if (options.dryRun === true) {
    const { ownerName, requestedScopes } = found
    const record = { id: clientId, clientName: found.client.name, ownerName, requestedScopes, ...terms }
    session.out.record({ ...record, saved: false }, () => [
      ...facts(),
      ...fields([
        [words.wouldGrant, terms.scopes.map(plain).join(', ') || words.none],
        [
          words.limitedToRoles,
          terms.roleIds.map((id) => plain(roleName(directory, id))).join(', ') || words.everybody,
        ],
      ]),
      words.notSaved,
    ])
    return
  }
  const authorized = await session.call('app.authorize', { acting, clientId, ...terms })
  session.out.record(appRecord(directory, authorized), () => [
    ...facts(),
    words.authorizedApp(plain(authorized.clientName)),
    ...appLines(session, directory, authorized),
  ])
}
