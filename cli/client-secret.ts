import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { clientRecord } from './client-text.ts'
import type { ExitCode } from './exit.ts'
import { CommandError, exitCodes } from './exit.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import { printError } from './output.ts'
import type { Session } from './session.ts'
import { plain } from './text.ts'

type Client = OutputOf<'client.create'>['client']

interface RegenerateOptions {
  readonly saveToKeychain?: boolean
  readonly revision?: number
}

/** `grantdesk client regenerate-secret`: the former secret stops working (C7). */
export function regenerateSecretCommand(host: CommandHost): Command {
  return withExamples(
    new Command('regenerate-secret')
      .description('give a client a new secret; the former one stops working at once')
      .argument('<client-id>')
      .option('--save-to-keychain', "put the secret into the system's keychain instead of printing it")
      .option('--revision <n>', 'refuse unless the client is still at this revision', wholeNumber(0, 1e15))
      .action((id: string, options: RegenerateOptions) =>
        host.run((session) => regenerateSecret(session, id, options)),
      ),
    'grantdesk client regenerate-secret 7b1f… --save-to-keychain',
  )
}

async function regenerateSecret(session: Session, clientId: string, options: RegenerateOptions) {
  const save = options.saveToKeychain ?? false
  if (save) await refuseSessionOnlyKeychain(session)
  const acting = await session.acting()
  const former = await session.call('client.show', { acting, clientId })
  const { client, secret } = await session.call('client.regenerateSecret', {
    acting,
    clientId,
    revision: options.revision ?? former.client.revision,
  })
  const handed = await handOver(session, { client, secret, save })
  const directory = await session.directory()
  session.out.record({ ...clientRecord(directory, client), ...handed.fields }, () => [
    session.words.secretRegenerated(plain(client.name)),
    ...handed.lines,
  ])
  return handed.exitCode
}

/**
 * Refuses before anything is created where a secret would be kept for the session only: this command's session ends
 * at once, so the secret would be lost (F3).
 */
export async function refuseSessionOnlyKeychain(session: Session): Promise<void> {
  const { keychain } = await session.call('workspace.show', {})
  if (keychain.kind === 'keychain') return
  throw new CommandError(
    { code: 'keychain_unavailable', exitCode: exitCodes.refused },
    session.words.keychainSessionOnly(session.words.noKeychain[keychain.reason]),
  )
}

/** How a fresh secret reaches the person: in the keychain, or printed this once (C7). */
interface HandedOver {
  readonly fields: { readonly secret: string } | { readonly kept: string }
  readonly lines: readonly string[]
  readonly exitCode: ExitCode
}

/** Keeps the secret in the keychain where that is wanted; a secret that could not be kept is printed, not lost. */
export async function handOver(
  session: Session,
  { client, secret, save }: { readonly client: Client; readonly secret: string; readonly save: boolean },
): Promise<HandedOver> {
  const { words, out, terminal } = session
  const printed = { fields: { secret }, lines: words.secretOnce(secret) }
  if (!save) return { ...printed, exitCode: exitCodes.done }
  try {
    await session.call('secret.keep', { acting: await session.acting(), clientId: client.id, secret })
    const { keychain } = await session.call('workspace.show', {})
    const kept = keychain.kind === 'keychain' ? keychain.name : keychain.kind
    return { fields: { kept }, lines: [words.secretInKeychain(kept)], exitCode: exitCodes.done }
  } catch (cause) {
    // The client has this secret already, so losing it would be worse than showing it.
    if (!(cause instanceof CommandError)) throw cause
    printError(cause, out.json, terminal.stderr)
    return { ...printed, exitCode: cause.exitCode }
  }
}
