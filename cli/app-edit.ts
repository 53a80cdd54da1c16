import { Command } from 'commander'
import type { TermOptions } from './app-options.ts'
import { addTermOptions, applyTermOptions } from './app-options.ts'
import { appLines, appRecord } from './app-text.ts'
import { diffLines } from './diff-text.ts'
import { notFound, usageError } from './exit.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import type { Session } from './session.ts'
import { plain } from './text.ts'

interface EditOptions extends TermOptions {
  readonly dryRun?: boolean
  readonly revision?: number
}

/** `grantdesk app edit`: grants more or fewer scopes, prints the diff before it saves (A4, C11). */
export function appEditCommand(host: CommandHost): Command {
  const edit = addTermOptions(
    new Command('edit')
      .description('change what an application is granted; what is not named stays, an empty value clears')
      .argument('<client-id>'),
  )
    .option('--dry-run', 'only print what would change')
    .option('--revision <n>', 'refuse unless it is still at this revision', wholeNumber(0, 1e15))
    .action((id: string, options: EditOptions) => host.run((session) => editApp(session, id, options)))
  return withExamples(
    edit,
    'grantdesk app edit 7b1f… --scopes users:readonly',
    'grantdesk app edit 7b1f… --roles "" --dry-run',
  )
}

async function editApp(session: Session, clientId: string, options: EditOptions) {
  const { words, out } = session
  const acting = await session.acting()
  const { authorization, client } = await session.call('app.lookup', { acting, clientId })
  if (!authorization) {
    throw notFound('authorization_not_found', words.notAuthorizedYet(plain(client.name), clientId))
  }
  const { dryRun, revision: expected, ...given } = options
  if (Object.keys(given).length === 0) throw usageError(words.nothingToChange)
  const terms = await applyTermOptions(session, authorization, given)
  const revision = expected ?? authorization.revision
  const { scopes, roleIds, reason, ticket, expiresAt } = terms
  const input = { acting, clientId, revision, scopes, roleIds, reason, ticket, expiresAt }
  const changes = await session.call('app.previewEdit', input)
  const directory = await session.directory()
  const diff = diffLines(session, directory, changes)
  if (dryRun === true) {
    out.record({ id: clientId, revision, changes, saved: false }, () => [...diff, words.notSaved])
    return
  }
  out.say(...diff)
  const saved = await session.call('app.edit', input)
  out.record({ ...appRecord(directory, saved.authorization), changes: saved.changes }, () => [
    words.saved(plain(saved.authorization.clientName)),
    ...appLines(session, directory, saved.authorization),
  ])
}
