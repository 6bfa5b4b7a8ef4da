import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type Configuration } from 'oidc-provider';

/** A provider of company accounts on this machine. */
export type AccountProvider = {
  /** Settings that make `enishi` use it. */
  args: string[];
  stop: () => void;
};

const client = { id: 'enishi', secret: 'a secret of the browser tests' };

/**
 * Starts one for the site at `site`. It takes any account and any password; `jimu` and whoever begins like that is in the group of
 * the office. On 127.0.0.1, it is another site than `localhost`.
 */
export async function provide(site: string): Promise<AccountProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration(`${site}/sign-in/oidc/callback`));
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const asks = request.url?.startsWith('/interaction/') ? interact(provider, request, response) : answer(request, response);
    asks.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return {
    args: ['--oidc-issuer', issuer, '--oidc-client-id', client.id, '--oidc-client-secret', client.secret, '--oidc-scopes', 'groups', '--oidc-roles', 'desk=office'],
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function configuration(callback: string): Configuration {
  return {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [callback] }],
    cookies: { keys: ['of the browser tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['family_name', 'given_name', 'family_name#ja-Kana-JP', 'given_name#ja-Kana-JP'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => claimsOf(id) }),
    // Everybody of the company may use the site: nobody is asked.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session?.accountId, clientId: oidc.client?.clientId });
      grant.addOIDCScope('openid email profile groups');
      await grant.save();
      return grant;
    },
  };
}

/** `jimu` is 神谷 楓 with the address jimu@… and, by the name, of the office. An id that is an address is one that is verified. */
function claimsOf(id: string) {
  return {
    sub: id,
    email: id.includes('@') ? id : `${id}@sakurabashi.example.jp`,
    email_verified: true,
    family_name: '神谷',
    given_name: '楓',
    'family_name#ja-Kana-JP': 'カミヤ',
    'given_name#ja-Kana-JP': 'カエデ',
    groups: id.startsWith('jimu') ? ['desk'] : [],
  };
}

/** The provider's own page: who are you? */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    const typed = new URLSearchParams((await request.toArray()).join(''));
    await provider.interactionFinished(request, response, { login: { accountId: typed.get('account') ?? '' } });
    return;
  }
  const page = '<!doctype html><html lang="en"><title>Company</title><link rel="icon" href="data:,"><form method="post"><label>Account <input name="account"></label><button>Go on</button></form>';
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
}
