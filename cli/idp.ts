import { Command, Option } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { refuseSessionOnlyKeychain } from './client-secret.ts'
import { confirm } from './confirm.ts'
import { notFound, usageError } from './exit.ts'
import { collect, wholeNumber, withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import { readCertificateFile } from './read-certificate-file.ts'
import { byIdOrName, type Session } from './session.ts'
import { fields, table } from './table.ts'
import { clip, formatTime, plain } from './text.ts'

type Provider = OutputOf<'identityProvider.list'>[number]

interface IdpOptions {
  readonly name?: string
  readonly issuer?: string
  readonly certificate?: readonly string[]
  readonly enable?: boolean
  readonly disable?: boolean
  readonly revision?: number
  readonly yes?: boolean
}

/** `grantdesk idp …`: who may vouch for users by SAML assertions (S1). */
export function idpCommand(host: CommandHost): Command {
  const idp = new Command('idp').description('identity providers, who vouch for users by SAML assertions')
  withExamples(idp, 'grantdesk idp add Okta --issuer https://idp.example/saml --certificate okta.pem')
  idp.addCommand(
    withExamples(
      new Command('list').description('list the identity providers').action(() => host.run(listProviders)),
      'grantdesk idp list --json',
    ),
  )
  idp.addCommand(
    withExamples(
      withFields(
        new Command('add').description('let an identity provider vouch for users').argument('<name>'),
      )
        .option('--disable', 'do not accept its assertions yet')
        .action((name: string, options: IdpOptions) =>
          host.run((session) => addProvider(session, name, options)),
        ),
      'grantdesk idp add Okta --issuer https://idp.example/saml --certificate okta.pem',
    ),
  )
  idp.addCommand(
    withExamples(
      withFields(
        new Command('edit')
          .description('change an identity provider; what is not named stays as it is')
          .argument('<provider>', 'name, issuer or id'),
      )
        .option('--name <name>', 'new name')
        .option('--enable', 'accept its assertions')
        .addOption(new Option('--disable', 'accept none of its assertions').conflicts('enable'))
        .option('--revision <n>', 'refuse unless it is still at this revision', wholeNumber(0, 1e15))
        .action((text: string, options: IdpOptions) =>
          host.run((session) => editProvider(session, text, options)),
        ),
      'grantdesk idp edit Okta --certificate okta-2027.pem --certificate okta.pem',
    ),
  )
  idp.addCommand(
    withExamples(
      new Command('remove')
        .description('remove an identity provider; asks first')
        .argument('<provider>', 'name, issuer or id')
        .option('--yes', 'do not ask')
        .action((text: string, options: IdpOptions) =>
          host.run((session) => removeProvider(session, text, options.yes ?? false)),
        ),
      'grantdesk idp remove Okta --yes',
    ),
  )
  idp.addCommand(
    withExamples(
      new Command('create-test')
        .description('make a provider whose key is kept in the keychain, or give it a new key')
        .action(() => host.run(createTestProvider)),
      'grantdesk idp create-test',
    ),
  )
  return idp
}

function withFields(command: Command): Command {
  return command
    .option('--issuer <issuer>', 'what its assertions name as `Issuer`, to the letter')
    .option(
      '--certificate <file>',
      'X.509 in PEM or DER that signs its assertions; repeat for more, all of them replace the former',
      collect,
    )
}

async function listProviders(session: Session) {
  const { words } = session
  const providers = await readProviders(session)
  session.out.list(providers, providers.length, () =>
    table(
      [words.name, words.issuer, words.enabled, words.expires, words.id],
      providers.map((provider) => [
        plain(provider.name),
        clip(plain(provider.issuer), 50),
        provider.enabled ? words.yes : words.no,
        lastDay(provider),
        provider.id,
      ]),
    ),
  )
}

async function addProvider(session: Session, name: string, options: IdpOptions) {
  const { words } = session
  if (options.issuer === undefined) throw usageError(words.missingOption('--issuer <issuer>'))
  if (!options.certificate) throw usageError(words.missingOption('--certificate <file>'))
  const { id } = await session.call('identityProvider.create', {
    acting: await session.acting(),
    name,
    issuer: options.issuer,
    certificates: await readFiles(session, options.certificate),
    enabled: options.disable !== true,
  })
  await printProvider(session, id)
}

async function editProvider(session: Session, text: string, options: IdpOptions) {
  const { certificate, revision, ...changes } = options
  if (certificate === undefined && Object.keys(changes).length === 0) {
    throw usageError(session.words.nothingToChange)
  }
  const former = await resolveProvider(session, text)
  const isEnabled = former.enabled ? options.disable !== true : options.enable === true
  const { id } = await session.call('identityProvider.edit', {
    acting: await session.acting(),
    id: former.id,
    revision: revision ?? former.revision,
    name: options.name ?? former.name,
    issuer: options.issuer ?? former.issuer,
    certificates: certificate ? await readFiles(session, certificate) : former.certificates,
    enabled: isEnabled,
  })
  await printProvider(session, id)
}

async function removeProvider(session: Session, text: string, yes: boolean) {
  const { words } = session
  const { id, name, issuer } = await resolveProvider(session, text)
  await confirm(session, {
    consequences: [words.removesIdp(plain(name), plain(issuer))],
    question: words.askRemoveIdp(plain(name)),
    yes,
  })
  await session.call('identityProvider.remove', { acting: await session.acting(), id })
  session.out.record({ id, removed: true }, () => [words.removedIdp(plain(name))])
}

async function createTestProvider(session: Session) {
  await refuseSessionOnlyKeychain(session)
  const { id } = await session.call('identityProvider.createTest', { acting: await session.acting() })
  await printProvider(session, id)
  const { keychain } = await session.call('workspace.show', {})
  if (keychain.kind === 'keychain') session.out.say('', session.words.testKeyKept(keychain.name))
}

function readFiles({ words }: Session, paths: readonly string[]): Promise<string[]> {
  return Promise.all(paths.map((path) => readCertificateFile(path, words)))
}

async function readProviders(session: Session): Promise<readonly Provider[]> {
  const { organizationId } = await session.acting()
  return session.call('identityProvider.list', { organizationId })
}

async function resolveProvider(session: Session, text: string): Promise<Provider> {
  const { words } = session
  const providers = await readProviders(session)
  const issued = providers.filter(({ issuer }) => issuer === text)
  const found = issued.length > 0 ? issued : byIdOrName(providers, text)
  if (found.length > 1) {
    const ids = found.map(({ id }) => id)
    throw usageError(words.idpAmbiguous(text, ids), 'ambiguous')
  }
  if (found[0]) return found[0]
  const names = providers.map(({ name }) => name)
  throw notFound('identity_provider_not_found', words.idpUnknown(text, names))
}

async function printProvider(session: Session, id: string) {
  const { out, words } = session
  const provider = (await readProviders(session)).find((one) => one.id === id)
  if (!provider) throw notFound('identity_provider_not_found', words.idpUnknown(id, []))
  out.record(provider, () =>
    fields([
      [words.name, plain(provider.name)],
      [words.id, provider.id],
      [words.issuer, plain(provider.issuer)],
      [words.enabled, provider.enabled ? words.yes : words.no],
      ...(provider.isTest ? [[words.testProvider, words.yes] as const] : []),
      ...provider.certificateDetails.map(
        ({ fingerprint, notAfter, expired }, index) =>
          [
            index === 0 ? words.certificate : '',
            words.certificateUntil(fingerprint, formatTime(notAfter), expired),
          ] as const,
      ),
      [words.revision, String(provider.revision)],
    ]),
  )
}

/** When the last of its certificates ends. */
function lastDay({ certificateDetails }: Provider): string {
  const last = certificateDetails.map(({ notAfter }) => notAfter).sort()
  return formatTime(last.at(-1) ?? '')
}
