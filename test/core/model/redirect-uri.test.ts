import { describe, expect, it } from 'vitest'
import { inspectRedirectUri, matchRedirectUri, splitRedirectUris } from '../../../core/model/redirect-uri.ts'

describe('inspectRedirectUri', () => {
  it.each([
    'https://app.example.com/callback',
    'https://app.example.com:8443/callback?x=1&y=2',
    'http://127.0.0.1/callback',
    'http://[::1]:4711/callback',
    'com.example.app:/oauth2redirect',
    'com.example.app://host/path',
    'https://app.example.com/a@b',
    `https://app.example.com/${'a'.repeat(2_048 - 'https://app.example.com/'.length)}`,
  ])('accepts `%s` (C4)', (uri) => {
    expect(inspectRedirectUri(uri).problem).toBeNull()
  })

  it.each([
    ['', 'empty'],
    [`https://app.example.com/${'a'.repeat(2_049 - 'https://app.example.com/'.length)}`, 'too_long'],
    ['/callback', 'not_absolute'],
    ['//app.example.com/callback', 'not_absolute'],
    ['app.example.com/callback', 'not_absolute'],
    ['https://', 'not_absolute'],
    ['http://127.0.0.1:99999/callback', 'not_absolute'],
    ['https://app.example.com/callback#', 'fragment'],
    ['https://app.example.com/callback#token', 'fragment'],
    ['com.example.app:/callback#x', 'fragment'],
    ['javascript:alert(1)', 'dangerous_scheme'],
    ['JavaScript://app.example.com/%0aalert(1)', 'dangerous_scheme'],
    ['data:text/html,hello', 'dangerous_scheme'],
    ['file:///etc/passwd', 'dangerous_scheme'],
    ['vbscript:x', 'dangerous_scheme'],
    ['blob:https://app.example.com/1', 'dangerous_scheme'],
    ['about:blank', 'dangerous_scheme'],
    ['https://user@app.example.com/callback', 'user_info'],
    ['https://user:pass@app.example.com/callback', 'user_info'],
    ['https://@app.example.com/callback', 'user_info'],
    ['https://:@app.example.com/callback', 'user_info'],
    ['com.example.app://user@host/callback', 'user_info'],
    ['https://app.example.com@evil.example/callback', 'user_info'],
    ['https://app.example.com\\@evil.example/', 'invalid_character'],
    ['https://app.example.com/a b', 'invalid_character'],
    ['https://app.example.com/\tcallback', 'invalid_character'],
    ['https://app.example.com/\u0000', 'invalid_character'],
    ['https://äpp.example.com/callback', 'invalid_character'],
    ['https://app.example.com/{id}', 'invalid_character'],
    ['https:app.example.com', 'missing_host'],
    ['https:/app.example.com', 'missing_host'],
    ['https:///app.example.com', 'missing_host'],
  ])('refuses %j because of %s (C4)', (uri, problem) => {
    expect(inspectRedirectUri(uri)).toEqual({ uri, normalized: null, problem, remarks: [] })
  })

  it.each([
    ['http://app.example.com/callback', ['insecure_http']],
    ['http://127.0.0.1/callback', []],
    ['http://[::1]/callback', []],
    ['http://localhost/callback', ['localhost']],
    ['http://localhost.evil.example/callback', ['insecure_http']],
    ['https://*.example.com/callback', ['wildcard']],
    ['https://app.example.com/%2A', ['wildcard']],
    ['https://app.example.com', ['no_path']],
    ['https://app.example.com/', ['no_path']],
    ['com.example.app:/', []],
  ])('remarks about `%s`: %j', (uri, remarks) => {
    expect(inspectRedirectUri(uri)).toMatchObject({ problem: null, remarks })
  })

  it.each([
    ['https://APP.example.com/cb', 'https://app.example.com/cb'],
    ['HTTPS://app.example.com/cb', 'https://app.example.com/cb'],
    ['https://app.example.com:443/cb', 'https://app.example.com/cb'],
    ['http://app.example.com:80/cb', 'http://app.example.com/cb'],
    ['https://app.example.com', 'https://app.example.com/'],
    ['https://app.example.com/a/../cb', 'https://app.example.com/cb'],
    ['http://127.1/cb', 'http://127.0.0.1/cb'],
  ])('normalizes `%s` as `%s` (C4)', (one, other) => {
    expect(inspectRedirectUri(one).normalized).toBe(inspectRedirectUri(other).normalized)
  })

  it.each([
    ['https://app.example.com/cb', 'https://app.example.com/cb/'],
    ['https://app.example.com/cb', 'https://app.example.com/CB'],
    ['https://app.example.com/cb', 'http://app.example.com/cb'],
    ['http://127.0.0.1/cb', 'http://localhost/cb'],
    ['http://127.0.0.1:1/cb', 'http://127.0.0.1:2/cb'],
  ])('keeps `%s` and `%s` apart (C4)', (one, other) => {
    expect(inspectRedirectUri(one).normalized).not.toBe(inspectRedirectUri(other).normalized)
  })
})

describe('splitRedirectUris', () => {
  it('takes one URI per line, without blanks around it and without empty lines (C4)', () => {
    expect(splitRedirectUris(' https://a.example/ \r\n\n\thttps://b.example/\n')).toEqual([
      'https://a.example/',
      'https://b.example/',
    ])
  })
})

describe('matchRedirectUri', () => {
  it.each([
    ['https://app.example.com/cb', 'https://app.example.com/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:52431/cb'],
    ['http://127.0.0.1:8080/cb', 'http://127.0.0.1:52431/cb'],
    ['http://127.0.0.1:8080/cb', 'http://127.0.0.1/cb'],
    ['http://[::1]/cb', 'http://[::1]:52431/cb'],
    ['http://localhost:8080/cb', 'http://localhost:9090/cb'],
    ['http://127.0.0.1', 'http://127.0.0.1:52431'],
    ['http://127.0.0.1/cb?x=1', 'http://127.0.0.1:52431/cb?x=1'],
    ['http://127.0.0.1?x=1', 'http://127.0.0.1:52431?x=1'],
    ['com.example.app:/cb', 'com.example.app:/cb'],
  ])('takes for the registered `%s` the presented `%s` (C4, RFC 8252 §7.3)', (registered, presented) => {
    expect(matchRedirectUri([registered], presented)).toEqual({ matches: true, registered })
  })

  it.each([
    ['another path', 'http://127.0.0.1/cb', 'http://127.0.0.1:52431/other'],
    ['a longer path', 'http://127.0.0.1/cb', 'http://127.0.0.1:52431/cb/more'],
    ['a trailing slash', 'https://app.example.com/cb', 'https://app.example.com/cb/'],
    ['a trailing slash on loopback', 'http://127.0.0.1/cb', 'http://127.0.0.1:52431/cb/'],
    ['an added slash without a path', 'http://127.0.0.1', 'http://127.0.0.1:52431/'],
    ['another query', 'https://app.example.com/cb', 'https://app.example.com/cb?x=1'],
    ['a query on loopback', 'http://127.0.0.1/cb', 'http://127.0.0.1:52431/cb?next=evil'],
    ['a fragment', 'https://app.example.com/cb', 'https://app.example.com/cb#x'],
    ['a fragment on loopback', 'http://127.0.0.1/cb', 'http://127.0.0.1:52431/cb#x'],
    ['another case of the path', 'https://app.example.com/cb', 'https://app.example.com/CB'],
    ['another case of the host', 'https://app.example.com/cb', 'https://APP.example.com/cb'],
    ['another case of the scheme', 'https://app.example.com/cb', 'HTTPS://app.example.com/cb'],
    ['another case of localhost', 'http://localhost/cb', 'http://LOCALHOST:1234/cb'],
    ['another scheme', 'https://app.example.com/cb', 'http://app.example.com/cb'],
    ['a default port written out', 'https://app.example.com/cb', 'https://app.example.com:443/cb'],
    ['a port on another host', 'https://app.example.com/cb', 'https://app.example.com:8443/cb'],
    ['a port on an insecure other host', 'http://app.example.com/cb', 'http://app.example.com:8080/cb'],
    ['https on loopback', 'https://127.0.0.1/cb', 'https://127.0.0.1:52431/cb'],
    ['https for http on loopback', 'http://127.0.0.1/cb', 'https://127.0.0.1/cb'],
    ['localhost for the literal', 'http://127.0.0.1/cb', 'http://localhost:52431/cb'],
    ['the literal for localhost', 'http://localhost/cb', 'http://127.0.0.1:52431/cb'],
    ['IPv6 for IPv4', 'http://127.0.0.1/cb', 'http://[::1]:52431/cb'],
    ['another loopback address', 'http://127.0.0.1/cb', 'http://127.0.0.2:52431/cb'],
    ['another spelling of the literal', 'http://127.0.0.1/cb', 'http://127.1:52431/cb'],
    ['a host that begins like localhost', 'http://localhost/cb', 'http://localhost.evil.example/cb'],
    ['a host that begins like the literal', 'http://127.0.0.1/cb', 'http://127.0.0.1.evil.example/cb'],
    ['a host behind user information', 'http://127.0.0.1/cb', 'http://127.0.0.1:80@evil.example/cb'],
    ['user information', 'http://127.0.0.1/cb', 'http://user@127.0.0.1/cb'],
    ['a host behind a backslash', 'http://127.0.0.1/cb', 'http://127.0.0.1\\@evil.example/cb'],
    ['a port that is none', 'http://127.0.0.1/cb', 'http://127.0.0.1:http/cb'],
    ['an empty port', 'http://127.0.0.1/cb', 'http://127.0.0.1:/cb'],
    ['a port beyond the last', 'http://127.0.0.1/cb', 'http://127.0.0.1:65536/cb'],
    ['a port that is too long', 'http://127.0.0.1/cb', 'http://127.0.0.1:123456/cb'],
    ['a line break', 'http://127.0.0.1/cb', 'http://127.0.0.1:1/cb\n'],
    ['a blank in front', 'https://app.example.com/cb', ' https://app.example.com/cb'],
    ['percent-encoding', 'https://app.example.com/cb', 'https://app.example.com/%63b'],
    ['a dotted path', 'https://app.example.com/cb', 'https://app.example.com/x/../cb'],
    ['a wildcard as registered', 'https://*.example.com/cb', 'https://app.example.com/cb'],
    ['the wrong private scheme', 'com.example.app:/cb', 'com.example.other:/cb'],
  ])('refuses %s (C4, RFC 9700 §2.1)', (_what, registered, presented) => {
    expect(matchRedirectUri([registered], presented)).toMatchObject({ matches: false })
  })

  it('prefers the exact match to one that differs in the port only (C4)', () => {
    const registered = ['http://127.0.0.1/cb', 'http://127.0.0.1:8080/cb']
    expect(matchRedirectUri(registered, 'http://127.0.0.1:8080/cb')).toEqual({
      matches: true,
      registered: 'http://127.0.0.1:8080/cb',
    })
  })

  it('names the closest registered URI and the first character that differs (C4)', () => {
    const registered = ['https://other.example.com/', 'https://app.example.com/callback']
    expect(matchRedirectUri(registered, 'https://app.example.com/calback')).toEqual({
      matches: false,
      closest: { registered: 'https://app.example.com/callback', differsAt: 27 },
    })
  })

  it('refuses everything where nothing is registered (C4)', () => {
    expect(matchRedirectUri([], 'https://app.example.com/cb')).toEqual({ matches: false, closest: null })
  })
})
