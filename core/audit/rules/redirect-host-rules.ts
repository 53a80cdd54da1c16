import { regions } from '../../model/region.ts'
import type { ReadRedirect } from '../read-redirect.ts'
import type { ClientRule, SnapshotRule } from '../rule.ts'
import { createClientHelp, house, oauth21, rfc9700 } from './clauses.ts'
import { eachMendable, eachRedirect } from './each-redirect.ts'
import { isPrivateHost, isShortener } from './known-hosts.ts'
import { aboutClient, ownRecords } from './own-records.ts'
import { isWithin } from './registrable-domain.ts'
import { shownUri } from './shown-uri.ts'

export const testTool: ClientRule = {
  id: 'REDIR-015',
  sees: 'client',
  severity: 'high',
  needs: ['client.redirectUris', 'hosts'],
  fix: 'automatic',
  clauses: [house],
  check: eachMendable(({ uri, host }, _record, { policy }) => {
    const domain = policy.testToolHosts.find((tool) => isWithin(host, tool))
    if (domain === undefined) return undefined
    return { evidence: { uri: shownUri(uri), domain }, mended: [] }
  }),
}

export const sharedHosting: ClientRule = {
  id: 'REDIR-016',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris', 'hosts'],
  fix: 'advice',
  clauses: [rfc9700('4.1'), house],
  check: eachRedirect(({ uri, host }, _record, { policy }) => {
    const domain = policy.sharedHosting.find((suffix) => isWithin(host, suffix))
    return domain === undefined ? undefined : { evidence: { uri: shownUri(uri), domain } }
  }),
}

export const hostLeadsNowhere: SnapshotRule = {
  id: 'REDIR-017',
  sees: 'snapshot',
  severity: 'high',
  needs: ['client.redirectUris', 'hosts', 'network'],
  fix: 'advice',
  clauses: [rfc9700('4.1'), house],
  *check(subject) {
    for (const { client, redirects } of ownRecords(subject)) {
      for (const { uri, index, kind, host } of redirects) {
        const lookup = kind === 'web' ? subject.lookups?.get(host) : undefined
        if (lookup?.kind !== 'not_found' && lookup?.kind !== 'dangling') continue
        const target = lookup.kind === 'dangling' ? lookup.target : host
        yield {
          subject: aboutClient(client),
          at: ['clients', client.id, 'redirectUris', index],
          evidence: { uri: shownUri(uri), host, target },
        }
      }
    }
  },
}

/** Names of parameters by which pages send a person on to an address of somebody else's choice. */
const sendsOn =
  /^(?:next|url|uri|u|to|goto|go|out|continue|dest|destination|target|forward|redirect|redir|redirect[_-]?(?:uri|url|to)|return|return[_-]?(?:url|uri|to)|callback[_-]?url|success[_-]?url|relaystate|link)$/i

export const openRedirector: ClientRule = {
  id: 'REDIR-018',
  sees: 'client',
  severity: 'high',
  needs: ['client.redirectUris', 'hosts'],
  fix: 'guided',
  clauses: [rfc9700('4.11.1'), oauth21('7.13.1')],
  check: eachRedirect((redirect) => {
    const { uri, url, kind, host } = redirect
    if (kind !== 'web' || !url) return undefined
    const part = isShortener(host) ? host : [...url.searchParams.keys()].find((name) => sendsOn.test(name))
    return part === undefined ? undefined : { evidence: { uri: shownUri(uri), part } }
  }),
}

const vendorHost = /^apps\.(.+)$/

export const otherRegion: ClientRule = {
  id: 'REDIR-024',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris', 'organization', 'hosts'],
  fix: 'automatic',
  clauses: [createClientHelp],
  check: eachMendable((redirect, _record, { organization }) => {
    const { uri } = redirect
    const region = regionOf(redirect)
    if (region === undefined || region === organization.region) return undefined
    const evidence = { uri: shownUri(uri), region, own: organization.region }
    if (!isRegion(organization.region)) return { evidence, mended: undefined }
    const moved = uri.replace(/^(https?:\/\/)[^:/?#]*/i, `$1apps.${organization.region}`)
    return { evidence, mended: [moved] }
  }),
}

export const foreignDomain: ClientRule = {
  id: 'REDIR-025',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris', 'hosts', 'ownedDomains'],
  fix: 'guided',
  clauses: [house],
  check: eachRedirect((redirect, _record, { policy }) => {
    const { uri, kind, host } = redirect
    const isForeign =
      kind === 'web' &&
      host !== '' &&
      // In the client form nothing holds the rule back where no domain is known.
      policy.ownedDomains.length > 0 &&
      !policy.ownedDomains.some((domain) => isWithin(host, domain)) &&
      !isPrivateHost(host) &&
      regionOf(redirect) === undefined
    return isForeign ? { evidence: { uri: shownUri(uri), host } } : undefined
  }),
}

/** The region of a page that the vendor hosts, such as `apps.mypurecloud.de/crm/index.html`. */
function regionOf({ kind, host }: ReadRedirect): string | undefined {
  const region = kind === 'web' ? vendorHost.exec(host)?.[1] : undefined
  return region !== undefined && isRegion(region) ? region : undefined
}

function isRegion(region: string): boolean {
  return (regions as readonly string[]).includes(region)
}
