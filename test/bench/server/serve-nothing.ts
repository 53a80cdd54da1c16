/** The least that answers: what everything else is measured against. */
import { createServer } from 'node:http'

const body = JSON.stringify({ access_token: 'x'.repeat(43), token_type: 'bearer', expires_in: 86_400 })
const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
