import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { ClientFieldOptions, Draft } from './client-options.ts'
import { addClientFieldOptions, applyFieldOptions } from './client-options.ts'
import { clientLines, clientRecord } from './client-text.ts'
import { confirm } from './confirm.ts'
import { diffLines } from './diff-text.ts'
import { usageError } from './exit.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import type { Session } from './session.ts'
import { plain } from './text.ts'

interface EditOptions extends ClientFieldOptions {
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly revision?: number
}

/** `grantdesk client edit`: prints what changes, field by field, before it saves (C11). */
export function clientEditCommand(host: CommandHost): Command {
  const edit = addClientFieldOptions(
    new Command('edit')
      .description('change a client; what is not named stays as it is, an empty value clears a list')
      .argument('<client-id>'),
  )
    .option('--dry-run', 'only print what would change')
    .option('--revision <n>', 'refuse unless the client is still at this revision', wholeNumber(0, 1e15))
    .option('--yes', 'do not ask when fields are dropped because the grant type changes')
    .action((id: string, options: EditOptions) => host.run((session) => editClient(session, id, options)))
  return withExamples(
    edit,
    'grantdesk client edit 7b1f… --scopes users:readonly --dry-run',
    'grantdesk client edit 7b1f… --grant-type CLIENT-CREDENTIALS --role Employee --yes',
  )
}

async function editClient(session: Session, clientId: string, options: EditOptions) {
  const { words, out } = session
  const acting = await session.acting()
  const former = (await session.call('client.show', { acting, clientId })).client
  const draft = await applyFieldOptions(session, draftOf(former), options)
  if (!namesAField(options)) throw usageError(words.nothingToChange)
  const revision = options.revision ?? former.revision
  const changes = await session.call('client.previewEdit', { acting, clientId, revision, draft })
  const directory = await session.directory()
  const diff = diffLines(session, directory, changes)
  if (options.dryRun === true) {
    out.record({ id: clientId, revision, changes, saved: false }, () => [...diff, words.notSaved])
    return
  }
  out.say(...diff)
  const dropped = changes.filter((change) => change.dropped)
  if (dropped.length > 0) {
    await confirm(session, {
      consequences: out.json ? diff : [],
      question: words.askDropped(
        plain(former.name),
        dropped.map((change) => words.fieldNames[change.field] ?? change.field),
      ),
      yes: options.yes ?? false,
    })
  }
  const saved = await session.call('client.edit', {
    acting,
    clientId,
    revision,
    draft,
    confirmDropped: dropped.length > 0,
  })
  out.record({ ...clientRecord(directory, saved.client), changes: saved.changes }, () => [
    words.saved(plain(saved.client.name)),
    ...clientLines(session, directory, saved.client),
  ])
}

/** The fields of a client as a person would fill them in. */
export function draftOf(client: OutputOf<'client.show'>['client']): Draft {
  const { name, description, contact, environment, grantType, pkce, tokenDuration } = client
  const { redirectUris, scopes, roleGrants, addressRanges } = client
  return {
    name,
    description,
    contact,
    environment,
    grantType,
    pkce,
    tokenDuration,
    redirectUris,
    scopes,
    roleGrants,
    addressRanges,
  }
}

const notFields: ReadonlySet<string> = new Set(['dryRun', 'yes', 'revision'])

function namesAField(options: EditOptions): boolean {
  return Object.keys(options).some((name) => !notFields.has(name))
}
