import type { z } from 'zod'
import type { flowRun, flowStep } from '../contract/lab.ts'
import { describeCheck } from '../wording/describe-decision.ts'
import { describeFailure } from '../wording/describe-failure.ts'
import { sayByKey, type Language } from '../wording/say.ts'
import type { FlowRun, RunResult, Step } from './flow-run.ts'
import type { Field, HttpMessage } from './http-message.ts'
import { MASK, type SecretBook } from './secret-book.ts'

export type FlowRunView = z.input<typeof flowRun>
export type FlowStepView = z.input<typeof flowStep>

/** A run as everybody may see it: whatever is secret is masked, wherever it stands (L3, F4). */
export function viewRun(run: FlowRun, language: Language): FlowRunView {
  const mask = (text: string) => run.secrets.mask(text)
  return {
    runId: run.id,
    state: run.state,
    clientId: run.clientId,
    clientName: mask(run.clientName),
    grantType: run.grantType,
    issuer: run.issuer,
    startedAt: run.startedAt.toISOString(),
    authorizeUrl: run.authorizeUrl === null ? null : mask(run.authorizeUrl),
    redirectUri: run.redirectUri,
    waitsUntil: run.waitsUntil?.toISOString() ?? null,
    steps: run.steps.map((step) => viewStep(run, step, language)),
    checks: run.checks.map((check) => {
      const described = describeCheck(check, language)
      return { ...described, evidence: mask(described.evidence), children: [] }
    }),
    result: run.result && { ...run.result, scopes: run.result.scopes && maskScopes(run.result.scopes, mask) },
    failure: describeEnd(run, language),
  }
}

/** A server may repeat a secret as a scope. */
function maskScopes(
  { requested, granted, used }: NonNullable<RunResult['scopes']>,
  mask: (text: string) => string,
): NonNullable<RunResult['scopes']> {
  return {
    requested: requested?.map(mask) ?? null,
    granted: granted?.map(mask) ?? null,
    used: used.map(mask),
  }
}

/** One step, masked. */
function viewStep(run: FlowRun, step: Step, language: Language): FlowStepView {
  const { secrets } = run
  return {
    ...describeStep(run, step, language),
    request: step.request && maskMessage(step.request, secrets),
    response: step.response && maskMessage(step.response, secrets),
  }
}

/** One step with its secrets, for a person who asked for it (L3). */
export function revealStep(run: FlowRun, step: Step, language: Language): FlowStepView {
  return { ...describeStep(run, step, language), request: step.request, response: step.response }
}

function describeStep(
  run: FlowRun,
  step: Step,
  language: Language,
): Omit<FlowStepView, 'request' | 'response'> {
  const { name, params = {} } = step
  return {
    number: step.number,
    channel: step.channel,
    title: sayByKey(language, `lab.step.${name}`, params),
    detail: run.secrets.mask(sayByKey(language, `lab.detail.${name}`, params)),
    clause: step.clause,
    at: step.at.toISOString(),
    duration: step.endedAt ? step.endedAt.getTime() - step.at.getTime() : null,
    state: step.state,
  }
}

function describeEnd({ failure, secrets }: FlowRun, language: Language): string | null {
  if (!failure) return null
  const sentence =
    failure.kind === 'lab'
      ? sayByKey(language, failure.reason.key, failure.reason.params)
      : describeFailure(failure.failure, language)
  return secrets.mask(sentence)
}

export function maskMessage(message: HttpMessage, secrets: SecretBook): HttpMessage {
  const maskAll = (fields: readonly Field[]) => fields.map((field) => maskField(field, secrets))
  return {
    line: secrets.mask(message.line),
    parameters: maskAll(message.parameters),
    headers: maskAll(message.headers),
    body: maskAll(message.body),
  }
}

/** A value that holds a secret among other things is shown without it, and counts as secret. */
function maskField(field: Field, secrets: SecretBook): Field {
  if (field.isSecret) return { ...field, value: MASK }
  const value = secrets.mask(field.value)
  return { ...field, name: secrets.mask(field.name), value, isSecret: value !== field.value }
}
