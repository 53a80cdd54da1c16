import type { Snapshot } from '../../model/snapshot.ts'
import { keepPace, type Pace } from '../../policy/long-question.ts'
import { readRedirects } from '../read-redirect.ts'
import type { HostLookup } from '../rule.ts'

/** Asks the network about one host. */
export type LookUpHost = (host: string) => Promise<HostLookup>

/** How many hosts are asked about at the same time. */
const AT_ONCE = 20

/** Where no region is on record. */
const FIRST_REGION = 'mypurecloud.com'

/**
 * What the network says of every host to which a client may send codes or tokens; nothing is asked without a wish (U2). Null
 * without any answer, and where the name servers do not know the vendor either: then nothing can be said of other hosts.
 */
export async function lookUpHosts(
  { clients, organization }: Pick<Snapshot, 'clients' | 'organization'>,
  lookUp: LookUpHost,
  pace: Pace,
): Promise<ReadonlyMap<string, HostLookup> | null> {
  const hosts = hostsOf(clients)
  const answers = new Map<string, HostLookup>()
  const rest = hosts.values()
  const askOn = async (): Promise<void> => {
    for (const host of rest) {
      keepPace(pace, answers.size, hosts.size)
      answers.set(host, await lookUp(host))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askOn))
  keepPace(pace, hosts.size, hosts.size)
  const kinds = new Set([...answers.values()].map(({ kind }) => kind))
  if (hosts.size === 0 || kinds.has('found')) return answers
  const known = await lookUp(`login.${organization.region || FIRST_REGION}`)
  return known.kind === 'found' ? answers : null
}

/** Names only: an address of numbers needs no look-up. */
function hostsOf(clients: Snapshot['clients']): ReadonlySet<string> {
  const hosts = new Set<string>()
  for (const { redirectUris } of clients) {
    for (const { kind, host } of readRedirects(redirectUris)) {
      if (kind === 'web' && /[a-z]/.test(host) && !host.includes(':')) hosts.add(host)
    }
  }
  return hosts
}
