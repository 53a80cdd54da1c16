import type { OutputOf } from '../core/contract/contract.ts'
import { usesScopes, wireGrantType } from '../core/model/grant-type.ts'
import { namedGrant, roleGrantText } from './resolve.ts'
import type { Directory, Session } from './session.ts'
import { fields } from './table.ts'
import { formatSeconds, formatTime, plain } from './text.ts'
import type { Words } from './words/english.ts'

type Client = OutputOf<'client.show'>['client']

/** A client as JSON shows it: its fields, with the names of roles and divisions. */
export function clientRecord(directory: Directory, client: Client) {
  return { ...client, roleGrants: client.roleGrants.map((grant) => namedGrant(directory, grant)) }
}

/** A grant type in the vendor's spelling, which people know. */
export function grantTypeText(client: Pick<Client, 'grantType' | 'pkce'>): string {
  return `${wireGrantType[client.grantType]}${client.pkce ? '+PKCE' : ''}`
}

export function stateText(words: Words, state: Client['state']): string {
  return state.kind === 'inactive'
    ? words.inactiveUntil(formatTime(state.removalAt))
    : words.clientStates[state.kind]
}

/** A client as people read it. */
export function clientLines({ words }: Session, directory: Directory, client: Client): readonly string[] {
  const all = (texts: readonly string[]) => texts.map(plain).join(', ') || words.none
  return fields([
    [words.name, plain(client.name)],
    [words.id, client.id],
    [words.state, stateText(words, client.state)],
    ...(client.description === '' ? [] : [[words.description, plain(client.description)] as const]),
    ...(client.contact === '' ? [] : [[words.contact, plain(client.contact)] as const]),
    [words.environment, words.environments[client.environment]],
    [words.grantType, grantTypeText(client)],
    [words.tokenDuration, formatSeconds(client.tokenDuration)],
    ...(usesScopes(client.grantType)
      ? [
          [words.requestedScopes, all(client.scopes)] as const,
          ...client.redirectUris.map(
            (uri, index) => [index === 0 ? words.redirectUris : '', plain(uri)] as const,
          ),
        ]
      : [
          [words.roles, all(client.roleGrants.map((grant) => roleGrantText(directory, grant)))] as const,
          ...(client.addressRanges.length === 0
            ? []
            : [[words.addressRanges, all(client.addressRanges)] as const]),
        ]),
    [words.created, words.byAt(plain(client.createdBy.name), formatTime(client.createdAt))],
    [words.modified, words.byAt(plain(client.modifiedBy.name), formatTime(client.modifiedAt))],
    [words.revision, String(client.revision)],
  ])
}
