/** `@node-oauth/oauth2-server` with its tokens in SQLite at `synchronous=NORMAL`, as its users write it. */
import { createServer } from 'node:http'
import OAuth2Server from '@node-oauth/oauth2-server'
import Database from 'better-sqlite3'

const [, , file = ''] = process.argv
const database = new Database(file)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = NORMAL')
database.exec('create table token (access_token text primary key, client_id text, expires_at integer) strict')
const insert = database.prepare('insert into token values (?, ?, ?)')

const client = { id: 'bench', grants: ['client_credentials'] }
const oauth = new OAuth2Server({
  model: {
    getClient: (id: string, secret: string) =>
      Promise.resolve(id === client.id && secret === 'secret' ? client : undefined),
    getUserFromClient: () => Promise.resolve({ id: client.id }),
    saveToken: (token: OAuth2Server.Token, of: OAuth2Server.Client, user: OAuth2Server.User) => {
      insert.run(token.accessToken, of.id, token.accessTokenExpiresAt?.getTime() ?? 0)
      return Promise.resolve({ ...token, client: of, user })
    },
    getAccessToken: () => Promise.resolve(undefined),
  },
})

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
    const { method, headers } = request
    const given = only(headers)
    const asked = new OAuth2Server.Request({ method: method ?? '', headers: given, query: {}, body })
    const answer = new OAuth2Server.Response({ headers: {} })
    const write = () => {
      const text = JSON.stringify(answer.body)
      response.writeHead(answer.status ?? 200, {
        ...answer.headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    }
    oauth.token(asked, answer).then(write, write)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})

/** The headers that came once. */
function only(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const entries = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(entries)
}
