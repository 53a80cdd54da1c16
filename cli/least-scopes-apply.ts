import type { OutputOf } from '../core/contract/contract.ts'
import { draftOf } from './client-edit.ts'
import { confirm } from './confirm.ts'
import { CommandError, exitCodes, notFound, unlessRefused } from './exit.ts'
import { refusal } from './refusal.ts'
import type { Session } from './session.ts'
import { plain } from './text.ts'

type Answer = OutputOf<'access.leastScopes'>
type Lookup = OutputOf<'app.lookup'>
type Authorization = NonNullable<Lookup['authorization']>

/** One change that was saved. */
interface Applied {
  readonly operation: 'client.edit' | 'app.edit'
  readonly scopes: readonly string[]
}

interface Plan {
  readonly answer: Answer
  readonly client: Lookup['client']
  readonly authorization: Authorization
  readonly steps: readonly Applied[]
}

/**
 * What has to be saved so that exactly the suggested scopes are requested and granted. No call that is allowed now and was seen
 * is denied in between: first a client requests more, then its authorization turns, and only then it requests less.
 */
export async function planScopes(session: Session, clientId: string, answer: Answer): Promise<Plan> {
  const { words } = session
  if (answer.actsForItself)
    throw refusal(session, {
      code: 'scope_not_applicable',
      field: 'scopes',
      value: answer.clientName,
      rule: 'C5',
    })
  if (answer.observed.length === 0) {
    throw new CommandError({ code: 'nothing_observed', exitCode: exitCodes.refused }, words.nothingObserved)
  }
  if (answer.suggested.length === 0)
    throw refusal(session, { code: 'scope_required', field: 'scopes', value: answer.clientName, rule: 'A2' })
  const acting = await session.acting()
  const { client, authorization } = await session.call('app.lookup', { acting, clientId })
  if (!authorization) {
    throw notFound('authorization_not_found', words.notAuthorizedYet(plain(client.name), clientId))
  }
  const { suggested, requested, granted, isOwn } = answer
  const steps: Applied[] = []
  const missing = suggested.filter((scope) => !requested.includes(scope))
  if (missing[0] !== undefined && !isOwn) {
    const params = { client: client.name }
    throw refusal(session, {
      code: 'scope_not_requested',
      field: 'scopes',
      value: missing[0],
      rule: 'A4',
      params,
    })
  }
  if (missing.length > 0) steps.push({ operation: 'client.edit', scopes: [...requested, ...missing] })
  if (!sameSet(granted, suggested)) steps.push({ operation: 'app.edit', scopes: suggested })
  if (isOwn && requested.some((scope) => !suggested.includes(scope))) {
    steps.push({ operation: 'client.edit', scopes: suggested })
  }
  const plan = { answer, client, authorization, steps }
  await mayBeSaved(session, plan)
  return plan
}

/** Refused where a step would be, before the first one is made. */
async function mayBeSaved(session: Session, { answer, client, authorization, steps }: Plan): Promise<void> {
  const acting = await session.acting()
  const { id: clientId } = client
  if (steps.some(({ operation }) => operation === 'client.edit')) {
    const revision = answer.revision.client
    const draft = { ...draftOf(client), scopes: answer.suggested }
    const preview = session.call('client.previewEdit', { acting, clientId, revision, draft })
    await unlessRefused(preview, 'nothing_changed')
  }
  if (steps.some(({ operation }) => operation === 'app.edit')) {
    // What is not requested yet cannot be granted yet, and would be refused for that alone.
    const known = answer.suggested.filter((scope) => [...answer.requested, ...answer.granted].includes(scope))
    const scopes = known.length > 0 ? known : authorization.scopes
    const preview = session.call('app.previewEdit', { acting, ...termsOf(authorization), scopes })
    await unlessRefused(preview, 'nothing_changed')
  }
}

/** Shows what becomes different, asks, and saves step by step; a step that fails tells which were saved before. */
export async function applyScopes(session: Session, plan: Plan, yes: boolean): Promise<readonly Applied[]> {
  const { out, words } = session
  const { answer, steps } = plan
  if (steps.length === 0) return []
  const diff = [
    ...differenceLines(
      session,
      words.requestedScopes,
      answer.requested,
      answer.isOwn ? answer.suggested : answer.requested,
    ),
    ...differenceLines(session, words.grantedScopes, answer.granted, answer.suggested),
  ]
  const narrowsElsewhere = answer.isOwn && answer.requested.some((scope) => !answer.suggested.includes(scope))
  out.say('', ...diff)
  await confirm(session, {
    consequences: [
      ...(out.json ? diff : []),
      ...(answer.unknown.length === 0 ? [] : [words.unknownUncovered(answer.unknown.length)]),
      ...(narrowsElsewhere ? [words.narrowsElsewhere] : []),
    ],
    question: words.askLeastScopes(plain(answer.clientName)),
    yes,
  })
  const applied: Applied[] = []
  let revision = answer.revision.client
  try {
    for (const step of steps) {
      revision = await save(session, plan, { ...step, revision })
      applied.push(step)
      out.say(words.leastStep[step.operation](step.scopes.map(plain)))
    }
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause
    throw new CommandError(cause, cause.message, { ...cause.details, applied })
  }
  return applied
}

/** Answers the client's revision afterwards. */
async function save(
  session: Session,
  { client, authorization }: Plan,
  { operation, scopes, revision }: Applied & { readonly revision: number },
): Promise<number> {
  const acting = await session.acting()
  if (operation === 'app.edit') {
    await session.call('app.edit', { acting, ...termsOf(authorization), scopes })
    return revision
  }
  const draft = { ...draftOf(client), scopes }
  const saved = await session.call('client.edit', { acting, clientId: client.id, revision, draft })
  return saved.client.revision
}

function termsOf({ clientId, revision, roleIds, reason, ticket, expiresAt }: Authorization) {
  return { clientId, revision, roleIds, reason, ticket, expiresAt }
}

function differenceLines(
  { out, words }: Session,
  title: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const removed = before.filter((scope) => !after.includes(scope))
  const added = after.filter((scope) => !before.includes(scope))
  if (removed.length === 0 && added.length === 0) return [`${title}: ${words.unchanged}`]
  return [
    title,
    ...removed.map((scope) => out.style('red', `  - ${plain(scope)}`)),
    ...added.map((scope) => out.style('green', `  + ${plain(scope)}`)),
  ]
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const scopes = new Set(one)
  return scopes.size === new Set(other).size && other.every((scope) => scopes.has(scope))
}
