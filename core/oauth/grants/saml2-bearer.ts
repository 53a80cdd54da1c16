import type { OrganizationId, UserId } from '../../model/brand.ts'
import type { Organization } from '../../model/directory.ts'
import { hashToken } from '../../organization/live-token.ts'
import { timeOf } from '../../organization/record-event.ts'
import { noteOf, type AppRequest } from '../app-request.ts'
import { authenticationFailed } from '../client-authentication.ts'
import { newAccessToken, type NewCredential } from '../credentials.ts'
import { OAuthRefusal } from '../errors.ts'
import { required } from '../form.ts'
import type { OAuthContext } from '../oauth-context.ts'
import type { VerifiedAssertion } from '../saml/verify-assertion.ts'
import { narrowScopes } from '../scope-parameter.ts'
import { appMayActFor } from '../user-context.ts'
import type { IssuedTokens } from './grant.ts'

/** A token for the user whom an identity provider vouches for (RFC 7522 §2.1). No refresh token follows (RFC 7521 §4.1). */
export async function exchangeAssertion(context: OAuthContext, request: AppRequest): Promise<IssuedTokens> {
  const name = required(request.form, 'orgName')
  const assertion = decodeAssertion(required(request.form, 'assertion'))
  secretIsProven(request)
  const { client } = request.client
  const scopes = narrowScopes(request.form.get('scope'), client.scopes)
  const organization = await findOrganization(context, name)
  const now = timeOf(organization, context.clock)
  const vouched = await vouchedFor(context, request, { assertion, organization, now })
  const userId = await findSubject(context, organization, vouched)
  const owner = { organizationId: organization.id, clientId: client.id, userId }
  await appMayActFor(context, { ...owner, since: null })
  const life = { now: now.getTime(), duration: client.tokenDuration }
  const accessToken = newAccessToken(context.random, { ...owner, scopes, familyId: null }, life)
  await keepOnce(context, accessToken, vouched)
  const note = noteOf(request.client, { organizationId: organization.id, userId })
  return { accessToken, duration: client.tokenDuration, refreshToken: null, note }
}

/** The RFC leaves it open (§2.1); the vendor's SDK sends the secret, and an assertion alone would be good for any client. */
function secretIsProven({ client }: AppRequest): void {
  if (client.method === 'none') throw authenticationFailed(client.method)
}

/** An assertion is used up by the token that is kept for it, in one unit; a second use is a replay (RFC 7522 §3.7). */
async function keepOnce(
  context: OAuthContext,
  { record }: NewCredential,
  vouched: VerifiedAssertion,
): Promise<void> {
  const key = replayKey(record.organizationId, vouched)
  const isFirst = await context.store.tokens.write((unit) => {
    if (!unit.rememberAssertion(key, vouched.validUntil.getTime())) return false
    unit.put(record)
    return true
  })
  if (!isFirst) throw new OAuthRefusal('invalid_grant', 'assertion was used before')
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

/** The subject is a user's e-mail address. */
async function findSubject(
  context: OAuthContext,
  { id }: Organization,
  { subject }: VerifiedAssertion,
): Promise<UserId> {
  const user = await context.store.read((unit) => unit.users.byEmail(id, subject))
  if (user) return user.id
  throw new OAuthRefusal('invalid_grant', 'the assertion is about nobody of this organization')
}

/** An id is the provider's own: two providers may well use the same (RFC 7522 §3.7). */
function replayKey(organizationId: OrganizationId, { issuer, assertionId }: VerifiedAssertion): string {
  return hashToken(JSON.stringify([organizationId, issuer, assertionId]))
}
