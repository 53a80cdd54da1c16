import * as oauth from 'oauth4webapi'
import type { ParsedInputOf } from '../contract/contract.ts'
import { regions } from '../model/region.ts'
import { runFailed, runRefused, type FlowRun } from './flow-run.ts'
import type { Fetch, LabContext } from './ports.ts'
import { protocol, sending } from './protocol.ts'
import { refuseInsecure } from './recording-fetch.ts'

/** The server that a flow runs against (L1). */
export interface FlowTarget {
  readonly server: oauth.AuthorizationServer
  /** False where only endpoints were given, so that `iss` has nothing to be compared with. */
  readonly issuerIsKnown: boolean
  readonly isLocal: boolean
  /** Where the operations of the Platform API are. */
  readonly api: string
  readonly fetch: Fetch
  release(): Promise<void>
}

type TargetWish = ParsedInputOf<'lab.start'>['target']

interface Finding {
  readonly context: LabContext
  readonly run: FlowRun
  readonly language: 'en' | 'de'
}

/** Finds out where the endpoints are: of the own server, by metadata (RFC 8414), or as given. */
export async function findTarget(finding: Finding, wish: TargetWish): Promise<FlowTarget> {
  if (wish.kind === 'endpoints') return givenTarget(finding, wish)
  const own = finding.context.localServer.issuer()
  if (wish.kind === 'local' || sameAddress(wish.issuer, own)) return localTarget(finding)
  const issuer = withoutSlash(refuseInsecure(wish.issuer.trim()).href)
  const { fetch } = finding.context
  const server = await readMetadata(finding, { issuer, fetch })
  return { server, issuerIsKnown: true, isLocal: false, api: apiOf(issuer), fetch, release: nothing }
}

async function localTarget(finding: Finding): Promise<FlowTarget> {
  const lease = await finding.context.localServer.lease(finding.language)
  if (!lease.ok) throw runRefused(lease.failure)
  const { issuer, fetch } = lease.value
  const release = () => lease.value.release()
  try {
    const server = await readMetadata(finding, { issuer, fetch })
    return { server, issuerIsKnown: true, isLocal: true, api: issuer, fetch, release }
  } catch (cause) {
    await release()
    throw cause
  }
}

async function readMetadata(
  { context, run }: Finding,
  { issuer, fetch }: { readonly issuer: string; readonly fetch: Fetch },
): Promise<oauth.AuthorizationServer> {
  run.issuer = issuer
  const url = new URL(issuer)
  const plan = { channel: 'back', name: 'metadata', clause: 'RFC 8414 §3' } as const
  return protocol(run, async () => {
    const options = {
      algorithm: 'oauth2',
      signal: run.signal,
      ...sending({ context, run, fetch }, plan),
    } as const
    return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, options))
  })
}

function givenTarget(
  { context, run }: Finding,
  given: Extract<TargetWish, { kind: 'endpoints' }>,
): FlowTarget {
  const endpoint = (name: string, address: string | null) =>
    address === null || address.trim() === '' ? {} : { [name]: refuseInsecure(address.trim()).href }
  const endpoints = {
    ...endpoint('authorization_endpoint', given.authorization),
    ...endpoint('token_endpoint', given.token),
    ...endpoint('revocation_endpoint', given.revocation),
    ...endpoint('introspection_endpoint', given.introspection),
  }
  const first = given.token ?? given.authorization
  if (first === null) throw runFailed('endpoint_missing', { endpoint: 'token_endpoint' })
  // Compared with `iss` as a string (RFC 9207 §2.4), so it stays as it was given.
  const issuer = given.issuer === null ? new URL(first.trim()).origin : given.issuer.trim()
  refuseInsecure(issuer)
  run.issuer = given.issuer === null ? null : issuer
  return {
    server: { issuer, ...endpoints },
    issuerIsKnown: given.issuer !== null,
    isLocal: false,
    api: apiOf(issuer),
    fetch: context.fetch,
    release: nothing,
  }
}

/** The vendor's API lives beside its login; elsewhere it is taken to be where the issuer is. */
function apiOf(issuer: string): string {
  const { host, origin } = new URL(issuer)
  const region = regions.find((name) => host === `login.${name}`)
  return region === undefined ? origin : `https://api.${region}`
}

function sameAddress(one: string, other: string | null): boolean {
  return other !== null && withoutSlash(one.trim()) === withoutSlash(other)
}

function withoutSlash(address: string): string {
  return address.endsWith('/') ? address.slice(0, -1) : address
}

function nothing(): Promise<void> {
  return Promise.resolve()
}
