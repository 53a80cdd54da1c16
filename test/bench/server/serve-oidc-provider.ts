/** `oidc-provider` as it comes, its tokens in its own memory. */
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const provider = new Provider(`http://127.0.0.1:${String(port)}`, {
    clients: [
      {
        client_id: 'bench',
        client_secret: 'secret',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    void answer(request, response)
  })
  process.send?.({ port })
})
