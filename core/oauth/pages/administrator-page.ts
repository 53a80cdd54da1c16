import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { HttpAnswer } from '../../model/http-exchange.ts'
import { permissionTitle } from '../../model/permission.ts'
import { say } from '../../wording/say.ts'
import { backForm } from './back-form.ts'
import { html, prose, type Html } from './html.ts'
import { notice } from './notice.ts'
import { implicitWarning, type PageScene } from './page-scene.ts'
import { answerPage } from './page.ts'

export interface AdministratorPage extends PageScene {
  readonly handle: string
  readonly organizationName: string
  readonly userName: string
  /** Who may authorize it. */
  readonly permission: string
  /** What the organization has on record of the app, the request left just now among it; null for nothing. */
  readonly record: AppAuthorization | null
}

/** The app is not authorized, and this user may not do it: the request waits for who may (A3). */
export function administratorPage(page: AdministratorPage): HttpAnswer {
  const { language, client, organizationName, userName, permission, redirectUri, http, note } = page
  const title = say(language, 'page.administrator.title')
  const fillings = {
    app: client.name,
    organization: organizationName,
    user: userName,
    permission,
    title: permissionTitle(permission),
  }
  const main = html`
    <div class="lead">
      <h1>${title}</h1>
      <p>${prose(say(language, 'page.administrator.lead', fillings))}</p>
    </div>
    ${standing(page)} ${implicitWarning(page)} ${backForm(page)}
  `
  const { issuer } = http
  const kind = 'administrator-required'
  return answerPage({ kind, status: 403, language, title, main, leadsTo: redirectUri, issuer, note })
}

function standing({ language, record }: AdministratorPage): Html | null {
  if (!record) return null
  const { state, createdBy, createdAt, modifiedBy, modifiedAt } = record
  if (state === 'pending') {
    const by = { user: createdBy.name, at: createdAt }
    return notice('pending', say(language, 'page.administrator.asked', by))
  }
  const by = { user: modifiedBy.name, at: modifiedAt }
  return notice('warn', say(language, 'page.administrator.revoked', by))
}
