// Verifies a delivery from the delivery log (`GET /api/v1/webhook_deliveries/{id}`, on standard input) as its receiver would have.
//
//   node verify.mjs whsec_…
import { readFileSync } from 'node:fs';
import { verifyWebhook } from '@crypto-checkout/sdk/webhooks';

const { requestBody, attempts } = JSON.parse(readFileSync(0, 'utf8'));
const headers = new Headers(attempts.at(-1).requestHeaders);
const event = verifyWebhook({
    payload: requestBody,
    signature: headers.get('x-webhook-signature'),
    secret: process.argv[2],
    now: new Date(Number(headers.get('x-webhook-timestamp')) * 1000), // A log may be read long after.
});
console.log(`verified ${event.type} ${event.id}`);
