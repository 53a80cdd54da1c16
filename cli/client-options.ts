import type { Command } from 'commander'
import { Option } from 'commander'
import type { InputOf } from '../core/contract/contract.ts'
import { collect, commaList } from './help.ts'
import { resolveRoleGrant } from './resolve.ts'
import type { Session } from './session.ts'

/** What a person fills in for a client, as the contract takes it. */
export type Draft = InputOf<'client.create'>['draft']

/** The fields of a client as options; what is not given keeps its former or default value. */
export interface ClientFieldOptions {
  readonly name?: string
  readonly description?: string
  readonly contact?: string
  readonly environment?: 'production' | 'test'
  readonly grantType?: string
  readonly pkce?: boolean
  readonly duration?: string
  readonly scopes?: readonly string[]
  readonly redirectUri?: readonly string[]
  readonly role?: readonly string[]
  readonly addressRange?: readonly string[]
}

/** Adds an option for every field of a client (C1). */
export function addClientFieldOptions(command: Command): Command {
  return command
    .option('--name <name>', 'name')
    .option('--description <text>', 'description')
    .option('--contact <text>', 'who is responsible for it')
    .addOption(new Option('--environment <name>', 'what it is for').choices(['production', 'test']))
    .option(
      '--grant-type <type>',
      'CODE, CODE+PKCE, TOKEN, SAML2-BEARER or CLIENT-CREDENTIALS, in any spelling',
    )
    .option('--pkce', 'authorization code with PKCE')
    .option('--no-pkce', 'authorization code without PKCE')
    .option('--duration <time>', 'token duration, such as 18h, "2 days" or 86400')
    .option('--scopes <a,b>', 'requested scopes', commaList)
    .option('--redirect-uri <uri>', 'authorized redirect URI; repeat for more', collect)
    .option(
      '--role <role[@division]>',
      'role of a client-credentials client; home division by default, @* for all; repeat for more',
      collect,
    )
    .option('--address-range <range>', 'allowed IPv4 address or range; repeat for more', collect)
}

/** The draft with the given options in place of the former values. */
export async function applyFieldOptions(
  session: Session,
  former: Draft,
  options: ClientFieldOptions,
): Promise<Draft> {
  const roleGrants = options.role && (await resolveGrants(session, options.role))
  return {
    ...former,
    ...(options.name !== undefined && { name: options.name }),
    ...(options.description !== undefined && { description: options.description }),
    ...(options.contact !== undefined && { contact: options.contact }),
    ...(options.environment !== undefined && { environment: options.environment }),
    ...(options.grantType !== undefined && { grantType: options.grantType }),
    ...(options.pkce !== undefined && { pkce: options.pkce }),
    ...(options.duration !== undefined && { tokenDuration: options.duration }),
    ...(options.scopes !== undefined && { scopes: options.scopes }),
    ...(options.redirectUri !== undefined && { redirectUris: options.redirectUri }),
    ...(options.addressRange !== undefined && { addressRanges: options.addressRange }),
    ...(roleGrants !== undefined && { roleGrants }),
  }
}

async function resolveGrants(session: Session, texts: readonly string[]) {
  const grants = []
  for (const text of texts) grants.push(await resolveRoleGrant(session, text))
  return grants
}
