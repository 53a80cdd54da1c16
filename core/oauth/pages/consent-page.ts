import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { HttpAnswer } from '../../model/http-exchange.ts'
import { compareScopes, scopeRisk, type ScopeRisk } from '../../model/scope.ts'
import { describeScope } from '../../wording/describe-scope.ts'
import { say } from '../../wording/say.ts'
import { html, prose, type Html } from './html.ts'
import { icons } from './icons.ts'
import { alert, notice } from './notice.ts'
import { afterwards, implicitWarning, type PageScene } from './page-scene.ts'
import { answerPage } from './page.ts'

export interface ConsentPage extends PageScene {
  readonly handle: string
  readonly organizationName: string
  /** Whether the client is the organization's own. */
  readonly isOwn: boolean
  readonly user: { readonly name: string; readonly email: string }
  /** What the organization has on record of the app; undefined for nothing. */
  readonly former: AppAuthorization | undefined
  /** The names of the roles that the app stays limited to. */
  readonly roles: readonly string[]
  /** What is checked. */
  readonly checked: readonly string[]
  readonly enforceScopes: boolean
  /** Why the former attempt failed, as a sentence. */
  readonly problem: string | null
}

/** Who is asking, for what, and on whose behalf; the scopes one by one, the riskiest first (A3). */
export function consentPage(page: ConsentPage): HttpAnswer {
  const { language, client, handle, organizationName, problem } = page
  const title = say(language, 'page.consent.title', { app: client.name })
  const main = html`
    <div class="lead">
      <h1>${title}</h1>
      <p>${say(language, 'page.consent.lead', { organization: organizationName })}</p>
    </div>
    ${problem === null ? null : alert('problem', problem)} ${implicitWarning(page)} ${history(page)}
    ${facts(page)}
    <form method="post" action="/oauth/authorize/consent">
      <input type="hidden" name="handle" value="${handle}" />
      <div>
        <div class="lead">
          <h2>${say(language, 'page.consent.scopes')}</h2>
          <p class="quiet">${say(language, 'page.consent.scopes_detail')}</p>
        </div>
        ${enforcement(page)}
        ${(['privileged', 'write', 'read'] as const).map((risk) => scopeGroup(page, risk))}
      </div>
      <div class="buttons">
        <button class="primary" type="submit" name="decision" value="allow">
          ${say(language, 'page.consent.allow')}
        </button>
        <button type="submit" name="decision" value="deny">${say(language, 'page.consent.deny')}</button>
      </div>
    </form>
    ${afterwards(page)}
  `
  const status = problem === null ? 200 : 400
  const { http, note, redirectUri } = page
  const { issuer } = http
  return answerPage({ kind: 'consent', status, language, title, main, leadsTo: redirectUri, issuer, note })
}

function history({ language, former, roles }: ConsentPage): readonly Html[] {
  if (!former) return []
  const { modifiedBy, modifiedAt, expiresAt } = former
  const user = modifiedBy.name
  const limit = roles.length === 0 ? [] : [notice('info', say(language, 'page.consent.limited', { roles }))]
  if (former.state === 'pending') {
    return [notice('info', say(language, 'page.consent.pending', { user, at: former.createdAt })), ...limit]
  }
  if (former.state === 'revoked' && former.revocationCause === 'administrator') {
    return [notice('warn', say(language, 'page.consent.revoked', { user, at: modifiedAt })), ...limit]
  }
  return [notice('info', say(language, 'page.consent.expired', { at: expiresAt ?? modifiedAt })), ...limit]
}

function facts({ language, client, ownerName, isOwn, organizationName, user }: ConsentPage): Html {
  const owner = isOwn
    ? say(language, 'page.consent.here')
    : (ownerName ?? say(language, 'page.consent.vendor'))
  const rows: readonly (readonly [string, Html])[] = [
    [say(language, 'page.consent.app'), html`${client.name}<br /><code>${client.id}</code>`],
    [say(language, 'page.consent.owner'), html`${owner}`],
    ...(client.description === ''
      ? []
      : [[say(language, 'page.consent.description'), html`${client.description}`] as const]),
    [say(language, 'page.consent.organization'), html`${organizationName}`],
    [say(language, 'page.consent.you'), html`${user.name} (${user.email})`],
  ]
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`
}

/** Where scopes are not enforced, whoever chooses some must know it (O2). */
function enforcement({ language, enforceScopes, organizationName }: ConsentPage): Html | null {
  if (enforceScopes) return null
  return notice('warn', say(language, 'page.consent.not_enforced', { organization: organizationName }))
}

function scopeGroup({ language, client, checked, problem }: ConsentPage, risk: ScopeRisk): Html {
  const scopes = [...client.scopes].filter((scope) => scopeRisk(scope) === risk).sort(compareScopes)
  if (scopes.length === 0) return html``
  const items = scopes.map(
    (scope) =>
      html`<li>
        <label>
          <input
            type="checkbox"
            name="scope"
            value="${scope}"
            ${checked.includes(scope) ? html`checked` : null}
            ${problem === null ? null : html`aria-describedby="problem"`}
          />
          <span class="words"
            ><span>${prose(describeScope(scope, language))}</span><code>${scope}</code></span
          >
        </label>
      </li>`,
  )
  return html`<fieldset>
    <legend>
      <span class="tag ${risk}">${icons[risk]}${say(language, `page.consent.risk.${risk}`)}</span>
    </legend>
    <ul class="scopes">
      ${items}
    </ul>
  </fieldset>`
}
