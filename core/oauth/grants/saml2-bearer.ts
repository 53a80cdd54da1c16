import type { OrganizationId } from '../../model/brand.ts'
import type { Organization } from '../../model/directory.ts'
import { hashToken } from '../../organization/live-token.ts'
import { timeOf } from '../../organization/record-event.ts'
import { noteOf, type AppRequest } from '../app-request.ts'
import { authenticationFailed } from '../client-authentication.ts'
import { newAccessToken } from '../credentials.ts'
import { OAuthRefusal } from '../errors.ts'
import { required } from '../form.ts'
import type { OAuthContext } from '../oauth-context.ts'
import type { VerifiedAssertion } from '../saml/verify-assertion.ts'
import { narrowScopes } from '../scope-parameter.ts'
import { appMayActFor } from '../user-context.ts'
import type { IssuedTokens } from './grant.ts'

/** A token for the user whom an identity provider vouches for (RFC 7522 §2.1). No refresh token follows (RFC 7521 §4.1). */
export async function exchangeAssertion(context: OAuthContext, request: AppRequest): Promise<IssuedTokens> {
  const { client } = request.client
  if (request.client.method === 'none') throw authenticationFailed('none')
  const name = required(request.form, 'orgName')
  const assertion = decodeAssertion(required(request.form, 'assertion'))
  const scopes = narrowScopes(request.form.get('scope'), client.scopes)
  const organization = await findOrganization(context, name)
  const now = timeOf(organization, context.clock)
  const vouched = await vouchedFor(context, request, { assertion, organization, now })
  const { id: organizationId } = organization
  const user = await context.store.read((unit) => unit.users.byEmail(organizationId, vouched.subject))
  if (!user) throw new OAuthRefusal('invalid_grant', 'the assertion is about nobody of this organization')
  await appMayActFor(context, { organizationId, clientId: client.id, userId: user.id, since: null })
  const grant = { organizationId, clientId: client.id, userId: user.id, scopes, familyId: null }
  const duration = client.tokenDuration
  const accessToken = newAccessToken(context.random, grant, { now: now.getTime(), duration })
  const isNew = await context.store.tokens.write((unit) => {
    if (!unit.rememberAssertion(replayKey(organizationId, vouched), vouched.validUntil.getTime()))
      return false
    unit.put(accessToken.record)
    return true
  })
  if (!isNew) throw new OAuthRefusal('invalid_grant', 'assertion was used before')
  return {
    accessToken,
    duration,
    refreshToken: null,
    note: noteOf(request.client, { organizationId, userId: user.id }),
  }
}

/** Base64, as the vendor's SDK sends it, or base64url, as RFC 7522 §2.1 has it. */
function decodeAssertion(text: string): string {
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return Buffer.from(text, 'base64').toString('utf8')
  throw new OAuthRefusal('invalid_grant', 'assertion is not in base64')
}

/** By the name that people write: upper and lower case are the same. */
async function findOrganization(context: OAuthContext, name: string): Promise<Organization> {
  const wanted = name.trim().toLowerCase()
  const found = (await context.live.organizations()).find((one) => one.name.toLowerCase() === wanted)
  if (!found) throw new OAuthRefusal('invalid_grant', 'organization not found')
  return found
}

/** RFC 7522 §3: the audience is this server, by its issuer or its token endpoint, and the recipient is the endpoint. */
async function vouchedFor(
  context: OAuthContext,
  { http }: AppRequest,
  wanted: { readonly assertion: string; readonly organization: Organization; readonly now: Date },
): Promise<VerifiedAssertion> {
  const { organization, now } = wanted
  const providers = await context.store.read((unit) => unit.identityProviders.all(organization.id))
  const recipient = `${http.issuer}/oauth/token`
  const audiences = [http.issuer, recipient]
  // What reads XML and signatures is loaded by the first assertion: most workspaces never see one.
  const { verifyAssertion } = await import('../saml/verify-assertion.ts')
  const verdict = verifyAssertion(wanted.assertion, { providers, audiences, recipient, now })
  if (verdict.ok) return verdict.assertion
  throw new OAuthRefusal('invalid_grant', verdict.problem)
}

/** An id is the provider's own: two providers may well use the same (RFC 7522 §3.7). */
function replayKey(organizationId: OrganizationId, { issuer, assertionId }: VerifiedAssertion): string {
  return hashToken(JSON.stringify([organizationId, issuer, assertionId]))
}
