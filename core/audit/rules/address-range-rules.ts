import { admitsAddress, parseAddressRange } from '../../model/address-range.ts'
import type { Clause, ClientRule } from '../rule.ts'
import { ofOwnClients } from './own-records.ts'

const restriction: Clause = {
  label: 'Genesys Cloud: Restrict OAuth Client Credentials grants to allowed IP addresses',
  href: 'https://help.genesys.cloud/announcements/genesys-cloud/restrict-oauth-client-credentials-grants-to-allowed-ip-addresses/',
}

/** Addresses from which no call over the internet can come (RFC 1918, 1122, 3927, 6598). */
const notPublic: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.64.0.0/10',
]

/** By their first number, so that a public range is compared with none of them. */
const notPublicByFirst = Map.groupBy(notPublic, (range) => range.slice(0, range.indexOf('.')))

/** A secret that leaked can be used from anywhere. */
const noAddressRanges: ClientRule = {
  id: 'CRED-008',
  sees: 'client',
  severity: 'medium',
  needs: ['client.addressRanges'],
  fix: 'guided',
  clauses: [restriction],
  check: ofOwnClients(function* ({ client }) {
    if (client.grantType !== 'client_credentials' || client.addressRanges.length > 0) return
    yield { at: ['addressRanges'], evidence: {} }
  }),
}

const uselessAddressRange: ClientRule = {
  id: 'CRED-009',
  sees: 'client',
  severity: 'high',
  needs: ['client.addressRanges', 'hosts'],
  fix: 'guided',
  clauses: [restriction],
  check: ofOwnClients(function* ({ client }, { policy }) {
    const widest = policy.thresholds.widestPrefix
    for (const [index, range] of client.addressRanges.entries()) {
      if (!isUseless(range, widest)) continue
      yield { at: ['addressRanges', index], evidence: { range, widest } }
    }
  }),
}

export const addressRangeRules: readonly ClientRule[] = [noAddressRanges, uselessAddressRange]

/** Wider than the widest allowed prefix, not public, or no IPv4 range at all, which the vendor does not accept. */
function isUseless(range: string, widest: number): boolean {
  const [network, prefix] = parseAddressRange(range)?.split('/') ?? []
  if (network === undefined || prefix === undefined) return true
  if (Number(prefix) < widest) return true
  const [first = ''] = network.split('.')
  const reserved = notPublicByFirst.get(first)
  return reserved !== undefined && admitsAddress(reserved, network)
}
