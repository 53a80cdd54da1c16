import type { OutputOf } from '../contract/contract.ts'
import { asId, type ClientId } from '../model/brand.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { look, type Acting } from '../organization/context.ts'
import { say, type Fillings, type Language } from '../wording/say.ts'
import type { WordingKey } from '../wording/english.ts'
import { isSecretParameter } from './http-message.ts'
import { judgeParameter, type Finding, type InspectionScene } from './inspect-parameter.ts'
import type { LabContext, ParameterProblem } from './ports.ts'
import { isLoopbackHost } from './recording-fetch.ts'
import { MASK } from './secret-book.ts'

type Inspection = OutputOf<'lab.inspect'>

/** What each parameter is for, and where that is written. */
const known = {
  response_type: 'RFC 6749 §3.1.1',
  client_id: 'RFC 6749 §2.2',
  redirect_uri: 'RFC 6749 §3.1.2',
  scope: 'RFC 6749 §3.3',
  state: 'RFC 6749 §4.1.1',
  code_challenge: 'RFC 7636 §4.2',
  code_challenge_method: 'RFC 7636 §4.3',
  response_mode: 'OAuth 2.0 Multiple Response Types §2.1',
  nonce: 'OpenID Connect Core §3.1.2.1',
  prompt: 'OpenID Connect Core §3.1.2.1',
  login_hint: 'OpenID Connect Core §3.1.2.1',
  ui_locales: 'OpenID Connect Core §3.1.2.1',
  org: 'S1',
  provider: 'S1',
  target: 'S1',
} as const

function isKnown(name: string): name is keyof typeof known {
  return Object.hasOwn(known, name)
}

const severity = { not_checked: 0, passed: 0, warning: 1, failed: 2 } as const

/** Explains an authorization URL and checks every parameter as the endpoint would; nothing is sent (L4). */
export async function inspectAuthorizeUrl(
  context: LabContext,
  acting: Acting,
  pasted: string,
): Promise<Result<Inspection>> {
  const read = readUrl(pasted)
  if (!read.ok) return read
  const { url, clientId } = read.value
  return look(context, acting, 'oauth:client:view', async ({ unit, organization, language }) => {
    const client = await unit.clients.get(organization.id, clientId)
    const authorization = client && (await unit.authorizations.get(organization.id, client.id))
    const organizations = await unit.organizations.all()
    const problems = client ? context.inspectRequest(client, url.searchParams, organizations) : []
    const scene: InspectionScene = { query: url.searchParams, client, authorization, problems, language }
    const parameters = [...url.searchParams].map(([name, value]) => {
      const found = judgeParameter(scene, name, value)
      const isSecret = isSecretParameter(name)
      return {
        name: name.slice(0, 200),
        value: isSecret ? MASK : value,
        isSecret,
        meaning: say(language, isKnown(name) ? `inspect.meaning.${name}` : 'inspect.meaning.unknown'),
        clause: isKnown(name) ? known[name] : 'RFC 6749 §3.1',
        result: found.result,
        finding: found.finding,
      }
    })
    const general = generalFindings(url, scene)
    const worst = Math.max(0, ...[...parameters, ...general].map(({ result }) => severity[result]))
    return ok({
      clientId,
      clientName: client?.name ?? null,
      endpoint: url.origin + url.pathname,
      parameters,
      summary: [...general.map(({ finding }) => finding), answerOf(problems, scene)].join(' '),
      verdict: worst === 2 || problems.length > 0 ? 'failed' : worst === 1 || !client ? 'warning' : 'passed',
    })
  })
}

function readUrl(pasted: string): Result<{ readonly url: URL; readonly clientId: ClientId }> {
  const text = pasted.trim().replace(/^[<"'`]+|[>"'`]+$/g, '')
  const unreadable = (problem: string, params: Readonly<Record<string, string>> = {}): Result<never> =>
    fail({ code: 'authorize_url_unreadable', field: 'url', rule: 'L4', params: { problem, ...params } })
  if (text === '') return unreadable('empty')
  if (/\s/.test(text) || !URL.canParse(text)) return unreadable('not_a_url')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return unreadable('scheme', { scheme: url.protocol.slice(0, 30) })
  }
  if (url.username !== '' || url.password !== '') return unreadable('not_a_url')
  if (url.searchParams.size === 0) return unreadable('no_query')
  const clientId = url.searchParams.get('client_id') ?? ''
  if (clientId === '') return unreadable('no_client')
  return ok({ url, clientId: asId<ClientId>(clientId.slice(0, 200)) })
}

/** What no single parameter shows: where the URL leads, what is missing, whether the app may run. */
function generalFindings(
  url: URL,
  { query, client, authorization, language }: InspectionScene,
): readonly Finding[] {
  const found: Finding[] = []
  const add = (result: Finding['result'], key: WordingKey, params: Fillings = {}) => {
    found.push({ result, finding: say(language, key, params) })
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    add('failed', 'inspect.general.insecure', { host: url.host })
  }
  if (!client) {
    add('warning', 'inspect.general.client_unknown')
    return found
  }
  const usesPkce = query.has('code_challenge')
  if (!query.get('state'))
    add('warning', usesPkce ? 'inspect.general.no_state_pkce' : 'inspect.general.no_state')
  if (client.grantType === 'authorization_code' && !usesPkce && !client.pkce) {
    add('warning', 'inspect.general.no_pkce')
  }
  if (authorization?.state !== 'authorized') {
    add('warning', 'inspect.general.not_authorized', { client: client.name })
  }
  return found
}

/** What the server would do with the request: the first thing that it finds wrong decides. */
function answerOf(
  problems: readonly ParameterProblem[],
  { client, language }: { readonly client?: InspectionScene['client']; readonly language: Language },
): string {
  if (!client) return say(language, 'inspect.answer.unknown')
  const [first] = problems
  if (!first) return say(language, 'inspect.answer.login')
  const isShown = first.parameter === 'client_id' || first.parameter === 'redirect_uri'
  const params = { error: first.error, description: first.describe(language) }
  return say(language, isShown ? 'inspect.answer.shown' : 'inspect.answer.redirected', params)
}
