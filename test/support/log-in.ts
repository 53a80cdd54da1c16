/** Walks through the pages of an authorization request as a person's browser does; answers where it is sent on to. */
export async function logIn(authorizeUrl: URL, organizationId: string, email: string): Promise<URL> {
  const page = await fetch(authorizeUrl)
  const handle = /name="handle" value="([^"]+)"/.exec(await page.text())?.[1]
  if (handle === undefined) throw new Error(`no login page but ${String(page.status)}`)
  const answer = await fetch(new URL('/oauth/authorize/login', authorizeUrl), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ handle, organization: organizationId, email }),
  })
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`nobody is sent on, but ${String(answer.status)}`)
  return new URL(location)
}
