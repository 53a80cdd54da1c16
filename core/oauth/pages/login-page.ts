import type { HttpAnswer } from '../../model/http-exchange.ts'
import type { Organization } from '../../model/directory.ts'
import { say } from '../../wording/say.ts'
import { html, type Html } from './html.ts'
import { alert, notice } from './notice.ts'
import { afterwards, implicitWarning, type PageScene } from './page-scene.ts'
import { answerPage } from './page.ts'

export type LoginProblem = 'failed' | 'email_missing'

export interface LoginPage extends PageScene {
  readonly handle: string
  readonly organizations: readonly Organization[]
  readonly organization: Organization | undefined
  /** Whom to begin with; empty for nobody. */
  readonly email: string
  readonly wantsPassword: boolean
  readonly problem: LoginProblem | null
  /** The identity provider that the app asked for. */
  readonly provider: string | null
}

/** Organization and user; a password once it is known that one is needed (S1). */
export function loginPage(page: LoginPage): HttpAnswer {
  const { language, http, note, redirectUri, client, ownerName, handle, problem, provider } = page
  const app = { app: client.name, owner: ownerName ?? '' }
  const main = html`
    <div class="lead">
      <h1>${say(language, 'page.login.title')}</h1>
      <p class="quiet">
        ${say(language, ownerName === null ? 'page.login.lead_built_in' : 'page.login.lead', app)}
      </p>
    </div>
    ${implicitWarning(page)}
    ${provider === null ? null : notice('info', say(language, 'page.login.provider', { provider }))}
    ${problem === null ? null : alert('problem', say(language, `page.login.${problem}`))}
    <form method="post" action="/oauth/authorize/login">
      <input type="hidden" name="handle" value="${handle}" />
      ${organizationField(page)} ${emailField(page)} ${page.wantsPassword ? passwordField(page) : null}
      <div class="buttons">
        <button class="primary" type="submit" ${focused(focusOf(page) === 'submit')}>
          ${say(language, 'page.login.submit')}
        </button>
      </div>
    </form>
    ${afterwards(page)}
  `
  const title = say(language, 'page.login.title')
  const { issuer } = http
  const status = problem === null ? 200 : 400
  return answerPage({ kind: 'login', status, language, title, main, leadsTo: redirectUri, issuer, note })
}

function organizationField({ language, organizations, organization }: LoginPage): Html {
  const label = say(language, 'page.login.organization')
  const [only, another] = organizations
  if (only && !another) {
    return html`<div class="field">
      <span class="label">${label}</span><span>${only.name}</span>
      <input type="hidden" name="organization" value="${only.id}" />
    </div>`
  }
  const options = organizations.map(
    ({ id, name }) =>
      html`<option value="${id}" ${id === organization?.id ? html`selected` : null}>${name}</option>`,
  )
  return html`<div class="field">
    <label for="organization">${label}</label>
    <select id="organization" name="organization">
      ${options}
    </select>
  </div>`
}

function emailField(page: LoginPage): Html {
  const { language, email, problem } = page
  return html`<div class="field">
    <label for="email">${say(language, 'page.login.email')}</label>
    <input
      type="email"
      id="email"
      name="email"
      value="${email}"
      required
      maxlength="320"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
      ${problem === null ? null : html`aria-invalid="true" aria-describedby="problem"`}
      ${focused(focusOf(page) === 'email')}
    />
  </div>`
}

function passwordField(page: LoginPage): Html {
  const { language, problem } = page
  const described = problem === null ? html`password-hint` : html`problem`
  return html`<div class="field">
    <label for="password">${say(language, 'page.login.password')}</label>
    <input
      type="password"
      id="password"
      name="password"
      maxlength="256"
      autocomplete="current-password"
      aria-describedby="${described}"
      ${problem === 'failed' ? html`aria-invalid="true"` : null}
      ${focused(focusOf(page) === 'password')}
    />
    ${
      problem === null
        ? html`<p class="small" id="password-hint">${say(language, 'page.login.password_wanted')}</p>`
        : null
    }
  </div>`
}

/** What is left to do first. */
function focusOf({ wantsPassword, email }: LoginPage): 'email' | 'password' | 'submit' {
  if (wantsPassword) return 'password'
  return email === '' ? 'email' : 'submit'
}

function focused(isFocused: boolean): Html | null {
  return isFocused ? html`autofocus` : null
}
