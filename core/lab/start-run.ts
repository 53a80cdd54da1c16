import type { ClientId } from '../model/brand.ts'
import type { GrantType } from '../model/grant-type.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { look, type Acting } from '../organization/context.ts'
import { askKeychain, keychainAccount } from '../organization/kept-secrets.ts'
import { checkTokens } from './check-tokens.ts'
import { FlowRun, RunEnded, runFailed } from './flow-run.ts'
import type { FlowRuns } from './flow-runs.ts'
import { findTarget } from './flow-target.ts'
import type { Flow, FlowWish, Tokens } from './flow-wish.ts'
import { followUp } from './follow-ups.ts'
import { runAuthorizationCode } from './grants/authorization-code.ts'
import { runClientCredentials } from './grants/client-credentials.ts'
import { runImplicit } from './grants/implicit.ts'
import { runSaml2Bearer } from './grants/saml2-bearer.ts'
import type { LabContext } from './ports.ts'

const grants: Readonly<Record<Exclude<GrantType, 'password'>, (flow: Flow) => Promise<Tokens>>> = {
  authorization_code: runAuthorizationCode,
  implicit: runImplicit,
  client_credentials: runClientCredentials,
  saml2_bearer: runSaml2Bearer,
}

interface Order {
  readonly acting: Acting
  readonly clientId: ClientId
  readonly wish: FlowWish
}

/**
 * Starts a run for a client of the workspace, which the acting user must be allowed to see, and answers at once (L1).
 * `ended` settles when the run is over; it never rejects.
 */
export async function startRun(
  context: LabContext,
  runs: FlowRuns,
  { acting, clientId, wish }: Order,
): Promise<Result<{ readonly run: FlowRun; readonly ended: Promise<void> }>> {
  const found = await look(context, acting, 'oauth:client:view', async ({ unit, organization }) => {
    const client = await unit.clients.get(organization.id, clientId)
    if (!client) return fail({ code: 'client_not_found', field: 'client', value: clientId })
    return ok({ client, organizationName: organization.name })
  })
  if (!found.ok) return found
  const { client, organizationName } = found.value
  const grantType = wish.grantType ?? client.grantType
  const run = new FlowRun(
    { id: context.random.uuid(), clientId, clientName: client.name, grantType },
    {
      clock: context.clock,
      moved: (runId) => {
        context.moved(runId)
      },
    },
  )
  runs.add(run)
  run.secrets.keep(wish.secret, wish.password, wish.assertion)
  const ended = complete(context, run, { acting, wish, client, organizationName })
  return ok({ run, ended })
}

type Prepared = Pick<Flow, 'acting' | 'wish' | 'client' | 'organizationName'>

async function complete(context: LabContext, run: FlowRun, prepared: Prepared): Promise<void> {
  try {
    await execute(context, run, prepared)
    run.finish('done')
  } catch (cause) {
    if (run.isOver) return
    if (cause instanceof RunEnded) {
      run.finish(cause.state, cause.failure)
      return
    }
    const reference = context.recordFault('flow run', cause)
    run.finish('failed', { kind: 'refusal', failure: { code: 'internal', params: { reference } } })
  }
}

async function execute(context: LabContext, run: FlowRun, prepared: Prepared): Promise<void> {
  const { acting, wish, client } = prepared
  const { grantType } = run
  if (grantType === 'password') throw runFailed('password_grant')
  const target = await findTarget({ context, run, language: acting.language }, wish.target)
  try {
    if (wish.user !== null && !target.isLocal && grantType !== 'saml2_bearer')
      throw runFailed('user_needs_local')
    const secret = await findSecret(context, run, { acting, wish, client })
    const flow: Flow = { ...prepared, context, run, grantType, target, fetch: target.fetch, secret }
    const tokens = await grants[grantType](flow)
    await checkTokens(flow, tokens)
    await followUp(flow, tokens)
  } finally {
    await target.release()
  }
}

/** As typed, else as the keychain has it; a keychain that does not answer has none, and the run tells what is missing. */
async function findSecret(
  { keychain }: LabContext,
  run: FlowRun,
  about: { readonly acting: Acting; readonly wish: FlowWish; readonly client: OAuthClient },
): Promise<string | null> {
  if (about.wish.secret !== null && about.wish.secret !== '') return about.wish.secret
  const account = keychainAccount(about.acting, about.client.id)
  const kept = await askKeychain(keychain, (open) => open.find(account))
  const secret = kept.ok ? kept.value : null
  run.secrets.keep(secret)
  return secret
}
