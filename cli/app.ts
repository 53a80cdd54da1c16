import { Command, Option } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { appAuthorizeCommand } from './app-authorize.ts'
import { appEditCommand } from './app-edit.ts'
import { appLines, appRecord } from './app-text.ts'
import { confirm } from './confirm.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import { collectPages } from './pages.ts'
import { roleName } from './resolve.ts'
import type { Session } from './session.ts'
import { table } from './table.ts'
import { clip, formatTime, plain } from './text.ts'

interface ListOptions {
  readonly search?: string
  readonly state?: OutputOf<'app.authorize'>['state']
  readonly limit?: number
}

/** `grantdesk app …`: the applications allowed to operate in the organization (A1 to A8). */
export function appCommand(host: CommandHost): Command {
  const app = new Command('app').description('authorized applications')
  withExamples(app, 'grantdesk app list --state authorized', 'grantdesk app authorize 7b1f… --scopes users')
  app.addCommand(
    withExamples(
      new Command('list')
        .description('list the authorized applications')
        .option('--search <text>', 'part of a name or client id')
        .addOption(
          new Option('--state <state>', 'only those in this state').choices([
            'pending',
            'authorized',
            'revoked',
          ]),
        )
        .option('--limit <n>', 'at most so many', wholeNumber(1, 1_000_000))
        .action((options: ListOptions) => host.run((session) => listApps(session, options))),
      'grantdesk app list --state authorized',
    ),
  )
  app.addCommand(appAuthorizeCommand(host))
  app.addCommand(appEditCommand(host))
  app.addCommand(
    withExamples(
      new Command('revoke')
        .description("end an application's authorization; asks first")
        .argument('<client-id>')
        .option('--yes', 'do not ask')
        .option('--revision <n>', 'refuse unless it is still at this revision', wholeNumber(0, 1e15))
        .action((id: string, options: { readonly yes?: boolean; readonly revision?: number }) =>
          host.run((session) => revokeApp(session, id, options)),
        ),
      'grantdesk app revoke 7b1f… --yes',
    ),
  )
  return app
}

async function listApps(session: Session, options: ListOptions) {
  const { words } = session
  const acting = await session.acting()
  const { rows, total } = await collectPages(options.limit, (paging) =>
    session.call('app.list', {
      acting,
      search: options.search ?? '',
      state: options.state ?? null,
      ...paging,
    }),
  )
  const directory = await session.directory()
  session.out.list(
    rows.map(({ authorization, lastUsed }) => ({ ...appRecord(directory, authorization), lastUsed })),
    total,
    () => [
      ...(rows.length === 0
        ? []
        : table(
            [
              words.name,
              words.clientId,
              words.state,
              words.grantedScopes,
              words.limitedToRoles,
              words.lastUsed,
            ],
            rows.map(({ authorization, lastUsed }) => [
              clip(plain(authorization.clientName), 40),
              authorization.clientId,
              words.authorizationStates[authorization.state],
              clip(plain(authorization.scopes.join(', ')), 50),
              clip(plain(authorization.roleIds.map((id) => roleName(directory, id)).join(', ')), 30),
              lastUsed ?? words.never,
            ]),
          )),
      words.shown(rows.length, total),
    ],
  )
}

async function revokeApp(
  session: Session,
  clientId: string,
  options: { readonly yes?: boolean; readonly revision?: number },
) {
  const { words } = session
  const acting = await session.acting()
  const { client, authorization, lastUsed } = await session.call('app.lookup', { acting, clientId })
  const name = plain(client.name)
  if (authorization?.state === 'authorized' || authorization?.state === 'pending') {
    const builtIn = client.ownerId === 'purecloud-builtin'
    await confirm(session, {
      consequences: [
        words.revokes(name),
        ...(builtIn ? [words.revokesBuiltIn] : []),
        words.lastUsedAt(lastUsed),
      ],
      question: words.askRevoke(name),
      yes: options.yes ?? false,
    })
  }
  // Whatever else it is, the core says why it cannot be revoked.
  const revoked = await session.call('app.revoke', {
    acting,
    clientId,
    revision: options.revision ?? authorization?.revision ?? 0,
  })
  const directory = await session.directory()
  session.out.record(appRecord(directory, revoked), () => [
    words.revoked(name, formatTime(revoked.modifiedAt)),
    ...appLines(session, directory, revoked),
  ])
}
