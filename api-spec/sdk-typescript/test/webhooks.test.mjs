import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import * as whole from '@crypto-checkout/sdk';
import { verifyWebhook, WebhookVerificationError } from '@crypto-checkout/sdk/webhooks';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/webhook-signatures.json', import.meta.url), 'utf8'));

function verify(vector, changes = {}) {
    const { payload, signature, secret, now } = { ...vector, ...changes };
    return verifyWebhook({ payload, signature, secret, now: new Date(now * 1000) });
}

describe('the shared signature vectors', () => {
    for (const vector of vectors.webhookSignature) {
        test(`${vector.name}: ${vector.valid ? 'accepted' : 'refused'}`, () => {
            if (vector.valid) {
                assert.deepEqual(verify(vector), JSON.parse(vector.payload));
                assert.deepEqual(verify(vector, { payload: Buffer.from(vector.payload) }), JSON.parse(vector.payload));
            } else {
                assert.throws(() => verify(vector), { name: 'WebhookVerificationError', reason: vector.reason });
            }
        });
    }

    const [fresh] = vectors.webhookSignature;

    test('every byte of the body counts', () => {
        const bytes = Buffer.from(fresh.payload);
        for (let at = 0; at < bytes.length; at++) {
            const flipped = Buffer.from(bytes);
            flipped[at] ^= 1;
            assert.throws(() => verify(fresh, { payload: flipped }), { reason: 'signature_mismatch' }, `byte ${at}`);
        }
    });

    test('every character of the header counts', () => {
        for (let at = 0; at < fresh.signature.length; at++) {
            const character = fresh.signature[at] === '1' ? '2' : '1';
            const signature = fresh.signature.slice(0, at) + character + fresh.signature.slice(at + 1);
            assert.throws(() => verify(fresh, { signature }), WebhookVerificationError, `character ${at}`);
        }
    });

    test('an independent implementation computes the same signatures', () => {
        for (const { payload, signature, secret, valid } of vectors.webhookSignature.filter(({ valid }) => valid)) {
            const time = /t=(\d+)/.exec(signature)[1];
            assert.equal(signature.includes(createHmac('sha256', secret).update(`${time}.${payload}`).digest('hex')), valid);
        }
    });
});

describe('the vectors of the standard headers, checked by the npm package standardwebhooks', () => {
    for (const vector of vectors.standardWebhooks) {
        test(`${vector.name}: ${vector.valid ? 'accepted' : 'refused'}`, (context) => {
            context.mock.timers.enable({ apis: ['Date'], now: vector.now * 1000 });
            const check = () =>
                new Webhook(vector.secret).verify(vector.payload, {
                    'webhook-id': vector.id,
                    'webhook-timestamp': String(vector.timestamp),
                    'webhook-signature': vector.signature,
                });
            if (vector.valid) assert.deepEqual(check(), JSON.parse(vector.payload));
            else assert.throws(check);
        });
    }
});

describe('verifyWebhook', () => {
    const [fresh] = vectors.webhookSignature;

    test('is exported from the package and from its /webhooks entry', () => {
        assert.equal(whole.verifyWebhook, verifyWebhook);
        assert.equal(whole.WebhookVerificationError, WebhookVerificationError);
    });

    test('takes several secrets while the receiver rotates', () => {
        assert.equal(verify(fresh, { secret: ['whsec_b3RoZXI=', fresh.secret] }).type, 'webhook.test');
    });

    test('uses the machine clock unless told', (context) => {
        context.mock.timers.enable({ apis: ['Date'], now: fresh.now * 1000 });
        const { payload, signature, secret } = fresh;
        assert.equal(verifyWebhook({ payload, signature, secret }).id, JSON.parse(payload).id);
        context.mock.timers.setTime((fresh.now + 301) * 1000);
        assert.throws(() => verifyWebhook({ payload, signature, secret }), { reason: 'outside_tolerance' });
    });

    test('takes another tolerance', () => {
        const { payload, signature, secret } = fresh;
        const now = new Date((fresh.now + 30) * 1000);
        assert.throws(() => verifyWebhook({ payload, signature, secret, now, toleranceSeconds: 10 }), { reason: 'outside_tolerance' });
    });

    test('refuses a header that is missing or repeated', () => {
        for (const signature of [undefined, null, ['t=1', 'v1=2']]) {
            assert.throws(() => verify(fresh, { signature }), { reason: 'malformed_signature' });
        }
    });

    test('an empty secret is a mistake of the receiver, not a bad delivery', () => {
        for (const secret of ['', [], [fresh.secret, '']]) assert.throws(() => verify(fresh, { secret }), TypeError);
    });

    test('refuses a signed body that is no event', () => {
        for (const payload of ['[]', 'null', '{"object":"list"}', 'not JSON']) {
            const mac = createHmac('sha256', fresh.secret).update(`${fresh.now}.${payload}`).digest('hex');
            assert.throws(() => verify(fresh, { payload, signature: `t=${fresh.now},v1=${mac}` }), { reason: 'malformed_payload' });
        }
    });
});
