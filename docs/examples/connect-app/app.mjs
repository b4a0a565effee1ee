// An app that merchants connect to a store of theirs: it lists the store's payments and hears of new ones. See README.md.
import { createServer } from 'node:http';
import { ApiRefusal, ConnectionFailure } from '@crypto-checkout/sdk';
import { WebhookVerificationError, verifyWebhook } from '@crypto-checkout/sdk/webhooks';
import { AuthorizationResponseError, WWWAuthenticateChallengeError } from 'openid-client';
import { ConnectionEnded, Connections } from './connections.mjs';
import { Installs } from './installs.mjs';
import { homePage, problemPage, storePage } from './pages.mjs';

const { CLIENT_ID, CLIENT_SECRET, APP_WEBHOOK_SECRET, CHECKOUT_URL = 'http://127.0.0.1:8080', PORT = '3000' } = process.env;
const { APP_URL = `http://127.0.0.1:${PORT}`, INSTALLS_FILE = 'installs.json' } = process.env;
const KEPT_EVENTS = 20;
const MOST_BYTES = 1_000_000;

const installs = new Installs(INSTALLS_FILE);
const appEvents = []; // The last ones, the newest first.
let connections;

const routes = [
    { method: 'GET', path: /^\/$/, handle: async () => homePage(installs.list(), appEvents) },
    { method: 'GET', path: /^\/connect$/, handle: beginConnecting },
    { method: 'GET', path: /^\/callback$/, handle: finishConnecting },
    { method: 'GET', path: /^\/stores\/([\w-]+)$/, handle: showStore },
    { method: 'POST', path: /^\/stores\/([\w-]+)\/disconnect$/, handle: disconnect },
    { method: 'POST', path: /^\/webhooks\/([\w-]+)$/, handle: takeStoreEvent },
    { method: 'POST', path: /^\/app-events$/, handle: takeAppEvent },
];

/** What is said to whoever asked for something wrong. */
class Refused extends Error {
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}

async function beginConnecting(request, response) {
    const { url, memory } = await connections.begin();
    // Only the browser that began may bring the answer: else somebody could slip a store of his into your session.
    response.setHeader('set-cookie', `connecting=${memory}; HttpOnly; SameSite=Lax; Path=/callback; Max-Age=600${APP_URL.startsWith('https:') ? '; Secure' : ''}`);
    redirect(response, url);
}

async function finishConnecting(request, response) {
    const memory = /(?:^|; )connecting=([\w.~-]+)/.exec(request.headers.cookie ?? '')?.[1];
    if (!memory) throw new Refused(400, 'This browser did not ask to connect a store, or more than ten minutes ago. Begin again.');
    response.setHeader('set-cookie', 'connecting=; HttpOnly; Path=/callback; Max-Age=0');
    const install = await connections.finish(addressOf(request), memory);
    redirect(response, `/stores/${install.id}`);
}

async function showStore(request, response, id) {
    const install = knownInstall(id);
    const { data } = await connections.use(install, (client) => client.checkoutSessions.list({ limit: 25 }));
    return storePage(install, data);
}

async function disconnect(request, response, id) {
    // A form on somebody else's page sends its own origin.
    if (request.headers.origin !== APP_URL) throw new Refused(403, 'This did not come from a page of the app.');
    await connections.disconnect(knownInstall(id));
    redirect(response, '/');
}

/** What happened in a store. First verify, then keep, then answer, and only then work. */
async function takeStoreEvent(request, response, id) {
    const install = installs.find(id);
    if (!install) throw new Refused(410, 'This store is not connected any more.'); // The platform stops sending then.
    if (!install.endpoint) throw new Refused(503, 'Not ready yet.'); // It comes again.
    const event = await verified(request, install.endpoint.secret);
    keep(event, install.events);
    installs.save(install);
    response.writeHead(204).end();
}

/** What happened to the app itself: a store connected or disconnected it. */
async function takeAppEvent(request, response) {
    if (!APP_WEBHOOK_SECRET) throw new Refused(503, 'APP_WEBHOOK_SECRET is not set.');
    const event = await verified(request, APP_WEBHOOK_SECRET);
    keep(event, appEvents);
    response.writeHead(204).end();
    // An event may be late. What holds now is what the API says: a connection that ended is noticed by using it.
    for (const install of installs.list().filter(({ store }) => store.id === event.data.storeId)) {
        await connections.use(install, (client) => client.store.retrieve()).catch(() => {});
    }
}

/** @returns {Promise<any>} */
async function verified(request, secret) {
    const chunks = [];
    let size = 0;
    for await (const chunk of request) {
        size += chunk.length;
        if (size > MOST_BYTES) throw new Refused(413, 'Too large.');
        chunks.push(chunk);
    }
    // The bytes as they came: parsed and written again, they would not verify.
    return verifyWebhook({ payload: Buffer.concat(chunks), signature: request.headers['x-webhook-signature'], secret });
}

/** The same event may come twice, and has the same id then. */
function keep({ id, type, createdAt, data }, events) {
    if (events.some((known) => known.id === id)) return;
    events.unshift({ id, type, object: data.reference ?? data.storeId ?? data.id, at: createdAt });
    events.splice(KEPT_EVENTS);
}

function knownInstall(id) {
    const install = installs.find(id);
    if (!install) throw new Refused(404, 'This store is not connected.');
    return install;
}

/** Put behind our own origin as it came. Resolved against it, `//` is no address, and `//elsewhere/callback` is one of another host. */
function addressOf({ url }) {
    if (!url.startsWith('/')) throw new Refused(400, 'This is no address of the app.');
    return new URL(new URL(APP_URL).origin + url);
}

function redirect(response, location) {
    response.writeHead(303, { location }).end();
}

/** Every error in words, with a status that fits. */
function explained(error) {
    if (error instanceof Refused) return { status: error.status, title: 'That did not work', message: error.message };
    if (error instanceof ConnectionEnded) return { status: 409, title: 'Connect again', message: error.message };
    if (error instanceof WebhookVerificationError) return { status: 400, title: 'Refused', message: error.message };
    if (error instanceof AuthorizationResponseError) {
        const message = error.error === 'access_denied' ? 'You did not connect the store.' : `The platform refused: ${error.error_description ?? error.error}`;
        return { status: 400, title: 'Nothing was connected', message };
    }
    if (error.code === 'OAUTH_INVALID_RESPONSE') {
        return { status: 400, title: 'Nothing was connected', message: 'The answer does not fit what this browser asked for. Begin again.' };
    }
    if (error instanceof WWWAuthenticateChallengeError) {
        return { status: 502, title: 'The platform refused', message: 'It does not know this app. Check CLIENT_ID and CLIENT_SECRET.' };
    }
    if (error instanceof ApiRefusal) return { status: 502, title: 'The platform refused', message: `${error.message} (${error.requestId})` };
    if (error instanceof ConnectionFailure || error.message === 'fetch failed') {
        return { status: 502, title: 'No answer', message: 'The platform did not answer. Try again in a moment.' };
    }
    console.error(error);
    return { status: 502, title: 'That did not work', message: error.error_description ?? error.message };
}

async function answer(request, response) {
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
    let page;
    try {
        const { pathname } = addressOf(request);
        const route = routes.find(({ method, path }) => method === request.method && path.test(pathname));
        if (!route) throw new Refused(404, 'There is no such page.');
        page = await route.handle(request, response, route.path.exec(pathname)[1]);
    } catch (error) {
        const { status, title, message } = explained(error);
        response.statusCode = status;
        page = problemPage(title, message);
    }
    if (!response.writableEnded) response.setHeader('content-type', 'text/html; charset=utf-8').end(String(page));
}

if (!CLIENT_ID) {
    console.error('Set CLIENT_ID to the id of your app: README.md says where to get one.');
    process.exit(1);
}
try {
    connections = await Connections.open({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, baseUrl: CHECKOUT_URL, ownUrl: APP_URL, installs });
} catch (error) {
    console.error(`There is no authorization server at ${CHECKOUT_URL}: ${error.message}`);
    process.exit(1);
}
createServer(answer).listen(Number(PORT), '127.0.0.1', () => console.log(`Open ${APP_URL}`));
