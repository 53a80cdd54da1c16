import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Browser, Page } from '@playwright/test'
import { z } from 'zod'

const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() })
const errorBody = z.object({ code: z.string() })

/** An app as a developer writes it: code with PKCE, a loopback redirect, a browser of its own. It knows the issuer only. */
export class AppUnderTest implements AsyncDisposable {
  readonly #issuer: string
  readonly #clientId: string
  readonly #server: Server
  readonly #page: Page
  readonly #verifier = randomBytes(32).toString('base64url')
  readonly #state = randomBytes(16).toString('base64url')
  #accessToken = ''

  private constructor(parts: { issuer: string; clientId: string; server: Server; page: Page }) {
    this.#issuer = parts.issuer
    this.#clientId = parts.clientId
    this.#server = parts.server
    this.#page = parts.page
  }

  static async open(
    browser: Browser,
    about: { readonly issuer: string; readonly clientId: string },
  ): Promise<AppUnderTest> {
    const server = createServer((_request, response) => response.end('<h1>Back in the app</h1>'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const context = await browser.newContext({ javaScriptEnabled: false })
    return new AppUnderTest({ ...about, server, page: await context.newPage() })
  }

  /** The page in which the app's user logs in; it works without JavaScript. */
  get page(): Page {
    return this.#page
  }

  /** Sends its user to the authorization endpoint and logs in there, up to whatever comes then. */
  async logIn(email: string): Promise<void> {
    const { port } = z.object({ port: z.number() }).parse(this.#server.address())
    const query = new URLSearchParams({
      client_id: this.#clientId,
      redirect_uri: `http://127.0.0.1:${String(port)}/callback`,
      response_type: 'code',
      state: this.#state,
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    await this.#page.goto(`${this.#issuer}/oauth/authorize?${query.toString()}`)
    await this.#page.getByLabel('E-mail').fill(email)
    await this.#page.getByRole('button', { name: 'Log in' }).click()
  }

  /** Takes the code that the browser came back with to the token endpoint; answers the token's seconds. */
  async redeem(): Promise<number> {
    await this.#page.getByRole('heading', { name: 'Back in the app' }).waitFor()
    const back = new URL(this.#page.url())
    if (back.searchParams.get('state') !== this.#state) throw new Error('the state came back changed')
    const answer = await fetch(`${this.#issuer}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: back.origin + back.pathname,
        client_id: this.#clientId,
        code_verifier: this.#verifier,
      }),
    })
    const token = tokenAnswer.parse(await answer.json())
    this.#accessToken = token.access_token
    return token.expires_in
  }

  /** Calls the Platform API with its token: the status, and the code of a refusal. */
  async call(method: string, path: string, body?: object): Promise<string> {
    const answer = await fetch(this.#issuer + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#accessToken}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (answer.ok) return String(answer.status)
    return `${String(answer.status)} ${errorBody.parse(await answer.json()).code}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#page.context().close()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
