// What the linter cannot say about the specification: the promises that every operation makes alike.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { load } from 'js-yaml';

const document = load(readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8'));
const schemas = document.components.schemas;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete']
        .filter((method) => item[method] !== undefined)
        .map((method) => ({ path, method, item, ...item[method] })),
);
const names = (references) => references.map(({ $ref }) => $ref.split('/').pop());

describe('every operation', () => {
    for (const { path, method, item, operationId, ...operation } of operations) {
        test(operationId, () => {
            const changes = method !== 'get';
            const headers = names((operation.parameters ?? []).filter(({ $ref }) => $ref));
            assert.match(operationId, /^[a-z][A-Za-z]+\.[a-z][A-Za-z]+$/);
            const scope = operation['x-required-scope'];
            const organizations = scope === 'organization:read';
            const itself = scope === 'app:own';
            const schemes = organizations ? ['organizationKey'] : itself ? ['appToken'] : ['apiKey', 'oauth2'];
            assert.deepEqual(operation.security, schemes.map((scheme) => ({ [scheme]: [scope] })), 'names its scope each time alike, and whose credential holds it');
            const caller = organizations ? 'OrganizationCaller' : itself ? 'AppCaller' : 'Caller';
            if (itself) assert.ok(document.components.securitySchemes.appToken.flows.clientCredentials.scopes[scope], 'an app holds it');
            else if (!organizations) assert.ok(document.components.securitySchemes.oauth2.flows.authorizationCode.scopes[scope], 'an app can ask for it');
            assert.equal(operation['x-spring-provide-args'][0], `io.cryptocheckout.platform.authority.${caller} caller`);
            if (!itself) assert.match(scope, changes ? /:write$/ : /:read$/);
            assert.equal(headers.includes('IdempotencyKey'), changes, 'takes an Idempotency-Key exactly where it changes something');
            assert.equal(operation['x-spring-provide-args'].length, changes ? 2 : 1);
            for (const status of ['401', '403', '429', '500', '503']) assert.ok(operation.responses[status], `answers ${status}`);
            if (changes) for (const status of ['400', '409']) assert.ok(operation.responses[status], `answers ${status}`);
            if (path.includes('{id}')) {
                assert.ok(operation.responses['404'], 'answers 404');
                assert.ok(item.parameters, 'names its path parameter once for all methods');
            }
            if (operation.requestBody) for (const status of ['413', '415']) assert.ok(operation.responses[status], `answers ${status}`);
            const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))[1];
            for (const header of ['Request-Id', 'Checkout-Version', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']) {
                assert.ok(success.headers[header], `carries ${header}`);
            }
            assert.equal('Idempotent-Replayed' in success.headers, changes);
        });
    }
});

test('request bodies refuse unknown fields, with all they hold', () => {
    const seen = new Set();
    const visit = (schema) => {
        if (schema.$ref) {
            const name = schema.$ref.split('/').pop();
            if (seen.has(name)) return;
            seen.add(name);
            visit(schemas[name]);
        } else if (schema.properties) {
            assert.equal(schema.additionalProperties, false, schema.description);
            Object.values(schema.properties).forEach(visit);
        } else (schema.oneOf ?? []).forEach(visit);
    };
    operations.filter(({ requestBody }) => requestBody).forEach(({ requestBody }) => visit(requestBody.content['application/json'].schema));
    assert.ok(seen.has('FiatAmountRequest'));
});

test('lists have one envelope and one way to page', () => {
    const lists = operations.filter(({ operationId }) => operationId.endsWith('.list'));
    for (const list of lists) {
        const schema = schemas[list.responses['200'].content['application/json'].schema.$ref.split('/').pop()];
        assert.deepEqual(schema.required, ['object', 'data', 'hasMore', 'nextCursor']);
        assert.deepEqual(names(list.parameters.slice(0, 2)), ['Limit', 'StartingAfter']);
    }
    assert.equal(lists.length, 10);
});

test('every event type has its payload, and can be selected', () => {
    assert.deepEqual(Object.keys(document.webhooks), schemas.EventType.enum);
    assert.deepEqual(schemas.EventSelector.enum, [...schemas.EventType.enum, '*']);
    for (const [type, { post }] of Object.entries(document.webhooks)) assert.equal(post['x-event-type'], type);
});

test('the words that generators stumble over are avoided', () => {
    const visit = (node, path) => {
        if (node === null || typeof node !== 'object') return;
        for (const [key, value] of Object.entries(node)) {
            assert.ok(!['const', 'if', 'then', 'else', 'unevaluatedProperties'].includes(key), `${path}/${key}`);
            visit(value, `${path}/${key}`);
        }
    };
    visit(schemas, '#/components/schemas');
});

test('money is never a number', () => {
    for (const [name, schema] of Object.entries(schemas)) {
        for (const part of schema.allOf ?? [schema]) {
            for (const [field, value] of Object.entries(part.properties ?? {})) {
                if (/amount|value|wei|eth$/i.test(field) && value.type) assert.deepEqual([value.type].flat()[0], 'string', `${name}.${field}`);
                assert.notEqual(value.type, 'number', `${name}.${field}`);
            }
        }
    }
});
