import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
    ApiRefusal,
    AuthenticationError,
    CheckoutClient,
    ConflictError,
    ConnectionFailure,
    InvalidRequestError,
    NotFoundError,
    PermissionError,
    RateLimitedError,
    ServerError,
    UnavailableError,
} from '@crypto-checkout/sdk';

// A real HTTP server: `answers` are given in order, `seen` is what arrived.
let answers = [];
let seen = [];
let baseUrl;
const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        seen.push({ method: request.method, url: request.url, headers: request.headers, body: text ? JSON.parse(text) : undefined });
        const answer = answers.shift() ?? { status: 500, body: 'no answer left' };
        if (answer.cut) return request.socket.destroy();
        if (answer.never) return undefined;
        const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
        return response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(body);
    });
});

before(async () => {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
    server.closeAllConnections();
    server.close();
});
beforeEach(() => {
    answers = [];
    seen = [];
});

const clientOf = (options = {}) => new CheckoutClient({ apiKey: 'ck_test_key', baseUrl, retryDelayMs: 1, ...options });
const session = (id) => ({ id, object: 'checkout_session', status: 'pending' });
const refusal = (status, type, code, more = {}) => ({
    status,
    headers: { 'request-id': 'req_1' },
    body: { error: { type, code, message: 'No.', requestId: 'req_1', ...more } },
});
const order = { amount: { value: '50.00', currency: 'USD' }, metadata: { orderId: '001' } };

describe('requests', () => {
    test('create sends the body, the key and the idempotency key', async () => {
        answers = [{ status: 201, body: session('cs_1') }];
        const created = await clientOf().checkoutSessions.create(order, { idempotencyKey: 'order-001-v1' });
        assert.deepEqual(created, session('cs_1'));
        const [{ method, url, headers, body }] = seen;
        assert.deepEqual([method, url, body], ['POST', '/api/v1/checkout_sessions', order]);
        assert.equal(headers.authorization, 'Bearer ck_test_key');
        assert.equal(headers['content-type'], 'application/json');
        assert.equal(headers['idempotency-key'], 'order-001-v1');
    });

    test('every operation of the specification has its method, route and verb', async () => {
        const client = clientOf({ maxRetries: 0 });
        const calls = [
            [() => client.checkoutSessions.retrieve('cs_1'), 'GET /api/v1/checkout_sessions/cs_1'],
            [() => client.checkoutSessions.cancel('cs_1'), 'POST /api/v1/checkout_sessions/cs_1/cancel'],
            [() => client.checkoutSessions.resolve('cs_1', { reason: 'ok' }), 'POST /api/v1/checkout_sessions/cs_1/resolve'],
            [() => client.checkoutSessions.checkNow('cs_1'), 'POST /api/v1/checkout_sessions/cs_1/check'],
            [() => client.webhookEndpoints.create({ url: 'https://a.example' }), 'POST /api/v1/webhook_endpoints'],
            [() => client.webhookEndpoints.list(), 'GET /api/v1/webhook_endpoints'],
            [() => client.webhookEndpoints.retrieve('we_1'), 'GET /api/v1/webhook_endpoints/we_1'],
            [() => client.webhookEndpoints.update('we_1', { enabled: false }), 'PATCH /api/v1/webhook_endpoints/we_1'],
            [() => client.webhookEndpoints.delete('we_1'), 'DELETE /api/v1/webhook_endpoints/we_1'],
            [() => client.webhookEndpoints.rotateSecret('we_1'), 'POST /api/v1/webhook_endpoints/we_1/rotate_secret'],
            [() => client.webhookEndpoints.sendTest('we_1', { type: 'session.paid' }), 'POST /api/v1/webhook_endpoints/we_1/test'],
            [() => client.webhookDeliveries.list({ endpointId: 'we_1', state: 'abandoned' }), 'GET /api/v1/webhook_deliveries?endpointId=we_1&state=abandoned'],
            [() => client.webhookDeliveries.retrieve('whd_1'), 'GET /api/v1/webhook_deliveries/whd_1'],
            [() => client.webhookDeliveries.resend('whd_1'), 'POST /api/v1/webhook_deliveries/whd_1/resend'],
            [() => client.events.list({ order: 'asc', type: ['session.paid', 'session.paid_late'] }), 'GET /api/v1/events?order=asc&type=session.paid&type=session.paid_late'],
            [() => client.events.retrieve('evt_1'), 'GET /api/v1/events/evt_1'],
            [() => client.store.retrieve(), 'GET /api/v1/store'],
            [() => client.teamMembers.list(), 'GET /api/v1/team/members'],
            [() => client.teamInvitations.list({ limit: 5 }), 'GET /api/v1/team/invitations?limit=5'],
            [
                () => client.auditEntries.list({ action: 'api_key.', byAgency: true, createdFrom: '2026-11-01T00:00:00Z' }),
                'GET /api/v1/audit/entries?action=api_key.&byAgency=true&createdFrom=2026-11-01T00%3A00%3A00Z',
            ],
            [() => client.stores.list({ startingAfter: 'store_1' }), 'GET /api/v1/stores?startingAfter=store_1'],
            [() => client.app.retrieve(), 'GET /api/v1/app'],
            [() => client.appInstalls.list({ limit: 5 }), 'GET /api/v1/app/installs?limit=5'],
            [() => client.appEvents.list(), 'GET /api/v1/app/events'],
            [() => client.appEvents.redeliver('evt_1'), 'POST /api/v1/app/events/evt_1/redeliver'],
        ];
        for (const [call] of calls) {
            answers = [{ status: 200, body: {} }];
            await call();
        }
        assert.deepEqual(seen.map(({ method, url }) => `${method} ${url}`), calls.map(([, expected]) => expected));
        for (const { method, headers } of seen) {
            assert.equal('idempotency-key' in headers, method !== 'GET', `${method} and its idempotency key`);
        }
    });

    test('an id cannot lead to another route', async () => {
        answers = [{ status: 200, body: {} }];
        await clientOf().events.retrieve('../webhook_endpoints?x=1');
        assert.equal(seen[0].url, '/api/v1/events/..%2Fwebhook_endpoints%3Fx%3D1');
    });

    test("an organization's key lists its stores, page by page", async () => {
        const stores = (ids, nextCursor) => ({
            status: 200,
            body: { object: 'list', data: ids.map((id) => ({ id, object: 'store_summary' })), hasMore: nextCursor !== null, nextCursor },
        });
        answers = [stores(['store_3', 'store_2'], 'store_2'), stores(['store_1'], null)];
        const ids = [];
        for await (const { id } of clientOf({ apiKey: 'ok_live_key' }).stores.list({ limit: 2 })) ids.push(id);
        assert.deepEqual(ids, ['store_3', 'store_2', 'store_1']);
        assert.deepEqual(seen.map(({ url }) => url), ['/api/v1/stores?limit=2', '/api/v1/stores?limit=2&startingAfter=store_2']);
        assert.equal(seen[0].headers.authorization, 'Bearer ok_live_key');
    });

    test('an app shows its access token as a key is shown', async () => {
        answers = [{ status: 200, body: { object: 'list', data: [], hasMore: false, nextCursor: null } }];
        await clientOf({ apiKey: 'oat_token' }).events.list();
        assert.equal(seen[0].headers.authorization, 'Bearer oat_token');
    });

    test('a key or a base URL that cannot work is refused at once', () => {
        assert.throws(() => clientOf({ apiKey: 'whsec_x' }), TypeError);
        assert.throws(() => clientOf({ apiKey: 'ok_x' }), TypeError);
        assert.throws(() => clientOf({ baseUrl: 'pay.example.com' }), TypeError);
    });

    test('a slash at the end of the base URL does no harm', async () => {
        answers = [{ status: 200, body: {} }];
        await clientOf({ baseUrl: `${baseUrl}/` }).events.retrieve('evt_1');
        assert.equal(seen[0].url, '/api/v1/events/evt_1');
    });
});

describe('retries', () => {
    test('a change is repeated under one idempotency key, made where none is given', async () => {
        answers = [{ cut: true }, refusal(500, 'server', 'internal'), refusal(409, 'conflict', 'idempotency_in_progress'), { status: 201, body: session('cs_1') }];
        assert.equal((await clientOf().checkoutSessions.create(order)).id, 'cs_1');
        const keys = new Set(seen.map(({ headers }) => headers['idempotency-key']));
        assert.equal(seen.length, 4);
        assert.equal(keys.size, 1);
        assert.match([...keys][0], /^[0-9a-f-]{36}$/);
    });

    test('two calls get two idempotency keys', async () => {
        answers = [{ status: 201, body: session('cs_1') }, { status: 201, body: session('cs_2') }];
        const client = clientOf();
        await client.checkoutSessions.create(order);
        await client.checkoutSessions.create(order);
        assert.notEqual(seen[0].headers['idempotency-key'], seen[1].headers['idempotency-key']);
    });

    test('Retry-After is waited for', async () => {
        answers = [{ ...refusal(429, 'rate_limited', 'rate_limited'), headers: { 'retry-after': '1' } }, { status: 200, body: session('cs_1') }];
        const begin = performance.now();
        await clientOf().checkoutSessions.retrieve('cs_1');
        // A lower bound only: a busy machine may take longer, a client that ignores the header cannot.
        assert.ok(performance.now() - begin >= 990);
    });

    test('a Retry-After that is longer than allowed ends the retries', async () => {
        answers = [{ ...refusal(503, 'unavailable', 'rate_unavailable'), headers: { 'retry-after': '3600' } }];
        const failure = await clientOf().checkoutSessions.create(order).catch((error) => error);
        assert.ok(failure instanceof UnavailableError);
        assert.equal(failure.retryAfterMs, 3_600_000);
        assert.equal(seen.length, 1);
    });

    test('a Retry-After date is understood', async () => {
        const headers = { 'retry-after': new Date(Date.now() + 7_200_000).toUTCString() };
        answers = [{ ...refusal(503, 'unavailable', 'rate_unavailable'), headers }];
        const failure = await clientOf().checkoutSessions.create(order).catch((error) => error);
        assert.ok(failure.retryAfterMs > 7_000_000 && failure.retryAfterMs <= 7_200_000);
    });

    test('they end', async () => {
        answers = Array.from({ length: 9 }, () => refusal(503, 'unavailable', 'rate_unavailable'));
        await assert.rejects(clientOf({ maxRetries: 2 }).checkoutSessions.create(order), UnavailableError);
        assert.equal(seen.length, 3);
    });

    test('what cannot pass is not repeated', async () => {
        for (const answer of [refusal(400, 'invalid_request', 'amount_invalid'), refusal(409, 'conflict', 'idempotency_key_reused')]) {
            answers = [answer];
            seen = [];
            await assert.rejects(clientOf().checkoutSessions.create(order), ApiRefusal);
            assert.equal(seen.length, 1);
        }
    });

    test('an attempt without an answer ends after its time', async () => {
        answers = [{ never: true }, { never: true }];
        const failure = await clientOf({ timeoutMs: 20, maxRetries: 1 }).checkoutSessions.create(order).catch((error) => error);
        assert.ok(failure instanceof ConnectionFailure);
        assert.match(failure.message, /No answer within 20 ms/);
        assert.equal(seen.length, 2);
    });

    test('the caller can give up, also while waiting', { timeout: 30_000 }, async () => {
        const given = new AbortController();
        answers = [{ ...refusal(503, 'unavailable', 'rate_unavailable'), headers: { 'retry-after': '50' } }];
        const client = clientOf({ onAnswer: () => given.abort(new Error('given up')) });
        await assert.rejects(client.checkoutSessions.create(order, { signal: given.signal }), /given up/);
        assert.equal(seen.length, 1);
        assert.equal(given.signal.aborted, true);
    });

    test('each attempt can be logged', async () => {
        const log = [];
        answers = [refusal(500, 'server', 'internal'), { status: 201, body: session('cs_1'), headers: { 'request-id': 'req_2', 'idempotent-replayed': 'true' } }];
        await clientOf({ onAnswer: (answer) => log.push(answer) }).checkoutSessions.create(order);
        assert.deepEqual(
            log.map(({ status, attempt, requestId, replayed }) => [status, attempt, requestId, replayed]),
            [
                [500, 1, 'req_1', false],
                [201, 2, 'req_2', true],
            ],
        );
    });
});

describe('errors', () => {
    const classes = [
        [401, 'authentication', AuthenticationError],
        [403, 'permission', PermissionError],
        [400, 'invalid_request', InvalidRequestError],
        [415, 'invalid_request', InvalidRequestError],
        [404, 'not_found', NotFoundError],
        [409, 'conflict', ConflictError],
        [429, 'rate_limited', RateLimitedError],
        [500, 'server', ServerError],
        [503, 'unavailable', UnavailableError],
    ];
    for (const [status, type, expected] of classes) {
        test(`${status} ${type} is a ${expected.name}`, async () => {
            answers = [refusal(status, type, 'some_code', { param: 'amount.value', errors: [{ path: 'amount.value', message: 'No.' }] })];
            const failure = await clientOf({ maxRetries: 0 }).checkoutSessions.create(order).catch((error) => error);
            assert.ok(failure instanceof expected && failure instanceof ApiRefusal && failure instanceof Error);
            assert.equal(failure.name, expected.name);
            const { message, code, param, requestId, errors } = failure;
            assert.deepEqual([failure.status, failure.type, message, code, param, requestId], [status, type, 'No.', 'some_code', 'amount.value', 'req_1']);
            assert.deepEqual(errors, [{ path: 'amount.value', message: 'No.' }]);
        });
    }

    test("a proxy's page becomes an error of its status", async () => {
        for (const [status, expected] of [[502, UnavailableError], [404, NotFoundError], [418, InvalidRequestError], [500, ServerError], [200, ServerError]]) {
            answers = [{ status, body: '<html>', headers: { 'content-type': 'text/html' } }];
            const failure = await clientOf({ maxRetries: 0 }).checkoutSessions.retrieve('cs_1').catch((error) => error);
            assert.ok(failure instanceof expected, `${status}`);
            assert.equal(failure.code, 'unreadable_answer');
        }
    });

    test('the key is in no error', async () => {
        answers = [refusal(401, 'authentication', 'api_key_invalid')];
        const failure = await clientOf().checkoutSessions.create(order).catch((error) => error);
        assert.ok(!JSON.stringify(failure, Object.getOwnPropertyNames(failure)).includes('ck_test_key'));
    });
});

describe('lists', () => {
    const page = (ids, nextCursor) => ({ status: 200, body: { object: 'list', data: ids.map(session), hasMore: nextCursor !== null, nextCursor } });

    test('awaited, they are one page', async () => {
        answers = [page(['cs_3', 'cs_2'], 'cs_2')];
        const first = await clientOf().checkoutSessions.list({ limit: 2, reference: 'a b&c' });
        assert.deepEqual(first.data.map(({ id }) => id), ['cs_3', 'cs_2']);
        assert.equal(first.nextCursor, 'cs_2');
        assert.equal(seen[0].url, '/api/v1/checkout_sessions?limit=2&reference=a+b%26c');
    });

    test('iterated over, they are every object of every page', async () => {
        answers = [page(['cs_3', 'cs_2'], 'cs_2'), page(['cs_1'], null)];
        const ids = [];
        for await (const { id } of clientOf().checkoutSessions.list({ status: ['paid', 'paid_late'] })) ids.push(id);
        assert.deepEqual(ids, ['cs_3', 'cs_2', 'cs_1']);
        assert.deepEqual(
            seen.map(({ url }) => url),
            [
                '/api/v1/checkout_sessions?status=paid&status=paid_late',
                '/api/v1/checkout_sessions?status=paid&status=paid_late&startingAfter=cs_2',
            ],
        );
    });

    test('no page is fetched before it is needed', async () => {
        answers = [page(['cs_3', 'cs_2'], 'cs_2')];
        for await (const { id } of clientOf().checkoutSessions.list()) if (id === 'cs_2') break;
        assert.equal(seen.length, 1);
    });

    test('page by page', async () => {
        answers = [page(['cs_2'], 'cs_2'), page([], null)];
        const sizes = [];
        for await (const { data } of clientOf().checkoutSessions.list().pages()) sizes.push(data.length);
        assert.deepEqual(sizes, [1, 0]);
    });

    test('a failure reaches whoever waits', async () => {
        answers = [refusal(401, 'authentication', 'api_key_invalid')];
        await assert.rejects(async () => await clientOf().checkoutSessions.list(), AuthenticationError);
    });
});
